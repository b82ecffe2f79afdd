"""The only writer of money rows: one plan in, a handful of statements out."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.keys import new_ids
from quittance.books.ledger import NEVER
from quittance.books.lock import EntityFacts, check_open
from quittance.rules.ledger import Item, NewDocument, NewEntry, NewPosting, Plan
from quittance.rules.refusals import Conflict

ENTRY_COLUMNS = [
    "tenant_id",
    "id",
    "entity_id",
    "kind",
    "effective_on",
    "recorded_at",
    "command_id",
    "reverses",
    "note",
]
DOCUMENT_COLUMNS = [
    "tenant_id",
    "id",
    "entity_id",
    "customer_id",
    "entry_id",
    "kind",
    "number",
    "issued_on",
    "due_on",
    "currency",
    "net",
    "tax",
    "total",
    "base_total",
    "terms",
    "purchase_order",
    "external_id",
    "note",
    "recorded_at",
]
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
]
PAYMENT_COLUMNS = [
    "tenant_id",
    "id",
    "entity_id",
    "customer_id",
    "entry_id",
    "reference",
    "method",
    "received_on",
    "currency",
    "amount",
    "base_amount",
    "payer_name",
    "text",
    "recorded_at",
]
ITEM_COLUMNS = [
    "tenant_id",
    "id",
    "entity_id",
    "customer_id",
    "entry_id",
    "document_id",
    "payment_id",
    "side",
    "kind",
    "instalment",
    "currency",
    "amount",
    "base_amount",
    "effective_on",
    "due_on",
    "recorded_at",
    "allocated",
    "allocated_base",
    "touched_on",
    "freed_on",
    "closed_on",
]
POSTING_COLUMNS = [
    "tenant_id",
    "id",
    "entry_id",
    "entity_id",
    "customer_id",
    "item_id",
    "debit_account_id",
    "credit_account_id",
    "currency",
    "amount",
    "base_amount",
    "effective_on",
]
ALLOCATION_COLUMNS = [
    "tenant_id",
    "id",
    "entity_id",
    "entry_id",
    "debit_item_id",
    "credit_item_id",
    "currency",
    "amount",
    "debit_base",
    "credit_base",
    "effective_on",
    "recorded_at",
    "reverses",
]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Whose books, under which command, at which moment (microseconds since 1970, UTC)."""

    tenant_id: int
    entity: EntityFacts
    command_id: int
    recorded_at: int


_accounts: dict[tuple[int, int], dict[str, int]] = {}


def accounts(tenant_id: int, entity_id: int) -> dict[str, int]:
    """The posting account of each kind (the lowest code); kept in memory, because it is fixed once used."""
    kept = _accounts.get((tenant_id, entity_id))
    if kept is None:
        found = sql.rows(
            "SELECT kind, id FROM account WHERE tenant_id = %s AND entity_id = %s ORDER BY code DESC",
            [tenant_id, entity_id],
        )
        kept = _accounts[tenant_id, entity_id] = dict(found)
    return kept


def write(stamp: Stamp, plan: Plan) -> None:
    """Write all of `plan`; raises `PeriodLocked` on a locked day and `Conflict` when an item has moved on.

    The caller holds the customers' lock and the transaction.
    """
    for entry in plan.entries:
        check_open(stamp.entity, entry.effective_on)
    after = {item.id: item for item in plan.touched}
    sql.insert("entry", ENTRY_COLUMNS, [_entry(stamp, entry) for entry in plan.entries])
    if plan.documents:
        sql.insert("document", DOCUMENT_COLUMNS, [document_row(stamp, document) for document in plan.documents])
        _write_lines(stamp, plan.documents)
    if plan.payments:
        sql.insert("payment", PAYMENT_COLUMNS, [payment_row(stamp, payment) for payment in plan.payments])
    created = [(entry, item) for entry in plan.entries for item in entry.items]
    if created:
        sql.insert("open_item", ITEM_COLUMNS, [item_row(stamp, e.id, after.get(i.id, i)) for e, i in created])
    fresh = {item.id for _, item in created}
    _move(stamp, [item for item in plan.touched if item.id not in fresh])
    sql.insert("posting", POSTING_COLUMNS, posting_rows(stamp, plan.entries))
    made = [allocation_row(stamp, entry, one) for entry in plan.entries for one in entry.allocations]
    if made:
        sql.insert("allocation", ALLOCATION_COLUMNS, made)


def closed_on(item: Item) -> datetime.date:
    """The day from which an item has been fully allocated, or `NEVER` while it is open."""
    return item.touched_on if item.touched_on is not None and item.open == 0 else NEVER


def document_row(stamp: Stamp, one: NewDocument) -> list[Any]:
    """Values in the order of `DOCUMENT_COLUMNS`."""
    head = [stamp.tenant_id, one.id, stamp.entity.id, one.customer_id, one.entry_id, one.kind, one.number]
    middle = [one.issued_on, one.due_on, one.currency, one.net, one.tax, one.total, one.base_total, one.terms]
    return [*head, *middle, one.purchase_order, one.external_id, one.note, stamp.recorded_at]


def payment_row(stamp: Stamp, one: Any) -> list[Any]:
    """Values in the order of `PAYMENT_COLUMNS`."""
    head = [
        stamp.tenant_id,
        one.id,
        stamp.entity.id,
        one.customer_id,
        one.entry_id,
        one.reference,
        one.method,
    ]
    return [
        *head,
        one.received_on,
        one.currency,
        one.amount,
        one.base_amount,
        one.payer_name,
        one.text,
        stamp.recorded_at,
    ]


def item_row(stamp: Stamp, entry_id: int, one: Item) -> list[Any]:
    """Values in the order of `ITEM_COLUMNS`."""
    head = [
        stamp.tenant_id,
        one.id,
        stamp.entity.id,
        one.customer_id,
        entry_id,
        one.document_id,
        one.payment_id,
    ]
    kind = [one.side, one.kind, one.instalment, one.currency, one.amount, one.base_amount]
    days = [one.effective_on, one.due_on, stamp.recorded_at]
    return [
        *head,
        *kind,
        *days,
        one.allocated,
        one.allocated_base,
        one.touched_on,
        one.freed_on,
        closed_on(one),
    ]


def posting_rows(stamp: Stamp, entries: Sequence[NewEntry]) -> list[list[Any]]:
    """Values in the order of `POSTING_COLUMNS` for all postings of the entries."""
    chart = accounts(stamp.tenant_id, stamp.entity.id)
    flat = [(entry, posting) for entry in entries for posting in entry.postings]
    ids = new_ids(max(1, len(flat)))
    return [_posting(stamp, chart, id, entry, posting) for id, (entry, posting) in zip(ids, flat, strict=False)]


def allocation_row(stamp: Stamp, entry: NewEntry, one: Any) -> list[Any]:
    """Values in the order of `ALLOCATION_COLUMNS`."""
    head = [
        stamp.tenant_id,
        one.id,
        stamp.entity.id,
        entry.id,
        one.debit_item_id,
        one.credit_item_id,
        one.currency,
    ]
    return [
        *head,
        one.amount,
        one.debit_base,
        one.credit_base,
        entry.effective_on,
        stamp.recorded_at,
        one.reverses,
    ]


def _entry(stamp: Stamp, one: NewEntry) -> list[Any]:
    head = [stamp.tenant_id, one.id, stamp.entity.id, one.kind, one.effective_on, stamp.recorded_at]
    return [*head, stamp.command_id, one.reverses, one.note]


def _posting(stamp: Stamp, chart: dict[str, int], id: int, entry: NewEntry, one: NewPosting) -> list[Any]:
    head = [stamp.tenant_id, id, entry.id, stamp.entity.id, one.customer_id, one.item_id]
    return [
        *head,
        chart[one.debit],
        chart[one.credit],
        one.currency,
        one.amount,
        one.base_amount,
        entry.effective_on,
    ]


def _write_lines(stamp: Stamp, documents: Sequence[NewDocument]) -> None:
    flat = [(document.id, line) for document in documents for line in document.lines]
    if not flat:
        return
    ids = new_ids(len(flat))
    sql.insert(
        "line",
        LINE_COLUMNS,
        [line_row(stamp, id, owner, one) for id, (owner, one) in zip(ids, flat, strict=True)],
    )


def line_row(stamp: Stamp, id: int, document_id: int, one: Any) -> list[Any]:
    """Values in the order of `LINE_COLUMNS`."""
    head = [stamp.tenant_id, id, document_id, one.n, one.description]
    return [*head, one.quantity_e6, one.unit_price_e6, one.tax_rate_e4, one.net]


def _move(stamp: Stamp, items: Sequence[Item]) -> None:
    """Set the cache of existing items; the CHECK of the table and the lock of the customer guard it."""
    if not items:
        return
    day = "CAST(v.column4 AS date)" if sql.on_postgresql() else "v.column4"
    freed = "CAST(v.column5 AS date)" if sql.on_postgresql() else "v.column5"
    closed = "CAST(v.column6 AS date)" if sql.on_postgresql() else "v.column6"
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(items))
    values: list[Any] = []
    for one in items:
        values += [one.id, one.allocated, one.allocated_base, one.touched_on, one.freed_on, closed_on(one)]
    moved = sql.execute(
        f"UPDATE open_item SET allocated = v.column2, allocated_base = v.column3, touched_on = {day}, "
        f"freed_on = {freed}, closed_on = {closed} FROM (VALUES {rows}) AS v "
        "WHERE open_item.tenant_id = %s AND open_item.entity_id = %s AND open_item.id = v.column1",
        [*values, stamp.tenant_id, stamp.entity.id],
    )
    if moved != len(items):
        raise Conflict("An item has changed meanwhile. Look at it again and repeat.")
