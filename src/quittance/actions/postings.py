"""Steps that several verbs share: base amounts, new credit items, and pairing within one plan."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quittance.actions import rates
from quittance.actions.command import Context
from quittance.books import lock, post
from quittance.books.keys import new_id
from quittance.rules import allocation, calendar, fx, money
from quittance.rules.allocation import Share
from quittance.rules.ledger import Item, NewDocument, NewEntry, NewPayment, NewPosting, Plan
from quittance.rules.refusals import Conflict


@dataclass(frozen=True, slots=True)
class Allocated:
    """One allocation in words: what was met, by how much, what stays open (decimal text)."""

    id: int
    document: str
    amount: str
    open: str


def check_day(day: datetime.date, today: datetime.date, field: str) -> datetime.date:
    """A business day that an entry may stand on; raises `Invalid` otherwise."""
    return calendar.check_day(day, today, field)


def base_of(context: Context, locked: lock.Locked, amount: int, currency: str, *, on: datetime.date, rate: str) -> int:
    """`amount` in the entity's base currency, by the given rate or the one known for the day."""
    base = locked.entity.base_currency
    if currency == base:
        return amount
    known: Decimal = fx.read_rate(rate) if rate else rates.find(context.tenant_id, currency, base, on)
    return fx.to_base(amount, currency, base, known)


def paired(entry: NewEntry, items: Sequence[Item], shares: Sequence[Share]) -> tuple[NewEntry, tuple[Item, ...]]:
    """The entry with allocations for `shares` on its day, and all items as they stand after."""
    if not shares:
        return entry, tuple(items)
    made = allocation.pair(items, shares, entry.effective_on, new_id)
    grown = replace(
        entry, postings=(*entry.postings, *made.postings), allocations=(*entry.allocations, *made.allocations)
    )
    return grown, made.items


def sided(item: Item, accounts: tuple[str, str], amount: int, base: int) -> list[NewPosting]:
    """The posting of an item from one account to the other (debit, credit); below zero they swap, nothing is none.

    Where rounding has left amount and base with different signs, each stands alone.
    """
    if amount * base < 0:
        return [*sided(item, accounts, amount, 0), *sided(item, accounts, 0, base)]
    if not amount and not base:
        return []
    debit, credit = accounts if amount + base > 0 else reversed(accounts)
    return [NewPosting(debit, credit, item.customer_id, item.id, item.currency, abs(amount), abs(base))]


def write(
    context: Context,
    locked: lock.Locked,
    entries: Sequence[NewEntry],
    touched: Sequence[Item] = (),
    *,
    documents: Sequence[NewDocument] = (),
    payments: Sequence[NewPayment] = (),
) -> None:
    """Post one plan; only items that the allocations of the plan name are moved.

    Raises `Conflict` when one of them is with a customer who was not locked: it was met meanwhile.
    """
    named = {id for entry in entries for a in entry.allocations for id in (a.debit_item_id, a.credit_item_id)}
    moved = tuple(item for item in touched if item.id in named)
    if any(item.customer_id not in locked.customers for item in moved):
        raise Conflict("Something was allocated meanwhile. Look at it again and repeat.")
    post.write(context.stamp(locked.entity), Plan(tuple(entries), tuple(documents), tuple(payments), moved))


def check_meaning(found: Sequence[Item], name: str, field: str) -> None:
    """Raise `Conflict` when a document and a payment that are both open go by the same name."""
    if {item.document_id is None for item in found if item.open} == {True, False}:
        raise Conflict(f"A document and a payment are both called {name[:60]!r}. Close one of them first.", field=field)


def told(entry: NewEntry, after: Sequence[Item], currency: str) -> tuple[Allocated, ...]:
    """The allocations of an entry in words."""
    now = {item.id: item for item in after}
    return tuple(
        Allocated(
            one.id,
            now[one.debit_item_id].label,
            money.write(one.amount, currency),
            money.write(now[one.debit_item_id].open, currency),
        )
        for one in entry.allocations
    )


def counter_item(item: Item, kind: str, on: datetime.date, amount: int, base: int) -> Item:
    """A new item on the other side of `item`, to close it or part of it."""
    return Item(
        id=new_id(),
        customer_id=item.customer_id,
        side="C" if item.side == "D" else "D",
        kind=kind,
        currency=item.currency,
        amount=amount,
        base_amount=base,
        effective_on=on,
        due_on=on,
        document_id=item.document_id,
        payment_id=item.payment_id,
        label=item.label,
    )


def item_of(document: NewDocument, side: str) -> Item:
    """The one open item of a document that is due on one day."""
    return Item(
        id=new_id(),
        customer_id=document.customer_id,
        side=side,
        kind=document.kind,
        currency=document.currency,
        amount=document.total,
        base_amount=document.base_total,
        effective_on=document.issued_on,
        due_on=document.due_on,
        document_id=document.id,
        entry_id=document.entry_id,
        label=document.number,
    )


def posting(debit: str, credit: str, item: Item) -> NewPosting:
    """A posting of the whole of a new item."""
    return NewPosting(debit, credit, item.customer_id, item.id, item.currency, item.amount, item.base_amount)
