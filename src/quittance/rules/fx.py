"""Exchange: amounts into the base currency, and base shares that never leave a cent behind."""

from __future__ import annotations

import re
from decimal import Decimal

from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.ledger import Item
from quittance.rules.refusals import Invalid

_RATE = re.compile(r"\d{1,9}(\.\d{1,12})?", re.ASCII)


def read_rate(text: str) -> Decimal:
    """A rate above zero, from decimal text such as "1.0842" with at most 12 decimals; raises `Invalid` otherwise."""
    plain = text.strip()
    if not _RATE.fullmatch(plain):
        raise Invalid(
            f"{plain[:40]!r} is not a rate. Write up to 9 digits, a decimal point and up to 12 decimals.", field="rate"
        )
    rate = Decimal(plain)
    if not rate:
        raise Invalid("The rate must be above zero.", field="rate")
    return rate


def to_base(amount: int, currency: str, base: str, rate: Decimal) -> int:
    """`amount` minor units of `currency` in minor units of `base`; `rate` is base units per unit.

    Exact, then rounded once, halves away from zero; raises `Invalid` beyond the largest amount.
    """
    numerator, denominator = rate.as_integer_ratio()
    numerator *= 10 ** currencies.exponent(base)
    denominator *= 10 ** currencies.exponent(currency)
    worth = money.ratio(amount, numerator, denominator)
    if abs(worth) > money.MAX_MINOR:
        raise Invalid(
            f"At that rate the amount is beyond the largest in {base}, {money.write(money.MAX_MINOR, base)}. "
            "Check the rate and the amount.",
            field="rate",
        )
    return worth


def base_share(item: Item, amount: int) -> int:
    """Base minor units that go with allocating `amount` of `item`.

    The share brings the item's allocated base to round(base x allocated / amount), so the last
    allocation takes whatever is left and no cent stays behind, whatever was taken back before.
    """
    after = money.ratio(item.base_amount, item.allocated + amount, item.amount)
    return min(max(after - item.allocated_base, 0), item.open_base) if item.open > amount else item.open_base
