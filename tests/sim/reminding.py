"""Workers race over runs of dunning and are killed -9 (see `race`), and what came of every message, fee and number."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from quittance.actions import dunning_runs, identity, nightly
from quittance.actions.command import Context
from quittance.actions.identity import now_micros
from quittance.books import sql
from quittance.reports import books, dunning, holidays, verify
from tests import dunned, factories
from tests.actions import mail_sink
from tests.sim import crowd, mailed
from tests.sim.crowd import Outcome

WORKERS = 2
KILLS = 2
"""Workers that are killed in each process before one works to the end."""

CUSTOMERS = 20
RUNS = 24
DAY = datetime.timedelta(days=1)


def reminded_by_workers() -> dict[str, Any]:
    """Customers who are late under a policy that charges a fee; two workers, each killed twice; 24 runs in all."""
    context = factories.company("Remind Ltd")
    dunned.policy(context, "3 email friendly fee=5.00", pause_days=0, from_hour=0, until_hour=24)
    due, began = context.today - DAY * 4, _openings(context)
    for n in range(CUSTOMERS):
        factories.customer(context, f"C-{n}", email=f"c{n}@customer.example")
        factories.invoice(context, f"INV-{n}", "100.00", due - DAY * 30, due, customer=f"C-{n}")
    dunning_runs.ask(context, dunning_runs.RunDunning())
    with mail_sink.listening() as sink:
        mailed.hurry(sink)
        holidays.closed = lambda books, countries, day: ()  # every day is a working day
        told = crowd.run(WORKERS, lambda n: mailed.killed_and_ended(context, n, KILLS, _work))
        told += crowd.run(1, lambda n: _again(context))
        written = Counter(str(message["To"]) for message in sink.messages())
    tenant = [context.tenant_id]
    found = sql.rows("SELECT state, number FROM reminder WHERE tenant_id = %s", tenant)
    fees = sql.rows("SELECT note FROM document WHERE tenant_id = %s AND ancillary = 'dunning_fee'", tenant)
    due_by = "SELECT state, COUNT(*) FROM job WHERE tenant_id = %s AND run_at <= %s GROUP BY state"
    ended = sql.rows(due_by, [*tenant, now_micros()])
    return {
        "killed": sum(one["killed"] for one in told),
        "runs": sql.rows(
            "SELECT state, COUNT(*), COUNT(CASE WHEN by_hand THEN 1 END) FROM dunning_run WHERE tenant_id = %s "
            "GROUP BY state",
            tenant,
        ),
        "planned": sql.rows(
            "SELECT COUNT(*) FROM command WHERE tenant_id = %s AND verb = 'dunning.run' AND key LIKE 'dunning:%%'",
            tenant,
        )[0][0],
        "openings": [began, _openings(context)],
        "written": sorted(written.values()),
        "states": Counter(state for state, _ in found),
        "numbers": sorted(number for _, number in found),
        "fees": sorted(row[0] for row in fees),
        "jobs": dict(ended),
        "differences": [str(one) for one in verify.run(books.of(context)).differences],
    }


def _openings(context: Context) -> int:
    """Hours of the policy that have begun today by the clock of this machine, as the workers' planning sees them."""
    now = now_micros()
    return sum(one <= now for one in dunning.openings(books.of(context), identity.today_in("UTC", now)))


def _again(context: Context) -> list[Outcome]:
    """All the other runs, one after another."""
    for _ in range(RUNS - 1):
        dunning_runs.ask(context, dunning_runs.RunDunning())
        _work(context)
    return [{"killed": 0}]


def _work(context: Context) -> None:
    """What a worker does that has just begun: it plans the day, as every other one does, and carries out jobs."""
    nightly.run({})
    mailed.work(context)
