"""Write-offs of small balances, on invoices and on leftover credit."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import command, postings
from quittance.actions.command import Context, Subject
from quittance.books import lock, scope
from quittance.books.keys import new_id
from quittance.rules import allocation, chart, fx, money, text
from quittance.rules.allocation import Share
from quittance.rules.ledger import CREDIT, DEBIT, WRITEOFF, Item, NewEntry
from quittance.rules.refusals import NotFound, Overallocated
from quittance.rules.writeoff import check_limit


@dataclass(frozen=True, slots=True)
class WriteOff:
    """Write off what is open on a document (by number) or left of a payment (by reference).

    `amount` "" is all of it; `effective_on` None is today.
    """

    number: str
    reason: str
    amount: str = ""
    effective_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """The entry, and how much was written off."""

    entry_id: int
    number: str
    currency: str
    amount: str


@command.verb("writeoffs.write_off", WrittenOff)
def write_off(context: Context, data: WriteOff) -> WrittenOff:
    """Write off; raises `LimitExceeded`, `Overallocated`, `PeriodLocked` or `NotFound`."""
    return posted(context, data)


def posted(context: Context, data: WriteOff, first: int = 0) -> WrittenOff:
    """Write off within a verb that gives something up; `first` is the instalment that is met before the others."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    found = _items(context, data.number)
    locked = lock.customers_by_id(context.tenant_id, context.entity_id, [found[0].customer_id])
    items = [item for item in scope.items(context.tenant_id, context.entity_id, [i.id for i in found]) if item.open]
    items.sort(key=lambda one: one.id != first)
    amount = _amount(data, items)
    on = data.effective_on or max(context.today, *(_first_day(item) for item in items))
    postings.check_day(on, context.today, "effective_on")
    entry = NewEntry(new_id(), WRITEOFF, on, note=reason)
    after: tuple[Item, ...] = ()
    for item, part in _parts(items, amount):
        entry, moved = _against(entry, item, part)
        after += moved
    base = sum(new.base_amount for new in entry.items)
    check_limit(base + _before(context, found), locked.entity.writeoff_limit, locked.entity.base_currency)
    postings.write(context, locked, [entry], after)
    currency = items[0].currency
    said = {
        "number": data.number,
        "amount": money.write(amount, currency),
        "currency": currency,
        "reason": reason,
    }
    kind = "document" if items[0].document_id else "payment"
    subject = Subject(kind, items[0].document_id or items[0].payment_id, items[0].customer_id)
    command.note(context, "writeoffs.write_off", subject, said)
    return WrittenOff(entry.id, data.number, currency, money.write(amount, currency))


def _items(context: Context, number: str) -> list[Item]:
    found = scope.items_of_documents(context.tenant_id, context.entity_id, [number])
    found += scope.items_of_payment(context.tenant_id, context.entity_id, number)
    if not found:
        raise NotFound(f"There is no document or payment {number[:60]!r}.", field="number")
    postings.check_meaning(found, number, "number")
    one = max(found, key=lambda item: (item.open, item.id))
    same = [item for item in found if (item.document_id is None) == (one.document_id is None)]
    return [item for item in same if item.customer_id == one.customer_id and item.side == one.side]


def _before(context: Context, items: list[Item]) -> int:
    """Base amount of these items that was written off before: a limit holds for a debt, not for each attempt."""
    made = scope.allocations_of_items(context.tenant_id, [item.id for item in items])
    return sum(one.made.credit_base for one in made if one.entry_kind == WRITEOFF)


def _amount(data: WriteOff, items: list[Item]) -> int:
    if not items:
        raise Overallocated(f"Nothing is open on {data.number}.", field="number")
    left = sum(item.open for item in items)
    amount = money.read_positive(data.amount, items[0].currency) if data.amount else left
    if amount > left:
        written = money.write(left, items[0].currency)
        raise Overallocated(f"{written} is open on {data.number}. Write off at most that.", field="amount")
    return amount


def _parts(items: list[Item], amount: int) -> list[tuple[Item, int]]:
    parts = []
    for item in items:
        part = min(item.open, amount)
        if part:
            parts.append((item, part))
        amount -= part
    return parts


def _first_day(item: Item) -> datetime.date:
    return allocation.earliest_day(item, item)


def _against(entry: NewEntry, item: Item, amount: int) -> tuple[NewEntry, tuple[Item, ...]]:
    """The entry grown by a new item that closes `amount` of `item`."""
    new = postings.counter_item(item, WRITEOFF, entry.effective_on, amount, fx.base_share(item, amount))
    if item.side == DEBIT:
        row, share = postings.posting(chart.WRITEOFF, chart.UNAPPLIED, new), Share(item.id, new.id, amount)
    else:
        assert item.side == CREDIT
        row, share = postings.posting(chart.RECEIVABLE, chart.WRITEOFF, new), Share(new.id, item.id, amount)
    grown = NewEntry(
        entry.id,
        entry.kind,
        entry.effective_on,
        (*entry.postings, row),
        (*entry.items, new),
        entry.allocations,
        entry.reverses,
        entry.note,
    )
    return postings.paired(grown, [item, new], [share])
