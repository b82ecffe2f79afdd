"""A run of reminders over everything that is open: decided, kept and queued, and written for those who get one."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

from django.conf import settings
from django.db import transaction

from quittance.actions import dunning_runs, dunning_send, mailing
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books
from tests.bench import dunning, figure
from tests.bench.figure import Figure

WRITTEN = 200
"""Reminders that are written one by one."""


class _Silent:
    """A mail server that takes everything."""

    def offer(self, sender: str, to: str) -> None:
        """Every receiver is good."""
        assert sender and to

    def copy(self, to: str) -> bool:
        """Every other one, too."""
        return bool(to)

    def hand_over(self, message: bytes) -> None:
        """The message is whole and goes nowhere."""
        assert message


def run(context: Context) -> Iterator[Figure]:
    """Decisions at ten o'clock, then a whole run against the same plain pass, then messages by the second."""
    ten = datetime.datetime.combine(context.today, datetime.time(10), datetime.UTC)
    context = replace(context, now=int(ten.timestamp()) * 1_000_000)
    with mock.patch.object(settings, "MAIL", "smtp://bench.example"):
        yield from dunning.run(context)
        yield from _carried_out(context)


def _carried_out(context: Context) -> Iterator[Figure]:
    plain = dunning.plain_params(books.of(context), context)
    runs = [dunning_runs.ask(context, dunning_runs.RunDunning()).run_id]

    def whole() -> None:
        with transaction.atomic():
            dunning_runs.carry_out(context, runs[0])
            transaction.set_rollback(True)

    timed = figure.compared(lambda: figure.plain_rows(dunning.PLAIN, plain), whole, most=3)
    yield figure.ratio("a run: decided, kept, logged and queued", timed, None)
    report = dunning_runs.carry_out(context, runs[0])
    counted = sql.row("SELECT COUNT(*) FROM reminder WHERE tenant_id = %s", [context.tenant_id])
    assert counted is not None
    queued = int(counted[0])
    a_second = queued * 1000 / timed.product_ms
    yield Figure("reminders queued", a_second, "a second", note=f"{queued:,} of {report}")
    found = sql.rows(
        "SELECT id FROM reminder WHERE tenant_id = %s AND state = 'queued' AND channel = 'email' ORDER BY id LIMIT %s",
        [context.tenant_id, WRITTEN],
    )
    start, began = figure.processor_seconds(), time.perf_counter()
    with mock.patch.object(mailing, "opened", _opened):
        for (id,) in found:
            dunning_send.send(context, id)
    took, passed = figure.processor_seconds() - start, time.perf_counter() - began
    note = f"{len(found)} emails, read again, written and handed over; {len(found) / passed:.0f} by the clock"
    yield Figure("reminders written and handed over", len(found) / took, "a second", note=note)


@contextmanager
def _opened() -> Iterator[_Silent]:
    """A conversation with nobody at its other end."""
    yield _Silent()
