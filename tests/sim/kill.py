"""What a killed server and a killed worker leave behind: the parts that run in processes of their own."""

from __future__ import annotations

import json
import os
import time
from typing import Any

from quittance.actions import entities, identity, jobs, payments, users
from quittance.actions.command import Context
from quittance.actions.jobs import Work
from quittance.books import sql
from quittance.jobs import worker
from quittance.jobs.handlers import handler
from quittance.reports import books, verify
from tests import factories

SERVED, WORKED = "Kill Ltd", "Work Ltd"
JOBS = 600
TOLD = "QUITTANCE_SIM_TOLD"
"""Where the answers that a client saw are kept: a file of JSON, key -> answer."""

LEASE_SECONDS = 1.0
PATIENCE_SECONDS = 180.0


def prepare() -> dict[str, str]:
    """A company with a customer, and an API key that may do everything."""
    context = factories.company(SERVED)
    factories.customer(context, "C-1")
    secret = identity.new_secret(context.tenant_id)
    roles = tuple(row[0] for row in sql.rows("SELECT name FROM role WHERE tenant_id = %s", [context.tenant_id]))
    users.create_key(context, users.CreateKey("client", roles, secret.digest, secret.hint))
    return {"secret": secret.text}


def enqueue() -> dict[str, int]:
    """A company, and jobs that each record one payment there."""
    context = factories.company(WORKED)
    factories.customer(context, "C-1")
    for n in range(JOBS):
        jobs.enqueue(context, "sim.pay", {"reference": f"PAY-{n}"}, run_at=identity.now_micros())
    return {"jobs": JOBS}


def work() -> None:
    """A worker that carries out `sim.pay`, with short leases, until it is killed."""
    _know()
    print("ready", flush=True)
    worker.run()


def worked() -> dict[str, Any]:
    """What the jobs left in the books, once another worker has done what was left of them."""
    context = _of(WORKED)
    before = _states(context)
    _know()
    until = time.monotonic() + PATIENCE_SECONDS
    while set(_states(context)) != {"done"} and time.monotonic() < until:
        if not worker.once():
            time.sleep(worker.PAUSE_SECONDS)
    paid = sql.rows("SELECT reference FROM payment WHERE tenant_id = %s", [context.tenant_id])
    return {
        "before": before,
        "states": _states(context),
        "references": sorted(row[0] for row in paid),
        "differences": [str(one) for one in verify.run(books.of(context)).differences],
    }


def _know() -> None:
    """Make `sim.pay` known, and leases short."""

    @handler("sim.pay")
    def pay(given: Work) -> None:
        """Record a payment under the job's key."""
        data = payments.RecordPayment(given.context.today, "10.00", "C-1", reference=str(given.args["reference"]))
        payments.record(given.context, data)

    jobs.LEASE = int(LEASE_SECONDS * jobs.SECOND)
    jobs.FIRST_DELAY = jobs.SECOND // 10
    worker.BEAT_SECONDS = LEASE_SECONDS / 4
    worker.PAUSE_SECONDS = 0.1


def _states(context: Context) -> dict[str, int]:
    """Jobs of `sim.pay` by their state; the clock asks for others meanwhile."""
    return dict(
        sql.rows(
            "SELECT state, COUNT(*) FROM job WHERE tenant_id = %s AND name = 'sim.pay' GROUP BY state",
            [context.tenant_id],
        )
    )


def written() -> dict[str, Any]:
    """Whether the books hold exactly what a client was told."""
    context = _of(SERVED)
    with open(os.environ[TOLD], encoding="utf-8") as file:  # noqa: PTH123
        told: dict[str, Any] = json.load(file)
    commands = dict(
        sql.rows("SELECT key, result FROM command WHERE tenant_id = %s AND face = 'api'", [context.tenant_id])
    )
    missing = [key for key, answer in told.items() if not _same(answer, commands.get(key, ""))]
    documents = sql.row("SELECT COUNT(*) FROM document WHERE tenant_id = %s", [context.tenant_id])
    paid = sql.row("SELECT COUNT(*) FROM payment WHERE tenant_id = %s", [context.tenant_id])
    assert documents and paid
    return {
        "missing": missing,
        "untold": sorted(set(commands) - set(told)),
        "documents": documents[0],
        "payments": paid[0],
        "differences": [str(one) for one in verify.run(books.of(context)).differences],
    }


def _same(answer: dict[str, Any], stored: str) -> bool:
    """The stored result says what the answer said; the API writes ids as text."""
    kept = json.loads(stored) if stored else {}
    return bool(kept) and all(str(kept[name]) == str(answer[name]) for name in ("id", "entry_id"))


def _of(name: str) -> Context:
    opened = entities.named(name)
    return identity.operator(opened.tenant_id, opened.entity_id)
