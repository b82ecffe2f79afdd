"""Periods: nothing posts on or before a locked day, and the lock moves back only by name and reason."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from quittance.actions import allocations, closing, payments, reversals, writeoffs
from quittance.actions.closing import LockPeriod, UnlockPeriod
from quittance.actions.command import Context
from quittance.reports import audit, books, verify
from quittance.reports.audit import Filter
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, PeriodLocked
from tests import factories

pytestmark = pytest.mark.django_db

MAY, JUNE = datetime.date(2026, 5, 31), datetime.date(2026, 6, 1)


@pytest.fixture
def context() -> Context:
    """A company whose books are locked through May, with papers of May that are still open."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    factories.invoice(context, "INV-1", "100.00", MAY)
    factories.payment(context, "PAY-1", "60.00", MAY)
    factories.payment(context, "PAY-2", "10.00", MAY)
    factories.allocate(context, "PAY-1", ("INV-1", "20.00"), on=MAY)
    closing.lock_period(context, LockPeriod(MAY))
    return context


Deed = Callable[[Context, datetime.date], object]

DEEDS: dict[str, Deed] = {
    "invoice": lambda context, on: factories.invoice(context, "INV-2", "1.00", on),
    "credit note": lambda context, on: factories.credit_note(context, "CN-1", "1.00", on),
    "payment": lambda context, on: factories.payment(context, "PAY-3", "1.00", on),
    "allocation": lambda context, on: factories.allocate(context, "PAY-1", ("INV-1", "1.00"), on=on),
    "write-off": lambda context, on: writeoffs.write_off(context, writeoffs.WriteOff("INV-1", "small", "1.00", on)),
    "refund": lambda context, on: payments.refund(context, payments.RefundPayment("PAY-2", "1.00", on)),
    "move": lambda context, on: payments.move(context, payments.MovePayment("PAY-2", "C-2", "1.00", on)),
    "reversal": lambda context, on: reversals.reverse(context, reversals.Reverse("wrong", "PAY-2", 0, on)),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_posts_in_a_locked_period(context: Context, deed: str) -> None:
    with pytest.raises(PeriodLocked, match="locked through 2026-05-31"):
        DEEDS[deed](context, MAY)
    assert audit.trail(books.of(context), Filter(outcome="period_locked", limit=5))
    assert verify.run(books.of(context)).clean


@pytest.mark.parametrize("deed", DEEDS)
def test_everything_posts_on_the_day_after(context: Context, deed: str) -> None:
    DEEDS[deed](context, JUNE)
    assert verify.run(books.of(context)).clean


def test_an_allocation_of_a_locked_period_is_taken_back_later() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00", MAY)
    factories.payment(context, "PAY-1", "60.00", MAY)
    (made,) = factories.allocate(context, "PAY-1", ("INV-1", "20.00"), on=MAY).allocated
    closing.lock_period(context, LockPeriod(MAY))
    with pytest.raises(PeriodLocked):
        allocations.unallocate(context, allocations.Unallocate((made.id,), MAY))
    back = allocations.unallocate(context, allocations.Unallocate((made.id,), JUNE))
    assert [(one.document, one.open) for one in back.reopened] == [("INV-1", "100.00")]
    assert verify.run(books.of(context)).clean


def test_the_lock_only_moves_forward(context: Context) -> None:
    for day in (MAY, MAY - datetime.timedelta(days=1)):
        with pytest.raises(Conflict) as refused:
            closing.lock_period(context, LockPeriod(day))
        assert refused.value.field == "through"
    made = closing.lock_period(context, LockPeriod(factories.TODAY))
    assert (made.before, made.locked_through) == (MAY, factories.TODAY)


def test_the_future_cannot_be_locked(context: Context) -> None:
    with pytest.raises(Invalid):
        closing.lock_period(context, LockPeriod(factories.TODAY + datetime.timedelta(days=1)))


def test_a_period_is_unlocked_with_a_reason_that_is_kept(context: Context) -> None:
    april = datetime.date(2026, 4, 30)
    with pytest.raises(Invalid) as refused:
        closing.unlock_period(context, UnlockPeriod(" ", april))
    assert refused.value.field == "reason"
    made = closing.unlock_period(context, UnlockPeriod("late invoice of the auditor", april))
    assert (made.before, made.locked_through) == (MAY, april)
    factories.invoice(context, "INV-2", "1.00", MAY)
    row = audit.trail(books.of(context), Filter(verb="closing.unlock"))[0]
    assert row.data == {"locked_through": "2026-04-30", "before": "2026-05-31", "reason": "late invoice of the auditor"}
    assert closing.unlock_period(context, UnlockPeriod("all of it")).locked_through is None
    with pytest.raises(Conflict):
        closing.unlock_period(context, UnlockPeriod("again"))


def test_unlocking_never_locks_more(context: Context) -> None:
    for day in (MAY, JUNE):
        with pytest.raises(Conflict):
            closing.unlock_period(context, UnlockPeriod("reason", day))


def test_another_companys_lock_holds_nobody_else_up(context: Context) -> None:
    other = factories.company()
    factories.customer(other, "C-1")
    assert factories.invoice(other, "INV-1", "1.00", MAY).number == "INV-1"


def test_a_controller_locks_and_a_clerk_does_not(context: Context) -> None:
    assert closing.lock_period(factories.member(context, "controller"), LockPeriod(JUNE)).locked_through == JUNE
    with pytest.raises(NotAllowed):
        closing.unlock_period(factories.member(context, "clerk"), UnlockPeriod("please"))
