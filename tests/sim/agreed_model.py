"""What a document comes to, worked out a second time in fractions by the rule that the guide states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from quittance.rules.totals import ChargeInput, LineInput

PLACES = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3}


class Typed(Protocol):
    """A document as it is typed."""

    @property
    def currency(self) -> str: ...

    @property
    def prices(self) -> str: ...

    @property
    def lines(self) -> tuple[LineInput, ...]: ...

    @property
    def charges(self) -> tuple[ChargeInput, ...]: ...


@dataclass(frozen=True, slots=True)
class Sums:
    """Minor units: net, tax, total, (net, tax) by category and rate in percent, and what the rows add up to."""

    net: int
    tax: int
    total: int
    by_rate: dict[tuple[str, Fraction], tuple[int, int]] | None = None
    rows: int | None = None


def of(typed: Typed) -> Sums:
    """The sums of a document."""
    places = PLACES[typed.currency]
    amounts = [amount(line, places) for line in typed.lines]
    groups: dict[tuple[str, Fraction], int] = {}
    for line, value in zip(typed.lines, amounts, strict=True):
        _add(groups, line.tax_category, line.tax_rate, value)
    for one in typed.charges:
        value = _part(one.amount, sum(amounts), places)
        _add(groups, one.tax_category, one.tax_rate, value if one.kind == "charge" else -value)
    by_rate = {key: _taxed(value, key[1] / 100, typed.prices) for key, value in groups.items()}
    net, tax = (sum(pair[n] for pair in by_rate.values()) for n in (0, 1))
    return Sums(net, tax, net + tax, by_rate, net)


def amount(line: LineInput, places: int) -> int:
    """What a line comes to, less its discount."""
    whole = gross(line, places)
    return whole - (_part(line.discount, whole, places) if line.discount else 0)


def gross(line: LineInput, places: int) -> int:
    """What a line comes to before its discount."""
    return _round(Fraction(line.quantity) * Fraction(line.unit_price) * 10**places)


def share(lines: Sequence[LineInput], percent: str, places: int) -> int:
    """A percentage of all lines."""
    return _part(f"{percent}%", sum(amount(line, places) for line in lines), places)


def written(minor: int, places: int) -> str:
    """Decimal text of minor units."""
    digits = f"{abs(minor):0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if minor < 0 else text


def _add(groups: dict[tuple[str, Fraction], int], category: str, rate: str, value: int) -> None:
    key = (category, Fraction(rate))
    groups[key] = groups.get(key, 0) + value


def _part(given: str, whole: int, places: int) -> int:
    if given.endswith("%"):
        return _round(Fraction(given[:-1]) / 100 * whole)
    return _round(Fraction(given) * 10**places)


def _taxed(value: int, rate: Fraction, prices: str) -> tuple[int, int]:
    """Net and tax of a sum of prices."""
    if prices == "with_tax":
        tax = _round(value * rate / (1 + rate))
        return value - tax, tax
    return value, _round(value * rate)


def _round(value: Fraction) -> int:
    """Halves away from zero."""
    whole = (abs(value) * 2 + 1) // 2
    return -whole if value < 0 else whole
