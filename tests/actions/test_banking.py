"""Bank files: in whole or not at all, never twice, kept waiting with their difference, given up on record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quittance.actions import banking
from quittance.actions.banking import DiscardFile, ReleaseFile
from quittance.actions.command import Context
from quittance.books import sql
from quittance.formats.bank import Malformed
from quittance.reports import banking as reports
from quittance.reports import books, verify
from quittance.rules.refusals import Conflict, NotAllowed, NotFound
from tests import factories
from tests.formats.test_camt import SAMPLE as CAMT
from tests.formats.test_mt940 import SAMPLE as MT940

pytestmark = pytest.mark.django_db

GOOD = CAMT.format(closing="40.00").encode()
WRONG = CAMT.format(closing="45.00").encode()


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


def lines_of(context: Context) -> tuple[reports.LineRow, ...]:
    """Every line of the company, oldest first."""
    return reports.lines(books.of(context), reports.WantedLines(order="booked")).rows


def count(context: Context, table: str) -> int:
    """Rows of the tenant in a table."""
    found = sql.row(f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %s", [context.tenant_id])
    assert found is not None
    return int(found[0])


def test_a_batch_comes_in_as_its_payments(context: Context) -> None:
    made = banking.import_bytes(context, "march.xml", GOOD)
    assert (made.state, made.statements, made.lines, made.new, made.again) == ("imported", 1, 2, 2, False)
    first, second = lines_of(context)
    assert (first.amount, first.payer_name, first.reference) == (2000, "Acme NV", "RF18539007547034")
    assert (second.amount, second.part, second.state) == (1000, 1, "open")
    assert first.file_name == "march.xml" and first.account == "NL91ABNA0417164300"
    _, fields = reports.line(books.of(context), first.id)
    assert ("RmtInf/Ustrd", "INV-2") in fields and ("BookgDt/Dt", "2026-03-02") in fields


def test_the_same_file_again_changes_nothing(context: Context) -> None:
    first = banking.import_bytes(context, "march.xml", GOOD)
    before = [count(context, table) for table in ("bank_file", "bank_statement", "bank_line", "bank_account")]
    again = banking.import_bytes(context, "other name.xml", GOOD)
    assert again.again and again.id == first.id and (again.lines, again.new) == (2, 0)
    assert [count(context, table) for table in ("bank_file", "bank_statement", "bank_line", "bank_account")] == before
    assert not verify.run(books.of(context)).differences


def test_two_files_that_overlap_bring_each_movement_once(context: Context) -> None:
    banking.import_bytes(context, "a.sta", MT940.encode())
    longer = MT940.replace(":62F:C260305EUR145,25", ":61:2603060306C4,75NTRFNEW\n:62F:C260306EUR150,00")
    made = banking.import_bytes(context, "b.sta", longer.encode())
    assert (made.lines, made.new) == (4, 1)
    assert [line.amount for line in lines_of(context)] == [5025, -1000, 500, 475]


def test_a_file_that_does_not_add_up_waits_with_its_difference(context: Context) -> None:
    made = banking.import_bytes(context, "wrong.xml", WRONG)
    assert made.state == "quarantined" and made.lines == 0
    assert "the difference is -5.00 EUR" in made.differences[0]
    assert count(context, "bank_line") == 0 and count(context, "bank_statement") == 0
    released = banking.release(context, ReleaseFile(made.id, "The bank confirmed a typing error"))
    assert (released.state, released.new) == ("imported", 2)
    with pytest.raises(Conflict):
        banking.release(context, ReleaseFile(made.id, "again"))


def test_a_quarantined_file_can_be_given_up_and_stays_on_record(context: Context) -> None:
    made = banking.import_bytes(context, "wrong.xml", WRONG)
    assert banking.discard(context, DiscardFile(made.id, "A new one comes")).state == "discarded"
    assert count(context, "bank_line") == 0
    (row,) = reports.files(books.of(context))
    assert row.state == "discarded" and row.differences == made.differences
    assert reports.content(books.of(context), row.id) == ("wrong.xml", WRONG)
    assert banking.import_bytes(context, "wrong.xml", WRONG).state == "discarded"
    with pytest.raises(NotFound):
        banking.discard(context, DiscardFile(made.id + 1, "none"))


def test_a_malformed_file_is_refused_and_the_refusal_is_an_event(context: Context) -> None:
    with pytest.raises(Malformed):
        banking.import_bytes(context, "x.xml", b"<Document")
    found = sql.row(
        "SELECT outcome FROM event WHERE tenant_id = %s AND verb = 'banking.import_file'", [context.tenant_id]
    )
    assert found is not None and found[0] == "malformed_file" and count(context, "bank_file") == 0


def test_a_dry_run_tells_what_would_come_in_and_writes_nothing(context: Context) -> None:
    made = banking.import_bytes(replace(context, dry_run=True), "march.xml", GOOD)
    assert made.new == 2
    assert count(context, "bank_file") == count(context, "bank_line") == count(context, "bank_account") == 0


def test_what_the_bank_has_not_booked_waits(context: Context) -> None:
    pending = GOOD.replace(b"<Cd>BOOK</Cd>", b"<Cd>PDNG</Cd>").replace(b">40.00<", b">40.00<")
    made = banking.import_bytes(context, "pending.xml", pending)
    assert (made.lines, made.new, made.waiting) == (0, 0, 1)


def test_movements_alike_in_two_statements_of_a_file_are_two(context: Context) -> None:
    made = banking.import_bytes(context, "twice.sta", (MT940 + MT940.replace("STARTUMS", "SECOND")).encode())
    assert (made.statements, made.lines, made.new) == (2, 6, 6)


def test_only_who_may_takes_files_in_and_only_a_controller_releases(context: Context) -> None:
    with pytest.raises(NotAllowed):
        banking.import_bytes(factories.member(context, "sales"), "march.xml", GOOD)
    clerk = factories.member(context, "clerk")
    made = banking.import_bytes(clerk, "wrong.xml", WRONG)
    with pytest.raises(NotAllowed):
        banking.release(clerk, ReleaseFile(made.id, "please"))
    assert banking.release(factories.member(context, "controller"), ReleaseFile(made.id, "seen")).state == "imported"


def test_another_company_does_not_see_the_file(context: Context) -> None:
    made = banking.import_bytes(context, "march.xml", GOOD)
    other = factories.company("Other Ltd")
    assert not banking.import_bytes(other, "march.xml", GOOD).again
    with pytest.raises(NotFound):
        reports.file(books.of(other), made.id)
