"""Open items put in their table: new ones, and the cache of those that were allocated to or freed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import bulk, sql
from quittance.rules.refusals import Conflict

COLUMNS = [
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

MOST_PLACED = 500
"""New and moved items written by one statement; each takes up to 25 parameters."""

MOST_MOVED = 2_000
"""Items moved by one statement; each takes eight parameters."""

Row = Sequence[Any]
"""Values in the order of `COLUMNS`."""

_CHANGED = "An item has changed meanwhile. Look at it again and repeat."
_ID, _CACHE = COLUMNS.index("id"), COLUMNS.index("allocated")


@dataclass(frozen=True, slots=True)
class Moved:
    """An item as it stands after the plan, and what was allocated of it when the plan was made."""

    row: Row
    allocated: int
    allocated_base: int


Place = Callable[[Sequence[Row], Sequence[Moved]], None]
"""How new items and moved ones get into their table."""


def few(rows: Sequence[Row], moved: Sequence[Moved]) -> None:
    """All in one statement: what is there already is changed; raises `Conflict` when an item has moved on."""
    if rows and 0 < len(moved) <= MOST_PLACED - len(rows):
        _place(rows, moved)
        return
    sql.insert("open_item", COLUMNS, rows)
    _move_all(moved)


def many(rows: Sequence[Row], moved: Sequence[Moved]) -> None:
    """As `few`, for the thousands of rows of an import."""
    if rows:
        bulk.insert("open_item", COLUMNS, rows)
    if sql.on_postgresql():
        _move_all(moved)
    elif moved:
        _move_each(moved)


def _place(rows: Sequence[Row], moved: Sequence[Moved]) -> None:
    """Each moved item is changed from the value that the plan saw, as in `_move`; a CASE, because Citus takes it."""
    every = [*rows, *(one.row for one in moved)]
    was = f"CASE open_item.id {' '.join(['WHEN %s THEN %s'] * len(moved))} END"
    placed = sql.execute(
        f"INSERT INTO open_item ({', '.join(COLUMNS)}) "
        f"VALUES {', '.join([f'({sql.marks(len(COLUMNS))})'] * len(every))} "
        "ON CONFLICT (tenant_id, id) DO UPDATE SET allocated = EXCLUDED.allocated, "
        "allocated_base = EXCLUDED.allocated_base, touched_on = EXCLUDED.touched_on, freed_on = EXCLUDED.freed_on, "
        "closed_on = EXCLUDED.closed_on WHERE open_item.entity_id = EXCLUDED.entity_id "
        f"AND open_item.allocated = {was} AND open_item.allocated_base = {was}",
        [
            *(value for row in every for value in row),
            *(value for one in moved for value in (one.row[_ID], one.allocated)),
            *(value for one in moved for value in (one.row[_ID], one.allocated_base)),
        ],
    )
    if placed != len(every):
        raise Conflict(_CHANGED)


def _move_all(moved: Sequence[Moved]) -> None:
    for start in range(0, len(moved), MOST_MOVED):
        _move(moved[start : start + MOST_MOVED])


def _move_each(items: Sequence[Moved]) -> None:
    """As `_move`, by one statement for each item."""
    tenant_id, _, entity_id = items[0].row[:3]
    moved = bulk.repeat(
        "UPDATE open_item SET allocated = %s, allocated_base = %s, touched_on = %s, freed_on = %s, closed_on = %s "
        "WHERE tenant_id = %s AND entity_id = %s AND id = %s AND allocated = %s AND allocated_base = %s",
        [(*one.row[_CACHE:], tenant_id, entity_id, one.row[_ID], one.allocated, one.allocated_base) for one in items],
    )
    if moved != len(items):
        raise Conflict(_CHANGED)


def _move(items: Sequence[Moved]) -> None:
    """Set the cache of existing items, each from the value that the plan saw.

    The customers' lock makes that certain; the condition and the CHECK of the table stand behind it.
    """
    touched, freed, closed = (sql.as_day(f"v.column{n}") for n in (4, 5, 6))
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s)"] * len(items))
    values: list[Any] = []
    for one in items:
        values += [one.row[_ID], *one.row[_CACHE:], one.allocated, one.allocated_base]
    tenant_id, _, entity_id = items[0].row[:3]
    moved = sql.execute(
        f"UPDATE open_item SET allocated = v.column2, allocated_base = v.column3, touched_on = {touched}, "
        f"freed_on = {freed}, closed_on = {closed} FROM (VALUES {rows}) AS v "
        "WHERE open_item.tenant_id = %s AND open_item.entity_id = %s AND open_item.id = v.column1 "
        "AND open_item.allocated = v.column7 AND open_item.allocated_base = v.column8",
        [*values, tenant_id, entity_id],
    )
    if moved != len(items):
        raise Conflict(_CHANGED)
