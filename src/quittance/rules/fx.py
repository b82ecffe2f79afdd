"""Exchange: amounts into the base currency, and base shares that never leave a cent behind."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.ledger import Item
from quittance.rules.refusals import Invalid

RATE_TOP = Decimal(10) ** 9


def read_rate(text: str) -> Decimal:
    """A rate above zero, from decimal text such as "1.0842"; raises `Invalid` otherwise."""
    try:
        rate = Decimal(text)
    except InvalidOperation:
        raise Invalid(f"{text[:40]!r} is not a rate. Write digits with a decimal point.", field="rate") from None
    if not rate.is_finite() or not 0 < rate < RATE_TOP:
        raise Invalid("The rate must be above zero and below 1,000,000,000.", field="rate")
    return rate


def to_base(amount: int, currency: str, base: str, rate: Decimal) -> int:
    """`amount` minor units of `currency` in minor units of `base`; `rate` is base units per unit.

    Rounded once, halves away from zero.
    """
    shift = currencies.exponent(base) - currencies.exponent(currency)
    return money.rounded(Decimal(amount) * rate.scaleb(shift))


def base_share(item: Item, amount: int) -> int:
    """Base minor units that go with allocating `amount` of `item`.

    The share brings the item's allocated base to round(base x allocated / amount), so the last
    allocation takes whatever is left and no cent stays behind, whatever was taken back before.
    """
    after = money.ratio(item.base_amount, item.allocated + amount, item.amount)
    return min(max(after - item.allocated_base, 0), item.open_base) if item.open > amount else item.open_base
