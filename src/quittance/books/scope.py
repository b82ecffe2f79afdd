"""Facts for decisions: open items and allocations of one tenant, as frozen values."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.rules.ledger import Item, NewAllocation

MOST_IDS = 10_000
"""Ids in one statement; SQLite takes some 32,000 parameters."""

ITEM_COLUMNS = (
    "i.id, i.customer_id, i.side, i.kind, i.currency, i.amount, i.base_amount, i.effective_on, i.due_on, "
    "i.allocated, i.allocated_base, i.touched_on, i.freed_on, i.document_id, i.payment_id, i.entry_id, i.instalment, "
    "COALESCE(d.number, p.reference, i.kind)"
)
ITEM_TABLES = (
    "open_item i LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
    "LEFT JOIN payment p ON p.tenant_id = i.tenant_id AND p.id = i.payment_id"
)
_BASE = f"SELECT {ITEM_COLUMNS} FROM {ITEM_TABLES} WHERE i.tenant_id = %s AND i.entity_id = %s"


@dataclass(frozen=True, slots=True)
class MadeAllocation:
    """An allocation in the books that has not been taken back."""

    made: NewAllocation
    effective_on: datetime.date
    entry_id: int
    entry_kind: str


def open_items(tenant_id: int, entity_id: int, customer_id: int, side: str, currency: str) -> list[Item]:
    """Open items of one customer, one side, one currency, oldest due first."""
    found = sql.rows(
        f"{_BASE} AND i.customer_id = %s AND i.closed_on = %s AND i.side = %s AND i.currency = %s "
        "ORDER BY i.due_on, i.effective_on, i.id",
        [tenant_id, entity_id, customer_id, NEVER, side, currency],
    )
    return [item_of(row) for row in found]


def items(tenant_id: int, entity_id: int, ids: Sequence[int]) -> list[Item]:
    """Items by id, in the order of their ids, `MOST_IDS` by one statement."""
    wanted = sorted(set(ids))
    found: list[Item] = []
    for start in range(0, len(wanted), MOST_IDS):
        some = wanted[start : start + MOST_IDS]
        rows = sql.rows(f"{_BASE} AND i.id IN ({sql.marks(len(some))}) ORDER BY i.id", [tenant_id, entity_id, *some])
        found += [item_of(row) for row in rows]
    return found


def items_of_documents(tenant_id: int, entity_id: int, numbers: Sequence[str]) -> list[Item]:
    """Items of the documents with these numbers."""
    wanted = list(dict.fromkeys(numbers))
    found = sql.rows(
        f"{_BASE} AND {of_documents(len(wanted))} ORDER BY i.due_on, i.id",
        [tenant_id, entity_id, tenant_id, entity_id, *wanted],
    )
    return [item_of(row) for row in found if row[3] in ("invoice", "debit_note", "interest_note", "credit_note")]


def items_of_payment(tenant_id: int, entity_id: int, reference: str) -> list[Item]:
    """The credit items that carry what is left of a payment: where it was recorded, and where it was moved."""
    found = sql.rows(
        f"{_BASE} AND {of_payments(1)} AND i.side = 'C' AND i.kind IN ('payment', 'transfer') ORDER BY i.id",
        [tenant_id, entity_id, tenant_id, entity_id, reference],
    )
    return [item_of(row) for row in found]


def items_of_entry(tenant_id: int, entity_id: int, entry_id: int) -> list[Item]:
    """Items that an entry created."""
    found = sql.rows(f"{_BASE} AND i.entry_id = %s ORDER BY i.id", [tenant_id, entity_id, entry_id])
    return [item_of(row) for row in found]


def allocations_of_items(tenant_id: int, ids: Sequence[int]) -> list[MadeAllocation]:
    """Allocations in force on any of these items, oldest first."""
    wanted = sorted(set(ids))
    some = sql.marks(len(wanted))
    return _made(f"(a.debit_item_id IN ({some}) OR a.credit_item_id IN ({some}))", [tenant_id, *wanted, *wanted])


def allocations_of_payment(tenant_id: int, ids: Sequence[int], entry_id: int) -> list[MadeAllocation]:
    """As `allocations_of_items`, with what the payment's entry made of other items: credit notes netted with it."""
    wanted = sorted(set(ids))
    some = sql.marks(len(wanted))
    ours = f"SELECT id FROM allocation WHERE tenant_id = %s AND debit_item_id IN ({some})"
    other = f"SELECT id FROM allocation WHERE tenant_id = %s AND credit_item_id IN ({some})"
    made = "SELECT id FROM allocation WHERE tenant_id = %s AND entry_id = %s"
    given = [tenant_id, tenant_id, *wanted, tenant_id, *wanted, tenant_id, entry_id]
    return _made(f"a.id IN ({ours} UNION {other} UNION {made})", given)


def allocations_by_id(tenant_id: int, ids: Sequence[int]) -> list[MadeAllocation]:
    """Allocations in force among these ids."""
    wanted = sorted(set(ids))
    return _made(f"a.id IN ({sql.marks(len(wanted))})", [tenant_id, *wanted])


def of_documents(count: int) -> str:
    """The items of so many documents by number: the papers are found first, by document_number, then their items.

    A condition on the joined table would read every item of the company.
    """
    return (
        "i.document_id IN (SELECT id FROM document WHERE tenant_id = %s AND entity_id = %s "
        f"AND number IN ({sql.marks(count)}))"
    )


def of_payments(count: int) -> str:
    """As `of_documents`, for payments by reference."""
    return (
        "i.payment_id IN (SELECT id FROM payment WHERE tenant_id = %s AND entity_id = %s "
        f"AND reference IN ({sql.marks(count)}))"
    )


def item_of(row: Sequence[Any]) -> Item:
    """An item from a row of `ITEM_COLUMNS`."""
    return Item(
        id=row[0],
        customer_id=row[1],
        side=row[2],
        kind=row[3],
        currency=row[4],
        amount=row[5],
        base_amount=row[6],
        effective_on=sql.day(row[7]),
        due_on=sql.day(row[8]),
        allocated=row[9],
        allocated_base=row[10],
        touched_on=sql.day_or_none(row[11]),
        freed_on=sql.day_or_none(row[12]),
        document_id=row[13],
        payment_id=row[14],
        entry_id=row[15],
        instalment=row[16],
        label=row[17],
    )


def _made(condition: str, params: list[Any]) -> list[MadeAllocation]:
    found = sql.rows(
        "SELECT a.id, a.debit_item_id, a.credit_item_id, a.currency, a.amount, a.debit_base, a.credit_base, "
        "a.effective_on, a.entry_id, e.kind FROM allocation a "
        "JOIN entry e ON e.tenant_id = a.tenant_id AND e.id = a.entry_id "
        "LEFT JOIN allocation b ON b.tenant_id = a.tenant_id AND b.reverses = a.id "
        f"WHERE a.tenant_id = %s AND {condition} AND a.amount > 0 AND b.id IS NULL ORDER BY a.id",
        params,
    )
    return [MadeAllocation(NewAllocation(*row[:7]), sql.day(row[7]), row[8], row[9]) for row in found]
