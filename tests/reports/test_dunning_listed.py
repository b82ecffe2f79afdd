"""What a reminder listed, read back: lines, sums, what was left out, and what is known of one of before."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import disputes
from quittance.actions.command import Context
from quittance.actions.disputes import OpenDispute
from quittance.books import sql
from quittance.reports import books, dunning_listed
from quittance.reports.dunning_listed import Line, Listed, Sum
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def reminder(db: None) -> tuple[Context, int]:
    """A call about three invoices in two currencies, one partly disputed; the company, and the id of the reminder."""
    made = factories.company("Delft Tiles", country="NL")
    factories.customer(made, "C-1", country="NL")
    dunned.policy(made, "3 call friendly interest")
    due = made.today - DAY * 5
    factories.invoice(made, "INV-1", "100.00", due - DAY * 30, due)
    factories.invoice(made, "INV-2", "40.00", due - DAY * 30, due + DAY)
    factories.invoice(made, "INV-9", "20.00", due - DAY * 30, due, currency="USD", rate="0.9")
    disputes.open_dispute(made, OpenDispute("INV-2", "price", "15.00"))
    dunned.run(made)
    (id,) = sql.row("SELECT id FROM reminder WHERE tenant_id = %s", [made.tenant_id]) or (0,)
    return made, id


def test_lines_sums_and_what_was_left_out_are_told(reminder: tuple[Context, int]) -> None:
    context, id = reminder
    listed = dunning_listed.of(books.of(context), id)
    assert [(one.document, one.currency, one.open, one.asked) for one in listed.lines] == [
        ("INV-1", "EUR", 10_000, 10_000),
        ("INV-9", "USD", 2_000, 2_000),
        ("INV-2", "EUR", 4_000, 2_500),
    ]
    assert listed.sums == {"EUR": Sum(12_500, 14_000), "USD": Sum(2_000, 2_000)} and listed.less
    told = dunning_listed.told(listed)
    assert told["left_out"] == [
        {
            "document": "INV-2",
            "currency": "EUR",
            "amount": "15.00",
            "rule": "dispute",
            "why": "it is disputed",
            "open_now": "40.00",
        }
    ]
    assert told["asked"][2]["asked"] == "25.00" and told["sums"][1] == {
        "currency": "USD",
        "asked": "20.00",
        "open_now": "20.00",
    }
    assert told["whole"] is True


def test_of_one_that_is_older_than_its_lines_what_was_new_is_known(reminder: tuple[Context, int]) -> None:
    context, id = reminder
    for table in ("reminder_asked", "reminder_left"):
        sql.execute(f"DELETE FROM {table} WHERE tenant_id = %s", [context.tenant_id])
    listed = dunning_listed.of(books.of(context), id)
    assert [(one.document, one.asked) for one in listed.lines] == [
        ("INV-1", 10_000),
        ("INV-9", 2_000),
        ("INV-2", 2_500),
    ]
    assert not listed.whole and all(one.fresh for one in listed.lines) and not listed.left
    assert dunning_listed.of(books.of(context), 5) == Listed((), (), (), False)


def test_sums_are_of_each_currency() -> None:
    day = datetime.date(2026, 1, 2)
    lines = [Line("A", "A", day, day, code, 9, 5, 1, True) for code in ("USD", "EUR", "EUR")]
    assert list(dunning_listed.sums(lines).items()) == [("EUR", Sum(10, 2)), ("USD", Sum(5, 1))]
