"""Matching by the worker: a run is asked for, carried out as a job, and kept with its progress and what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from quittance.actions import cash_calibration, command, jobs, matching
from quittance.actions.command import Context, Subject
from quittance.actions.jobs import Work
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules.refusals import Conflict, NotFound, Refusal

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
NOTED_EVERY = 20
"""Lines between two notes of how far a run is."""


@dataclass(frozen=True, slots=True)
class AskMatch:
    """The lines to compare; all open ones when none is named."""

    line_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchAsked:
    """The run and its job; one that waits for all lines already is not asked for twice."""

    run_id: int
    job_id: int


@command.verb("matching.propose", MatchAsked)
def ask(context: Context, data: AskMatch) -> MatchAsked:
    """Have the worker compare open lines with what is owed: post what is sure, propose the rest."""
    ids = json.dumps(list(dict.fromkeys(data.line_ids))[: matching.MOST_LINES])
    waiting = sql.row(
        "SELECT id, job_id FROM cash_run WHERE tenant_id = %s AND entity_id = %s AND state = 'queued' "
        "AND line_ids = %s ORDER BY id DESC LIMIT 1",
        [context.tenant_id, context.entity_id, ids],
    )
    if waiting is not None:
        return MatchAsked(int(waiting[0]), int(waiting[1]))
    id = new_id()
    job_id = jobs.enqueue(context, "matching.run", {"run_id": str(id)})
    sql.insert(
        "cash_run",
        _COLUMNS.split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, job_id, QUEUED, ids, 0, 0, "{}", ""),
                *(context.actor.name, context.now),
            ]
        ],
    )
    command.note(context, "matching.propose", Subject("cash_run", id), {"lines": len(data.line_ids) or "all open"})
    return MatchAsked(id, job_id)


def given_up(work: Work, fault: str) -> None:
    """The job was given up: the run has failed, and the next that is asked for does not wait for it."""
    sql.execute(
        f"UPDATE cash_run SET state = '{FAILED}', fault = %s WHERE tenant_id = %s AND id = %s "
        f"AND state NOT IN ('{DONE}', '{FAILED}')",
        [fault[:500], work.context.tenant_id, int(work.args["run_id"])],
    )


_COLUMNS = "tenant_id id entity_id job_id state line_ids done_lines total_lines report fault actor_name recorded_at"


def carry_out(context: Context, run_id: int) -> matching.Matched:
    """Carry a run out; after a crash it compares what is still open."""
    where = [context.tenant_id, run_id]
    found = sql.row(
        "SELECT line_ids FROM cash_run WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, run_id],
    )
    if found is None:
        raise NotFound("There is no such run.", field="run_id")
    sql.execute(f"UPDATE cash_run SET state = '{RUNNING}', fault = '' WHERE tenant_id = %s AND id = %s", where)

    def note(done: int, total: int) -> None:
        if done % NOTED_EVERY == 0 or done == total:
            sql.execute(
                "UPDATE cash_run SET done_lines = %s, total_lines = %s WHERE tenant_id = %s AND id = %s",
                [done, total, *where],
            )

    try:
        made = matching.run(replace(context, key=""), json.loads(found[0]), note)
    except Conflict:
        raise
    except Refusal as refusal:
        sql.execute(
            f"UPDATE cash_run SET state = '{FAILED}', fault = %s WHERE tenant_id = %s AND id = %s",
            [refusal.sentence[:500], *where],
        )
        raise
    cash_calibration.ask_when_due(context)
    kept = {name: getattr(made, name) for name in matching.Matched.__slots__}
    sql.execute(
        f"UPDATE cash_run SET state = '{DONE}', report = %s WHERE tenant_id = %s AND id = %s",
        [json.dumps(kept), *where],
    )
    return made
