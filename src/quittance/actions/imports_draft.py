"""What a portion of an import comes to before it is written: new rows, faults, and what was there already."""

from __future__ import annotations

import datetime
import functools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quittance.actions import rates
from quittance.actions.command import Context, Subject
from quittance.actions.imports_facts import Facts
from quittance.actions.imports_foreseen import Allocated, Foreseen
from quittance.books.keys import new_ids
from quittance.books.lock import CustomerFacts, EntityFacts
from quittance.reports import holidays as closing
from quittance.rules import fx, granted
from quittance.rules.duties import VERBS as WORDS
from quittance.rules.exchange import INVOICES, PAYMENTS
from quittance.rules.fault import Fault, of_refusal
from quittance.rules.granted import Grant
from quittance.rules.ledger import Item, NewDocument, NewEntry, NewPayment
from quittance.rules.refusals import NotAllowed, Refusal

IDS_AT_A_TIME = 1_000
HELD_BACK = "held_back"
"""Code of a row that is in order itself and waits for another one that is not."""


_DAYS = {INVOICES: "issued_on", PAYMENTS: "received_on"}
"""The business day of a row, by kind."""


@dataclass(frozen=True, slots=True)
class Count:
    """Rows of one kind in one currency: taken in now, there already; `amount` is the sum of those taken in."""

    kind: str
    currency: str
    taken: int
    unchanged: int
    amount: int


@dataclass(slots=True)
class Draft:
    """Facts of the portion and what is to be written; `items` are open items as they will stand.

    `ledger` says that the rows are a ledger's (see `imports_portion.TakeIn`).
    """

    context: Context
    entity: EntityFacts
    facts: Facts | Foreseen
    ledger: bool = False
    customers: dict[str, CustomerFacts] = field(default_factory=dict)
    new_customers: list[list[Any]] = field(default_factory=list)
    entries: dict[int, NewEntry] = field(default_factory=dict)
    documents: list[NewDocument] = field(default_factory=list)
    payments: list[NewPayment] = field(default_factory=list)
    items: dict[int, Item] = field(default_factory=dict)
    events: list[tuple[str, Subject, dict[str, Any]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    unchanged: Counter[tuple[str, str]] = field(default_factory=Counter)
    amounts: Counter[tuple[str, str]] = field(default_factory=Counter)
    rate_of: Callable[[str, datetime.date], Decimal] | None = None
    grants: dict[int, tuple[Grant, ...]] = field(default_factory=dict)
    holidays: frozenset[datetime.date] | None = None
    new_id: Callable[[], int] = field(default_factory=lambda: functools.partial(next, _ids()))

    def refuse(self, kind: str, row: int, refusal: Refusal, field: str = "") -> None:
        """Note why a row is not taken in."""
        own = _DAYS.get(kind, "") if refusal.field == "effective_on" else ""
        self.faults.append(of_refusal(kind, row, refusal, field or own))

    def take(self, kind: str, currency: str, amount: int, rows: int = 1) -> None:
        """Count rows that are taken in."""
        self.taken[kind, currency] += rows
        self.amounts[kind, currency] += amount

    def leave(self, kind: str, currency: str) -> None:
        """Count a row that says what the books say already."""
        self.unchanged[kind, currency] += 1

    def allocated(self) -> list[Allocated]:
        """All allocations of the draft with the days they are made on."""
        return [Allocated(one, entry.effective_on) for entry in self.entries.values() for one in entry.allocations]

    def counts(self) -> tuple[Count, ...]:
        """All counts, by kind and currency."""
        keys = sorted({*self.taken, *self.unchanged})
        return tuple(Count(*key, self.taken[key], self.unchanged[key], self.amounts[key]) for key in keys)

    def check_allowed(self, verb: str) -> None:
        """Raise `NotAllowed` unless the identity may do by hand what the row does."""
        if verb not in self.context.actor.permissions:
            raise NotAllowed(f"You may not {WORDS[verb]}. Ask somebody who may to import this row.")

    def terms_of(self, customer: CustomerFacts, on: datetime.date) -> str:
        """The terms of a customer on a day."""
        return granted.in_force(self.grants.get(customer.id, ()), on, customer.terms)

    def closed(self) -> frozenset[datetime.date]:
        """The company's holidays, looked up once."""
        if self.holidays is None:
            self.holidays = closing.closed_days(self.context)
        return self.holidays

    def base_of(self, amount: int, currency: str, on: datetime.date) -> int:
        """`amount` in the company's currency at the rate known for the day; raises `RateMissing`."""
        base = self.entity.base_currency
        if currency == base:
            return amount
        self.rate_of = self.rate_of or rates.finder(self.context.tenant_id, base)
        return fx.to_base(amount, currency, base, self.rate_of(currency, on))


def _ids() -> Iterator[int]:
    while True:
        yield from new_ids(IDS_AT_A_TIME)
