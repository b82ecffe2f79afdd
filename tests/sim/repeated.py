"""Several workers catch up on the missed periods of schedules at once (see `race`), and what came of it."""

from __future__ import annotations

import datetime
import time
from typing import Any

from quittance.actions import recurring
from quittance.actions.identity import now_micros
from quittance.actions.recurring import StartRecurring
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import books, verify
from tests import factories
from tests.sim import crowd
from tests.sim.crowd import Outcome

WORKERS = 4
SCHEDULES = 3
WEEKS = 6
MOST_SECONDS = 30
PAUSE_SECONDS = 0.05


def caught_up_by_workers() -> dict[str, Any]:
    """Three weekly schedules of six periods that are all missed, and four workers that begin at once."""
    context = factories.company("Repeat Ltd")
    factories.customer(context, "C-1")
    factories.invoice(context, "OLD-1", "10.00")
    begin = context.today - datetime.timedelta(weeks=WEEKS)
    for _ in range(SCHEDULES):
        given = StartRecurring(begin, "OLD-1", unit="week", times=WEEKS, mode="issue")
        recurring.start(context, given)

    def work(n: int) -> list[Outcome]:
        ends, count = time.monotonic() + MOST_SECONDS, 0
        while time.monotonic() < ends and _waiting(context.tenant_id):
            count += worker.once()
            time.sleep(PAUSE_SECONDS)
        return [{"code": "", "jobs": count}]

    told = crowd.run(WORKERS, work)
    made = sql.rows(
        "SELECT r.schedule_id, r.n, d.number FROM recurrence r JOIN draft f ON f.tenant_id = r.tenant_id "
        "AND f.id = r.draft_id LEFT JOIN document d ON d.tenant_id = f.tenant_id AND d.id = f.document_id "
        "WHERE r.tenant_id = %s",
        [context.tenant_id],
    )
    periods = sorted((schedule, n) for schedule, n, _ in made)
    return {
        "workers": sum(one["jobs"] > 0 for one in told),
        "twice": len(periods) - len(set(periods)),
        "made": len(periods),
        "numbers": sorted(number or "" for _, _, number in made),
        "differences": [str(one) for one in verify.run(books.of(context)).differences],
    }


def _waiting(tenant_id: int) -> bool:
    """True while a job of the schedules waits that is due, or runs."""
    found = sql.row(
        "SELECT COUNT(*) FROM job WHERE tenant_id = %s AND name = %s AND "
        "(state = 'running' OR (state = 'queued' AND run_at <= %s))",
        [tenant_id, recurring.JOB, now_micros()],
    )
    return found is not None and found[0] > 0
