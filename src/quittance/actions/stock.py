"""Stock on hand: received and counted, taken with an issued invoice, put back when that is reversed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.actions import catalogue, command, postings
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_ids
from quittance.rules import catalogue as rules
from quittance.rules import text
from quittance.rules.ledger import NewDocument
from quittance.rules.refusals import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class Receive:
    """Stock that has come in."""

    item: str
    quantity: str
    on: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Adjust:
    """What was counted: the stock on hand becomes it. `reason` says why it differs."""

    item: str
    counted: str
    reason: str
    on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class StockMoved:
    """How much came or went, and what is there now; `low` when it is time to order."""

    item: str
    quantity: str
    on_hand: str
    low: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A move of stock as it is kept; `quantity_e6` is below zero for what went."""

    item_id: int
    document_id: int | None
    kind: str
    quantity_e6: int
    on: datetime.date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Stock that comes or goes; None is today."""

    kind: str
    quantity_e6: int
    on: datetime.date | None
    note: str


@command.verb("catalogue.receive", StockMoved)
def receive(context: Context, data: Receive) -> StockMoved:
    """Take stock in; raises `NotFound`, `Invalid`."""
    return received(context, data)


def received(context: Context, data: Receive) -> StockMoved:
    """Take stock in within a verb."""
    held = _stocked(context, data.item)
    quantity = rules.read_quantity(data.quantity, "quantity")
    if not quantity:
        raise Invalid("Enter how much has come in.", field="quantity")
    note = text.clean(data.note, "note", 300)
    return _moved(context, held, Move(rules.RECEIVE, quantity, data.on, note))


@command.verb("catalogue.adjust", StockMoved)
def adjust(context: Context, data: Adjust) -> StockMoved:
    """Set the stock to what was counted; raises `NotFound`, `Invalid`."""
    return adjusted(context, data)


def adjusted(context: Context, data: Adjust) -> StockMoved:
    """Set the stock within a verb."""
    held = _stocked(context, data.item)
    counted = rules.read_quantity(data.counted, "counted", signed=True)
    reason = text.clean(data.reason, "reason", 300, needed=True)
    return _moved(context, held, Move(rules.ADJUST, counted - held.on_hand_e6, data.on, reason))


def issue(context: Context, document: NewDocument) -> None:
    """Take what the lines of an invoice name off the stock, items in the order of their ids.

    Raises `Conflict` where an item blocks and has not enough; others may go below zero.
    """
    wanted: dict[str, int] = {}
    for line in document.lines:
        if line.item:
            wanted[line.item] = wanted.get(line.item, 0) + line.quantity_e6
    if not wanted:
        return
    numbers = sorted(wanted)
    found = sql.rows(
        "SELECT id, number, on_hand_e6 FROM catalogue_item WHERE tenant_id = %s AND entity_id = %s AND stocked "
        f"AND number IN ({sql.marks(len(numbers))}) ORDER BY id",
        [context.tenant_id, context.entity_id, *numbers],
    )
    moves = []
    for id, number, on_hand in found:
        quantity = wanted[number]
        if not _take(context, id, quantity):
            raise Conflict(
                f"Only {rules.written(on_hand)} of {number} are on hand, {rules.written(quantity)} are wanted. "
                "Receive stock first, or invoice less.",
                field="lines",
            )
        moves.append(Kept(id, document.id, rules.ISSUE, -quantity, document.issued_on))
    keep(context, moves)


def put_back(context: Context, entry_id: int, on: datetime.date) -> None:
    """Put back what went with the document of an entry that is reversed. Index stock_move_document."""
    found = sql.rows(
        "SELECT m.item_id, m.document_id, SUM(m.quantity_e6) "
        f"FROM stock_move m {sql.by_index('stock_move_document')} WHERE m.tenant_id = %s AND m.document_id IN "
        "(SELECT i.document_id FROM open_item i WHERE i.tenant_id = %s AND i.entry_id = %s) "
        "GROUP BY m.item_id, m.document_id ORDER BY m.item_id",
        [context.tenant_id, context.tenant_id, entry_id],
    )
    moves = []
    for item_id, document_id, quantity in found:
        if int(quantity):
            sql.execute(
                "UPDATE catalogue_item SET on_hand_e6 = on_hand_e6 - %s WHERE tenant_id = %s AND id = %s",
                [int(quantity), context.tenant_id, item_id],
            )
            moves.append(Kept(item_id, document_id, rules.RETURN, -int(quantity), on))
    keep(context, moves)


def keep(context: Context, moves: Sequence[Kept]) -> None:
    """Keep moves of stock; the stock itself is moved by who keeps them."""
    if not moves:
        return
    rows = [
        [
            *(context.tenant_id, id, one.item_id, one.document_id, one.kind, one.quantity_e6, one.on, one.note),
            *(context.actor.name, context.now),
        ]
        for id, one in zip(new_ids(len(moves)), moves, strict=True)
    ]
    columns = "tenant_id id item_id document_id kind quantity_e6 on_day note actor_name recorded_at"
    sql.insert("stock_move", columns.split(), rows)


def _take(context: Context, item_id: int, quantity_e6: int) -> bool:
    """Take stock in one statement that also holds it to what is there, where the item says so."""
    return bool(
        sql.execute(
            "UPDATE catalogue_item SET on_hand_e6 = on_hand_e6 - %s WHERE tenant_id = %s AND id = %s "
            "AND (NOT blocks OR on_hand_e6 >= %s OR %s <= 0)",
            [quantity_e6, context.tenant_id, item_id, quantity_e6, quantity_e6],
        )
    )


def _stocked(context: Context, number: str) -> catalogue.Held:
    held = catalogue.hold(context, number)
    if not held.stocked:
        raise Conflict(f"No stock is kept of {held.number}. Say so on the item first.", field="item")
    return held


def _moved(context: Context, held: catalogue.Held, move: Move) -> StockMoved:
    day = postings.check_day(move.on or context.today, context.today, "on")
    after = held.on_hand_e6 + move.quantity_e6
    if abs(after) > rules.MOST_QUANTITY_E6:
        raise Invalid("The stock would be out of range.", field="quantity")
    sql.execute(
        "UPDATE catalogue_item SET on_hand_e6 = %s WHERE tenant_id = %s AND id = %s",
        [after, context.tenant_id, held.id],
    )
    keep(context, [Kept(held.id, None, move.kind, move.quantity_e6, day, move.note)])
    said = {"number": held.number, "quantity": rules.written(move.quantity_e6), "note": move.note}
    command.note(context, f"catalogue.{move.kind}", Subject("catalogue_item", held.id), said)
    low = rules.is_low(after, held.low_at_e6)
    return StockMoved(held.number, rules.written(move.quantity_e6), rules.written(after), low)
