"""Workers that send documents by mail and are killed -9 (see `sending` and `race`), and what came of each message."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection

from quittance.actions import deliveries, jobs
from quittance.actions.command import Context
from quittance.actions.deliveries import SendDocument
from quittance.actions.identity import now_micros
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import books, verify
from tests import factories
from tests.actions import mail_sink
from tests.actions.mail_sink import Sink
from tests.sim import crowd
from tests.sim.crowd import Outcome

WORKERS = 2
LEASE_SECONDS = 0.6
PAUSE_SECONDS = 0.05
MOST_SECONDS = 900
ALIVE_SECONDS = (0.1, 0.5)
"""How long a worker lives that is killed: shorter and longer than a message takes."""

SINK_SECONDS = 0.1
"""How long the server thinks over a message: on no machine is a dozen sent before the first kill."""

SOON = 2_000_000
"""Microseconds within which a job that failed is tried again."""


def mailed_by_workers() -> dict[str, Any]:
    """What the tests run: 12 documents, and three kills of each worker."""
    return run(12, 3)


def run(count: int, kills: int) -> dict[str, Any]:
    """Queue so many invoices and let two workers send them, each killed at random moments; what reached the server."""
    context = factories.company("Mailed Ltd")
    factories.customer(context, "C-1", email="ap@customer.example")
    for n in range(count):
        factories.invoice(context, f"INV-{n}", "12.10")
    with mail_sink.listening() as sink:
        hurry(sink)
        for n in range(count):
            deliveries.send(context, SendDocument(f"INV-{n}"))
        told = crowd.run(WORKERS, lambda n: killed_and_ended(context, n, kills, work))
        arrived = Counter(str(message["Message-ID"]) for message in sink.messages())
    found = sql.rows("SELECT state, message FROM delivery WHERE tenant_id = %s", [context.tenant_id])
    states = Counter(state for state, _ in found)
    return {
        "documents": count,
        "killed": sum(one["killed"] for one in told),
        "messages": sum(arrived.values()),
        "doubles": sum(times - 1 for times in arrived.values()),
        "states": dict(states),
        "sent_without_message": sum(state == "sent" and not arrived[message] for state, message in found),
        "silent": sum(arrived[message] > 0 for state, message in found if state not in ("sent", "doubtful")),
        "differences": [str(one) for one in verify.run(books.of(context)).differences],
    }


def killed_and_ended(context: Context, n: int, kills: int, work: Callable[[Context], None]) -> list[Outcome]:
    """Workers that are killed at random moments, one after another, then one that works until nothing is left."""
    rng, killed = random.Random(n), 0
    connection.close()
    for _ in range(kills):
        pid = os.fork()
        if not pid:
            work(context)
            os._exit(0)
        time.sleep(rng.uniform(*ALIVE_SECONDS))
        os.kill(pid, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    work(context)
    return [{"killed": killed}]


def work(context: Context) -> None:
    """What a worker does until nothing of the company is left to do."""
    until = time.monotonic() + MOST_SECONDS
    while _left(context) and time.monotonic() < until:
        if not worker.once():
            time.sleep(PAUSE_SECONDS)


def _left(context: Context) -> bool:
    """True while a job runs, or waits whose time has come."""
    return bool(
        sql.rows(
            "SELECT id FROM job WHERE tenant_id = %s AND (state = 'running' OR (state = 'queued' AND run_at <= %s)) "
            "LIMIT 1",
            [context.tenant_id, now_micros() + SOON],
        )
    )


def hurry(sink: Sink) -> None:
    """Short leases, and mail that goes to the sink, which takes its time."""
    jobs.LEASE = int(LEASE_SECONDS * jobs.SECOND)
    jobs.FIRST_DELAY = jobs.SECOND // 10
    worker.BEAT_SECONDS = LEASE_SECONDS / 4
    settings.MAIL, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp://sink", "127.0.0.1", sink.port
    sink.seconds = SINK_SECONDS
