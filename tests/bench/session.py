"""What a run over one database does: make the books, check them while they are small, measure group by group."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib import import_module
from typing import Any

from django.core.management import call_command
from django.db import connection

from quittance.books import sql
from quittance.reports import books, verify
from tests.bench import REMINDERS, loading, open_items
from tests.bench.story import Shape

MOST_VERIFIED = 200_000
"""Invoices up to which the books are verified before they are measured."""


def run(size: int, groups: Sequence[str], *, paid: bool) -> Iterator[dict[str, Any]]:
    """Lines about what was done (`told`) and figures (`group`, then the fields of `Figure`)."""
    call_command("migrate", verbosity=0)
    _keep_to_one_process()
    start = time.perf_counter()
    there = None
    if list(groups) == [REMINDERS]:
        context, verified = open_items.company(size), False
    else:
        there = loading.there()
        context = there or loading.company(Shape(size, datetime.datetime.now(datetime.UTC).date(), paid))
        verified = size <= MOST_VERIFIED and there is None
    yield {"told": "as kept" if there else f"{size:,} invoices made in {time.perf_counter() - start:.0f} s"}
    if verified:
        found = verify.run(books.of(context))
        assert found.clean, found.differences[:5]
    for name in groups:
        start = time.perf_counter()
        for figure in import_module(f"tests.bench.{name}").run(context):
            yield {"group": name, **asdict(figure)}
        yield {"told": f"{name} took {time.perf_counter() - start:.0f} s"}


def _keep_to_one_process() -> None:
    """PostgreSQL answers in the process that is timed, without parallel helpers."""
    if sql.on_postgresql():
        sql.execute(f"ALTER DATABASE {connection.settings_dict['NAME']} SET max_parallel_workers_per_gather = 0")
        connection.close()
