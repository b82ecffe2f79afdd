"""The catalogue: a page of items, one item with its prices and stock, and what an item puts on a line."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.books import sql
from quittance.reports import finding
from quittance.reports.books import Scoped
from quittance.rules import catalogue, totals
from quittance.rules.catalogue import EVERYBODY, Price
from quittance.rules.refusals import Invalid, NotFound
from quittance.rules.totals import LineInput

MOST_ROWS = 200
MOST_MOVES = 50
MOST_PRICES = 1_000
STATES = ("", "low", "stocked", "retired")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items; `after` is the number of the last one of the page before."""

    search: str = ""
    state: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item: quantities and prices in millionths; `price_e6` is the list price of today, None without one."""

    id: int
    number: str
    name: str
    texts: tuple[tuple[str, str], ...]
    unit: str
    tax_category: str
    tax_rate_e4: int
    tax_reason: str
    stocked: bool
    on_hand_e6: int
    low_at_e6: int
    blocks: bool
    retired: bool
    version: int
    currency: str
    price_e6: int | None

    @property
    def low(self) -> bool:
        """Whether its stock has come down to where one is to be warned."""
        return self.stocked and not self.retired and catalogue.is_low(self.on_hand_e6, self.low_at_e6)

    def name_in(self, language: str) -> str:
        """Its name in a language, or the one it goes by."""
        return dict(self.texts).get(language, self.name)


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Items by number; `after` continues behind the last one, "" when there are no more."""

    rows: tuple[ItemRow, ...]
    after: str


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price from a day and a quantity on; `customer_number` is "" for everybody's, `price_e6` None ends it."""

    customer_number: str
    customer_name: str
    currency: str
    valid_from: datetime.date
    from_quantity_e6: int
    price_e6: int | None
    actor_name: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Stock that came or went; `document` is the invoice it went with."""

    kind: str
    quantity_e6: int
    on: datetime.date
    document: str
    note: str
    actor_name: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item with its prices, the latest first, and the latest of its stock moves."""

    row: ItemRow
    prices: tuple[PriceRow, ...]
    moves: tuple[MoveRow, ...]


@dataclass(frozen=True, slots=True)
class Buyer:
    """For whom lines are filled: the customer (0 nobody), the day, the currency."""

    customer_id: int
    on: datetime.date
    currency: str


_COLUMNS = (
    "i.id, i.number, i.name, i.texts, i.unit, i.tax_category, i.tax_rate_e4, i.tax_reason, i.stocked, i.on_hand_e6, "
    "i.low_at_e6, i.blocks, i.retired, i.version, e.base_currency"
)
_FIELDS = (
    "id number name texts unit tax_category tax_rate_e4 tax_reason stocked on_hand_e6 low_at_e6 blocks retired version "
    "currency"
).split()
_FROM = (
    "FROM catalogue_item i JOIN entity e ON e.tenant_id = i.tenant_id AND e.id = i.entity_id "
    "WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s"
)
_TESTS = {
    "": "AND NOT i.retired",
    "low": "AND NOT i.retired AND i.stocked AND i.on_hand_e6 <= i.low_at_e6",
    "stocked": "AND NOT i.retired AND i.stocked",
    "retired": "AND i.retired",
}


def find(books: Scoped, wanted: Wanted, today: datetime.date) -> ItemPage:
    """A page of items by number; raises `Invalid` for an unknown state. Index catalogue_item_number."""
    if wanted.state not in STATES:
        raise Invalid("The state is one of low, stocked and retired.", field="state")
    limit = max(1, min(wanted.limit, MOST_ROWS))
    params = _scope(books) | {"after": wanted.after, "limit": limit + 1}
    test = _TESTS[wanted.state]
    search = finding.cleaned(wanted.search)
    if search:
        test += " AND i.search LIKE %(search)s ESCAPE '!'"
        params["search"] = finding.containing(search)
    found = sql.rows(
        f"SELECT {_COLUMNS} {_FROM} AND i.number > %(after)s {test} ORDER BY i.number LIMIT %(limit)s", params
    )
    rows = _rows(books, found[:limit], today)
    return ItemPage(rows, rows[-1].number if len(found) > limit else "")


def of_number(books: Scoped, number: str, today: datetime.date) -> ItemRow:
    """The item of that number; raises `NotFound`."""
    found = sql.rows(f"SELECT {_COLUMNS} {_FROM} AND i.number = %(number)s", _scope(books) | {"number": number})
    if not found:
        raise NotFound(f"There is no item {number[:60]!r} in the catalogue. Check its number.", field="item")
    return _rows(books, found, today)[0]


def card(books: Scoped, number: str, today: datetime.date) -> ItemCard:
    """An item with its prices and stock moves; raises `NotFound`."""
    row = of_number(books, number, today)
    prices = sql.rows(
        "SELECT COALESCE(c.number, ''), COALESCE(c.name, ''), p.currency, p.valid_from, p.from_quantity_e6, "
        "p.price_e6, p.actor_name, p.recorded_at FROM item_price p "
        "LEFT JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id "
        "WHERE p.tenant_id = %s AND p.item_id = %s "
        "ORDER BY 1, p.valid_from DESC, p.recorded_at DESC, p.id DESC LIMIT %s",
        [books.tenant_id, row.id, MOST_PRICES],
    )
    moves = sql.rows(
        "SELECT m.kind, m.quantity_e6, m.on_day, COALESCE(d.number, ''), m.note, m.actor_name, m.recorded_at "
        "FROM stock_move m LEFT JOIN document d ON d.tenant_id = m.tenant_id AND d.id = m.document_id "
        "WHERE m.tenant_id = %s AND m.item_id = %s ORDER BY m.id DESC LIMIT %s",
        [books.tenant_id, row.id, MOST_MOVES],
    )
    return ItemCard(
        row,
        tuple(
            PriceRow(number, name, currency, sql.day(on), quantity, price, by, at)
            for number, name, currency, on, quantity, price, by, at in prices
        ),
        tuple(
            MoveRow(kind, quantity, sql.day(on), document, note, by, at)
            for kind, quantity, on, document, note, by, at in moves
        ),
    )


def prices(books: Scoped, ids: Sequence[int], currency: str, whose: Sequence[int]) -> dict[int, list[Price]]:
    """Prices of items in a currency for everybody and the named customers, oldest first. Index item_price_item."""
    found: dict[int, list[Price]] = {}
    named = [id for id in whose if id != EVERYBODY] or [EVERYBODY]
    for item_id, customer_id, on, quantity, price in sql.rows(
        "SELECT item_id, customer_id, valid_from, from_quantity_e6, price_e6 FROM item_price "
        f"WHERE tenant_id = %s AND item_id IN ({sql.marks(len(ids))}) AND currency = %s "
        f"AND (customer_id IS NULL OR customer_id IN ({sql.marks(len(named))})) ORDER BY recorded_at, id",
        [books.tenant_id, *ids, currency, *named],
    ):
        found.setdefault(item_id, []).append(Price(customer_id or EVERYBODY, sql.day(on), quantity, price))
    return found


@dataclass(frozen=True, slots=True)
class Priced:
    """An item with the prices that could hold for a customer, and whose they are, the nearest first."""

    row: ItemRow
    prices: tuple[Price, ...]
    whose: tuple[int, ...]


def priced(books: Scoped, numbers: Sequence[str], buyer: Buyer) -> dict[str, Priced]:
    """Items by number with the prices that could hold for a customer."""
    rows = _named(books, numbers, buyer.on)
    whose, _ = _whose(books, buyer.customer_id)
    known = prices(books, [row.id for row in rows], buyer.currency, whose) if rows else {}
    return {row.number: Priced(row, tuple(known.get(row.id, ())), whose) for row in rows}


def filled(books: Scoped, lines: Sequence[LineInput], buyer: Buyer) -> tuple[LineInput, ...]:
    """Lines with what their items say where they say nothing themselves; raises `NotFound` and `Invalid`.

    A price comes from the list of the customer, of its parent, or of everybody, by day, currency and quantity.
    An item that is retired fills nothing; a line that says all of it already, such as a copy of an old one, stands.
    """
    named = sorted({line.item.strip() for line in lines if line.item.strip()})
    if not named:
        return tuple(lines)
    items = {row.number: row for row in _named(books, named, buyer.on)}
    whose, language = _whose(books, buyer.customer_id)
    known = prices(books, [row.id for row in items.values()], buyer.currency, whose) if items else {}
    made = []
    for n, line in enumerate(lines, start=1):
        number = line.item.strip()
        if not number:
            made.append(line)
            continue
        row = items.get(number)
        if row is None or (row.retired and not (line.unit_price.strip() and line.description.strip())):
            said = "is retired" if row else "is not in the catalogue"
            raise NotFound(
                f"The item {number[:60]!r} of line {n} {said}. Choose another one.", field=f"lines[{n}].item"
            )
        priced = line if line.unit_price.strip() else _priced(n, line, known.get(row.id, []), whose, buyer)
        made.append(_described(priced, row, language))
    return tuple(made)


def _priced(n: int, line: LineInput, known: Sequence[Price], whose: Sequence[int], buyer: Buyer) -> LineInput:
    quantity = catalogue.read_quantity(line.quantity or "1", f"lines[{n}].quantity", signed=True)
    found = catalogue.price_of(known, whose, buyer.on, abs(quantity))
    if found is None or found.price_e6 is None:
        raise Invalid(
            f"The item {line.item[:60]!r} has no price in {buyer.currency} on that day. Give the price of line {n}.",
            field=f"lines[{n}].unit_price",
        )
    return replace(line, unit_price=catalogue.written(found.price_e6))


def _described(line: LineInput, row: ItemRow, language: str) -> LineInput:
    taxed = bool(line.tax_rate.strip() or line.tax_category)
    tax = {} if taxed else {"tax_rate": totals.written(row.tax_rate_e4, 4), "tax_category": row.tax_category}
    if not taxed and row.tax_reason and not line.tax_reason:
        tax["tax_reason"] = row.tax_reason
    return replace(
        line,
        item=row.number,
        description=line.description.strip() or row.name_in(language),
        unit=line.unit.strip() or row.unit,
        **tax,
    )


def _whose(books: Scoped, customer_id: int) -> tuple[tuple[int, ...], str]:
    """Whose prices count, the nearest first, and the language of the customer."""
    found = sql.row(
        "SELECT parent_id, language FROM customer WHERE tenant_id = %s AND id = %s", [books.tenant_id, customer_id]
    )
    if found is None:
        return (EVERYBODY,), ""
    return (*(id for id in (customer_id, found[0]) if id), EVERYBODY), found[1]


def _named(books: Scoped, numbers: Sequence[str], today: datetime.date) -> tuple[ItemRow, ...]:
    params: dict[str, Any] = _scope(books) | {f"n{at}": number for at, number in enumerate(numbers)}
    marks = ", ".join(f"%(n{at})s" for at in range(len(numbers)))
    return _rows(books, sql.rows(f"SELECT {_COLUMNS} {_FROM} AND i.number IN ({marks})", params), today)


def _rows(books: Scoped, found: Sequence[Sequence[Any]], today: datetime.date) -> tuple[ItemRow, ...]:
    if not found:
        return ()
    known = prices(books, [row[0] for row in found], found[0][14], (EVERYBODY,))
    made = []
    for row in found:
        price = catalogue.price_of(known.get(row[0], []), (EVERYBODY,), today, catalogue.MILLION)
        fields = dict(zip(_FIELDS, row, strict=True))
        fields |= {name: bool(fields[name]) for name in ("stocked", "blocks", "retired")}
        fields["texts"] = tuple(sorted(json.loads(row[3]).items()))
        made.append(ItemRow(**fields, price_e6=price.price_e6 if price else None))
    return tuple(made)


def _scope(books: Scoped) -> dict[str, Any]:
    return {"tenant": books.tenant_id, "entity": books.entity_id}
