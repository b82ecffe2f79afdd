"""A run of reminders that is stopped while two workers send it, and what came of every message, fee and log line."""

from __future__ import annotations

import datetime
import time
from collections import Counter
from typing import Any

from quittance.actions import dunning_runs, dunning_stop
from quittance.actions.command import Context
from quittance.actions.dunning_runs import RunDunning
from quittance.actions.dunning_stop import StopRun
from quittance.books import sql
from quittance.reports import books, holidays, verify
from quittance.rules.refusals import Conflict
from tests import dunned, factories
from tests.actions import mail_sink
from tests.sim import crowd, mailed
from tests.sim.crowd import Outcome

WORKERS = 2
CUSTOMERS = 40
SENT_BEFORE = 3
"""So many have gone when it is stopped."""

SECONDS = 0.2
"""How long the server thinks over a message: all of them take many times what a stop does."""

MOST_SECONDS = 120
DAY = datetime.timedelta(days=1)


def every() -> dict[str, Any]:
    """The run stopped under way, by two people at once; then the next run, which nobody stops."""
    context = factories.company("Stopped Ltd")
    dunned.policy(context, "3 email friendly fee=5.00", from_hour=0, until_hour=24)
    due = context.today - DAY * 4
    for n in range(CUSTOMERS):
        factories.customer(context, f"C-{n}", email=f"c{n}@customer.example")
        factories.invoice(context, f"INV-{n}", "100.00", due - DAY * 30, due, customer=f"C-{n}")
    dunning_runs.ask(context, RunDunning())
    with mail_sink.listening() as sink:
        mailed.hurry(sink)
        sink.seconds = SECONDS
        holidays.closed = lambda books, countries, day: ()  # every day is a working day
        told = crowd.run(WORKERS + 2, lambda n: _stop(context) if n >= WORKERS else _send(context))
        stopped = _found(context, sink)
        sink.seconds = 0.0
        dunning_runs.ask(context, RunDunning())
        crowd.run(1, lambda n: _send(context))
        after = _found(context, sink)
    return {"stops": sorted(one["stop"] for one in told if "stop" in one), "stopped": stopped, "after": after}


def _send(context: Context) -> list[Outcome]:
    mailed.work(context)
    return [{}]


def _stop(context: Context) -> list[Outcome]:
    """Stop it as soon as some have gone; the second who does is told that it is over."""
    until = time.monotonic() + MOST_SECONDS
    sent = "SELECT COUNT(*) FROM reminder WHERE tenant_id = %s AND state = 'sent'"
    while sql.rows(sent, [context.tenant_id])[0][0] < SENT_BEFORE and time.monotonic() < until:
        time.sleep(0.01)
    try:
        return [{"stop": str(dunning_stop.stop(context, StopRun(_run(context), "Wrong words")).unsent)}]
    except Conflict as refusal:
        return [{"stop": refusal.sentence}]


def _run(context: Context) -> int:
    return int(sql.rows("SELECT MIN(id) FROM dunning_run WHERE tenant_id = %s", [context.tenant_id])[0][0])


def _found(context: Context, sink: mail_sink.Sink) -> dict[str, Any]:
    tenant = [context.tenant_id]
    states = sql.rows("SELECT state, rule FROM reminder WHERE tenant_id = %s", tenant)
    held = sql.rows("SELECT rule, whole FROM reminder_held WHERE tenant_id = %s", tenant)
    fees = sql.rows("SELECT COUNT(*) FROM document WHERE tenant_id = %s AND ancillary = 'dunning_fee'", tenant)
    asked = sql.rows(
        "SELECT r.state, COUNT(*) FROM reminder_asked a JOIN reminder r ON r.tenant_id = a.tenant_id "
        "AND r.id = a.reminder_id WHERE a.tenant_id = %s GROUP BY r.state",
        tenant,
    )
    return {
        "written": sorted(Counter(str(message["To"]) for message in sink.messages()).values()),
        "states": Counter(f"{state} {rule}".strip() for state, rule in states),
        "held": Counter(f"{rule} {bool(whole)}" for rule, whole in held),
        "fees": fees[0][0],
        "asked": dict(asked),
        "unsent": [
            row[0] for row in sql.rows("SELECT unsent FROM dunning_run WHERE tenant_id = %s ORDER BY id", tenant)
        ],
        "differences": [str(one) for one in verify.run(books.of(context)).differences],
    }
