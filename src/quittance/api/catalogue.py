"""The catalogue: items listed and kept, their prices for everybody and for customers, and stock on hand."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import File, Router
from ninja.files import UploadedFile
from pydantic import Field

from quittance.actions import catalogue, catalogue_import, stock
from quittance.actions.catalogue import AddItem, EditItem, ItemKept, PriceSet, SetPrice, TextInput
from quittance.actions.catalogue_import import ItemsImported
from quittance.actions.stock import Adjust, Receive, StockMoved
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    PLAIN,
    AmountShown,
    Code,
    Day,
    DayShown,
    Decimal,
    DecimalOrNothing,
    Flag,
    Given,
    Limit,
    MomentShown,
    Name,
    Number,
    Reason,
    Search,
    Shown,
    SignedDecimal,
    Text,
)
from quittance.reports import catalogue as reports
from quittance.rules import catalogue as rules
from quittance.rules import totals

router = Router()

Unit = Annotated[str, Field(max_length=40, pattern=PLAIN, description="Such as piece or hour, or a code.")]
Tax = Annotated[str, Field(max_length=40, pattern=PLAIN, description="Percent such as 21, or exempt, reverse charge.")]


class GivenText(Given):
    """The name in a language."""

    language: Annotated[str, Field(min_length=1, max_length=8, pattern=PLAIN)]
    name: Name


class NewItem(Given):
    """An item; `price` is the list price of one in the company's currency, without tax."""

    number: Number
    name: Name
    price: DecimalOrNothing | None = None
    unit: Unit | None = None
    tax: Tax | None = None
    tax_reason: Text | None = None
    texts: Annotated[list[GivenText], Field(max_length=catalogue.MOST_TEXTS)] | None = None
    stocked: Flag | None = None
    low_at: Decimal | None = None
    blocks: Flag | None = None


class ItemChanges(Given):
    """Changes to an item; what is left out stays."""

    version: Annotated[int, Field(ge=0)] | None = None
    name: Name | None = None
    unit: Unit | None = None
    tax: Tax | None = None
    tax_reason: Text | None = None
    texts: Annotated[list[GivenText], Field(max_length=catalogue.MOST_TEXTS)] | None = None
    stocked: Flag | None = None
    low_at: Decimal | None = None
    blocks: Flag | None = None
    retired: Flag | None = None


class NewPrice(Given):
    """A price from a day and a quantity on; an empty one ends the customer's own."""

    item: Number
    price: DecimalOrNothing
    customer_number: Number | None = None
    valid_from: Day | None = None
    from_quantity: Decimal | None = None
    currency: Code | None = None


class NewReceipt(Given):
    """Stock that has come in."""

    item: Number
    quantity: Decimal
    on: Day | None = None
    note: Text | None = None


class NewCount(Given):
    """What was counted, and why it differs."""

    item: Number
    counted: SignedDecimal
    reason: Reason
    on: Day | None = None


class ItemShown(Shown):
    """An item; `price` is the list price of today, null without one; `low` when it is time to order."""

    number: str
    name: str
    texts: dict[str, str]
    unit: str
    currency: str
    price: AmountShown | None
    tax_category: str
    tax_rate: AmountShown
    tax_reason: str
    stocked: bool
    on_hand: AmountShown
    low_at: AmountShown
    low: bool
    blocks: bool
    retired: bool
    version: int


class Items(Shown):
    """A page of items by number; `next` goes into `after` for the page behind, empty on the last."""

    rows: list[ItemShown]
    next: str


class PriceShown(Shown):
    """A price from a day and a quantity on; null ends the customer's own."""

    customer: str
    currency: str
    valid_from: DayShown
    from_quantity: AmountShown
    price: AmountShown | None
    actor_name: str
    recorded_at: MomentShown


class MoveShown(Shown):
    """Stock that came or went."""

    kind: Literal["receive", "adjust", "issue", "return"]
    quantity: AmountShown
    on: DayShown
    document: str
    note: str
    actor_name: str
    recorded_at: MomentShown


class ItemCard(ItemShown):
    """An item with its prices, and the latest of its stock moves."""

    prices: list[PriceShown]
    moves: list[MoveShown]


@asks(router, "/catalogue", Items)
def find(
    desk: Desk,
    *,
    search: Search = "",
    state: Literal["low", "stocked", "retired"] | None = None,
    after: Annotated[str, Field(max_length=64, pattern=PLAIN)] = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """List items by number: those that are sold, low in stock, kept in stock, or retired."""
    page = reports.find(desk.books, reports.Wanted(search, state or "", after, limit), desk.today)
    return {"rows": [_shown(row) for row in page.rows], "next": page.after}


@asks(router, "/catalogue/{path:number}", ItemCard)
def show(desk: Desk, number: Number) -> dict[str, Any]:
    """Show one item with its prices and stock moves."""
    card = reports.card(desk.books, number, desk.today)
    prices = [
        {
            "customer": one.customer_number,
            "currency": one.currency,
            "valid_from": one.valid_from.isoformat(),
            "from_quantity": rules.written(one.from_quantity_e6),
            "price": None if one.price_e6 is None else rules.written(one.price_e6),
            "actor_name": one.actor_name,
            "recorded_at": plain.moment(one.recorded_at),
        }
        for one in card.prices
    ]
    moves = [
        {
            "kind": one.kind,
            "quantity": rules.written(one.quantity_e6),
            "on": one.on.isoformat(),
            "document": one.document,
            "note": one.note,
            "actor_name": one.actor_name,
            "recorded_at": plain.moment(one.recorded_at),
        }
        for one in card.moves
    ]
    return {**_shown(card.row), "prices": prices, "moves": moves}


@does(router, "POST", "/catalogue", "catalogue.add", result_of(ItemKept), status=201)
def add(desk: Desk, body: NewItem) -> ItemKept:
    """Add an item to the catalogue."""
    return catalogue.add(desk.context, AddItem(**body.fields("texts"), texts=_texts(body.texts) or ()))


@does(router, "PATCH", "/catalogue/{path:number}", "catalogue.edit", result_of(ItemKept))
def edit(desk: Desk, number: Number, body: ItemChanges) -> ItemKept:
    """Change an item."""
    return catalogue.edit(desk.context, EditItem(number, **body.fields("texts"), texts=_texts(body.texts)))


@does(router, "POST", "/catalogue-prices", "catalogue.set_price", result_of(PriceSet), status=201)
def set_price(desk: Desk, body: NewPrice) -> PriceSet:
    """Set a price for everybody or one customer; lines of invoices from that day on take it."""
    return catalogue.set_price(desk.context, SetPrice(**body.fields()))


@does(router, "POST", "/catalogue-receipts", "catalogue.receive", result_of(StockMoved), status=201)
def receive(desk: Desk, body: NewReceipt) -> StockMoved:
    """Take stock in."""
    return stock.receive(desk.context, Receive(**body.fields()))


@does(router, "POST", "/catalogue-counts", "catalogue.adjust", result_of(StockMoved), status=201)
def adjust(desk: Desk, body: NewCount) -> StockMoved:
    """Set the stock to what was counted."""
    return stock.adjust(desk.context, Adjust(**body.fields()))


@does(router, "POST", "/catalogue-files", "catalogue.import_items", result_of(ItemsImported))
def import_items(desk: Desk, file: Annotated[UploadedFile, File()]) -> ItemsImported:
    """Import items from a table (multipart, field `file`): CSV or XLSX with the columns number and name."""
    return catalogue_import.import_items(desk.context, catalogue_import.table(file.name or "", file.read()))


def _texts(given: list[GivenText] | None) -> tuple[TextInput, ...] | None:
    return None if given is None else tuple(TextInput(one.language, one.name) for one in given)


def _shown(row: reports.ItemRow) -> dict[str, Any]:
    names = "number name unit currency tax_category tax_reason stocked low blocks retired version".split()
    return {name: getattr(row, name) for name in names} | {
        "texts": dict(row.texts),
        "price": None if row.price_e6 is None else rules.written(row.price_e6),
        "tax_rate": totals.written(row.tax_rate_e4, 4),
        "on_hand": rules.written(row.on_hand_e6),
        "low_at": rules.written(row.low_at_e6),
    }
