"""What a reminder lists is kept as it goes: each line, what is left out by which rule, nothing of what came back."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import disputes, dunning_send
from quittance.actions.command import Context
from quittance.actions.disputes import OpenDispute
from quittance.books import sql
from quittance.reports import books, dunning_letter, dunning_listed
from quittance.reports.dunning_listed import Left, Listed, Sum
from quittance.rules.refusals import Conflict
from tests import dunned, factories
from tests.actions.mail_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """A customer who is late with an invoice, and with a second one later on, a part of which is disputed."""
    made = factories.company("Delft Tiles", country="NL", timezone="Europe/Amsterdam")
    factories.customer(made, "C-1", name="Brightwater", email="office@bright.example", country="NL", city="Delft")
    dunned.policy(made, "3 email friendly", "15 letter firm interest", pause_days=0)
    due = TODAY - DAY * 16
    factories.invoice(made, "INV-1", "100.00", due - DAY * 30, due)
    factories.invoice(made, "INV-2", "50.00", due - DAY * 30, due + DAY * 9)
    disputes.open_dispute(made, OpenDispute("INV-2", "price", "20.00"))
    return made


def listed(context: Context) -> Listed:
    """What the latest reminder listed."""
    (id,) = sql.row("SELECT MAX(id) FROM reminder WHERE tenant_id = %s", [context.tenant_id]) or (0,)
    return dunning_listed.of(books.of(context), id)


def test_a_letter_lists_what_was_reminded_of_before_and_what_is_left_out(context: Context, sink: Sink) -> None:
    dunned.run(context)
    made = listed(context)
    assert [(one.document, one.open, one.asked, one.fresh) for one in made.lines] == [
        ("INV-1", 10_000, 10_000, True),
        ("INV-2", 5_000, 3_000, True),
    ]
    assert made.left == (Left("INV-2", "INV-2", "EUR", "dispute", 2_000, 5_000),) and made.whole and made.less
    assert [currency for currency, total, fixed in made.interest if total > fixed > 0] == ["EUR"]
    later = factories.at(context, TODAY + DAY * 9)
    factories.payment(later, "PAY-1", "10.00")
    factories.allocate(later, "PAY-1")
    dunned.run(later)
    made = listed(context)
    assert [(one.document, one.open, one.asked, one.fresh) for one in made.lines] == [
        ("INV-1", 9_000, 9_000, False),
        ("INV-2", 5_000, 3_000, True),
    ]
    (id, base) = sql.row(
        "SELECT id, base_amount FROM reminder WHERE tenant_id = %s ORDER BY id DESC", [context.tenant_id]
    ) or (0, 0)
    sheet = dunning_letter.sheet(books.of(context), id)
    assert base == 12_000 and [table.sums[0].value for table in sheet.tables] == ["120.00"]
    assert [len(row.cells) for row in sheet.tables[0].rows] == [5, 5], "with what is open, as less is asked for"
    assert "left out" in sheet.notes[0].text


def test_what_was_asked_stays_and_what_is_open_moves_on(context: Context, sink: Sink) -> None:
    dunned.run(context)
    before = listed(context)
    later = factories.at(context, TODAY + DAY)
    factories.payment(later, "PAY-1", "130.00")
    factories.allocate(later, "PAY-1")
    after = listed(context)
    assert [(one.asked, one.open, one.due_on) for one in after.lines] == [
        (one.asked, one.open, one.due_on) for one in before.lines
    ]
    assert [one.now for one in before.lines] == [10_000, 5_000] and [one.now for one in after.lines] == [0, 2_000]
    assert before.sums == {"EUR": Sum(13_000, 15_000)} and after.sums == {"EUR": Sum(13_000, 2_000)}


def test_what_was_not_taken_lists_nothing_until_it_is(context: Context, sink: Sink) -> None:
    dunned.policy(context, "3 email friendly", pause_days=0)
    dunned.decide(context)
    (id,) = sql.row("SELECT id FROM reminder WHERE tenant_id = %s", [context.tenant_id]) or (0,)
    sink.refuse["DATA"] = "451 later"
    with pytest.raises(Conflict):
        dunning_send.send(context, id)
    assert listed(context) == Listed((), (), (), False)
    sink.refuse.clear()
    dunning_send.send(context, id)
    made = listed(context)
    assert [one.document for one in made.lines] == ["INV-1", "INV-2"] and len(made.left) == 1


def test_two_disputes_of_one_invoice_are_one_line_and_a_thank_you_asks_for_nothing(
    context: Context, sink: Sink
) -> None:
    dunned.policy(context, "3 email friendly", pause_days=0, thanks=True)
    disputes.open_dispute(context, OpenDispute("INV-2", "damage", "5.00"))
    dunned.run(context)
    assert [(one.rule, one.amount) for one in listed(context).left] == [("dispute", 2_500)]
    (rule, items, base) = sql.row(
        "SELECT rule, items, base_amount FROM reminder_held WHERE tenant_id = %s AND NOT whole", [context.tenant_id]
    ) or ("", 0, 0)
    assert (rule, base) == ("dispute", 2_500) and items
    later = factories.at(context, TODAY + DAY * 7)
    factories.payment(later, "PAY-1", "150.00")
    factories.allocate(later, "PAY-1")
    dunned.run(later)
    made = listed(context)
    assert {one.document for one in made.lines} == {"INV-1", "INV-2"} and not made.whole and made.sums["EUR"].now == 0
