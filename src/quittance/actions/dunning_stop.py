"""A run of reminders stopped: what has not gone stays unsent, and what is being sent ends as it ends."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.actions.dunning_runs import DONE, FAILED, HELD, QUEUED, STOPPED, WAITING
from quittance.books import sql
from quittance.books.keys import new_ids
from quittance.reports import dunning_underway
from quittance.reports.books import of as books_of
from quittance.rules import text
from quittance.rules.refusals import Conflict, NotFound

RULE = "stopped"
"""The rule by which a reminder of a stopped run is held: its step comes again with the next run."""


@dataclass(frozen=True, slots=True)
class StopRun:
    """A run that is to go no further, 0 for the one that is under way; `reason` is kept."""

    id: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RunStopped:
    """The run, and how many of its reminders stay unsent."""

    run_id: int
    state: str
    unsent: int


@command.verb("dunning.stop", RunStopped)
def stop(context: Context, data: StopRun) -> RunStopped:
    """Let a run go no further; raises `Conflict` when nothing of it is left to be sent, `NotFound`.

    The row of the run is locked first, as by who decides it and by who takes a reminder back that was not taken.
    """
    reason = text.clean(data.reason, "reason", 300)
    id = command.check_id(data.id) if data.id else _under_way(context)
    state = _locked(context, id)
    if state is None:
        raise NotFound("There is no such run.", field="id")
    if state in (STOPPED, FAILED):
        raise Conflict(f"The run is {state} already.", field="id")
    said = f"Stopped by {context.actor.name}{f': {reason}' if reason else '.'}"
    held = sql.execute(
        f"UPDATE reminder SET state = '{HELD}', rule = '{RULE}', fault = %s, settled_at = %s "
        f"WHERE tenant_id = %s AND run_id = %s AND state IN ('{WAITING}', '{QUEUED}')",
        [said[:500], context.now, context.tenant_id, id],
    )
    if state == DONE and not held:
        raise Conflict("Nothing of the run is left to be sent.", field="id")
    sql.execute(
        f"UPDATE dunning_run SET state = '{STOPPED}', fault = %s, unsent = %s WHERE tenant_id = %s AND id = %s",
        [said[:500], held, context.tenant_id, id],
    )
    _log(context, id, held)
    command.note(context, "dunning.stop", Subject("dunning_run", id), {"unsent": held, "reason": reason})
    return RunStopped(id, STOPPED, held)


def is_stopped(context: Context, run_id: int) -> bool:
    """Whether a run was stopped; a stop of it waits until the caller's transaction ends."""
    return _locked(context, run_id) == STOPPED


def leave_out(context: Context, reminder_id: int, run_id: int) -> None:
    """Hold a reminder of a stopped run that was on its way and not taken; within the caller's transaction."""
    moved = sql.execute(
        f"UPDATE reminder SET state = '{HELD}', rule = '{RULE}', settled_at = %s, fault = (SELECT d.fault "
        "FROM dunning_run d WHERE d.tenant_id = reminder.tenant_id AND d.id = reminder.run_id) "
        "WHERE tenant_id = %s AND id = %s AND state = 'sending'",
        [context.now, context.tenant_id, reminder_id],
    )
    sql.execute(
        "UPDATE dunning_run SET unsent = unsent + %s WHERE tenant_id = %s AND id = %s",
        [moved, context.tenant_id, run_id],
    )
    _log(context, run_id, moved)


def _under_way(context: Context) -> int:
    found = dunning_underway.of(books_of(context))
    if found is None:
        raise Conflict("No run is under way.", field="id")
    return found.run_id


def _locked(context: Context, id: int) -> str | None:
    """The state of a run, which nobody else changes until the transaction ends; rows may go on naming the run."""
    tail = " FOR NO KEY UPDATE" if sql.on_postgresql() else ""
    found = sql.row(
        f"SELECT state FROM dunning_run WHERE tenant_id = %s AND entity_id = %s AND id = %s{tail}",
        [context.tenant_id, context.entity_id, id],
    )
    return None if found is None else str(found[0])


def _log(context: Context, run_id: int, held: int) -> None:
    """Each that was held just now, in one statement. Index reminder_run."""
    if not held:
        return
    sql.execute(
        "INSERT INTO reminder_held (tenant_id, id, entity_id, run_id, customer_id, day, rule, held_on, whole, items, "
        "base_amount, recorded_at) SELECT tenant_id, %s + ROW_NUMBER() OVER (ORDER BY id), entity_id, run_id, "
        "customer_id, day, rule, %s, TRUE, 0, base_amount, %s FROM reminder WHERE tenant_id = %s AND run_id = %s "
        f"AND state = '{HELD}' AND rule = '{RULE}' AND settled_at = %s ON CONFLICT DO NOTHING",
        [
            *(new_ids(held + 1)[0], context.today, context.now, context.tenant_id, run_id, context.now),
        ],
    )
