"""Money as an integer count of minor units with its currency: reading, writing and splitting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from quittance.rules import currency as currencies
from quittance.rules.refusals import Invalid

MAX_MINOR = 10**15
"""Largest amount of one document or payment, in minor units; sums of 9,000 of them still fit 63 bits."""

_PLAIN = re.compile(r"[+-]?\d{1,16}(\.\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """`minor` minor units of `currency`; adding two currencies raises `ValueError`."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"money is whole minor units, not {type(self.minor).__name__}")

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return other.minor

    def __str__(self) -> str:
        return f"{write(self.minor, self.currency)} {self.currency}"


def read(text: str, currency: str, *, field: str = "amount") -> int:
    """Minor units of decimal text such as "1234.50"; never a float, never rounded.

    Raises `Invalid` for anything but ASCII digits with an optional point, for more decimals
    than the currency has (trailing zeros excepted) and beyond `MAX_MINOR`.
    """
    if not isinstance(text, str):
        raise Invalid('Write the amount as text, such as "1234.50": a float cannot hold cents.', field=field)
    stripped = text.strip()
    if not _PLAIN.fullmatch(stripped):
        raise Invalid(
            f"{stripped[:40]!r} is not an amount. Write digits with a decimal point, such as 1234.50.",
            field=field,
        )
    places = currencies.exponent(currency)
    minor = scaled(stripped, places)
    if minor is None:
        raise Invalid(f"{stripped} has more than the {places} decimals that {currency} has.", field=field)
    if not -MAX_MINOR <= minor <= MAX_MINOR:
        raise Invalid(f"{stripped} is beyond the largest amount, {write(MAX_MINOR, currency)}.", field=field)
    return minor


def scaled(plain: str, places: int) -> int | None:
    """Digits with an optional sign and point as a whole number of their place; None where more decimals say something.

    By the text alone: it is a third of what a Decimal takes.
    """
    whole, _, part = plain.partition(".")
    if len(part) > places:
        if part[places:].strip("0"):
            return None
        part = part[:places]
    return int(whole + part.ljust(places, "0"))


def read_positive(text: str, currency: str, *, field: str = "amount") -> int:
    """As `read`, and raises `Invalid` unless the amount is above zero."""
    minor = read(text, currency, field=field)
    if minor <= 0:
        raise Invalid("The amount must be above zero.", field=field)
    return minor


def write(minor: int, currency: str) -> str:
    """Decimal text with a point and all decimals of the currency: 123450 EUR is "1234.50"."""
    places = currencies.exponent(currency)
    if places == 0:
        return str(minor)
    digits = str(abs(minor)).rjust(places + 1, "0")
    return f"{'-' if minor < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def rounded(value: Decimal) -> int:
    """Nearest whole number, halves away from zero: the one rounding rule of the product."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def ratio(amount: int, numerator: int, denominator: int) -> int:
    """round(amount x numerator / denominator), halves away from zero, in exact integers."""
    if denominator <= 0:
        raise ValueError("the denominator must be above zero")
    product = amount * numerator
    quotient = (2 * abs(product) + denominator) // (2 * denominator)
    return quotient if product >= 0 else -quotient


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Parts in proportion to `weights` that sum back to `total` exactly.

    Cumulative rounding: part k is round(total x W_k / W) - round(total x W_(k-1) / W).
    Raises `ValueError` when the weights are empty, negative or all zero.
    """
    if len(weights) == 1 and weights[0] > 0:
        return [total]
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must be zero or more, and not all zero")
    parts, running, given = [], 0, 0
    for weight in weights:
        running += weight
        upto = ratio(total, running, whole)
        parts.append(upto - given)
        given = upto
    return parts
