"""Figures: what was measured, what it is held against, and how both were timed."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

BUDGET_SECONDS = float(os.environ.get("QUITTANCE_BENCH_SECONDS", "4"))
"""How long one figure may take its turns, unless they are the fewest."""

LEAST_ROUNDS, MOST_ROUNDS = 3, 200
WRITTEN_ROUNDS = 40 if BUDGET_SECONDS else LEAST_ROUNDS
"""Turns of what writes: each needs rows of its own, made ready before."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: `value` in `unit`, to be at most (or, where `floor`, at least) `target`; None is only recorded.

    `raw_ms` and `product_ms` are what a ratio was made of.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    floor: bool = False
    raw_ms: float | None = None
    product_ms: float | None = None
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.floor else self.value <= self.target


Work = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Timed:
    """The best of several turns of each, in milliseconds: plain SQL and the product."""

    raw_ms: float
    product_ms: float

    @property
    def ratio(self) -> float:
        """How many times the plain statement the product takes."""
        return self.product_ms / self.raw_ms


def compared(raw: Work, product: Work, *, most: int = MOST_ROUNDS) -> Timed:
    """Time both in turn; the best turn of each counts."""
    until = time.perf_counter() + BUDGET_SECONDS
    raws: list[float] = []
    products: list[float] = []
    while len(raws) < LEAST_ROUNDS or (len(raws) < most and time.perf_counter() < until):
        raws.append(once_ms(raw))
        products.append(once_ms(product))
    return Timed(min(raws), min(products))


def best_ms(work: Work, *, most: int = 10) -> float:
    """The best of some turns, in milliseconds."""
    until = time.perf_counter() + BUDGET_SECONDS
    turns: list[float] = []
    while len(turns) < LEAST_ROUNDS or (len(turns) < most and time.perf_counter() < until):
        turns.append(once_ms(work))
    return min(turns)


def once_ms(work: Work) -> float:
    """One turn, in milliseconds of processor time: of this process and of the database's that serves it.

    Time on the clock would also hold what else the machine does meanwhile.
    """
    start = processor_seconds()
    work()
    return (processor_seconds() - start) * 1000


def processor_seconds() -> float:
    """Processor time so far; SQLite works in this process, PostgreSQL in one of its own for this connection."""
    ours = time.process_time()
    if connection.vendor == "sqlite":
        return ours
    connection.ensure_connection()
    return ours + process_seconds(connection.connection.info.backend_pid)


def process_seconds(pid: int) -> float:
    """Processor time of another process, by the clock that Linux keeps for it (clock_getcpuclockid)."""
    return time.clock_gettime((~pid << 3) | 2)


def ratio(name: str, timed: Timed, target: float | None, note: str = "") -> Figure:
    """A figure in multiples of plain SQL."""
    return Figure(name, timed.ratio, "x", target, False, timed.raw_ms, timed.product_ms, note)


@dataclass(slots=True)
class Counted:
    """Statements as they were sent; BEGIN and COMMIT are not among them."""

    statements: list[str] = field(default_factory=list)


@contextmanager
def counting() -> Iterator[Counted]:
    """Count the statements that this connection sends meanwhile."""
    counted = Counted()

    def note(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        if not statement.startswith("BEGIN"):
            counted.statements.append(statement)
        return execute(statement, params, many, context)

    with connection.execute_wrapper(note):
        yield counted


def plain_rows(statement: str, params: Any) -> list[Any]:
    """All rows by the driver's own cursor, with nothing of Django's between; parameters as the driver takes them."""
    own = connection.connection
    if connection.vendor == "sqlite":
        names = {name: f":{name}" for name in params}
        found: list[Any] = own.execute(statement % names, params).fetchall()
        return found
    with own.cursor() as cursor:
        return list(cursor.execute(statement, params).fetchall())


def text(value: Any) -> Any:
    """A value as SQLite stores it: days as ISO text."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def own_megabytes(pid: int | str = "self") -> float:
    """Memory of a process that is its own, mapped files aside."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no RssAnon in the status of the process")
