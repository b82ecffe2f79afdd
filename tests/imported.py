"""Files for imports, in the exchange format or any other layout, and short words for what comes of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from quittance.actions import imports
from quittance.actions.command import Context
from quittance.actions.imports import File
from quittance.actions.imports_portion import TakeIn
from quittance.actions.imports_run import Report
from quittance.rules import exchange
from quittance.rules.mapping import Mapping

PLACES = {kind: {name: at for at, name in enumerate(names)} for kind, names in exchange.COLUMNS.items()}


def table(*rows: Sequence[Any], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """CSV bytes of rows, the first being the headers."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode(encoding)


def rows_of(kind: str, rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Rows in the order of the exchange format; what a row leaves out is empty."""
    return [[str(row.get(name, "")) for name in exchange.COLUMNS[kind]] for row in rows]


def file(kind: str, *rows: dict[str, Any], name: str = "") -> File:
    """A file in the exchange format."""
    columns = exchange.COLUMNS[kind]
    content = table(columns, *rows_of(kind, rows))
    return File(name or f"{kind}.csv", io.BytesIO(content), Mapping(kind, tuple((one, one) for one in columns)))


def portion(**rows: list[dict[str, Any]]) -> TakeIn:
    """A portion of rows by kind, numbered from 2."""
    texts = {kind: exchange.write(enumerate(rows_of(kind, given), start=2)) for kind, given in rows.items()}
    customers, invoices, lines, payments, allocations = (texts.get(kind, "") for kind in exchange.KINDS)
    return TakeIn("x.csv", "0" * 64, 1, customers, invoices, lines, payments, allocations)


def laid_out(name: str, content: bytes, kind: str = "") -> File:
    """A file in any layout with its guessed mapping."""
    guessed = imports.guess(name, io.BytesIO(content), kind=kind)
    return File(name, io.BytesIO(content), guessed.mapping)


def take(context: Context, *files: File) -> Report:
    """Take files in."""
    return imports.run(context, files)


def clean(context: Context, *files: File) -> Report:
    """As `take`, where no row may be at fault."""
    report = take(context, *files)
    assert not report.refused, report
    return report


def faults(report: Report) -> list[tuple[str, int, str, str]]:
    """Kind of file, row, column and code of every fault."""
    return [(file.kind, one.row, one.column, one.code) for file in report.files for one in file.faults]


def counts(report: Report) -> dict[str, tuple[int, int]]:
    """Kind -> rows taken and unchanged, over all currencies."""
    made: dict[str, tuple[int, int]] = {}
    for one in report.counts:
        taken, unchanged = made.get(one.kind, (0, 0))
        made[one.kind] = (taken + one.taken, unchanged + one.unchanged)
    return made


def errors(file: File) -> list[list[str]]:
    """The rows of a file's error file, headers first."""
    file.errors.seek(0)
    return list(csv.reader(io.StringIO(file.errors.read().decode("utf-8-sig"))))


def customer(number: str = "C-1", **fields: Any) -> dict[str, Any]:
    """A row of customers."""
    return {"number": number, "name": f"Customer {number}", **fields}


def invoice(number: str, total: str = "", customer: str = "C-1", issued_on: str = "2026-03-01", **fields: Any) -> Any:
    """A row of invoices."""
    return {"number": number, "customer_number": customer, "issued_on": issued_on, "total": total, **fields}


def line(invoice: str, quantity: str, price: str, rate: str = "0", **fields: Any) -> dict[str, Any]:
    """A row of lines."""
    given = {"invoice_number": invoice, "description": "Goods", "quantity": quantity, "unit_price": price}
    return {**given, "tax_rate": rate, **fields}


def payment(reference: str, amount: str, customer: str = "C-1", on: str = "2026-04-01", **fields: Any) -> Any:
    """A row of payments."""
    return {"reference": reference, "customer_number": customer, "received_on": on, "amount": amount, **fields}


def pair(credit: str, invoice: str, amount: str = "", on: str = "") -> dict[str, Any]:
    """A row of allocations."""
    return {"payment_reference": credit, "invoice_number": invoice, "amount": amount, "effective_on": on}
