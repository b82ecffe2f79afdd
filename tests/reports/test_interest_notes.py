"""Notes that no longer hold: what a later record of an earlier day makes of what was charged."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import insolvencies, interest, reversals
from quittance.actions.command import Context
from quittance.actions.interest import ChargeInterest, SetInterestTerms
from quittance.reports import customers, interest_notes
from quittance.reports import interest as asked
from quittance.reports.books import of
from tests import accruing, factories

pytestmark = pytest.mark.django_db
day = datetime.date.fromisoformat


@pytest.fixture
def late() -> Context:
    """36,500.00 due on 31 January 2026 at an agreed 10 percent, charged through 20 February on 10 March: 200.00."""
    context = accruing.one_late()
    assert interest.charge(context, ChargeInterest("C-1", through=day("2026-02-20"))).total == "200.00"
    return factories.later(context, 1)


def wrong(context: Context) -> list[tuple[str, str, int, int, bool]]:
    """Note, document, what was charged and what is right, and whether the debt is gone."""
    found = interest_notes.outdated(of(context), customers.id_of(of(context), "C-1"))
    return [(one.note, one.document, one.charged, one.right, one.reversed) for one in found]


def test_a_note_holds_while_nothing_of_its_days_changes(late: Context) -> None:
    factories.payment(late, "PAY-1", "18250.00", day("2026-03-01"))
    factories.allocate(late, "PAY-1", ("INV-1", ""))
    interest.set_terms(late, SetInterestTerms("contract", rate="12"))
    assert wrong(late) == [], "money of a later day, and terms that were changed since"


def test_money_of_an_earlier_day_makes_a_note_ask_too_much(late: Context) -> None:
    factories.payment(late, "PAY-1", "36500.00", day("2026-02-10"))
    factories.allocate(late, "PAY-1", ("INV-1", ""))
    assert wrong(late) == [("INT-2026-00001", "INV-1", 200_00, 100_00, False)]
    reversals.reverse(late, reversals.Reverse("Asked too much", "INT-2026-00001"))
    assert wrong(late) == []
    assert interest.charge(late, ChargeInterest("C-1")).total == "100.00"
    assert wrong(late) == []


def test_a_credit_note_corrects_the_debt_from_its_beginning(late: Context) -> None:
    factories.credit_note(late, "CN-1", "18250.00", day("2026-03-10"))
    factories.allocate(late, "CN-1", ("INV-1", ""))
    assert wrong(late) == [("INT-2026-00001", "INV-1", 200_00, 100_00, False)]


def test_only_the_note_whose_days_are_concerned_no_longer_holds(late: Context) -> None:
    interest.charge(late, ChargeInterest("C-1", through=day("2026-03-10")))
    later = factories.later(late, 1)
    factories.payment(later, "PAY-1", "18250.00", day("2026-02-28"))
    factories.allocate(later, "PAY-1", ("INV-1", ""))
    # 18 days at 10.00 a day were charged by the second note, and 10 of them at 5.00 are right
    assert wrong(later) == [("INT-2026-00002", "INV-1", 180_00, 130_00, False)]


def test_a_debt_that_was_taken_back_earned_nothing(late: Context) -> None:
    factories.reverse(late, "INV-1")
    assert wrong(late) == [("INT-2026-00001", "INV-1", 200_00, 0, True)]


def test_interest_goes_on_where_a_payment_came_that_is_returned(late: Context) -> None:
    factories.payment(late, "PAY-1", "36500.00", day("2026-02-25"))
    factories.allocate(late, "PAY-1", ("INV-1", ""))
    assert interest.charge(late, ChargeInterest("C-1")).total == "50.00", "five days, until it was paid"
    reversals.reverse(late, reversals.Reverse("Returned by the bank", "PAY-1"))
    (item,) = asked.account(of(late), "C-1", day("2026-03-10")).items
    assert (item.charged_through, item.accrued.interest) == (day("2026-02-25"), 130_00)
    assert wrong(late) == []


def test_days_after_an_opening_that_was_told_later_are_no_claim(late: Context) -> None:
    opened = insolvencies.OpenInsolvency("C-1", day("2026-02-11"), "Amtsgericht Kassel", "660 IN 12/26")
    made = insolvencies.open_insolvency(late, opened)
    assert wrong(late) == [("INT-2026-00001", "INV-1", 200_00, 100_00, False)], "through the day before"
    insolvencies.end(late, insolvencies.EndInsolvency(made.number, "Refused for want of assets"))
    assert wrong(late) == []
