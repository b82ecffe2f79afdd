"""Importing posted invoices with their lines through the command line, against the bare rows by executemany or COPY."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction

from quittance.actions import entities, identity
from quittance.actions.command import Context
from quittance.books import bulk, sql
from quittance.books.keys import new_id
from tests.bench import figure, loading, story
from tests.bench.figure import Figure
from tests.bench.story import Paper, Shape

LEAST_A_SECOND = 3_000
MOST_TIMES = 25.0
MOST_MEGABYTES = 600.0
PLAIN_INVOICES = 20_000
"""Invoices whose rows are written plainly; more would only take longer."""

COMPANY = "Imported BV"
GROUND = ("entity", "account", "customer", "command")
ROWS = ("entry", "document", "line", "open_item", "posting")
_CENT = Decimal("0.01")


def run(context: Context) -> Iterator[Figure]:
    """A fresh company beside the books of `context` takes in as many invoices as they hold."""
    count = _count("document", context.tenant_id, "kind = 'invoice'")
    now = identity.now_micros()
    opened = entities.open_books(entities.OpenBooks(f"{COMPANY} {now:x}", "EUR"), now)
    with tempfile.TemporaryDirectory(prefix="quittance-files-") as folder:
        files = _write_files(Path(folder), Shape(count, context.today))
        done = _import(f"{COMPANY} {now:x}", files)
    assert _count("document", opened.tenant_id) == count, "every invoice is in the books"
    per_invoice = done.seconds / count
    plain = _plainly(opened.tenant_id, min(count, PLAIN_INVOICES))
    lines = _count("line", opened.tenant_id)
    note = f"{count:,} invoices, {lines:,} lines in {done.seconds:.1f} s ({done.clock_seconds:.1f} s on the clock)"
    yield Figure("import of invoices with lines", count / done.seconds, "a second", LEAST_A_SECOND, True, note=note)
    yield Figure(
        "import of an invoice with its lines",
        per_invoice / plain,
        "x",
        MOST_TIMES,
        raw_ms=plain * 1000,
        product_ms=per_invoice * 1000,
        note="plain: " + ("COPY" if sql.on_postgresql() else "executemany"),
    )
    yield Figure("import, memory at its peak", done.peak, "MB", MOST_MEGABYTES, note=f"{count:,} invoices")


def _write_files(folder: Path, shape: Shape) -> list[Path]:
    """Customers, invoices and lines in the exchange format."""
    paths = [folder / f"{name}.csv" for name in ("customers", "invoices", "lines")]
    with paths[0].open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow("number name email country currency terms".split())
        for n in range(1, shape.customers + 1):
            terms = f"net {story.customer_days(n)}"
            rows.writerow([loading.customer_number(n), f"Customer {n}", f"ap{n}@customer.example", "NL", "EUR", terms])
    with paths[1].open("w", newline="") as out, paths[2].open("w", newline="") as beside:
        invoices, lines = csv.writer(out), csv.writer(beside)
        invoices.writerow("number customer_number kind issued_on due_on currency total".split())
        lines.writerow("invoice_number n description quantity unit_price tax_rate".split())
        for paper in story.tell(Shape(shape.invoices, shape.today, paid=False)):
            assert isinstance(paper, Paper)
            number = loading.invoice_number(paper.n)
            head = [number, loading.customer_number(paper.customer), "invoice", paper.issued, paper.due]
            invoices.writerow([*head, "EUR", paper.total * _CENT])
            for n in range(paper.lines):
                net = paper.net // paper.lines + (paper.net % paper.lines if n == 0 else 0)
                lines.writerow([number, n + 1, "Paper, 80 g", 1, net * _CENT, 21 if paper.tax else 0])
    return paths


@dataclass(frozen=True, slots=True)
class _Imported:
    """Seconds of processor time (with the database's) and on the clock, and megabytes at the peak."""

    seconds: float
    clock_seconds: float
    peak: float


def _import(company: str, files: list[Path]) -> _Imported:
    """A process of its own imports the files."""
    command = [sys.executable, "-m", "quittance.cli", "import", "--entity", company, *map(str, files)]
    served: dict[int, float] = {}
    peak, start = 0.0, time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while process.poll() is None:
            peak = max(peak, _resident_megabytes(process.pid))
            served |= _server_seconds()
            time.sleep(0.1)
        assert process.stderr is not None
        said = process.stderr.read().decode(errors="replace")
    clock = time.perf_counter() - start
    assert process.returncode == 0, said[-2000:]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return _Imported(own + sum(served.values()), clock, peak)


def _server_seconds() -> dict[int, float]:
    """Processor time of PostgreSQL's processes that serve others than this one."""
    if not sql.on_postgresql():
        return {}
    found = sql.rows(
        "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    taken = {}
    for (pid,) in found:
        with suppress(OSError):
            taken[pid] = figure.process_seconds(pid)
    return taken


def _resident_megabytes(pid: int) -> float:
    """All that a process holds in memory, mapped files too; 0 when it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _plainly(tenant_id: int, count: int) -> float:
    """Seconds an invoice that its bare rows take in one transaction, for another tenant."""
    other = new_id()
    sql.insert("tenant", ["id", "name", "created_at"], [[other, "Plain", 0]])
    for table in GROUND:
        columns = _columns(table)
        names = ", ".join(columns)
        sql.execute(
            f"INSERT INTO {table} (tenant_id, {names}) SELECT %s, {names} FROM {table} WHERE tenant_id = %s",
            [other, tenant_id],
        )
    rows = {table: _rows(table, tenant_id, other, count) for table in ROWS}
    start = figure.processor_seconds()
    with transaction.atomic():
        for table in ROWS:
            bulk.insert(table, ["tenant_id", *_columns(table)], rows[table])
    return (figure.processor_seconds() - start) / count


def _rows(table: str, tenant_id: int, other: int, count: int) -> list[list[Any]]:
    """Rows of the first invoices, under the other tenant."""
    first = f"SELECT id, entry_id FROM document WHERE tenant_id = {tenant_id} ORDER BY id LIMIT {count}"
    column = {"entry": "id", "document": "id", "line": "document_id"}.get(table, "entry_id")
    which = "id" if table in ("document", "line") else "entry_id"
    found = sql.rows(
        f"SELECT {', '.join(_columns(table))} FROM {table} WHERE tenant_id = %s AND {column} IN "
        f"(SELECT {which} FROM ({first}) AS d)",
        [tenant_id],
    )
    return [[other, *row] for row in found]


def _columns(table: str) -> list[str]:
    model = next(one for one in apps.get_app_config("books").get_models() if one._meta.db_table == table)
    return [field.column for field in model._meta.local_concrete_fields if field.column not in ("tenant_id", None)]


def _count(table: str, tenant_id: int, which: str = "1 = 1") -> int:
    found = sql.row(f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %s AND {which}", [tenant_id])
    assert found is not None
    return int(found[0])
