"""The only writer of money rows: one plan in, a handful of statements out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.books import bulk, paper_parts, placing, sql, sums
from quittance.books.keys import new_ids
from quittance.books.ledger import NEVER
from quittance.books.lock import EntityFacts, check_open
from quittance.rules.ledger import Item, NewDocument, NewEntry, Plan

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
    "prices",
    "goods_on",
    "ancillary",
    "recorded_at",
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


Insert = Callable[[str, Sequence[str], Sequence[Sequence[Any]]], None]
"""How rows get into a table: name, columns, rows."""

MOST_CHARTS = 5_000
"""Companies whose accounts a process remembers; the one that came first makes room."""

_accounts: dict[tuple[int, int], dict[str, int]] = {}


def accounts(tenant_id: int, entity_id: int) -> dict[str, int]:
    """The posting account of each kind (the lowest code); kept in memory, because it is fixed once used.

    Ids of a company whose opening was undone never come again, so nothing kept can become wrong.
    """
    kept = _accounts.get((tenant_id, entity_id))
    if kept is None:
        found = sql.rows(
            "SELECT kind, id FROM account WHERE tenant_id = %s AND entity_id = %s ORDER BY code DESC",
            [tenant_id, entity_id],
        )
        kept = dict(found)
        if kept:
            while len(_accounts) >= MOST_CHARTS:
                _accounts.pop(next(iter(_accounts)), None)
            _accounts[tenant_id, entity_id] = kept
    return kept


def write(stamp: Stamp, plan: Plan) -> None:
    """Write all of `plan`; raises `PeriodLocked` on a locked day and `Conflict` when an item has moved on.

    The caller holds the customers' lock and the transaction.
    """
    _check_days(stamp, plan)
    _write(_entered(stamp, plan.entries), plan, sql.insert, placing.few)


def write_many(stamp: Stamp, plan: Plan) -> None:
    """As `write`, for the thousands of rows of an import."""
    _check_days(stamp, plan)
    found = sql.row(_NEXT_MOMENT, [stamp.tenant_id])
    assert found is not None
    later = replace(stamp, recorded_at=max(stamp.recorded_at, found[0]))
    bulk.insert("entry", ENTRY_COLUMNS, [_entry(later, entry) for entry in plan.entries])
    _write(later, plan, bulk.insert, placing.many)


def _check_days(stamp: Stamp, plan: Plan) -> None:
    for entry in plan.entries:
        check_open(stamp.entity, entry.effective_on)


# Index: entry_moment. What is read here under the customers' lock holds all that was written under it before,
# so no moment comes twice to one customer and none before another that it builds on, whatever clocks say.
_NEXT_MOMENT = "SELECT COALESCE(MAX(recorded_at), 0) + 1 AS moment FROM entry WHERE tenant_id = %s"


def _entered(stamp: Stamp, entries: Sequence[NewEntry]) -> Stamp:
    """Write the entries, and give the stamp with the moment that they got: its own, or one after the last."""
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s, %s)"] * len(entries))
    day = sql.as_day("v.column5")
    found = sql.row(
        f"INSERT INTO entry ({', '.join(ENTRY_COLUMNS)}) SELECT v.column1, v.column2, v.column3, v.column4, {day}, "
        "CASE WHEN v.column6 > m.moment THEN v.column6 ELSE m.moment END, v.column7, "
        "CAST(v.column8 AS bigint), v.column9 "
        f"FROM (VALUES {rows}) AS v, ({_NEXT_MOMENT}) AS m RETURNING recorded_at",
        [*(value for entry in entries for value in _entry(stamp, entry)), stamp.tenant_id],
    )
    assert found is not None
    return replace(stamp, recorded_at=found[0])


def _write(stamp: Stamp, plan: Plan, insert: Insert, place: placing.Place) -> None:
    """Everything but the entries."""
    if plan.documents:
        insert("document", DOCUMENT_COLUMNS, [document_row(stamp, document) for document in plan.documents])
        for table, columns, rows in paper_parts.of(stamp.tenant_id, plan.documents):
            insert(table, columns, rows)
    if plan.payments:
        insert("payment", PAYMENT_COLUMNS, [payment_row(stamp, payment) for payment in plan.payments])
    after = {item.id: item for item in plan.touched}
    created = [(entry, after.get(item.id, item)) for entry in plan.entries for item in entry.items]
    fresh = {item.id for _, item in created}
    rows = [item_row(stamp, entry.id, item) for entry, item in created]
    changes = _changes(plan)
    moved = [item for item in plan.touched if item.id not in fresh]
    place(rows, _moved(stamp, moved, changes))
    insert("posting", POSTING_COLUMNS, posting_rows(stamp, plan.entries))
    made = [allocation_row(stamp, entry, one) for entry in plan.entries for one in entry.allocations]
    if made:
        insert("allocation", ALLOCATION_COLUMNS, made)
    opened = [(item, item.open, item.open_base) for _, item in created]
    met = [(item, -changes[item.id][0], -changes[item.id][1]) for item in moved]
    sums.add(stamp.tenant_id, stamp.entity.id, [*opened, *met])


def _moved(stamp: Stamp, items: Sequence[Item], changes: dict[int, tuple[int, int]]) -> list[placing.Moved]:
    """Items with what the plan saw of them before it allocated."""
    return [
        placing.Moved(
            item_row(stamp, one.entry_id, one),
            one.allocated - changes[one.id][0],
            one.allocated_base - changes[one.id][1],
        )
        for one in items
    ]


def closed_on(item: Item) -> datetime.date:
    """The day from which an item has been fully allocated, or `NEVER` while it is open."""
    return item.touched_on if item.touched_on is not None and item.open == 0 else NEVER


def document_row(stamp: Stamp, one: NewDocument) -> list[Any]:
    """Values in the order of `DOCUMENT_COLUMNS`."""
    return [
        stamp.tenant_id,
        one.id,
        stamp.entity.id,
        one.customer_id,
        one.entry_id,
        one.kind,
        one.number,
        one.issued_on,
        one.due_on,
        one.currency,
        one.net,
        one.tax,
        one.total,
        one.base_total,
        one.terms,
        one.purchase_order,
        one.external_id,
        one.note,
        one.prices,
        one.goods_on,
        one.ancillary,
        stamp.recorded_at,
    ]


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
    """Values in the order of `placing.COLUMNS`."""
    return [
        stamp.tenant_id,
        one.id,
        stamp.entity.id,
        one.customer_id,
        entry_id,
        one.document_id,
        one.payment_id,
        one.side,
        one.kind,
        one.instalment,
        one.currency,
        one.amount,
        one.base_amount,
        one.effective_on,
        one.due_on,
        stamp.recorded_at,
        one.allocated,
        one.allocated_base,
        one.touched_on,
        one.freed_on,
        closed_on(one),
    ]


def posting_rows(stamp: Stamp, entries: Sequence[NewEntry]) -> list[list[Any]]:
    """Values in the order of `POSTING_COLUMNS` for all postings of the entries."""
    chart, tenant_id, entity_id = accounts(stamp.tenant_id, stamp.entity.id), stamp.tenant_id, stamp.entity.id
    flat = [(entry, posting) for entry in entries for posting in entry.postings]
    ids = new_ids(max(1, len(flat)))
    return [
        [tenant_id, id, entry.id, entity_id, customer, item, chart[debit], chart[credit], *amounts, entry.effective_on]
        for id, (entry, (debit, credit, customer, item, *amounts)) in zip(ids, flat, strict=False)
    ]


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


def _changes(plan: Plan) -> dict[int, tuple[int, int]]:
    """Item -> what the allocations of the plan add to its allocated amount and base amount."""
    sums: dict[int, tuple[int, int]] = {}
    for entry in plan.entries:
        for one in entry.allocations:
            for id, base in ((one.debit_item_id, one.debit_base), (one.credit_item_id, one.credit_base)):
                before = sums.get(id, (0, 0))
                sums[id] = (before[0] + one.amount, before[1] + base)
    return sums
