"""The price of an item: for whom, from which day, from which quantity; and whether its stock runs low."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import totals
from quittance.rules.refusals import Invalid

MILLION = 10**6
MOST_QUANTITY_E6 = 10**9 * MILLION
EVERYBODY = 0
"""In the place of a customer's id: the price of the list."""

SINCE_EVER = datetime.date(1970, 1, 1)
RECEIVE, ADJUST, ISSUE, RETURN = "receive", "adjust", "issue", "return"


@dataclass(frozen=True, slots=True)
class Price:
    """A unit price in millionths from a day and a quantity on; None ends the prices of that customer."""

    customer_id: int
    valid_from: datetime.date
    from_quantity_e6: int
    price_e6: int | None


def price_of(prices: Sequence[Price], whose: Sequence[int], on: datetime.date, quantity_e6: int) -> Price | None:
    """The price for the first in `whose` (the customer, its parent, everybody) that has one; None when nobody has.

    `prices` come oldest first: of each quantity the latest from a day that has come holds, and of those the one
    with the largest quantity that is reached.
    """
    for id in whose:
        held: dict[int, Price] = {}
        latest: dict[int, datetime.date] = {}
        for one in prices:
            if one.customer_id != id or one.valid_from > on:
                continue
            if one.valid_from >= latest.get(one.from_quantity_e6, SINCE_EVER):
                held[one.from_quantity_e6], latest[one.from_quantity_e6] = one, one.valid_from
        reached = [one for at, one in held.items() if at <= max(quantity_e6, 0) and one.price_e6 is not None]
        if reached:
            return max(reached, key=lambda one: one.from_quantity_e6)
    return None


def is_low(on_hand_e6: int, low_at_e6: int) -> bool:
    """Whether stock has come down to where one is to be warned."""
    return on_hand_e6 <= low_at_e6


def read_quantity(text: str, field: str, *, signed: bool = False) -> int:
    """Millionths of a quantity in decimal text; raises `Invalid` for what is none or beyond the largest."""
    made = totals.scaled(text, 6, field, "")
    if abs(made) > MOST_QUANTITY_E6 or (made < 0 and not signed):
        raise Invalid(f"{text[:30]!r} is out of range for a quantity.", field=field)
    return made


def read_price(text: str, field: str = "price") -> int:
    """Millionths of a unit price in decimal text; raises `Invalid` below zero."""
    made = totals.scaled(text, 6, field, "")
    if made < 0:
        raise Invalid("A price cannot be below zero. Give a discount on the line instead.", field=field)
    return made


def written(value_e6: int) -> str:
    """Decimal text of millionths, without zeros behind it."""
    return totals.written(value_e6, 6)
