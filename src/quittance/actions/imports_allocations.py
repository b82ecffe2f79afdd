"""Allocations of an import: found in the books or in the same portion, paired as one by one, planned in one go."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import replace

from quittance.actions import allocations, postings
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Subject
from quittance.actions.imports_documents import read_day
from quittance.actions.imports_draft import Draft
from quittance.books import lock
from quittance.books.lock import CustomerFacts
from quittance.rules import allocation, money, text
from quittance.rules.exchange import ALLOCATIONS
from quittance.rules.ledger import ALLOCATION, CREDIT, DEBIT, Item, NewAllocation, NewEntry
from quittance.rules.refusals import NotFound, Overallocated, Refusal

Rows = list[tuple[int, list[str]]]


def plan(draft: Draft, rows: Rows) -> None:
    """Add the allocations of the rows to the draft; one entry a credit and day."""
    if not rows:
        return
    sides = _Sides(draft, rows)
    for row, values in rows:
        try:
            _one(draft, sides, row, values)
        except Refusal as refusal:
            field = {"allocate": "amount", "credit": "payment_reference"}.get(refusal.field, refusal.field)
            draft.refuse(ALLOCATIONS, row, refusal, field or "payment_reference")


class _Sides:
    """Open items by the names that rows use, what they met before, and who owns them."""

    def __init__(self, draft: Draft, rows: Rows) -> None:
        debts = draft.facts.debts(values[1].strip() for _, values in rows)
        credits = draft.facts.credits(values[0].strip() for _, values in rows)
        draft.items |= {item.id: item for item in (*debts, *credits)}
        self.debts: dict[str, list[int]] = defaultdict(list)
        self.credits: dict[str, list[int]] = defaultdict(list)
        for item in draft.items.values():
            (self.debts if item.side == DEBIT else self.credits)[item.label].append(item.id)
        self.owners = {one.id: one for one in draft.customers.values()}
        self.entries: dict[tuple[int, datetime.date], int] = {}
        for entry in draft.entries.values():
            self.entries |= {(item.id, entry.effective_on): entry.id for item in entry.items if item.side == CREDIT}
        self._met = draft.facts.met(debts)

    def credit(self, draft: Draft, name: str) -> Item:
        """The credit of that reference or number, the open one first."""
        found = [draft.items[id] for id in self.credits.get(name, ())]
        if not found:
            raise NotFound(
                f"There is no payment or credit note {name[:60]!r}. Correct it, or import that payment first.",
                field="payment_reference",
            )
        return max(found, key=lambda item: (item.open > 0, item.id))

    def owner(self, item: Item) -> CustomerFacts:
        """The customer whose item it is."""
        return self.owners[item.customer_id]

    def is_there(self, credit: str, invoice: str, day: datetime.date | None, amount: int | None) -> bool:
        """Use up `amount` of what the two ever met with on the day (None is any); False when that is not enough."""
        made = self._met.get((credit, invoice), {})
        days = [day] if day is not None else list(made)
        there = sum(made.get(one, 0) for one in days)
        if there == 0 or (amount is not None and there < amount):
            return False
        left = there if amount is None else amount
        for one in days:
            used = min(left, made.get(one, 0))
            made[one] = made.get(one, 0) - used
            left -= used
        return True


def _one(draft: Draft, sides: _Sides, row: int, values: list[str]) -> None:
    name, number, given, on = (value.strip() for value in values)
    text.clean(name, "payment_reference", 128, needed=True)
    text.clean(number, "invoice_number", 64, needed=True)
    day = read_day(on, "effective_on") if on else None
    credit = sides.credit(draft, name)
    amount = money.read_positive(given, credit.currency) if given else None
    if sides.is_there(name, number, day, amount):
        draft.leave(ALLOCATIONS, credit.currency)
        return
    draft.check_allowed("allocations.allocate")
    debits = [draft.items[id] for id in sides.debts.get(number, ())]
    if not debits:
        raise NotFound(
            f"There is no invoice {number[:60]!r}. Correct it, or import that invoice first.", field="invoice_number"
        )
    payer = sides.owner(credit)
    allocations.check_family(payer, {debit.customer_id: sides.owner(debit) for debit in debits}.values())
    shares = allocations.shares_of(
        ShareInput(number, given), debits, credit, credit.open, {one.customer_id for one in debits}
    )
    if not shares:
        raise Overallocated(f"Nothing is left to allocate: {credit.label} or {number} is closed.", field="amount")
    used = [credit, *(debit for debit in debits if any(share.debit_item_id == debit.id for share in shares))]
    first = max(allocation.earliest_day(debit, credit) for debit in used[1:])
    effective_on = postings.check_day(day or first, draft.context.today, "effective_on")
    lock.check_open(draft.entity, effective_on)
    made = allocation.pair(used, shares, effective_on, draft.new_id)
    _add(draft, sides, credit, effective_on, made)


def _add(draft: Draft, sides: _Sides, credit: Item, on: datetime.date, made: allocation.Paired) -> None:
    draft.items |= {item.id: item for item in made.items}
    entry_id = sides.entries.setdefault((credit.id, on), 0) or draft.new_id()
    sides.entries[credit.id, on] = entry_id
    entry = draft.entries.get(entry_id) or NewEntry(entry_id, ALLOCATION, on)
    draft.entries[entry_id] = replace(
        entry, postings=(*entry.postings, *made.postings), allocations=(*entry.allocations, *made.allocations)
    )
    for one in made.allocations:
        _note(draft, one, credit.label)
    draft.take(ALLOCATIONS, credit.currency, sum(one.amount for one in made.allocations))


def _note(draft: Draft, made: NewAllocation, credit: str) -> None:
    debit = draft.items[made.debit_item_id]
    said = {"amount": money.write(made.amount, made.currency), "currency": made.currency}
    said |= {"document": debit.label, "credit": credit}
    subject = Subject("document", debit.document_id, debit.customer_id)
    draft.events.append(("allocations.allocate", subject, said))
