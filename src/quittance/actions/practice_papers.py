"""What the practice company's story is told in: who buys, and the papers and deeds of three years."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field

from quittance.rules.totals import LineInput

DAY = datetime.timedelta(days=1)


@dataclass(slots=True)
class Payer:
    """A customer of the story with the way it buys and pays."""

    number: str
    name: str
    slug: str
    country: str
    currency: str
    terms: str
    due_days: int
    habit: str
    joined: datetime.date
    weight: float
    iban: str
    parent: str = ""
    limit: str = ""
    stops: datetime.date = datetime.date(9000, 1, 1)
    segment: str = ""


@dataclass(slots=True)
class Invoice:
    """An invoice of the story; `left` is what nobody has paid yet, in minor units.

    One with an `order` is billed by hand: a deposit for that order, or the invoice that draws on its `deposit`.
    """

    payer: Payer
    on: datetime.date
    due: datetime.date
    recorded: datetime.date
    lines: tuple[LineInput, ...]
    total: int
    left: int
    number: str = ""
    goods_on: datetime.date | None = None
    order: str = ""
    deposit: Invoice | None = None


@dataclass(slots=True)
class Payment:
    """A payment of the story and what it meets; an empty `customer` is an unknown payer."""

    payer: Payer
    on: datetime.date
    recorded: datetime.date
    amount: int
    meets: list[tuple[Invoice, int]]
    customer: str
    text: str = ""
    reference: str = ""


@dataclass(slots=True)
class Deed:
    """Something done by hand: `kind` names a function of `practice`, the rest is what it needs."""

    kind: str
    on: datetime.date
    invoice: Invoice | None = None
    payment: Payment | None = None
    amount: int = 0


@dataclass(slots=True)
class Story:
    """All that happens, in no particular order but for the customers and the numbered papers."""

    first: datetime.date
    today: datetime.date
    rng: random.Random
    payers: list[Payer] = field(default_factory=list)
    invoices: list[Invoice] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)


def working(day: datetime.date) -> datetime.date:
    """The day, or the Monday after a weekend."""
    return day + DAY * max(0, 7 - day.weekday()) if day.weekday() >= 5 else day
