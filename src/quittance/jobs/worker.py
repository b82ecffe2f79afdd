"""The worker: takes jobs one at a time, keeps their lease alive, and stops between two of them."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from django.db import DatabaseError, InterfaceError, connection, transaction

from quittance.actions import jobs, mailboxes, nightly, notifications
from quittance.actions.identity import now_micros
from quittance.actions.jobs import Leased
from quittance.jobs.handlers import ENDINGS, HANDLERS
from quittance.rules.refusals import Conflict, Refusal, SignInNeeded

log = logging.getLogger("quittance.worker")

PAUSE_SECONDS = 1.0
"""Between two looks at an empty queue."""

BEAT_SECONDS = 30.0
SWEEP_ROUNDS = 3_600
NIGHTLY_ROUNDS = 300
MAILBOX_ROUNDS = 30
NOTIFY_ROUNDS = 10
"""Looks at the queue between two looks at the clock."""


def run(stop: threading.Event | None = None) -> None:
    """Work until SIGTERM, SIGINT or the parent's end; the job in hand is finished first."""
    stop = stop or threading.Event()
    _stop_on_signals(stop)
    parent = os.getppid()
    rounds = 0
    days: nightly.Done = {}
    while not stop.is_set() and os.getppid() == parent:
        try:
            worked = once()
            if rounds % SWEEP_ROUNDS == 0:
                jobs.sweep(now_micros())
            if rounds % NIGHTLY_ROUNDS == 0:
                nightly.run(days)
            if rounds % MAILBOX_ROUNDS == 0:
                mailboxes.plan(now_micros())
            if rounds % NOTIFY_ROUNDS == 0:
                notifications.plan(now_micros())
        except (DatabaseError, InterfaceError) as fault:
            log.warning("the database does not answer: %s", fault)
            connection.close()
            worked = False
        rounds += 1
        if not worked:
            stop.wait(PAUSE_SECONDS)


def once() -> bool:
    """Carry out one job that is due; False when there was none."""
    held = jobs.take(now_micros())
    if held is None:
        return False
    log.info("job %s %s, attempt %d", held.name, held.id, held.attempts)
    fault: _Fault | None = _Fault("", jobs.STOPPED, for_good=True)
    if not jobs.is_spent(held):
        with _beating(held):
            fault = _carry_out(held)
    if fault is None:
        jobs.done(held)
    else:
        log.warning("job %s %s: %s", held.name, held.id, fault.whole)
        _failed(held, fault)
    return True


@dataclass(frozen=True, slots=True)
class _Fault:
    """What went wrong: a code and a sentence, and whether trying again would be of no use."""

    code: str
    sentence: str
    for_good: bool

    @property
    def whole(self) -> str:
        return f"{self.code}: {self.sentence}" if self.code else self.sentence


def _failed(held: Leased, fault: _Fault) -> None:
    """Try again later, or give up: then the record that waits for the job says so, in the same transaction.

    Where that cannot be written, nothing is, and the job is given up once its lease has run out.
    """
    ending = ENDINGS.get(held.name)
    try:
        with transaction.atomic():
            ours = jobs.failed(held, now_micros(), fault.whole, for_good=fault.for_good)
            if ours and ending is not None and jobs.is_last(held, for_good=fault.for_good):
                ending(jobs.closing(held), fault.sentence)
    except SignInNeeded:
        jobs.failed(held, now_micros(), fault.whole, for_good=fault.for_good)
    except (DatabaseError, InterfaceError):
        raise
    except Exception:
        log.exception("job %s %s: what waits for it was not told", held.name, held.id)


def _carry_out(held: Leased) -> _Fault | None:
    """What went wrong, None for nothing."""
    work = HANDLERS.get(held.name)
    if work is None:
        return _Fault("", f"There is no job named {held.name!r} in this version.", for_good=True)
    try:
        work(jobs.open_up(held))
    except Conflict as refusal:
        return _Fault(refusal.code, refusal.sentence, for_good=False)
    except Refusal as refusal:
        return _Fault(refusal.code, refusal.sentence, for_good=True)
    except Exception as fault:
        log.exception("job %s %s", held.name, held.id)
        return _Fault(type(fault).__name__, str(fault), for_good=False)
    return None


@contextmanager
def _beating(held: Leased) -> Iterator[None]:
    """Extend the lease from a thread of its own while the job runs."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(BEAT_SECONDS):
            try:
                if not jobs.keep(held, now_micros()):
                    return
            except (DatabaseError, InterfaceError) as fault:
                log.info("the lease of job %s was not extended this time: %s", held.id, fault)
        connection.close()

    thread = threading.Thread(target=beat, name=f"lease-{held.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()


def _stop_on_signals(stop: threading.Event) -> None:
    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, ask)
        signal.signal(signal.SIGINT, ask)
