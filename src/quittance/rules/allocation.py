"""Who is paid by what: pairing debit items with credit items, exactly and only within what is open."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from quittance.rules import chart, fx, money
from quittance.rules.ledger import CREDIT, DEBIT, Item, NewAllocation, NewPosting
from quittance.rules.refusals import Invalid, Overallocated

NewId = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Share:
    """`amount` minor units of one credit item against one debit item."""

    debit_item_id: int
    credit_item_id: int
    amount: int


@dataclass(frozen=True, slots=True)
class Paired:
    """The outcome of pairing: allocations, their postings and both sides as they stand after."""

    allocations: tuple[NewAllocation, ...]
    postings: tuple[NewPosting, ...]
    items: tuple[Item, ...]


def oldest_first(credit: Item, debits: Iterable[Item], amount: int | None = None) -> list[Share]:
    """Shares of `credit` by due day, then business day, then id; `amount` caps what is spent."""
    left = credit.open if amount is None else min(amount, credit.open)
    shares = []
    for debit in sorted(debits, key=lambda item: (item.due_on, item.effective_on, item.id)):
        if left <= 0:
            break
        if debit.currency == credit.currency and debit.open > 0:
            shares.append(Share(debit.id, credit.id, min(left, debit.open)))
            left -= shares[-1].amount
    return shares


def earliest_day(debit: Item, credit: Item) -> datetime.date:
    """The first business day on which the two may meet.

    Neither may be met before it exists, nor before the day on which an earlier allocation of it
    was taken back: until then that allocation still counts, and both would be too much.
    """
    days = [debit.effective_on, credit.effective_on]
    days += [day for day in (debit.freed_on, credit.freed_on) if day is not None]
    return max(days)


def pair(items: Sequence[Item], shares: Sequence[Share], on: datetime.date, new_id: NewId) -> Paired:
    """Turn shares into allocations on the day `on`.

    Raises `Overallocated` when a share exceeds what is open on either side, `Invalid` when the
    two sides do not fit (side, currency, day). Postings: unapplied/receivable at the credit's base
    value; the difference to the debit's base value is realised exchange difference, amount 0.
    """
    now = {item.id: item for item in items}
    allocations: list[NewAllocation] = []
    postings: list[NewPosting] = []
    for share in shares:
        debit, credit = now[share.debit_item_id], now[share.credit_item_id]
        _check(debit, credit, share.amount, on)
        made = NewAllocation(
            new_id(),
            debit.id,
            credit.id,
            debit.currency,
            share.amount,
            fx.base_share(debit, share.amount),
            fx.base_share(credit, share.amount),
        )
        allocations.append(made)
        postings += apply_postings(made, debit.customer_id)
        now[debit.id] = _moved(debit, made.amount, made.debit_base, on)
        now[credit.id] = _moved(credit, made.amount, made.credit_base, on)
    return Paired(tuple(allocations), tuple(postings), tuple(now.values()))


def take_back(items: Sequence[Item], made: Sequence[NewAllocation], on: datetime.date, new_id: NewId) -> Paired:
    """The exact inverse of allocations `made`, on the day `on`: same amounts, same base amounts."""
    now = {item.id: item for item in items}
    back: list[NewAllocation] = []
    postings: list[NewPosting] = []
    for one in made:
        inverse = replace(
            one,
            id=new_id(),
            amount=-one.amount,
            debit_base=-one.debit_base,
            credit_base=-one.credit_base,
            reverses=one.id,
        )
        back.append(inverse)
        debit = now[one.debit_item_id]
        postings += [_swapped(posting) for posting in apply_postings(one, debit.customer_id)]
        now[debit.id] = replace(_moved(debit, -one.amount, -one.debit_base, on), freed_on=_later(debit.freed_on, on))
        credit = now[one.credit_item_id]
        now[credit.id] = replace(
            _moved(credit, -one.amount, -one.credit_base, on), freed_on=_later(credit.freed_on, on)
        )
    return Paired(tuple(back), tuple(postings), tuple(now.values()))


def apply_postings(made: NewAllocation, customer_id: int) -> list[NewPosting]:
    """Unapplied/receivable, and the realised exchange difference where the base values differ."""
    item, currency = made.debit_item_id, made.currency
    applied = NewPosting(chart.UNAPPLIED, chart.RECEIVABLE, customer_id, item, currency, made.amount, made.credit_base)
    loss = made.debit_base - made.credit_base
    if loss > 0:
        return [applied, NewPosting(chart.FX, chart.RECEIVABLE, customer_id, item, currency, 0, loss)]
    if loss < 0:
        return [applied, NewPosting(chart.RECEIVABLE, chart.FX, customer_id, item, currency, 0, -loss)]
    return [applied]


def _check(debit: Item, credit: Item, amount: int, on: datetime.date) -> None:
    if debit.side != DEBIT or credit.side != CREDIT:
        raise Invalid("An allocation pairs something owed with a payment or credit note.")
    if debit.currency != credit.currency:
        raise Invalid(f"{debit.label or 'The item'} is in {debit.currency}, the credit in {credit.currency}.")
    if amount <= 0:
        raise Invalid("The amount to allocate must be above zero.", field="amount")
    for item in (debit, credit):
        if amount > item.open:
            raise Overallocated(
                f"{money.write(amount, item.currency)} is more than the {money.write(item.open, item.currency)} "
                f"{item.currency} open on {item.label or item.kind}. Allocate at most that.",
                field="amount",
            )
    first = earliest_day(debit, credit)
    if on < first:
        raise Invalid(
            f"These two can meet on {first.isoformat()} at the earliest. Use that day or a later one.",
            field="effective_on",
        )


def _moved(item: Item, amount: int, base: int, on: datetime.date) -> Item:
    return replace(
        item,
        allocated=item.allocated + amount,
        allocated_base=item.allocated_base + base,
        touched_on=_later(item.touched_on, on),
    )


def _later(day: datetime.date | None, other: datetime.date) -> datetime.date:
    return other if day is None else max(day, other)


def _swapped(posting: NewPosting) -> NewPosting:
    return posting._replace(debit=posting.credit, credit=posting.debit)
