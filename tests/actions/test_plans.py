"""Payment plans: within the policy at once, beyond it with a second person, broken or kept by what came in."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import collecting, plans, promises
from quittance.actions.command import Context
from quittance.actions.plans import AgreePlan, ApprovePlan, EndPlan, InstalmentInput
from quittance.reports import books, holding
from quittance.reports import plans as reports
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound, Overallocated
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY
FIRST = TODAY + 10 * DAY


@pytest.fixture
def context() -> Context:
    """C-1 owes 1,000.00, late, and 500.00 that is not due yet."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "1000.00", TODAY - 60 * DAY, TODAY - 30 * DAY)
    factories.invoice(context, "INV-2", "500.00", TODAY - 30 * DAY, TODAY + DAY)
    return context


def state(context: Context, day: datetime.date) -> str:
    """The state of the first plan after the night of a day."""
    collecting.judge(factories.at(context, day), collecting.Judge())
    return reports.of_number(books.of(context), "PLN-0001").state


def pay(context: Context, day: datetime.date, amount: str) -> None:
    """Cash for INV-1."""
    there = factories.at(context, day)
    factories.payment(there, f"PAY-{day}", amount)
    factories.allocate(there, f"PAY-{day}", ("INV-1", amount))


def test_a_plan_cuts_what_is_late_into_equal_parts(context: Context) -> None:
    made = plans.agree(context, AgreePlan("C-1", count=3, first_on=FIRST))
    assert (made.number, made.amount, made.state, made.beyond) == ("PLN-0001", "1000.00", "active", "")
    assert [one.amount for one in made.instalments] == ["333.33", "333.34", "333.33"]
    (row,) = reports.rows(books.of(context), "active", "C-1")
    assert row.documents == ("INV-1",) and row.next is not None and row.next.due_on == FIRST


def test_own_days_and_amounts_are_taken_as_they_are(context: Context) -> None:
    parts = (InstalmentInput(FIRST, "900"), InstalmentInput(FIRST + DAY, "600"))
    made = plans.agree(context, AgreePlan("C-1", ("INV-1", "INV-2"), instalments=parts))
    assert made.instalments == (InstalmentInput(FIRST, "900.00"), InstalmentInput(FIRST + DAY, "600.00"))


@pytest.mark.parametrize(
    ("data", "refusal", "field"),
    [
        (AgreePlan("C-1"), Invalid, "instalments"),
        (AgreePlan("C-1", count=2, instalments=(InstalmentInput(FIRST, "1"),)), Invalid, "instalments"),
        (AgreePlan("C-1", instalments=(InstalmentInput(FIRST, "1"),)), Invalid, "instalments"),
        (AgreePlan("C-1", count=2, first_on=TODAY - DAY), Invalid, "instalments"),
        (AgreePlan("C-1", ("INV-1",), "1000.01", 2), Overallocated, "amount"),
        (AgreePlan("C-1", ("INV-9",), count=2), NotFound, "documents"),
        (AgreePlan("C-1", count=61), Invalid, "instalments"),
    ],
)
def test_what_is_no_plan_is_refused(context: Context, data: AgreePlan, refusal: type[Exception], field: str) -> None:
    with pytest.raises(refusal) as refused:
        plans.agree(context, data)
    assert getattr(refused.value, "field", "") == field


def test_beyond_the_policy_a_second_person_approves(context: Context) -> None:
    collector, manager = factories.member(context, "collector"), factories.member(context, "credit_manager")
    made = plans.agree(manager, AgreePlan("C-1", count=9, first_on=FIRST))
    assert made.state == "proposed" and "months" in made.beyond
    assert holding.of_company(books.of(context), TODAY) == (), "a proposal holds nothing"
    with pytest.raises(NotAllowed):
        plans.approve(collector, ApprovePlan(made.number))
    with pytest.raises(NotAllowed):
        plans.approve(manager, ApprovePlan(made.number))
    other = factories.member(context, "credit_manager")
    assert plans.approve(other, ApprovePlan(made.number)).state == "active"
    assert reports.of_number(books.of(context), made.number).approved_by == other.actor.name
    with pytest.raises(Conflict):
        plans.approve(other, ApprovePlan(made.number))


def test_a_debt_is_promised_or_planned_and_not_both(context: Context) -> None:
    promises.take(context, promises.TakePromise("C-1", FIRST, "100.00", ("INV-1",)))
    with pytest.raises(Conflict):
        plans.agree(context, AgreePlan("C-1", ("INV-1",), count=2))


def test_a_missing_part_breaks_it_and_the_old_due_days_hold_again(context: Context) -> None:
    plans.agree(context, AgreePlan("C-1", count=2, first_on=FIRST))
    deadline = reports.of_number(books.of(context), "PLN-0001").instalments[0].deadline_on
    assert state(context, deadline) == "active"
    assert state(context, deadline + DAY) == "broken"
    assert holding.of_company(books.of(context), deadline + DAY) == ()
    pay(context, deadline + 2 * DAY, "1000.00")
    assert state(context, deadline + 3 * DAY) == "broken", "what comes too late mends nothing"


def test_every_part_in_time_keeps_it(context: Context) -> None:
    plans.agree(context, AgreePlan("C-1", count=2, first_on=FIRST))
    pay(context, FIRST, "500.00")
    row = reports.of_number(books.of(context), "PLN-0001")
    assert row.settled == 50_000 and row.next == row.instalments[1]
    assert state(context, FIRST + 20 * DAY) == "active"
    pay(context, FIRST + 21 * DAY, "500.00")
    assert state(context, FIRST + 21 * DAY) == "kept"
    assert reports.of_number(books.of(context), "PLN-0001").next is None


def test_a_plan_is_ended_once_and_with_a_reason(context: Context) -> None:
    plans.agree(context, AgreePlan("C-1", count=2, first_on=FIRST))
    with pytest.raises(Invalid):
        plans.end(context, EndPlan("PLN-0001", ""))
    assert plans.end(context, EndPlan("PLN-0001", "They paid everything")).state == "ended"
    with pytest.raises(Conflict):
        plans.end(context, EndPlan("PLN-0001", "again"))
    with pytest.raises(NotFound):
        plans.end(context, EndPlan("PLN-0009", "none"))
