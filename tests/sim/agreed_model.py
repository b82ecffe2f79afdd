"""What a document comes to, worked out a second time in fractions by the rule that the guide states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol

from quittance.rules.totals import ChargeInput, LineInput

PLACES = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3}


class Typed(Protocol):
    """A document as it is typed."""

    @property
    def kind(self) -> str: ...

    @property
    def currency(self) -> str: ...

    @property
    def prices(self) -> str: ...

    @property
    def lines(self) -> tuple[LineInput, ...]: ...

    @property
    def charges(self) -> tuple[ChargeInput, ...]: ...


@dataclass(frozen=True, slots=True)
class Drawn:
    """A deposit that a document takes off, with the tax in it, in minor units."""

    number: str
    amount: int
    tax: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Minor units, each None where a place does not tell it.

    `by_rate` is (net, tax) by category and rate in percent, `rows` what the rows add up to, `booked` the postings by
    kind of account, `payable` what is left to pay, `scanned` what the code to scan asks for, `draws` the deposits
    that are taken off, and `about` the numbers of the documents that it names.
    """

    net: int | None = None
    tax: int | None = None
    total: int | None = None
    by_rate: dict[tuple[str, Fraction], tuple[int, int]] | None = None
    rows: int | None = None
    booked: dict[str, int] | None = None
    payable: int | None = None
    scanned: int | None = None
    draws: tuple[tuple[int, int], ...] | None = None
    about: tuple[str, ...] | None = None


def of(typed: Typed) -> Sums:
    """The sums of a document by itself."""
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
    return Sums(net, tax, net + tax, by_rate, rows=net)


def tied(alone: Sums, typed: Typed, draws: Sequence[Drawn] = (), about: Sequence[str] = ()) -> Sums:
    """Its sums as it takes off deposits and names other documents."""
    net, tax, total = (one or 0 for one in (alone.net, alone.tax, alone.total))
    inside, off = (sum(getattr(one, name) for one in draws) for name in ("tax", "amount"))
    income = "deposit" if typed.kind == "deposit" else "revenue"
    booked = {income: net, "tax": tax - inside, **({"deposit": inside - off} if draws else {})}
    return replace(
        alone,
        booked={kind: amount for kind, amount in booked.items() if amount},
        payable=total - off,
        scanned=total - off if typed.kind != "credit_note" and typed.currency == "EUR" else 0,
        draws=tuple((one.amount, one.tax) for one in sorted(draws, key=lambda one: one.number)),
        about=tuple(sorted({*(one.number for one in draws), *about})),
    )


def amount(line: LineInput, places: int) -> int:
    """What a line comes to, less its discount."""
    whole = gross(line, places)
    return whole - (_part(line.discount, whole, places) if line.discount else 0)


def gross(line: LineInput, places: int) -> int:
    """What a line comes to before its discount."""
    return rounded(Fraction(line.quantity) * Fraction(line.unit_price) * 10**places)


def share(lines: Sequence[LineInput], percent: str, places: int) -> int:
    """A percentage of all lines."""
    return _part(f"{percent}%", sum(amount(line, places) for line in lines), places)


def rounded(value: Fraction) -> int:
    """A whole number, halves away from zero."""
    whole = (abs(value) * 2 + 1) // 2
    return -whole if value < 0 else whole


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
        return rounded(Fraction(given[:-1]) / 100 * whole)
    return rounded(Fraction(given) * 10**places)


def _taxed(value: int, rate: Fraction, prices: str) -> tuple[int, int]:
    """Net and tax of a sum of prices."""
    if prices == "with_tax":
        tax = rounded(value * rate / (1 + rate))
        return value - tax, tax
    return value, rounded(value * rate)
