"""The queue of jobs: put in with the business transaction, leased, finished, tried again, given up."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.books import sql
from quittance.books.keys import new_id


@dataclass(frozen=True, slots=True)
class Leased:
    """A job in the hands of one worker until `leased_until`; `attempts` counts this one."""

    tenant_id: int
    id: int
    name: str
    args: str
    attempts: int
    leased_until: int


@dataclass(frozen=True, slots=True)
class JobState:
    """How a job stands: queued, running, done or failed, and what went wrong last."""

    id: int
    name: str
    state: str
    attempts: int
    fault: str


# A job is due when it waits and its moment has come, or when the worker that held it has let its lease run out.
_DUE = "((state = 'queued' AND run_at <= %s) OR (state = 'running' AND leased_until < %s))"


def put(tenant_id: int, name: str, args: str, unique_key: str | None, run_at: int) -> int:
    """Put a job in and return its id; while one with the same key waits or runs, that one's id."""
    id = new_id()
    made = sql.execute(
        "INSERT INTO job (tenant_id, id, name, args, unique_key, state, run_at, leased_until, attempts, fault) "
        "VALUES (%s, %s, %s, %s, %s, 'queued', %s, 0, 0, '') ON CONFLICT (tenant_id, unique_key) DO NOTHING",
        [tenant_id, id, name, args, unique_key, run_at],
    )
    if made:
        return id
    found = sql.row("SELECT id FROM job WHERE tenant_id = %s AND unique_key = %s", [tenant_id, unique_key])
    return int(found[0]) if found else put(tenant_id, name, args, unique_key, run_at)


def due(now: int, most: int) -> list[tuple[int, int]]:
    """Tenant and id of jobs that are due, the longest waiting first, without taking any. Index: job_due."""
    found = sql.rows(
        f"SELECT tenant_id, id FROM job WHERE tenant_id IN (SELECT id FROM tenant) AND {_DUE} "
        "ORDER BY run_at, id LIMIT %s",
        [now, now, most],
    )
    return [(row[0], row[1]) for row in found]


def lease(tenant_id: int, id: int, now: int, until: int) -> Leased | None:
    """Take one job until `until`; None when another worker has it. One statement, naming tenant and key."""
    skip = " FOR UPDATE SKIP LOCKED" if sql.on_postgresql() else ""
    found = sql.row(
        "UPDATE job SET state = 'running', leased_until = %s, attempts = attempts + 1 "
        "WHERE tenant_id = %s AND id = (SELECT id FROM job WHERE tenant_id = %s AND id = %s "
        f"AND {_DUE}{skip}) RETURNING name, args, attempts",
        [until, tenant_id, tenant_id, id, now, now],
    )
    return None if found is None else Leased(tenant_id, id, found[0], found[1], found[2], until)


def extend(held: Leased, until: int) -> bool:
    """Hold the job longer; False when the lease has run out and another worker took it."""
    return _update(held, "leased_until = %s", [until]) == 1


def finish(held: Leased) -> bool:
    """The job is done; its unique key may be used again."""
    return _update(held, "state = 'done', unique_key = NULL, fault = ''", []) == 1


def retry(held: Leased, run_at: int, fault: str) -> bool:
    """Put the job back until `run_at`."""
    return _update(held, "state = 'queued', run_at = %s, leased_until = 0, fault = %s", [run_at, fault]) == 1


def give_up(held: Leased, fault: str) -> bool:
    """The job has failed for good; its unique key may be used again."""
    return _update(held, "state = 'failed', unique_key = NULL, fault = %s", [fault]) == 1


def state(tenant_id: int, id: int) -> JobState | None:
    """How one job stands."""
    found = sql.row(
        "SELECT id, name, state, attempts, fault FROM job WHERE tenant_id = %s AND id = %s", [tenant_id, id]
    )
    return None if found is None else JobState(*found)


def sweep(before: int, most: int) -> int:
    """Delete at most `most` jobs that were done and due before a moment; failed ones stay to be looked at."""
    return sql.execute(
        "DELETE FROM job WHERE tenant_id IN (SELECT id FROM tenant) AND id IN (SELECT id FROM job "
        "WHERE tenant_id IN (SELECT id FROM tenant) AND state = 'done' AND run_at < %s LIMIT %s)",
        [before, most],
    )


def _update(held: Leased, change: str, values: list[object]) -> int:
    # The number of attempts tells this lease from a later one.
    return sql.execute(
        f"UPDATE job SET {change} WHERE tenant_id = %s AND id = %s AND state = 'running' AND attempts = %s",
        [*values, held.tenant_id, held.id, held.attempts],
    )
