"""Allocations: credit met with debt, and taken back as the exact inverse."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quittance.actions import command, postings
from quittance.actions.command import Context, Subject
from quittance.actions.postings import Allocated
from quittance.books import lock, scope, sql
from quittance.books.keys import new_id
from quittance.books.lock import CustomerFacts
from quittance.books.scope import MadeAllocation
from quittance.rules import allocation, money
from quittance.rules.allocation import Share
from quittance.rules.ledger import ALLOCATION, CREDIT, CREDIT_NOTE, DEBIT, PAYMENT, UNALLOCATION, Item, NewEntry
from quittance.rules.refusals import AlreadyReversed, Conflict, Invalid, NotFound, Overallocated
from quittance.rules.totals import LATER

MOST_SHARES = 2_000
BY_HAND = (ALLOCATION, PAYMENT, CREDIT_NOTE)
"""Kinds of entries whose allocations may be taken back one by one; those of the others fall only with their entry."""


@dataclass(frozen=True, slots=True)
class ShareInput:
    """An invoice and how much of it to meet, as decimal text; "" is as much as possible.

    `item_id` is the instalment that is met first, 0 the oldest.
    """

    invoice_number: str
    amount: str = ""
    item_id: int = field(default=0, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Allocate:
    """Meet invoices with a payment (by reference) or a credit note (by number).

    `shares` empty takes the customer's oldest invoices first. `effective_on` None is the first day
    on which both sides exist. The invoices may belong to the customer's parent or children.
    """

    credit: str
    shares: tuple[ShareInput, ...] = ()
    effective_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class AllocationsMade:
    """What was met, and what is left of the credit."""

    entry_id: int
    credit: str
    currency: str
    allocated: tuple[Allocated, ...]
    unapplied: str


@dataclass(frozen=True, slots=True)
class Unallocate:
    """Take allocations back, by their ids; `effective_on` None is today, or their own day if that is later."""

    allocation_ids: tuple[int, ...]
    effective_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class AllocationsTakenBack:
    """The entry that took them back and the invoices that are open again."""

    entry_id: int
    reopened: tuple[Allocated, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Debit items and the shares that were chosen of them."""

    items: tuple[Item, ...]
    shares: tuple[Share, ...]


@command.verb("allocations.allocate", AllocationsMade)
def allocate(context: Context, data: Allocate) -> AllocationsMade:
    """Allocate; raises `Overallocated`, `PeriodLocked`, `NotFound` or `Invalid`."""
    owners = _customers_of(context, data.shares) if data.shares else []
    found = _credit_item(context, data.credit, owners)
    debit_ids = owners or [found.customer_id]
    locked = lock.customers_by_id(context.tenant_id, context.entity_id, [found.customer_id, *debit_ids])
    check_family(locked.customers[found.customer_id], locked.customers.values())
    credit = scope.items(context.tenant_id, context.entity_id, [found.id])[0]
    debits = chosen(context, list(locked.customers), credit, data.shares or None)
    if not debits.shares:
        raise Overallocated(f"Nothing is left to allocate: {credit.label} or the invoices are closed.")
    on = data.effective_on or _first_day(credit, debits)
    entry = NewEntry(new_id(), ALLOCATION, postings.check_day(on, context.today, "effective_on"))
    entry, after = postings.paired(entry, [credit, *debits.items], debits.shares)
    postings.write(context, locked, [entry], after)
    left = next(item for item in after if item.id == credit.id)
    told = postings.told(entry, after, credit.currency)
    _note(context, "allocations.allocate", entry, after)
    return AllocationsMade(entry.id, credit.label, credit.currency, told, money.write(left.open, credit.currency))


@command.verb("allocations.unallocate", AllocationsTakenBack)
def unallocate(context: Context, data: Unallocate) -> AllocationsTakenBack:
    """Take allocations back; raises `AlreadyReversed`, `Conflict`, `PeriodLocked`, `NotFound` or `Invalid`."""
    if not 1 <= len(data.allocation_ids) <= MOST_SHARES:
        raise Invalid(f"Name between 1 and {MOST_SHARES} allocations.", field="allocation_ids")
    ids = [command.check_id(id) for id in data.allocation_ids]
    customers = sql.rows(
        "SELECT DISTINCT i.customer_id FROM allocation a JOIN open_item i ON i.tenant_id = a.tenant_id "
        "AND i.id IN (a.debit_item_id, a.credit_item_id) "
        f"WHERE a.tenant_id = %s AND a.entity_id = %s AND a.id IN ({sql.marks(len(ids))})",
        [context.tenant_id, context.entity_id, *ids],
    )
    if not customers:
        raise NotFound("There is no such allocation.", field="allocation_ids")
    locked = lock.customers_by_id(context.tenant_id, context.entity_id, [row[0] for row in customers])
    made = scope.allocations_by_id(context.tenant_id, ids)
    if len(made) != len(set(ids)):
        raise AlreadyReversed("One of these allocations was taken back before. Look at them again.")
    _check_by_hand(made)
    latest = max(one.effective_on for one in made)
    on = postings.check_day(data.effective_on or max(context.today, latest), context.today, "effective_on")
    entry, after = taken_back(context, made, NewEntry(new_id(), UNALLOCATION, on))
    postings.write(context, locked, [entry], after)
    _note(context, "allocations.unallocate", entry, after)
    currency = made[0].made.currency
    return AllocationsTakenBack(entry.id, postings.told(entry, after, currency))


def _check_by_hand(made: Sequence[MadeAllocation]) -> None:
    """Raise `Conflict` for what is one half of a write-off, move, refund or reversal."""
    for one in made:
        if one.entry_kind not in BY_HAND:
            raise Conflict(f"This allocation is part of a {one.entry_kind}. Reverse entry {one.entry_id} instead.")


def taken_back(context: Context, made: Sequence[MadeAllocation], entry: NewEntry) -> tuple[NewEntry, tuple[Item, ...]]:
    """The entry with the inverse of `made` on its day, and the items as they stand after.

    Raises `Invalid` when the day lies before one of the allocations.
    """
    if not made:
        return entry, ()
    latest = max(one.effective_on for one in made)
    if entry.effective_on < latest:
        raise Invalid(
            f"It was allocated on {latest.isoformat()}: take it back on that day or later.",
            field="effective_on",
        )
    ids = {id for one in made for id in (one.made.debit_item_id, one.made.credit_item_id)}
    items = scope.items(context.tenant_id, context.entity_id, list(ids))
    back = allocation.take_back(items, [one.made for one in made], entry.effective_on, new_id)
    grown = NewEntry(
        entry.id,
        entry.kind,
        entry.effective_on,
        (*entry.postings, *back.postings),
        entry.items,
        (*entry.allocations, *back.allocations),
        entry.reverses,
        entry.note,
    )
    return grown, back.items


def chosen(context: Context, customer_ids: Sequence[int], credit: Item, wanted: Sequence[ShareInput] | None) -> Chosen:
    """Shares for the named invoices, or the oldest first when `wanted` is None; () chooses nothing."""
    if wanted is None:
        debits = scope.open_items(context.tenant_id, context.entity_id, credit.customer_id, DEBIT, credit.currency)
        shares = allocation.oldest_first(credit, debits)
        used = {share.debit_item_id for share in shares}
        return Chosen(tuple(item for item in debits if item.id in used), tuple(shares))
    if not wanted:
        return Chosen((), ())
    if len(wanted) > MOST_SHARES:
        raise Invalid(f"At most {MOST_SHARES} invoices at a time.", field="allocate")
    numbers = [share.invoice_number for share in wanted]
    if len(set(numbers)) != len(numbers):
        raise Invalid("An invoice is named twice. Name each once, with the whole amount.", field="allocate")
    items = scope.items_of_documents(context.tenant_id, context.entity_id, numbers)
    shares, left = [], credit.open
    for share in wanted:
        debits = [item for item in items if item.label == share.invoice_number and item.side == DEBIT]
        part = shares_of(share, debits, credit, left, set(customer_ids))
        shares += part
        left -= sum(one.amount for one in part)
    return Chosen(tuple(items), tuple(shares))


def shares_of(
    share: ShareInput, debits: Sequence[Item], credit: Item, left: int, customer_ids: set[int]
) -> list[Share]:
    """Shares of one invoice over its instalments, the named one first and then the oldest."""
    if not debits or debits[0].customer_id not in customer_ids:
        raise NotFound(f"There is no invoice {share.invoice_number!r} of this customer.", field="allocate")
    if debits[0].currency != credit.currency:
        raise Invalid(f"{share.invoice_number} is in {debits[0].currency}, the credit in {credit.currency}.")
    open_now = sum(item.open for item in debits)
    if share.amount:
        amount = money.read_positive(share.amount, credit.currency, field="allocate")
    else:
        amount = min(open_now, left)
    if amount > open_now:
        raise Overallocated(
            f"{money.write(open_now, credit.currency)} {credit.currency} is open on {share.invoice_number}, "
            f"less than {money.write(amount, credit.currency)}.",
            field="allocate",
        )
    if amount > left:
        raise Overallocated(
            f"{money.write(left, credit.currency)} {credit.currency} is left of {credit.label}, "
            f"less than {money.write(amount, credit.currency)} for {share.invoice_number}.",
            field="allocate",
        )
    parts = []
    for item in sorted(debits, key=lambda one: one.id != share.item_id):
        part = min(amount, item.open)
        if part > 0:
            parts.append(Share(item.id, credit.id, part))
            amount -= part
    return parts


def _first_day(credit: Item, debits: Chosen) -> datetime.date:
    used = {share.debit_item_id for share in debits.shares}
    return max(allocation.earliest_day(item, credit) for item in debits.items if item.id in used)


def _credit_item(context: Context, name: str, owners: Sequence[int]) -> Item:
    """The credit item of that payment reference or credit note number: one that is open, of who owes, the latest."""
    found = scope.items_of_payment(context.tenant_id, context.entity_id, name)
    found += [
        item for item in scope.items_of_documents(context.tenant_id, context.entity_id, [name]) if item.side == CREDIT
    ]
    if not found:
        raise NotFound(f"There is no payment or credit note {name[:60]!r}.", field="credit")
    postings.check_meaning(found, name, "credit")
    return max(found, key=lambda item: (item.open > 0, item.customer_id in owners, item.id))


def _customers_of(context: Context, shares: Sequence[ShareInput]) -> list[int]:
    numbers = [share.invoice_number for share in shares]
    found = sql.rows(
        f"SELECT DISTINCT customer_id FROM document WHERE tenant_id = %s AND entity_id = %s "
        f"AND number IN ({sql.marks(len(numbers))})",
        [context.tenant_id, context.entity_id, *numbers],
    )
    return [row[0] for row in found]


def check_family(payer: CustomerFacts, others: Iterable[CustomerFacts]) -> None:
    """Raise `Invalid` unless all customers share a parent line with the one who paid."""
    heads = {payer.id, payer.parent_id} - {None}
    for other in others:
        if other.id not in heads and other.parent_id not in heads:
            raise Invalid(
                f"{other.number} is neither {payer.number} nor in its group. Move the payment first.",
                field="allocate",
            )


def _note(context: Context, name: str, entry: NewEntry, after: Sequence[Item]) -> None:
    """One event per document that was met or opened again."""
    now = {item.id: item for item in after}
    events = []
    for one in entry.allocations:
        debit, credit = now[one.debit_item_id], now[one.credit_item_id]
        said = {"amount": money.write(abs(one.amount), one.currency), "currency": one.currency}
        said |= {"document": debit.label, "credit": credit.label}
        events.append((Subject("document", debit.document_id, debit.customer_id), said))
    command.notes(context, name, events)
