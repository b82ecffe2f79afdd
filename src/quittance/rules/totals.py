"""Totals of a document: lines rounded once each, tax once per rate, the total stored."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quittance.rules import currency as currencies
from quittance.rules import money, text
from quittance.rules.ledger import NewLine
from quittance.rules.refusals import Invalid

MILLION = 10**6
MOST_LINES = 5_000
MOST_DESCRIPTION_CHARACTERS = 1_000
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class LineInput:
    """A line as it is given: decimal text for quantity, unit price and tax rate in percent."""

    description: str
    quantity: str = "1"
    unit_price: str = "0"
    tax_rate: str = "0"


@dataclass(frozen=True, slots=True)
class Totals:
    """Minor units: total = net + tax."""

    net: int
    tax: int

    @property
    def total(self) -> int:
        """What is owed."""
        return self.net + self.tax


def read_lines(given: Sequence[LineInput], currency: str) -> tuple[NewLine, ...]:
    """Lines with their net amounts; raises `Invalid` naming the line at fault."""
    if len(given) > MOST_LINES:
        raise Invalid(f"A document has at most {MOST_LINES} lines.", field="lines")
    return tuple(read_line(n, line, currency) for n, line in enumerate(given, start=1))


def read_line(n: int, line: LineInput, currency: str) -> NewLine:
    """One line; net = quantity x unit price, rounded once, halves away from zero."""
    quantity = _scaled(line.quantity, 6, "quantity", n)
    price = _scaled(line.unit_price, 6, "unit_price", n)
    rate = _scaled(line.tax_rate, 4, "tax_rate", n)
    if not 0 <= rate <= 100 * 10**4:
        raise Invalid(f"The tax rate of line {n} must lie between 0 and 100 percent.", field=f"lines[{n}].tax_rate")
    net = money.ratio(quantity * price, 10 ** currencies.exponent(currency), MILLION * MILLION)
    if abs(net) > money.MAX_MINOR:
        raise Invalid(f"Line {n} is beyond the largest amount.", field=f"lines[{n}].unit_price")
    description = text.clean(line.description, f"lines[{n}].description", MOST_DESCRIPTION_CHARACTERS)
    return NewLine(n, description, quantity, price, rate, net)


def of_lines(lines: Sequence[NewLine]) -> Totals:
    """Net is the sum of the lines; tax is rounded once per rate over that rate's net (EN 16931, BR-CO-17)."""
    by_rate: dict[int, int] = {}
    for line in lines:
        by_rate[line.tax_rate_e4] = by_rate.get(line.tax_rate_e4, 0) + line.net
    tax = sum(money.ratio(net, rate, MILLION) for rate, net in by_rate.items())
    return Totals(sum(by_rate.values()), tax)


def _scaled(given: str, places: int, field: str, n: int) -> int:
    try:
        return _exact(given.strip(), places)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field=f"lines[{n}].{field}") from None


@functools.lru_cache(maxsize=10_000)
def _exact(plain: str, places: int) -> int:
    """Kept, because lines repeat a few quantities, rates and prices."""
    if not _NUMBER.fullmatch(plain):
        raise Invalid(f"{plain[:40]!r} is not a number. Write up to 12 digits with a decimal point, such as 12.50.")
    scaled = Decimal(plain).scaleb(places)
    if scaled != scaled.to_integral_value():
        raise Invalid(f"{plain} has more than {places} decimals.")
    return int(scaled)
