"""Workers that are killed while they hold a job, until the queue gives it up."""

from __future__ import annotations

from quittance.actions import jobs
from quittance.actions.command import Context
from quittance.books import sql
from quittance.jobs import worker


def six_times(context: Context, name: str) -> None:
    """Let so many workers as are allowed take the job and die with it; the next one finds it spent."""
    with_name = [context.tenant_id, name]
    for _ in range(jobs.MOST_ATTEMPTS):
        sql.execute("UPDATE job SET run_at = 0, leased_until = 0 WHERE tenant_id = %s AND name = %s", with_name)
        while (held := jobs.take(1)) is not None:
            assert held.name == name
    sql.execute("UPDATE job SET leased_until = 0 WHERE tenant_id = %s AND name = %s", with_name)
    while worker.once():
        continue
    found = sql.row("SELECT state, fault FROM job WHERE tenant_id = %s AND name = %s ORDER BY id", with_name)
    assert found == ("failed", jobs.STOPPED)
