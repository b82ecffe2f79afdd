"""Periods: locked so that nothing posts in them any more, and unlocked by name and reason."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import lock, sql
from quittance.rules import text
from quittance.rules.refusals import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class LockPeriod:
    """Nothing may post on or before `through` any more."""

    through: datetime.date


@dataclass(frozen=True, slots=True)
class UnlockPeriod:
    """Move the lock back to `through`; None takes it away. The reason is kept."""

    reason: str
    through: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class PeriodSet:
    """The lock as it is now, and as it was."""

    locked_through: datetime.date | None
    before: datetime.date | None


@command.verb("closing.lock", PeriodSet)
def lock_period(context: Context, data: LockPeriod) -> PeriodSet:
    """Lock; waits for writers in flight. Raises `Conflict` when a later day is locked already."""
    facts = lock.entity(context.tenant_id, context.entity_id)
    if data.through > context.today:
        raise Invalid("A period can be locked up to today.", field="through")
    if facts.locked_through is not None and data.through <= facts.locked_through:
        raise Conflict(f"The books are locked through {facts.locked_through.isoformat()} already.", field="through")
    return _set(context, "closing.lock", facts.locked_through, data.through, "")


@command.verb("closing.unlock", PeriodSet)
def unlock_period(context: Context, data: UnlockPeriod) -> PeriodSet:
    """Unlock; raises `Conflict` when the period is not locked that far."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    facts = lock.entity(context.tenant_id, context.entity_id)
    if facts.locked_through is None or (data.through is not None and data.through >= facts.locked_through):
        raise Conflict("The books are not locked beyond that day.", field="through")
    return _set(context, "closing.unlock", facts.locked_through, data.through, reason)


def _set(
    context: Context, name: str, before: datetime.date | None, through: datetime.date | None, reason: str
) -> PeriodSet:
    sql.execute(
        "UPDATE entity SET locked_through = %s WHERE tenant_id = %s AND id = %s",
        [through, context.tenant_id, context.entity_id],
    )
    said = {"locked_through": through and through.isoformat(), "before": before and before.isoformat()}
    command.note(context, name, Subject("entity", context.entity_id), {**said, "reason": reason})
    return PeriodSet(through, before)
