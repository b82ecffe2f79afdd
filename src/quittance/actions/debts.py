"""Debts that a promise or a plan is about: which open items, and how much of each nothing else holds back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.actions.command import Context
from quittance.books import scope
from quittance.books.lock import CustomerFacts
from quittance.reports import holding
from quittance.reports.books import of as books_of
from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.ledger import DEBIT, Item
from quittance.rules.refusals import Conflict, Invalid, NotFound, Overallocated

MOST_DOCUMENTS = 2_000


@dataclass(frozen=True, slots=True)
class Debt:
    """An open item, and what of it is free: open, and held back by nothing."""

    item: Item
    free: int


@dataclass(frozen=True, slots=True)
class Debts:
    """Debts in one currency, the oldest first; `whole` when it is all of the account."""

    currency: str
    whole: bool
    rows: tuple[Debt, ...]

    @property
    def free(self) -> int:
        """Minor units that may be promised or planned."""
        return sum(one.free for one in self.rows)

    @property
    def open(self) -> int:
        """Minor units that are open."""
        return sum(one.item.open for one in self.rows)

    def overdue(self, today: datetime.date) -> int:
        """What is free of the debts that are late."""
        return sum(one.free for one in self.rows if one.item.due_on < today)


def chosen(context: Context, customer: CustomerFacts, documents: Sequence[str], currency: str) -> Debts:
    """The named documents' debts, or all of the account in a currency ("" is the customer's).

    Raises `NotFound`, `Invalid`, and `Conflict` when one of them is promised or planned already.
    """
    items = items_of(context, customer, documents, currency)
    held: dict[int, int] = {}
    for one in holding.of_customer(books_of(context), customer.id, context.today):
        if one.rule in (holding.PROMISE, holding.PLAN) and any(item.id == one.item_id for item in items):
            label = next(item.label for item in items if item.id == one.item_id)
            raise Conflict(
                f"{label} is {holding.RULES[one.rule]} already. Withdraw that first, or name other documents.",
                field="documents",
            )
        held[one.item_id] = held.get(one.item_id, 0) + one.amount
    rows = tuple(Debt(item, item.open - held.get(item.id, 0)) for item in items)
    return Debts(items[0].currency, not documents, rows)


def items_of(context: Context, customer: CustomerFacts, documents: Sequence[str], currency: str) -> list[Item]:
    """The named documents' debts that are open, or all of the account in a currency; raises `NotFound`, `Invalid`."""
    if len(documents) > MOST_DOCUMENTS:
        raise Invalid(f"At most {MOST_DOCUMENTS} documents.", field="documents")
    return _named(context, customer, documents, currency) if documents else _all(context, customer, currency)


def amount_of(debts: Debts, given: str, whole: int) -> int:
    """The amount given, or `whole` where none is; raises `Overallocated` beyond what is free."""
    amount = money.read_positive(given, debts.currency) if given else whole
    if not amount:
        raise Invalid("Nothing of that is open and free. Say which documents, or how much.", field="amount")
    if amount > debts.free:
        raise Overallocated(
            f"{money.write(debts.free, debts.currency)} {debts.currency} is open and not held back otherwise. "
            "Take at most that.",
            field="amount",
        )
    return amount


def spread(debts: Debts, amount: int) -> list[tuple[int, int]]:
    """Item ids with their parts of an amount, the oldest debt first."""
    parts = []
    for one in debts.rows:
        part = min(one.free, amount)
        if part > 0:
            parts.append((one.item.id, part))
            amount -= part
    return parts


def _named(context: Context, customer: CustomerFacts, documents: Sequence[str], currency: str) -> list[Item]:
    found = scope.items_of_documents(context.tenant_id, context.entity_id, documents)
    found = [item for item in found if item.customer_id == customer.id and item.side == DEBIT]
    missing = [number for number in documents if number not in {item.label for item in found}]
    if missing:
        raise NotFound(f"{customer.name} has no debt {missing[0][:60]!r}.", field="documents")
    items = [item for item in found if item.open]
    if not items:
        raise Invalid("Nothing is open on that any more.", field="documents")
    wanted = currencies.check(currency.strip().upper()) if currency.strip() else ""
    other = next((item for item in items if wanted and item.currency != wanted), None)
    if other is not None:
        raise Invalid(f"{other.label} is in {other.currency}, not in {wanted}.", field="currency")
    if len({item.currency for item in items}) > 1:
        raise Invalid("The documents are in several currencies. Take each by itself.", field="documents")
    return items


def _all(context: Context, customer: CustomerFacts, currency: str) -> list[Item]:
    wanted = currencies.check((currency.strip() or customer.currency).upper())
    items = scope.open_items(context.tenant_id, context.entity_id, customer.id, DEBIT, wanted)
    if not items:
        raise Invalid(f"{customer.name} owes nothing in {wanted}.", field="customer_number")
    return items
