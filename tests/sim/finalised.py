"""Drafts finalised at once by many processes in several series (see `numbers` and `race`), and what came of it.

Every draft is issued by two processes at the same moment. Some are refused after they have taken a number (a taken
id of elsewhere, the approval limit), and some processes are killed between taking it and the commit.
"""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from quittance.actions import drafts, entities, issuing
from quittance.actions.command import Context
from quittance.actions.drafts import IssueDraft
from quittance.actions.identity import now_micros
from quittance.books import sql
from quittance.books.lock import Locked
from quittance.reports import books, verify
from quittance.rules.ledger import NewDocument
from quittance.rules.refusals import Busy, Refusal
from tests import factories
from tests.sim import crowd
from tests.sim.crowd import Outcome

PROCESSES = 12
CUSTOMERS = 7
LIMIT = "500.00"
MOST_BUSY = 50
"""How often one draft is tried while the database is busy."""

FREE, TAKEN, ABOVE, KILLED = "free", "taken", "above", "killed"
FAULTS = (FREE, FREE, FREE, TAKEN, ABOVE, KILLED)
"""What becomes of drafts: half of them can be issued, the others fail after they have taken a number."""


@dataclass(frozen=True, slots=True)
class Given:
    """A draft to be issued, and how that ends."""

    id: int
    fault: str


def finalised_in_series() -> dict[str, Any]:
    """What the tests run: 48 finalisations in 6 series."""
    return run(48, 6)


def run(count: int, series: int) -> dict[str, Any]:
    """Finalise `count` drafts that can be issued, and as many that cannot, in so many series; what came of it."""
    context = factories.company("Numbers Ltd")
    for n in range(CUSTOMERS):
        factories.customer(context, f"C-{n}")
    factories.invoice(context, "OLD-1", "1.00", customer="C-0", external_id="the same")
    entities.edit(context, entities.EditEntity(approval_limit=LIMIT))
    given = _written(context, count, series)
    began = time.monotonic()
    told = crowd.run(PROCESSES, lambda n: _work(context, given, n))
    seconds = time.monotonic() - began
    found = sql.rows(
        "SELECT number FROM document WHERE tenant_id = %s AND number <> 'OLD-1' ORDER BY number", [context.tenant_id]
    )
    numbers = [row[0] for row in found]
    codes = [one["code"] or "done" for one in told]
    ends = sql.rows("SELECT prefix, next_number FROM series WHERE tenant_id = %s", [context.tenant_id])
    return {
        "issued": len(numbers),
        "series": len(ends),
        "gaps": _gaps(numbers, dict(ends)),
        "codes": {code: codes.count(code) for code in sorted(set(codes))},
        "differences": [str(one) for one in verify.run(books.of(context)).differences],
        "seconds": round(seconds, 2),
    }


def _written(context: Context, count: int, series: int) -> list[Given]:
    """Drafts of invoices and credit notes in several years, of which `count` can be issued."""
    rng, made = random.Random(count), []
    free = 0
    while free < count:
        place = free % series
        day = context.today.replace(year=context.today.year - place // 2)
        fault = rng.choice(FAULTS)
        fields = {"external_id": "the same"} if fault == TAKEN else {}
        total = "500.01" if fault == ABOVE else "1.00"
        kind = "credit_note" if place % 2 else "invoice"
        kept = factories.draft(
            context, total, customer=f"C-{rng.randrange(CUSTOMERS)}", kind=kind, issued_on=day, **fields
        )
        made.append(Given(kept.id, fault))
        free += fault == FREE
    return made


def _work(context: Context, given: list[Given], n: int) -> list[Outcome]:
    """Every draft is issued by two neighbouring processes, each in an order of its own."""
    mine = [one for m, one in enumerate(given) if n in (m % PROCESSES, (m + 1) % PROCESSES)]
    random.Random(n).shuffle(mine)
    return [_killed(context, one) if one.fault == KILLED else _issued(context, one) for one in mine]


def _issued(context: Context, one: Given) -> Outcome:
    for _ in range(MOST_BUSY):
        try:
            drafts.issue(replace(context, now=now_micros()), IssueDraft(one.id, 1))
        except Busy:
            continue
        except Refusal as refusal:
            return {"code": refusal.code}
        return {"code": ""}
    return {"code": "busy"}


def _die(context: Context, locked: Locked, document: NewDocument, told: str) -> tuple[issuing.Warned, ...]:
    """The end of this process, in the middle of a gate."""
    os.kill(os.getpid(), signal.SIGKILL)
    return ()


def _killed(context: Context, one: Given) -> Outcome:
    """A process that is killed when its document has a number and is not written yet."""
    connection.close()
    pid = os.fork()
    if not pid:
        issuing.alone = _die
        _issued(context, one)
        os._exit(1)
    ended = os.waitpid(pid, 0)[1]
    return {"code": "killed" if os.WIFSIGNALED(ended) else "not killed"}


def _gaps(numbers: list[str], ends: dict[str, int]) -> list[str]:
    """Numbers that are missing or doubled, and series that do not continue right behind their last number."""
    expected = sorted(f"{prefix}{n:05d}" for prefix, end in ends.items() for n in range(1, end))
    return sorted(set(expected) ^ set(numbers)) + ([] if len(numbers) == len(set(numbers)) else ["doubled"])
