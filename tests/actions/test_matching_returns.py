"""Returns are found among the lines of money that left: proposed, or done where the policy says so."""

from __future__ import annotations

import pytest

from quittance.actions import cash, cash_policy, matching
from quittance.actions.cash import ApplyLine, Part
from quittance.actions.command import Context
from quittance.reports import banking, books, workbench
from quittance.reports import cash as reports
from tests.actions.test_cash import clean, context, line

__all__ = ["context"]

pytestmark = pytest.mark.django_db


def paid(context: Context) -> str:
    """A line that pays an invoice; the payment's reference."""
    id = line(context, "100.00", text="INV-1 PAYMENT 4711")
    return cash.apply_line(context, ApplyLine(id, "C-1", (Part("INV-1", "100.00"),))).references[0]


def test_a_return_is_proposed_with_its_reasons_and_shown_to_be_reviewed(context: Context) -> None:
    cash_policy.set_policy(context, cash_policy.SetPolicy(False))
    reference = paid(context)
    back = line(context, "-100.00", text="RETURN INV-1 PAYMENT 4711 E0")
    rent = line(context, "-100.00", text="Rent for March", name="LANDLORD")
    made = matching.run(context)
    assert (made.proposed, made.returned) == (1, 0)
    (found,) = [one for one in workbench.lines(books.of(context), "review", 995_000) if one.line.id == back]
    assert found.returns == reference and "repeats the text of the payment" in found.reasons
    assert rent not in [one.line.id for one in workbench.lines(books.of(context), "review", 995_000)]
    assert matching.run(context).proposed == 1, "repeating it changes nothing"


def test_what_the_bank_names_for_certain_reopens_by_itself_where_allowed(context: Context) -> None:
    cash_policy.set_policy(context, cash_policy.SetPolicy(False, auto_return=True))
    reference = paid(context)
    back = line(context, "-100.00", text=f"RETURN {reference} of INV-1 PAYMENT 4711")
    assert matching.run(context).returned == 1
    shown, _ = banking.line(books.of(context), back)
    assert (shown.state, shown.payment) == ("applied", reference) and clean(context)
    assert reports.rates(books.of(context)).payments == 1, "a return is no receipt"
    assert matching.run(context).returned == 0
