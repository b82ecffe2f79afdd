"""A rehearsal shows every posting and leaves nothing, whether it goes well or is refused."""

from __future__ import annotations

import pytest

from quittance.actions import payments, rehearsal
from quittance.actions.command import Context
from quittance.actions.payments import RecordPayment
from quittance.books import sql
from quittance.reports import books, journal, verify
from quittance.rules.refusals import NotAllowed, NotFound
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
TABLES = ("command", "event", "entry", "posting", "payment", "open_item", "allocation", "series")


@pytest.fixture
def desk() -> Context:
    context = factories.company()
    factories.customer(context)
    factories.invoice(context, "INV-1", "100.00")
    return context


def counted(context: Context) -> list[int]:
    return [
        int((sql.row(f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %s", [context.tenant_id]) or (0,))[0])
        for table in TABLES
    ]


def test_the_postings_are_those_that_recording_it_leaves(desk: Context) -> None:
    data = RecordPayment(TODAY, "60.00", "C-1", allocate="oldest")
    before = counted(desk)
    made = rehearsal.rehearse(desk, payments.record, data)
    assert counted(desk) == before
    said = [(row.debit_code, row.credit_code, row.document, row.amount) for row in made.postings]
    assert said == [("1200", "1310", made.result.reference, 6000), ("1310", "1300", "INV-1", 6000)]
    assert made.result.unapplied == "0.00"
    payments.record(desk, data)
    real = [
        (row.debit_code, row.credit_code, row.document, row.amount)
        for row in journal.rows(books.of(desk), TODAY, TODAY)
    ]
    assert real[-2:] == said
    assert verify.run(books.of(desk)).clean


def test_a_refusal_is_raised_and_leaves_no_event(desk: Context) -> None:
    before = counted(desk)
    with pytest.raises(NotFound):
        rehearsal.rehearse(desk, payments.record, RecordPayment(TODAY, "60.00", "C-9"))
    with pytest.raises(NotAllowed):
        rehearsal.rehearse(factories.member(desk, "auditor"), payments.record, RecordPayment(TODAY, "1.00", "C-1"))
    after = counted(desk)
    assert after[2:] == before[2:]


def test_a_command_tells_its_own_postings_only(desk: Context) -> None:
    factories.payment(desk, "P-1", "5.00")
    found = sql.row("SELECT MAX(id) FROM command WHERE tenant_id = %s", [desk.tenant_id])
    assert found is not None
    rows = journal.of_command(books.of(desk), found[0])
    assert [row.document for row in rows] == ["P-1"]
    assert journal.of_entry(books.of(desk), rows[0].entry_id) == rows
    assert journal.of_entry(books.of(factories.company("Other")), rows[0].entry_id) == ()
