"""Allocations in force: what met an invoice, and what a payment or credit note was spent on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books

MOST_ROWS = 2_000
"""Allocations shown of one document or payment, the latest first."""


@dataclass(frozen=True, slots=True)
class Met:
    """One allocation as seen from one side: `kind`, `label` and the customer are those of the other side.

    `entry_id` is the entry that brought the other side about: a write-off is taken back by reversing
    it. `note` is that entry's, such as the reason of a write-off. `amount` is in minor units, `by` who allocated.
    """

    id: int
    item_id: int
    kind: str
    label: str
    note: str
    entry_id: int
    customer_number: str
    customer_name: str
    currency: str
    amount: int
    effective_on: datetime.date
    recorded_at: int
    by: str


_COLUMNS = (
    "a.id, a.{own}, o.kind, COALESCE(d.number, p.reference, ''), e.note, o.entry_id, c.number, c.name, "
    "a.currency, a.amount, a.effective_on, a.recorded_at, k.actor_name"
)
_TABLES = (
    "allocation a JOIN open_item o ON o.tenant_id = a.tenant_id AND o.id = a.{other} "
    "JOIN entry e ON e.tenant_id = a.tenant_id AND e.id = o.entry_id "
    "JOIN entry f ON f.tenant_id = a.tenant_id AND f.id = a.entry_id "
    "JOIN command k ON k.tenant_id = a.tenant_id AND k.id = f.command_id "
    "JOIN customer c ON c.tenant_id = a.tenant_id AND c.id = o.customer_id "
    "LEFT JOIN document d ON d.tenant_id = a.tenant_id AND d.id = o.document_id "
    "LEFT JOIN payment p ON p.tenant_id = a.tenant_id AND p.id = o.payment_id "
    "LEFT JOIN allocation b ON b.tenant_id = a.tenant_id AND b.reverses = a.id"
)


def of_debits(books: Books, item_ids: Sequence[int]) -> tuple[Met, ...]:
    """What met these debit items. Index allocation_debit."""
    return _of(books, item_ids, "debit_item_id", "credit_item_id")


def of_credits(books: Books, item_ids: Sequence[int]) -> tuple[Met, ...]:
    """What these credit items were spent on. Index allocation_credit."""
    return _of(books, item_ids, "credit_item_id", "debit_item_id")


def _of(books: Books, item_ids: Sequence[int], own: str, other: str) -> tuple[Met, ...]:
    if not item_ids:
        return ()
    found = sql.rows(
        f"SELECT {_COLUMNS.format(own=own)} FROM {_TABLES.format(other=other)} WHERE a.tenant_id = %s "
        f"AND a.{own} IN ({sql.marks(len(item_ids))}) AND a.amount > 0 AND b.id IS NULL "
        "ORDER BY a.effective_on DESC, a.id DESC LIMIT %s",
        [books.tenant_id, *item_ids, MOST_ROWS],
    )
    return tuple(_met(row) for row in found)


def _met(row: Sequence[Any]) -> Met:
    return Met(
        id=row[0],
        item_id=row[1],
        kind=row[2],
        label=row[3],
        note=row[4],
        entry_id=row[5],
        customer_number=row[6],
        customer_name=row[7],
        currency=row[8],
        amount=int(row[9]),
        effective_on=sql.day(row[10]),
        recorded_at=row[11],
        by=row[12],
    )
