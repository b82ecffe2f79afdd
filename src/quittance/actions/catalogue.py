"""The catalogue: items added and changed, their prices for everybody or one customer, and stock on hand."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quittance.actions import command, postings
from quittance.actions.command import Context, Subject
from quittance.actions.customers import search_text
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import books as companies
from quittance.reports import finding
from quittance.rules import catalogue as rules
from quittance.rules import currency as currencies
from quittance.rules import tax, text, totals, units
from quittance.rules.refusals import Changed, Duplicate, Invalid, NotFound

MOST_TEXTS = 20


@dataclass(frozen=True, slots=True)
class TextInput:
    """The name of an item in a language."""

    language: str
    name: str


@dataclass(frozen=True, slots=True)
class AddItem:
    """An item: `price` is the list price of one in the company's currency, without tax; "" leaves it without one.

    `tax` is as it is typed on a line: 21, exempt, reverse charge. With `blocks` an invoice may not take more than
    there is; else one is only warned at `low_at`.
    """

    number: str
    name: str
    price: str = ""
    unit: str = ""
    tax: str = "0"
    tax_reason: str = ""
    texts: tuple[TextInput, ...] = ()
    stocked: bool = False
    low_at: str = "0"
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class EditItem:
    """Changes to an item; None leaves a field. `version` 0 skips the check against a lost update."""

    number: str
    version: int = 0
    name: str | None = None
    unit: str | None = None
    tax: str | None = None
    tax_reason: str | None = None
    texts: tuple[TextInput, ...] | None = None
    stocked: bool | None = None
    low_at: str | None = None
    blocks: bool | None = None
    retired: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemKept:
    """The item as it is now; `version` counts edits."""

    id: int
    number: str
    version: int


@dataclass(frozen=True, slots=True)
class SetPrice:
    """A price from a day and a quantity on, for everybody or one customer.

    `price` "" ends the customer's own; `currency` "" is the company's, `valid_from` None is today.
    """

    item: str
    price: str
    customer_number: str = ""
    valid_from: datetime.date | None = None
    from_quantity: str = "0"
    currency: str = ""


@dataclass(frozen=True, slots=True)
class PriceSet:
    """The price as it was kept."""

    item: str
    customer_number: str
    currency: str
    price: str
    from_quantity: str
    valid_from: datetime.date


@dataclass(frozen=True, slots=True)
class Held:
    """An item under lock."""

    id: int
    number: str
    name: str
    stocked: bool
    on_hand_e6: int
    low_at_e6: int
    version: int
    tax_category: str
    tax_rate_e4: int
    tax_reason: str
    texts: str


@command.verb("catalogue.add", ItemKept)
def add(context: Context, data: AddItem) -> ItemKept:
    """Add an item; raises `Duplicate` when the number is taken, `Invalid`."""
    return added(context, data)


def added(context: Context, data: AddItem) -> ItemKept:
    """Add within a verb."""
    number = text.clean(data.number, "number", 64, needed=True)
    if _find(context, number) is not None:
        raise Duplicate(f"There is an item {number!r} already. Use another number.", field="number")
    name = text.clean(data.name, "name", 300, needed=True)
    category, rate, reason = read_tax(data.tax, data.tax_reason)
    price = rules.read_price(data.price) if data.price.strip() else None
    low = rules.read_quantity(data.low_at or "0", "low_at")
    said = _texts(data.texts)
    kept = ItemKept(new_id(), number, 1)
    sql.insert(
        "catalogue_item",
        "tenant_id id entity_id number name texts unit tax_category tax_rate_e4 tax_reason stocked on_hand_e6 "
        "low_at_e6 blocks retired search version recorded_at".split(),
        [
            [
                *(context.tenant_id, kept.id, context.entity_id, number, name, json.dumps(said, ensure_ascii=False)),
                *(units.read(data.unit), category, rate, reason, data.stocked, 0, low, data.blocks, False),
                *(_search(number, name, said), 1, context.now),
            ]
        ],
    )
    if price is not None:
        _keep_price(context, kept.id, None, _base(context), rules.Price(0, rules.SINCE_EVER, 0, price))
    command.note(context, "catalogue.add", Subject("catalogue_item", kept.id), {"number": number, "price": data.price})
    return kept


@command.verb("catalogue.edit", ItemKept)
def edit(context: Context, data: EditItem) -> ItemKept:
    """Change an item; raises `Changed` when somebody else changed it after `version`, `NotFound`, `Invalid`."""
    return edited(context, data)


def edited(context: Context, data: EditItem) -> ItemKept:
    """Change within a verb."""
    held = hold(context, data.number)
    if data.version and data.version != held.version:
        raise Changed("Somebody has changed this item meanwhile. Look at it again and repeat.")
    changes = _changes(data, held)
    if not changes:
        return ItemKept(held.id, held.number, held.version)
    sets = ", ".join(f"{column} = %s" for column in changes)
    sql.execute(
        f"UPDATE catalogue_item SET {sets}, version = version + 1 WHERE tenant_id = %s AND id = %s",
        [*changes.values(), context.tenant_id, held.id],
    )
    said = {column: value for column, value in changes.items() if column != "search"}
    command.note(context, "catalogue.edit", Subject("catalogue_item", held.id), said)
    return ItemKept(held.id, held.number, held.version + 1)


def _changes(data: EditItem, held: Held) -> dict[str, object]:
    checks: dict[str, Callable[[Any], object]] = {
        "name": lambda value: text.clean(value, "name", 300, needed=True),
        "unit": units.read,
        "low_at": lambda value: rules.read_quantity(value or "0", "low_at"),
        "stocked": bool,
        "blocks": bool,
        "retired": bool,
        "texts": lambda value: json.dumps(_texts(value), ensure_ascii=False),
    }
    given = {name: check(getattr(data, name)) for name, check in checks.items() if getattr(data, name) is not None}
    changes = {COLUMNS.get(name, name): value for name, value in given.items()}
    if data.tax is not None or data.tax_reason is not None:
        stands = tax.written(held.tax_category, totals.written(held.tax_rate_e4, 4))
        reason = held.tax_reason if data.tax_reason is None else data.tax_reason
        made = read_tax(stands if data.tax is None else data.tax, reason)
        changes |= dict(zip(("tax_category", "tax_rate_e4", "tax_reason"), made, strict=True))
    if "name" in changes or "texts" in changes:
        texts = json.loads(str(changes.get("texts", held.texts)))
        changes["search"] = _search(held.number, str(changes.get("name", held.name)), texts)
    return changes


COLUMNS = {"low_at": "low_at_e6"}
"""Field of an item -> its column, where the two differ."""


@command.verb("catalogue.set_price", PriceSet)
def set_price(context: Context, data: SetPrice) -> PriceSet:
    """Set a price; lines of invoices from that day on take it. Raises `NotFound`, `Invalid`."""
    return priced(context, data)


def priced(context: Context, data: SetPrice) -> PriceSet:
    """Set a price within a verb."""
    held = hold(context, data.item)
    customer_id = _customer(context, data.customer_number) if data.customer_number.strip() else None
    currency = currencies.check((data.currency.strip() or _base(context)).upper())
    on = postings.check_day(data.valid_from or context.today, context.today, "valid_from")
    quantity = rules.read_quantity(data.from_quantity or "0", "from_quantity")
    price = rules.read_price(data.price) if data.price.strip() else None
    if price is None and customer_id is None:
        raise Invalid("Enter the price. Retire the item if it is not sold any more.", field="price")
    _keep_price(context, held.id, customer_id, currency, rules.Price(0, on, quantity, price))
    made = PriceSet(
        held.number,
        data.customer_number.strip(),
        currency,
        "" if price is None else rules.written(price),
        rules.written(quantity),
        on,
    )
    said = {"number": held.number, "price": made.price, "currency": currency, "from": on.isoformat()}
    said |= {"quantity": made.from_quantity}
    command.note(context, "catalogue.set_price", Subject("catalogue_item", held.id, customer_id), said)
    return made


def hold(context: Context, number: str) -> Held:
    """The item of that number, locked; raises `NotFound`."""
    found = _find(context, number.strip(), lock=True)
    if found is None:
        raise NotFound(f"There is no item {number[:60]!r} in the catalogue. Check its number.", field="item")
    return found


def read_tax(written: str, reason: str) -> tuple[str, int, str]:
    """Category, rate in ten-thousandths of a percent and reason of what was typed; raises `Invalid`."""
    category, percent = tax.typed(written)
    rate = totals.scaled(percent, 4, "tax")
    if not 0 <= rate <= 100 * 10**4:
        raise Invalid("A tax rate lies between 0 and 100 percent.", field="tax")
    settled, said = tax.settle(category, rate, reason, "")
    return settled, rate, said


def _keep_price(context: Context, item_id: int, customer_id: int | None, currency: str, price: rules.Price) -> None:
    sql.insert(
        "item_price",
        "tenant_id id item_id customer_id currency valid_from from_quantity_e6 price_e6 actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, new_id(), item_id, customer_id, currency, price.valid_from),
                *(price.from_quantity_e6, price.price_e6, context.actor.name, context.now),
            ]
        ],
    )


def _find(context: Context, number: str, lock: bool = False) -> Held | None:
    tail = " FOR UPDATE" if lock and sql.on_postgresql() else ""
    found = sql.row(
        "SELECT id, number, name, stocked, on_hand_e6, low_at_e6, version, tax_category, tax_rate_e4, tax_reason, "
        "texts "
        f"FROM catalogue_item WHERE tenant_id = %s AND entity_id = %s AND number = %s{tail}",
        [context.tenant_id, context.entity_id, number],
    )
    return Held(*found) if found else None


def _customer(context: Context, number: str) -> int:
    found = finding.customer_id(companies.of(context), number.strip())
    if found is None:
        raise NotFound(f"There is no customer {number[:60]!r}.", field="customer_number")
    return found


def _base(context: Context) -> str:
    return companies.entity(companies.of(context)).base_currency


def _texts(given: tuple[TextInput, ...]) -> dict[str, str]:
    """Names by language; an empty one is left out."""
    if len(given) > MOST_TEXTS:
        raise Invalid(f"An item has names in at most {MOST_TEXTS} languages.", field="texts")
    made = {}
    for one in given:
        language = text.clean(one.language, "texts", 8, needed=True).lower()
        name = text.clean(one.name, "texts", 300)
        if name:
            made[language] = name
    return made


def _search(number: str, name: str, texts: dict[str, str]) -> str:
    return search_text(number, " ".join([name, *texts.values()]))
