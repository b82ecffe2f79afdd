"""The exchange format: the files that go in and out of the books, and their columns in order."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

CUSTOMERS = "customers"
INVOICES = "invoices"
LINES = "lines"
PAYMENTS = "payments"
ALLOCATIONS = "allocations"

KINDS = (CUSTOMERS, INVOICES, LINES, PAYMENTS, ALLOCATIONS)
"""In the order in which they go into the books."""

COLUMNS: dict[str, tuple[str, ...]] = {
    CUSTOMERS: (
        "number",
        "name",
        "email",
        "country",
        "currency",
        "terms",
        "parent_number",
        "credit_limit",
        "vat_id",
        "iban",
        "external_id",
        "language",
        "street",
        "postcode",
        "city",
        "region",
        "segment",
    ),
    INVOICES: (
        "number",
        "customer_number",
        "kind",
        "issued_on",
        "due_on",
        "currency",
        "total",
        "purchase_order",
        "external_id",
        "terms",
        "goods_on",
    ),
    LINES: (
        "invoice_number",
        "n",
        "description",
        "quantity",
        "unit_price",
        "tax_rate",
        "tax_category",
        "tax_reason",
    ),
    PAYMENTS: ("reference", "customer_number", "received_on", "currency", "amount", "payer_name", "text"),
    ALLOCATIONS: ("payment_reference", "invoice_number", "amount", "effective_on"),
}
"""Kind of file -> its columns; those that are not `NEEDED` may be missing from a whole file."""

NEEDED: dict[str, tuple[str, ...]] = {
    CUSTOMERS: ("number", "name"),
    INVOICES: ("number", "customer_number", "issued_on"),
    LINES: ("invoice_number", "unit_price"),
    PAYMENTS: ("reference", "received_on", "amount"),
    ALLOCATIONS: ("payment_reference", "invoice_number"),
}
"""Kind of file -> columns without which no row of it can be taken in."""


def write(rows: Iterable[tuple[int, Sequence[str]]]) -> str:
    """CSV text of rows, each led by its number in its own file; `read` gives them back."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([str(row), *values] for row, values in rows)
    return text.getvalue()


def read(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of `write`: the number and the values in the order of `COLUMNS`."""
    for cells in csv.reader(io.StringIO(text, newline="")):
        yield int(cells[0]), cells[1:]
