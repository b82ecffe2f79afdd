"""Payment plans: within the policy at once, beyond it with a second person, broken or kept by what came in."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import collecting, disputes, payments, plans, promises
from quittance.actions.command import Context
from quittance.actions.plans import AgreePlan, ApprovePlan, EndPlan, InstalmentInput
from quittance.reports import audit, books, holding
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


def pay(context: Context, day: datetime.date, amount: str, received: datetime.date | None = None) -> None:
    """Cash for INV-1 that is applied on a day, and came in then or earlier."""
    there = factories.at(context, day)
    factories.payment(there, f"PAY-{day}", amount, received or day)
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


def test_money_that_came_in_time_and_was_applied_later_mends_it(context: Context) -> None:
    plans.agree(context, AgreePlan("C-1", count=2, first_on=FIRST))
    deadline = reports.of_number(books.of(context), "PLN-0001").instalments[0].deadline_on
    assert state(context, deadline + DAY) == "broken"
    pay(context, deadline + 2 * DAY, "500.00", received=deadline)
    (held,) = holding.of_company(books.of(context), deadline + 2 * DAY)
    assert (held.rule, held.amount) == ("plan", 500_00), "it holds at once, before any night"
    assert state(context, deadline + 3 * DAY) == "active"
    said = [row.data for row in audit.trail(books.of(context), audit.Filter()) if row.verb == "collecting.judge"]
    told = [(one["state"], one["before"], one["received"]) for one in said if "number" in one]
    assert told[0] == ("active", "broken", "500.00")
    assert state(context, deadline + 90 * DAY) == "broken"


def test_money_that_was_moved_here_counts_from_the_day_on_which_it_came(context: Context) -> None:
    plans.agree(context, AgreePlan("C-1", count=2, first_on=FIRST))
    deadline = reports.of_number(books.of(context), "PLN-0001").instalments[0].deadline_on
    factories.customer(context, "C-2")
    later = factories.at(context, deadline + 2 * DAY)
    factories.payment(later, "PAY-1", "500.00", deadline, customer="C-2")
    payments.move(later, payments.MovePayment("PAY-1", "C-1"))
    factories.allocate(later, "PAY-1", ("INV-1", "500.00"))
    (held,) = holding.of_company(books.of(context), deadline + 2 * DAY)
    assert (held.rule, held.amount) == ("plan", 500_00)
    assert state(context, deadline + 3 * DAY) == "active"


def test_a_broken_plan_with_another_after_it_is_not_mended(context: Context) -> None:
    plans.agree(context, AgreePlan("C-1", count=2, first_on=FIRST))
    deadline = reports.of_number(books.of(context), "PLN-0001").instalments[0].deadline_on
    assert state(context, deadline + DAY) == "broken"
    there = factories.at(context, deadline + 2 * DAY)
    plans.agree(there, AgreePlan("C-1", ("INV-1",), count=2))
    pay(context, deadline + 3 * DAY, "500.00", received=deadline)
    assert state(context, deadline + 4 * DAY) == "broken"
    assert [one.amount for one in holding.of_company(books.of(context), deadline + 4 * DAY)] == [500_00]


def test_money_that_came_too_late_breaks_it_however_many_nights_were_missed(context: Context) -> None:
    plans.agree(context, AgreePlan("C-1", count=2, first_on=FIRST))
    deadline = reports.of_number(books.of(context), "PLN-0001").instalments[0].deadline_on
    pay(context, deadline + 2 * DAY, "500.00")
    assert holding.of_company(books.of(context), deadline + 2 * DAY) == ()
    assert state(context, deadline + 3 * DAY) == "broken"


def test_an_instalment_may_be_covered_by_a_credit_note(context: Context) -> None:
    plans.agree(context, AgreePlan("C-1", count=2, first_on=FIRST))
    factories.credit_note(factories.at(context, FIRST), "CN-1", "500.00")
    factories.allocate(factories.at(context, FIRST), "CN-1", ("INV-1", "500.00"))
    assert state(context, FIRST + 20 * DAY) == "active"
    assert [one.amount for one in holding.of_company(books.of(context), FIRST + 20 * DAY)] == [500_00]


def test_every_plan_is_judged_however_many_run(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "PORTION", 2)
    for n in range(2, 7):
        factories.customer(context, f"C-{n}")
        factories.invoice(context, f"INV-C{n}", "100.00", TODAY - 60 * DAY, TODAY - 30 * DAY, customer=f"C-{n}")
        plans.agree(context, AgreePlan(f"C-{n}", count=2, first_on=FIRST))
    judged = collecting.judge(factories.at(context, FIRST + 30 * DAY), collecting.Judge())
    assert judged.plans_broken == 5


@pytest.mark.parametrize("what", ["paid", "promised", "planned", "disputed", "the day has passed"])
def test_what_is_approved_is_still_true(context: Context, what: str) -> None:
    manager, other = factories.member(context, "credit_manager"), factories.member(context, "credit_manager")
    made = plans.agree(manager, AgreePlan("C-1", count=9, first_on=FIRST))
    then = factories.at(other, FIRST + DAY if what == "the day has passed" else TODAY + DAY)
    if what == "paid":
        pay(context, TODAY + DAY, "0.01")
    elif what == "promised":
        promises.take(context, promises.TakePromise("C-1", FIRST, "100.00", ("INV-1",)))
    elif what == "planned":
        plans.agree(context, AgreePlan("C-1", count=2, first_on=FIRST))
    elif what == "disputed":
        disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "10.00"))
    with pytest.raises(Conflict):
        plans.approve(then, ApprovePlan(made.number))
    assert plans.end(then, EndPlan(made.number, "Agreed anew")).state == "ended"


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
