"""Runs of matching: how far each is, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules.refusals import NotFound

BUSY = ("queued", "running")


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run: `state` is queued, running, done or failed; the counts of lines are those of its report."""

    id: int
    job_id: int
    state: str
    done_lines: int
    total_lines: int
    lines: int
    posted: int
    proposed: int
    nothing: int
    set_aside: int
    refused: int
    returned: int
    fault: str
    actor_name: str
    recorded_at: int

    @property
    def busy(self) -> bool:
        """The worker has not finished it."""
        return self.state in BUSY


def run(books: Books, id: int) -> RunRow:
    """One run; raises `NotFound`."""
    found = sql.row(f"{_RUN} AND r.id = %s", [books.tenant_id, books.entity_id, id])
    if found is None:
        raise NotFound("There is no such run.", field="run_id")
    return _row(found)


def latest(books: Books) -> RunRow | None:
    """The run that was asked for last, or None. Index: cash_run_recorded."""
    found = sql.row(f"{_RUN} ORDER BY r.recorded_at DESC, r.id DESC LIMIT 1", [books.tenant_id, books.entity_id])
    return None if found is None else _row(found)


# A job that was given up leaves its run as it was: what the job says counts then.
_RUN = (
    "SELECT r.id, r.job_id, CASE WHEN j.state = 'failed' AND r.state <> 'done' THEN 'failed' ELSE r.state END, "
    "r.done_lines, r.total_lines, r.report, CASE WHEN r.fault = '' THEN COALESCE(j.fault, '') ELSE r.fault END, "
    "r.actor_name, r.recorded_at FROM cash_run r LEFT JOIN job j ON j.tenant_id = r.tenant_id AND j.id = r.job_id "
    "WHERE r.tenant_id = %s AND r.entity_id = %s"
)


_COUNTS = ("lines", "posted", "proposed", "nothing", "set_aside", "refused", "returned")


def _row(found: Sequence[Any]) -> RunRow:
    id, job_id, state, done, total, report, fault, actor_name, recorded_at = found
    kept = json.loads(report)
    counts = {
        name: kept.get(name, 0)
        for name in ("lines", "posted", "proposed", "nothing", "set_aside", "refused", "returned")
    }
    return RunRow(
        id=id,
        job_id=job_id,
        state=state,
        done_lines=done,
        total_lines=total,
        **counts,
        fault=fault if state == "failed" else "",
        actor_name=actor_name,
        recorded_at=recorded_at,
    )
