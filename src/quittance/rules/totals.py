"""Totals of a document: each amount rounded once, tax once per category and rate, the breakdown stored.

The one rule, for documents, ledger, paper and e-invoices alike (EN 16931):

- a line is round(quantity x price) less its discount, and a discount in percent is rounded once;
- an allowance or a charge in percent of the document is rounded once, over the sum of the lines;
- prices without tax: the tax of a category and rate is round(net x rate), once over the sum (BR-CO-17);
- prices with tax: that tax is round(sum x rate / (100 + rate)) once, so that the total stays the sum of
  the prices, and each line's net is its step in the running net. The tax may lie one minor unit beside
  round(net x rate), within the slack that BR-CO-17's published test leaves.

Halves go away from zero.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from quittance.rules import currency as currencies
from quittance.rules import money, tax, text, units
from quittance.rules.ledger import NewCharge, NewLine, NewTax
from quittance.rules.refusals import Invalid

MILLION = 10**6
MOST_LINES = 5_000
MOST_CHARGES = 50
MOST_DESCRIPTION_CHARACTERS = 1_000
ALLOWANCE, CHARGE = "allowance", "charge"
LATER = {"later": True}
"""Metadata of a field that came after its verb: at its default it is left out, so that older keys still fit."""

_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class LineInput:
    """A line as it is given: decimal text for quantity, unit price and tax rate in percent.

    `tax_category` "" is standard or zero by the rate; `discount` is "10%" or an amount in the prices' terms.
    `item` is a number of the catalogue, `unit` a word or a code of a unit.
    """

    description: str
    quantity: str = "1"
    unit_price: str = "0"
    tax_rate: str = "0"
    tax_category: str = field(default="", metadata=LATER)
    tax_reason: str = field(default="", metadata=LATER)
    discount: str = field(default="", metadata=LATER)
    item: str = field(default="", metadata=LATER)
    unit: str = field(default="", metadata=LATER)


class Said(NamedTuple):
    """A line as a row of an import gives it: as `LineInput`, and made by the million, as its tuple."""

    description: str
    quantity: str
    unit_price: str
    tax_rate: str
    tax_category: str
    tax_reason: str
    discount: str = ""
    item: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ChargeInput:
    """An allowance or charge on the whole document: `amount` is "5%" of the lines, or decimal text."""

    kind: str
    reason: str
    amount: str
    tax_rate: str = "0"
    tax_category: str = ""
    tax_reason: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Minor units: total = net + tax; lines and charges with their net, and tax per category and rate."""

    net: int
    tax: int
    lines: tuple[NewLine, ...] = ()
    charges: tuple[NewCharge, ...] = ()
    taxes: tuple[NewTax, ...] = ()

    @property
    def total(self) -> int:
        """What is owed."""
        return self.net + self.tax


def read_lines(given: Sequence[LineInput], currency: str) -> tuple[NewLine, ...]:
    """Lines with their amounts; raises `Invalid` naming the line at fault."""
    if len(given) > MOST_LINES:
        raise Invalid(f"A document has at most {MOST_LINES} lines.", field="lines")
    return tuple(read_line(n, line, currency) for n, line in enumerate(given, start=1))


def read_line(n: int, line: LineInput | Said, currency: str) -> NewLine:
    """One line; `net` is its amount in the prices' terms, until `of` has taken the tax out of it."""
    try:
        return _line(n, line, currency)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field=f"lines[{n}].{refusal.field}") from None


def _line(n: int, line: LineInput | Said, currency: str) -> NewLine:
    """As `read_line`, its refusals naming the field of the line."""
    quantity = scaled(line.quantity, 6, "quantity")
    price = scaled(line.unit_price, 6, "unit_price")
    rate = _rate(line.tax_rate, "", "line", n)
    category, reason = tax.settle(line.tax_category, rate, line.tax_reason, "")
    gross = amount_of(quantity, price, currency)
    percent, discount = _part(line.discount, gross, currency, "discount") if line.discount else (0, 0)
    if discount and not percent and not 0 <= discount <= max(gross, 0):
        raise Invalid(f"The discount of line {n} must lie between 0 and the line.", field="discount")
    net = gross - discount
    if abs(gross) > money.MAX_MINOR or abs(net) > money.MAX_MINOR:
        raise Invalid(f"Line {n} is beyond the largest amount.", field="unit_price")
    description = text.clean(line.description, "description", MOST_DESCRIPTION_CHARACTERS)
    item, unit = text.clean(line.item, "item", 64), units.read(line.unit)
    return NewLine(n, description, quantity, price, rate, net, category, reason, percent, discount, item, unit)


def amount_of(quantity_e6: int, unit_price_e6: int, currency: str) -> int:
    """Quantity x unit price in minor units, before any discount."""
    return money.ratio(quantity_e6 * unit_price_e6, 10 ** currencies.exponent(currency), MILLION * MILLION)


def read_charges(given: Sequence[ChargeInput], lines: Sequence[NewLine], currency: str) -> tuple[NewCharge, ...]:
    """Allowances and charges on the lines as read; raises `Invalid` naming the one at fault."""
    if len(given) > MOST_CHARGES:
        raise Invalid(f"A document has at most {MOST_CHARGES} allowances and charges.", field="charges")
    if given and not lines:
        raise Invalid("Allowances and charges come on top of lines. Give the lines.", field="lines")
    base = sum(line.net for line in lines)
    return tuple(_read_charge(n, one, base, currency) for n, one in enumerate(given, start=1))


def _read_charge(n: int, given: ChargeInput, base: int, currency: str) -> NewCharge:
    at = f"charges[{n}]."
    if given.kind not in (ALLOWANCE, CHARGE):
        raise Invalid(f"{given.kind[:40]!r} is neither an allowance nor a charge.", field=f"{at}kind")
    reason = text.clean(given.reason, f"{at}reason", tax.MOST_REASON_CHARACTERS)
    if not reason:
        raise Invalid(f"Say what the {given.kind} is for.", field=f"{at}reason")
    rate = _rate(given.tax_rate, at, given.kind, n)
    category, tax_reason = tax.settle(given.tax_category, rate, given.tax_reason, at)
    percent, amount = _part(given.amount, base, currency, f"{at}amount")
    if amount <= 0:
        raise Invalid(f"The {given.kind} must come to more than 0.", field=f"{at}amount")
    net = amount if given.kind == CHARGE else -amount
    return NewCharge(n, given.kind, reason, percent, amount, net, category, rate, tax_reason)


def of(lines: Sequence[NewLine], charges: Sequence[NewCharge] = (), prices: str = tax.WITHOUT_TAX) -> Totals:
    """The totals of what was read, with the net of each row and the tax per category and rate, as above."""
    if prices not in tax.PRICES:
        raise Invalid(f"{prices[:40]!r} says nothing of prices. Use without_tax or with_tax.", field="prices")
    groups: dict[tuple[str, int], int] = {}
    reasons: dict[tuple[str, int], dict[str, None]] = {}
    parts: tuple[NewLine | NewCharge, ...] = (*lines, *charges)
    for one in parts:
        key = (one.tax_category or tax.of("", one.tax_rate_e4), one.tax_rate_e4)
        groups[key] = groups.get(key, 0) + one.net
        if one.tax_reason:
            reasons.setdefault(key, {})[one.tax_reason] = None
    taxes = []
    for n, (key, summed) in enumerate(sorted(groups.items(), key=_by_rate), start=1):
        net = _net(summed, key[1], prices)
        due = summed - net if prices == tax.WITH_TAX else money.ratio(net, key[1], MILLION)
        taxes.append(NewTax(n, key[0], key[1], net, due, "; ".join(reasons.get(key, ()))))
    rows = (tuple(lines), tuple(charges)) if prices == tax.WITHOUT_TAX else _netted(lines, charges, prices)
    return Totals(sum([one.net for one in taxes]), sum([one.tax for one in taxes]), *rows, tuple(taxes))


def _netted(
    lines: Sequence[NewLine], charges: Sequence[NewCharge], prices: str
) -> tuple[tuple[NewLine, ...], tuple[NewCharge, ...]]:
    """Lines and charges whose prices hold tax, each with its step in the running net of its category and rate."""
    running: dict[tuple[str, int], int] = {}

    def step(one: NewLine | NewCharge) -> int:
        key = (tax.of(one.tax_category, one.tax_rate_e4), one.tax_rate_e4)
        before = running.get(key, 0)
        running[key] = before + one.net
        return _net(running[key], key[1], prices) - _net(before, key[1], prices)

    netted = tuple([one._replace(net=step(one)) for one in lines])
    return netted, tuple([replace(one, net=step(one)) for one in charges])


def stored(whole: Totals, prices: str) -> tuple[NewTax, ...]:
    """The tax by category and rate as it is stored: () where the lines alone tell it, by their rates."""
    told = prices != tax.WITH_TAX and not whole.charges
    plain = all(one.category in (tax.STANDARD, tax.ZERO) for one in whole.taxes)
    return () if told and plain else whole.taxes


def tax_parts(tax_due: int, amounts: Sequence[int], bases: Sequence[int]) -> list[tuple[int, int]]:
    """The tax in each part of a document, and the same in base currency: its share of what the part is in it."""
    dues = money.split(tax_due, amounts) if amounts else []
    return [(due, money.ratio(base, due, amount)) for due, amount, base in zip(dues, amounts, bases, strict=True)]


def of_lines(lines: Sequence[NewLine]) -> Totals:
    """As `of`, for lines alone with prices without tax."""
    return of(lines)


def _by_rate(group: tuple[tuple[str, int], int]) -> tuple[int, int]:
    (category, rate), _ = group
    return rate, _ORDER[category]


_ORDER = {category: n for n, category in enumerate(tax.CODES)}


def _net(amount: int, rate_e4: int, prices: str) -> int:
    """What of an amount in the prices' terms is net."""
    if prices == tax.WITHOUT_TAX:
        return amount
    return amount - money.ratio(amount, rate_e4, tax.HUNDRED + rate_e4)


def _part(given: str, whole: int, currency: str, field: str) -> tuple[int, int]:
    """Percent (in ten-thousandths, 0 for none) and amount of "10%" of the whole, or of "12.50"; "" is nothing."""
    plain = given.strip()
    if not plain:
        return 0, 0
    if plain.endswith("%"):
        percent = scaled(plain.removesuffix("%"), 4, field)
        if not 0 <= percent <= tax.HUNDRED:
            raise Invalid("The percentage must lie between 0 and 100.", field=field)
        return percent, money.ratio(whole, percent, tax.HUNDRED)
    return 0, money.read(plain, currency, field=field)


def _rate(given: str, at: str, what: str, n: int) -> int:
    rate = scaled(given, 4, "tax_rate", at)
    if not 0 <= rate <= tax.HUNDRED:
        raise Invalid(f"The tax rate of {what} {n} must lie between 0 and 100 percent.", field=f"{at}tax_rate")
    return rate


def scaled(given: str, places: int, field: str, at: str = "") -> int:
    """Decimal text as a whole number of its last place; raises `Invalid` naming `at` + `field`."""
    try:
        return _exact(given.strip(), places)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field=f"{at}{field}") from None


def written(value: int, places: int) -> str:
    """Decimal text of a whole number of its last place, without trailing zeros: 3500000 with 6 is "3.5"."""
    whole, part = divmod(abs(value), 10**places)
    decimals = f"{part:0{places}d}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"


@functools.lru_cache(maxsize=10_000)
def _exact(plain: str, places: int) -> int:
    """Kept, because lines repeat a few quantities, rates and prices."""
    if not _NUMBER.fullmatch(plain):
        raise Invalid(f"{plain[:40]!r} is not a number. Write up to 12 digits with a decimal point, such as 12.50.")
    whole = money.scaled(plain, places)
    if whole is None:
        raise Invalid(f"{plain} has more than {places} decimals.")
    return whole
