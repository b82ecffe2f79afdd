"""A returned payment reopens everything that its line had closed, under the old due days, and charges its fee."""

from __future__ import annotations

import pytest

from quittance.actions import cash, cash_policy
from quittance.actions.cash import ApplyLine, Part, ReturnLine, UndoLine
from quittance.actions.command import Context
from quittance.reports import audit, books, document
from quittance.reports import cash as reports
from quittance.rules.refusals import Conflict, Invalid
from tests.actions.test_cash import clean, context, line, state

__all__ = ["context"]

pytestmark = pytest.mark.django_db


def paid(context: Context) -> tuple[int, str]:
    """A line that pays an invoice with a charge let go and a deduction; its id and the payment's reference."""
    id = line(context, "170.00")
    parts = (
        Part("INV-1", "98.00", "2.00", "charge"),
        Part("INV-3", "72.00", "8.00", "deduction", "damage"),
    )
    return id, cash.apply_line(context, ApplyLine(id, "C-1", parts)).references[0]


def test_everything_that_was_closed_is_open_again(context: Context) -> None:
    before = state(context)
    _, reference = paid(context)
    assert len(reports.deductions(books.of(context))) == 1
    back = line(context, "-170.00", text="RETURN")
    made = cash.return_payment(context, ReturnLine(back, reference))
    assert {one.document for one in made.reopened} == {"INV-1", "INV-3"} and made.bank_fee == ""
    assert state(context) == before and clean(context)
    assert reports.deductions(books.of(context)) == ()
    events = audit.trail(books.of(context), audit.Filter(customer_id=_customer(context)))
    told = next(row for row in events if row.verb == "cash.return_payment")
    assert told.data["reopened"] and told.data["amount"] == "170.00"


def test_the_banks_fee_is_told_and_the_companys_is_charged(context: Context) -> None:
    cash_policy.set_policy(context, cash_policy.SetPolicy(False, charge_limit="40", return_fee="7.50"))
    _, reference = paid(context)
    made = cash.return_payment(context, ReturnLine(line(context, "-173.50"), reference))
    assert made.bank_fee == "3.50" and made.fee_number
    assert any(row[0] == made.fee_number and row[2] == 750 for row in state(context) if len(row) > 2)
    assert clean(context)
    found = document.card(books.of(context), made.fee_number, context.today)
    assert (found.ancillary, found.note) == ("return_fee", f"Fee: {reference} was returned by the bank")


def test_more_or_less_than_the_payment_is_refused(context: Context) -> None:
    _, reference = paid(context)
    for amount in ("-169.00", "-211.00"):
        with pytest.raises(Invalid):
            cash.return_payment(context, ReturnLine(line(context, amount), reference))


def test_a_return_is_not_taken_back(context: Context) -> None:
    _, reference = paid(context)
    back = line(context, "-170.00")
    cash.return_payment(context, ReturnLine(back, reference))
    with pytest.raises(Conflict):
        cash.undo(context, UndoLine(back, "a mistake"))


def _customer(context: Context) -> int:
    from quittance.books import sql

    found = sql.row("SELECT id FROM customer WHERE tenant_id = %s AND number = 'C-1'", [context.tenant_id])
    assert found is not None
    return int(found[0])
