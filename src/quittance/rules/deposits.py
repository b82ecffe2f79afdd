"""Deposits: what is billed before the delivery, and drawn on by the invoice that bills the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import money
from quittance.rules.refusals import Invalid, Overallocated

MOST_DRAWS = 50
"""Deposits that one invoice draws on."""


@dataclass(frozen=True, slots=True)
class DrawInput:
    """A deposit by its number, and how much of it to draw on as decimal text; "" is all that can be."""

    number: str
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Deposit:
    """A deposit as it stands, in minor units: `paid` of its total by money, `drawn` on by invoices that stand."""

    id: int
    number: str
    currency: str
    total: int
    tax: int
    base_total: int
    paid: int
    drawn: int = 0
    drawn_tax: int = 0
    drawn_base: int = 0

    @property
    def left(self) -> int:
        """What can be drawn on: paid, and not drawn on yet."""
        return max(self.paid - self.drawn, 0)


@dataclass(frozen=True, slots=True)
class Draw:
    """A part of a deposit that an invoice takes off, with the tax in it; both in the base currency too."""

    deposit: Deposit
    amount: int
    tax: int
    base: int
    tax_base: int


def draw(deposit: Deposit, amount: int) -> Draw:
    """That much of a deposit; tax and base are rounded so that they are used up with it.

    Raises `Overallocated` beyond what is paid and not drawn on.
    """
    if not deposit.left:
        raise Overallocated(f"Nothing of {deposit.number} is paid and not drawn on yet.", field="draws")
    if not 0 < amount <= deposit.left:
        raise Overallocated(
            f"{money.write(deposit.left, deposit.currency)} {deposit.currency} of {deposit.number} is paid and not "
            f"drawn on, less than {money.write(amount, deposit.currency)}.",
            field="draws",
        )
    rest = deposit.total - deposit.drawn
    tax = money.ratio(deposit.tax - deposit.drawn_tax, amount, rest)
    base = money.ratio(deposit.base_total - deposit.drawn_base, amount, rest)
    taken = _tax_base(deposit, deposit.drawn_tax + tax) - _tax_base(deposit, deposit.drawn_tax)
    return Draw(deposit, amount, tax, base, taken)


def _tax_base(deposit: Deposit, tax: int) -> int:
    """So much of its tax in the base currency: all of it is what was posted with the deposit."""
    whole = money.ratio(deposit.base_total, deposit.tax, deposit.total)
    return money.ratio(whole, abs(tax), abs(deposit.tax)) if deposit.tax else 0


def draws(deposits: Sequence[Deposit], given: Sequence[DrawInput], total: int) -> tuple[Draw, ...]:
    """What an invoice of `total` draws on; without an amount as much as it can. Raises `Invalid`, `Overallocated`."""
    if len(given) > MOST_DRAWS:
        raise Invalid(f"An invoice draws on at most {MOST_DRAWS} deposits.", field="draws")
    if len({one.number for one in given}) != len(given):
        raise Invalid("A deposit is named twice. Name each once, with the whole amount.", field="draws")
    known = {one.number: one for one in deposits}
    made, rest = [], total
    for one in given:
        deposit = known[one.number]
        wanted = money.read_positive(one.amount, deposit.currency, field="draws") if one.amount else 0
        part = draw(deposit, wanted or min(deposit.left, max(rest, 1)))
        rest -= part.amount
        made.append(part)
    if rest < 0:
        raise Overallocated("More would be drawn than the invoice comes to. Draw on less.", field="draws")
    return tuple(made)


def less(parts: Sequence[int], drawn: int) -> tuple[int, ...]:
    """What is left of the parts of an invoice once what is drawn has met them, the first first."""
    made = []
    for part in parts:
        met = min(part, drawn)
        drawn -= met
        made.append(part - met)
    return tuple(made)
