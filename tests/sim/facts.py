"""What the oracle remembers: entries, items, meetings and lines, as a bookkeeper would list them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from fractions import Fraction

Day = datetime.date


class No(Exception):
    """The books must refuse, with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Paper:
    """What a document or a payment says of itself: amounts in minor units, `base` in the company's currency."""

    customer: str
    label: str
    currency: str
    amount: int
    base: int
    day: Day
    due: Day


@dataclass(eq=False)
class Entry:
    """Something that happened on a day, and was written down at a moment."""

    kind: str
    day: Day
    moment: int
    label: str
    items: list[Item] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    reversed: bool = False


@dataclass(eq=False)
class Item:
    """Something owed ("D") or to be used ("C"); `against` is where it comes from in the ledger."""

    n: int
    entry: Entry
    side: str
    paper: Paper
    against: str

    @property
    def kind(self) -> str:
        """An item is of the kind of its entry."""
        return self.entry.kind

    @property
    def day(self) -> Day:
        """The business day from which it exists."""
        return self.entry.day

    @property
    def customer(self) -> str:
        """Who owes it, or may use it."""
        return self.paper.customer

    @property
    def label(self) -> str:
        """The number of its document, or the reference of its payment."""
        return self.paper.label

    @property
    def currency(self) -> str:
        """The currency it is in."""
        return self.paper.currency


@dataclass(eq=False)
class Meeting:
    """A debt met by a credit; one that takes another back carries its amounts with the other sign."""

    entry: Entry
    debit: Item
    credit: Item
    amount: int
    debit_base: int
    credit_base: int
    undoes: Meeting | None = None
    undone: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the ledger: debits above zero, credits below."""

    entry: Entry
    account: str
    currency: str
    amount: int
    base: int


@dataclass(frozen=True)
class Want:
    """An invoice to be met; amount 0 is as much as possible."""

    label: str
    amount: int = 0


def seen(entry: Entry, day: Day, moment: int | None) -> bool:
    """The entry counts on that day, as known at that moment."""
    return entry.day <= day and (moment is None or entry.moment <= moment)


def half_up(x: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    return int(abs(x) + Fraction(1, 2)) * (1 if x >= 0 else -1)


def cut(total: int, weights: list[int]) -> list[int]:
    """Parts in proportion that sum to the whole: what falls on the parts up to each, less what fell on those before."""
    upto = [half_up(Fraction(total * sum(weights[: n + 1]), sum(weights))) for n in range(len(weights))]
    return [now - before for now, before in zip(upto, [0, *upto], strict=False)]
