"""Rows that belong to documents: their lines, their allowances and charges, their tax by category and rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from quittance.books.keys import new_ids
from quittance.rules.ledger import NewCharge, NewDocument, NewTax

LINE_COLUMNS = [
    "tenant_id",
    "id",
    "document_id",
    "n",
    "description",
    "quantity_e6",
    "unit_price_e6",
    "tax_rate_e4",
    "net",
    "tax_category",
    "tax_reason",
    "discount_e4",
    "discount",
    "item",
    "unit",
]
"""After the document's id, in the order of `NewLine`, so that its tuple is the row."""

CHARGE_COLUMNS = [
    "tenant_id",
    "id",
    "document_id",
    "n",
    "kind",
    "reason",
    "percent_e4",
    "amount",
    "net",
    "tax_category",
    "tax_rate_e4",
    "tax_reason",
]
TAX_COLUMNS = ["tenant_id", "id", "document_id", "n", "category", "rate_e4", "net", "tax", "reason"]

Part = tuple[str, list[str], Sequence[Sequence[Any]]]
"""A table, its columns, and the rows for it."""


def of(tenant_id: int, documents: Sequence[NewDocument]) -> Iterator[Part]:
    """The rows of the documents, by table; tables without rows are left out."""
    lines = [(one.id, line) for one in documents for line in one.lines]
    charges = [(one.id, _charge(charge)) for one in documents for charge in one.charges]
    taxes = [(one.id, _tax(tax)) for one in documents for tax in one.taxes]
    for table, columns, found in (
        ("line", LINE_COLUMNS, lines),
        ("document_charge", CHARGE_COLUMNS, charges),
        ("document_tax", TAX_COLUMNS, taxes),
    ):
        if found:
            ids = new_ids(len(found))
            rows = [(tenant_id, id, owner, *values) for id, (owner, values) in zip(ids, found, strict=True)]
            yield table, columns, rows


def _charge(one: NewCharge) -> list[Any]:
    head = [one.n, one.kind, one.reason, one.percent_e4, one.amount, one.net]
    return [*head, one.tax_category, one.tax_rate_e4, one.tax_reason]


def _tax(one: NewTax) -> list[Any]:
    return [one.n, one.category, one.rate_e4, one.net, one.tax, one.reason]
