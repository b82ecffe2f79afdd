"""What the matching engine reads and answers: parties, open items, receipts, advices, proposals."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Party:
    """A customer as the matcher sees it; `accounts` are known bank accounts, `domain` its mail domain."""

    id: str
    name: str
    country: str = ""
    parent: str = ""
    accounts: tuple[str, ...] = ()
    domain: str = ""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One open amount: `open_minor` above zero is owed to us, below zero is a credit note."""

    id: str
    customer: str
    number: str
    currency: str
    open_minor: int
    issued_on: datetime.date
    due_on: datetime.date
    order: str = ""
    structured: str = ""
    discount_bp: int = 0
    discount_until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """One credit on a bank statement, in the bank's own words.

    `instructed_*` is what the payer ordered in its own currency, where the bank passes it on.
    """

    id: str
    booked_on: datetime.date
    amount_minor: int
    currency: str
    payer: str = ""
    account: str = ""
    text: str = ""
    structured: str = ""
    end_to_end: str = ""
    instructed_currency: str = ""
    instructed_minor: int = 0
    channel: str = ""


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One line of a remittance advice: what it says it pays, less what, and why."""

    document: str
    net_minor: int
    gross_minor: int = 0
    deduction_minor: int = 0
    code: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """A remittance advice; `total_minor` is what the payer says it paid.

    `receipt` is the id of the one receipt that it is known to explain, "" while nobody knows; `name` is what
    people call the advice.
    """

    id: str
    received_on: datetime.date
    total_minor: int
    currency: str
    lines: tuple[AdviceLine, ...]
    sender: str = ""
    domain: str = ""
    paid_on: datetime.date | None = None
    payment_ref: str = ""
    receipt: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A past receipt that a person matched: the customer and the document numbers it paid."""

    receipt: Receipt
    customer: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rates:
    """Units of a currency for one unit of the base currency, by day; the nearest earlier day answers."""

    by_day: Mapping[tuple[str, datetime.date], float] = field(default_factory=dict)
    days: tuple[datetime.date, ...] = ()

    def cross(self, day: datetime.date, source: str, target: str) -> float:
        """Units of `target` for one unit of `source` on that day, or 0.0 where a rate is missing."""
        first, second = self._of(source, day), self._of(target, day)
        return second / first if first and second else 0.0

    def _of(self, code: str, day: datetime.date) -> float:
        found = self.by_day.get((code, day))
        if found:
            return found
        earlier = [known for known in self.days if known <= day] or list(self.days[:1])
        return self.by_day.get((code, earlier[-1]), 0.0) if earlier else 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a proposal.

    `cash_minor` is in the receipt's currency, `adjust_minor` (what closes without cash) in the item's.
    `adjust_kind` is "", discount, discount_late, bank_charge, rounding, fx, or deduction:CODE.
    """

    item: str
    customer: str
    cash_minor: int
    adjust_minor: int = 0
    adjust_kind: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one receipt pays, and how sure the engine is that every line of it is right.

    No lines and a customer means «on account»; no lines and no customer means nothing was found.
    `rest_minor` of the receipt stays unapplied. `searched` says when a search gave up or found ties. `plain` is the
    probability before the company's own outcomes corrected it, 0.0 where it was set by a rule of doubt instead.
    """

    receipt: str
    lines: tuple[Line, ...]
    customer: str
    probability: float
    reasons: tuple[str, ...]
    runner_up: tuple[Line, ...] = ()
    runner_up_probability: float = 0.0
    rest_minor: int = 0
    searched: str = ""
    plain: float = 0.0
