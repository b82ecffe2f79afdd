"""Deposits of `agreed` as its model knows them: what is paid of each, what was drawn on it, and the tax in that."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from fractions import Fraction

from quittance.actions import payments
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.rules.deposits import DrawInput
from tests.sim import agreed_model
from tests.sim.agreed_model import Drawn, Sums
from tests.sim.agreed_random import Given

MOST_HELD = 6
"""Deposits of one customer and currency that are drawn on next; older ones stay as they are."""


@dataclass(slots=True)
class Held:
    """A deposit in minor units: `paid` of its total, `drawn` on since and `drawn_tax` within that."""

    number: str
    total: int
    tax: int
    paid: int
    drawn: int = 0
    drawn_tax: int = 0

    @property
    def left(self) -> int:
        """What can be drawn on."""
        return self.paid - self.drawn

    def part(self, amount: int) -> Drawn:
        """So much of it, with its share of the tax that is left."""
        share = Fraction((self.tax - self.drawn_tax) * amount, self.total - self.drawn)
        return Drawn(self.number, amount, agreed_model.rounded(share))

    def move(self, one: Drawn, sign: int) -> None:
        """It is drawn on, or at -1 given back."""
        self.drawn += sign * one.amount
        self.drawn_tax += sign * one.tax


@dataclass(slots=True)
class Pool:
    """The deposits that final invoices of a customer, in one currency, draw on."""

    held: dict[tuple[str, str], list[Held]] = field(default_factory=dict)

    def of(self, customer: str, currency: str) -> list[Held]:
        """Those that hold something, the newest first."""
        found = self.held.get((customer, currency), [])
        return [one for one in reversed(found) if one.left][:MOST_HELD]

    def drawn(self, given: Given, customer: str, total: int) -> tuple[tuple[Drawn, ...], tuple[DrawInput, ...]]:
        """What an invoice of `total` draws on, and what is typed for it: a percentage of what it can, or nothing."""
        parts: list[Drawn] = []
        typed: list[DrawInput] = []
        for share, one in zip(given.draws, self.of(customer, given.currency), strict=False):
            most = min(one.left, total - sum(part.amount for part in parts))
            if most <= 0:
                break
            amount = max(most * int(share) // 100, 1) if share else most
            parts.append(one.part(amount))
            said = agreed_model.written(amount, agreed_model.PLACES[given.currency]) if share else ""
            typed.append(DrawInput(one.number, said))
        return tuple(parts), tuple(typed)

    def move(self, given: Given, customer: str, parts: tuple[Drawn, ...], sign: int) -> None:
        """An invoice draws, or at -1 is taken back."""
        known = {one.number: one for one in self.held.get((customer, given.currency), [])}
        for part in parts:
            known[part.number].move(part, sign)

    def pay(self, context: Context, given: Given, customer: str, number: str, model: Sums) -> None:
        """A deposit is paid, in part or whole, and can be drawn on."""
        paid = max((model.total or 0) * int(given.paid) // 100, 1)
        amount = agreed_model.written(paid, agreed_model.PLACES[given.currency])
        told = payments.RecordPayment(context.today, amount, customer, given.currency, f"P-{number}")
        payments.record(context, dataclasses.replace(told, allocate="chosen", shares=(ShareInput(number),)))
        self.held.setdefault((customer, given.currency), []).append(
            Held(number, model.total or 0, model.tax or 0, paid)
        )

    def kept(self, currency: str) -> int:
        """The net that the account of deposits should hold in a currency."""
        rows = [one for (_, held_in), held in self.held.items() if held_in == currency for one in held]
        return sum(one.total - one.tax - (one.drawn - one.drawn_tax) for one in rows)
