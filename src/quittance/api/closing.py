"""Periods: locked so that nothing posts in them any more, and unlocked with a reason."""

from __future__ import annotations

from typing import Annotated

from ninja import Router
from pydantic import Field

from quittance.actions import closing
from quittance.actions.closing import LockPeriod, PeriodSet, UnlockPeriod
from quittance.api.desk import Desk, does, result_of
from quittance.api.kinds import Day, Given, Reason

router = Router()


class Lock(Given):
    """Nothing posts on or before `through` any more."""

    through: Day


class Unlock(Given):
    """Move the lock back."""

    reason: Reason
    through: Annotated[Day, Field(description="Where it is kept; it goes altogether when left out.")] | None = None


@does(router, "POST", "/periods/lock", "closing.lock", result_of(PeriodSet))
def lock(desk: Desk, body: Lock) -> PeriodSet:
    """Lock a period."""
    return closing.lock_period(desk.context, LockPeriod(body.through))


@does(router, "POST", "/periods/unlock", "closing.unlock", result_of(PeriodSet))
def unlock(desk: Desk, body: Unlock) -> PeriodSet:
    """Unlock a period, or move its lock back."""
    return closing.unlock_period(desk.context, UnlockPeriod(body.reason, body.through))
