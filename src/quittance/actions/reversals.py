"""Reversals: an entry taken back by its mirror image, never by deletion."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.actions import allocations, command, deposits, postings, stock
from quittance.actions.command import Context, Subject
from quittance.books import lock, scope, sql
from quittance.books.keys import new_id
from quittance.books.scope import MadeAllocation
from quittance.rules import chart, text
from quittance.rules.allocation import Share
from quittance.rules.ledger import (
    ADJUSTMENT,
    ALLOCATION,
    DEBIT,
    INVOICE,
    PAYMENT,
    REVERSAL,
    TRANSFER,
    WRITEOFF,
    Item,
    NewEntry,
    NewPosting,
)
from quittance.rules.refusals import AlreadyReversed, Conflict, Invalid, NotFound

REVERSIBLE = (
    "invoice",
    "credit_note",
    "debit_note",
    "interest_note",
    "payment",
    "adjustment",
    "writeoff",
    "refund",
    "transfer",
    "allocation",
)
STANDS_ON = {WRITEOFF: "written off", TRANSFER: "moved", ADJUSTMENT: "closed with a payment"}
"""Kinds of entries that have to fall before what they stand on, and what they did."""


@dataclass(frozen=True, slots=True)
class Reverse:
    """Take back a document (by number), a payment (by reference) or any entry (by `entry_id`).

    Allocations on it are taken back first. `effective_on` None is today, or the latest day involved.
    """

    reason: str
    number: str = ""
    entry_id: int = 0
    effective_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Reversed:
    """The mirror entry, what it took back, and what is open again."""

    entry_id: int
    reversed_entry_id: int
    kind: str
    effective_on: datetime.date
    reopened: tuple[postings.Allocated, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    id: int
    kind: str
    effective_on: datetime.date


@command.verb("reversals.reverse", Reversed)
def reverse(context: Context, data: Reverse) -> Reversed:
    """Reverse; raises `AlreadyReversed`, `Conflict`, `PeriodLocked`, `NotFound` or `Invalid`."""
    return mirrored(context, data)


def mirrored(context: Context, data: Reverse) -> Reversed:
    """Reverse within a verb that takes several entries back."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    found = _find(context, data)
    items, made = _involved(context, found)
    customers = {item.customer_id for item in items}
    ids = [id for one in made for id in (one.made.debit_item_id, one.made.credit_item_id)]
    customers |= {item.customer_id for item in scope.items(context.tenant_id, context.entity_id, ids)} if ids else set()
    locked = lock.customers_by_id(context.tenant_id, context.entity_id, list(customers))
    _check_once(context, found)
    items, made = _involved(context, found)
    _check_free(found, made)
    if found.kind == INVOICE:
        deposits.check_undrawn(context, found.id)
    on = data.effective_on or max([context.today, found.effective_on, *_days(items, made)])
    postings.check_day(on, context.today, "effective_on")
    if on < max([found.effective_on, *_days(items, made)]):
        raise Invalid("A reversal cannot lie before what it takes back. Use a later day.", field="effective_on")
    entry = NewEntry(new_id(), REVERSAL, on, reverses=found.id, note=reason)
    entry, freed = allocations.taken_back(context, made, entry)
    entry, after = _mirrored(context, entry, found, items, freed)
    postings.write(context, locked, [entry], after)
    if found.kind == INVOICE:
        stock.put_back(context, found.id, on)
    _note(context, found, entry, items, after)
    ours = {item.id for item in items}
    back = [one for one in entry.allocations if one.amount < 0 and one.debit_item_id not in ours]
    told = postings.told(replace(entry, allocations=tuple(back)), after, back[0].currency) if back else ()
    return Reversed(entry.id, found.id, found.kind, on, told)


def _find(context: Context, data: Reverse) -> _Found:
    if bool(data.number) == bool(data.entry_id):
        raise Invalid("Name a document, a payment or an entry to reverse.", field="number")
    found = _by_id(context, data.entry_id) if data.entry_id else _by_number(context, data.number)
    if not found:
        raise NotFound(f"There is nothing to reverse under {(data.number or str(data.entry_id))[:60]}.", field="number")
    if len(found) > 1:
        raise Conflict(
            f"A document and a payment are both called {data.number[:60]!r}. Reverse by the entry: "
            f"{found[0][0]} is the document's, {found[1][0]} the payment's.",
            field="number",
        )
    id, kind, on = found[0]
    if kind not in REVERSIBLE:
        raise Invalid(f"An entry of kind {kind} cannot be reversed. Record it anew instead.", field="number")
    return _Found(id, kind, sql.day(on))


def _by_id(context: Context, entry_id: int) -> list[tuple[Any, ...]]:
    return sql.rows(
        "SELECT id, kind, effective_on FROM entry WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, command.check_id(entry_id)],
    )


def _by_number(context: Context, number: str) -> list[tuple[Any, ...]]:
    head = "SELECT e.id, e.kind, e.effective_on FROM entry e"
    return sql.rows(
        f"{head} JOIN document d ON d.tenant_id = e.tenant_id AND d.entry_id = e.id "
        "WHERE e.tenant_id = %(tenant)s AND d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s "
        f"AND d.number = %(number)s UNION ALL {head} "
        "JOIN payment p ON p.tenant_id = e.tenant_id AND p.entry_id = e.id "
        "WHERE e.tenant_id = %(tenant)s AND p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s "
        "AND p.reference = %(number)s",
        {"tenant": context.tenant_id, "entity": context.entity_id, "number": number},
    )


def _check_once(context: Context, found: _Found) -> None:
    before = sql.row("SELECT 1 FROM entry WHERE tenant_id = %s AND reverses = %s", [context.tenant_id, found.id])
    if before is not None:
        raise AlreadyReversed("This was reversed before.", field="number")


def _check_free(found: _Found, made: Sequence[MadeAllocation]) -> None:
    """Raise `Conflict` for a write-off or move of what falls: it would stay behind as a credit out of nothing."""
    for one in made:
        if one.entry_id != found.id and one.entry_kind in STANDS_ON:
            raise Conflict(f"Some of it was {STANDS_ON[one.entry_kind]} since. Reverse entry {one.entry_id} first.")


def _involved(context: Context, found: _Found) -> tuple[list[Item], list[MadeAllocation]]:
    """The items that the entry created, and the allocations in force that fall with it."""
    items = scope.items_of_entry(context.tenant_id, context.entity_id, found.id)
    ids = [item.id for item in items]
    if found.kind == PAYMENT:
        return items, scope.allocations_of_payment(context.tenant_id, ids, found.id)
    if found.kind != ALLOCATION:
        return items, scope.allocations_of_items(context.tenant_id, ids)
    rows = sql.rows("SELECT id FROM allocation WHERE tenant_id = %s AND entry_id = %s", [context.tenant_id, found.id])
    made = scope.allocations_by_id(context.tenant_id, [row[0] for row in rows])
    if not made:
        raise AlreadyReversed("These allocations were taken back before.")
    return [], made


def _days(items: Sequence[Item], made: Sequence[MadeAllocation]) -> list[datetime.date]:
    days = [day for item in items for day in (item.effective_on, item.freed_on) if day is not None]
    return days + [one.effective_on for one in made]


def _mirrored(
    context: Context, entry: NewEntry, found: _Found, items: Sequence[Item], freed: Sequence[Item]
) -> tuple[NewEntry, tuple[Item, ...]]:
    """The entry grown by one counter item per item of the original, each closing the other in full."""
    now = {item.id: item for item in (*items, *freed)}
    if not items:
        return entry, tuple(freed)
    originals = _own_postings(context, found, items)
    counters, shares, rows = [], [], []
    for item in items:
        counter = postings.counter_item(item, REVERSAL, entry.effective_on, item.amount, item.base_amount)
        counters.append(counter)
        pair = (item, counter) if item.side == DEBIT else (counter, item)
        shares.append(Share(pair[0].id, pair[1].id, item.amount))
        rows += [_mirror(row, counter) for row in originals if row.item_id == item.id]
    entry = replace(entry, postings=(*entry.postings, *rows), items=(*entry.items, *counters))
    return postings.paired(entry, [*now.values(), *counters], shares)


def _own_postings(context: Context, found: _Found, items: Sequence[Item]) -> list[NewPosting]:
    """What brought the items about, without the postings of allocations. Index posting_entry."""
    ids = [item.id for item in items]
    rows = sql.rows(
        "SELECT d.kind, c.kind, p.customer_id, p.item_id, p.currency, p.amount, p.base_amount FROM posting p "
        "JOIN account d ON d.tenant_id = p.tenant_id AND d.id = p.debit_account_id "
        "JOIN account c ON c.tenant_id = p.tenant_id AND c.id = p.credit_account_id "
        f"WHERE p.tenant_id = %s AND p.entry_id = %s AND p.item_id IN ({sql.marks(len(ids))}) "
        "AND d.kind <> 'fx' AND c.kind <> 'fx' "
        "AND NOT (d.kind = 'unapplied' AND c.kind = 'receivable') ORDER BY p.id",
        [context.tenant_id, found.id, *ids],
    )
    return [NewPosting(*row) for row in rows]


def _mirror(row: NewPosting, counter: Item) -> NewPosting:
    """The posting with its sides exchanged; the counter item stands on the other control account."""
    here, there = (chart.RECEIVABLE, chart.UNAPPLIED) if counter.side == "C" else (chart.UNAPPLIED, chart.RECEIVABLE)
    debit = there if row.credit == here else row.credit
    credit = there if row.debit == here else row.debit
    return row._replace(debit=debit, credit=credit, item_id=counter.id)


def _note(
    context: Context,
    found: _Found,
    entry: NewEntry,
    items: Sequence[Item],
    after: Sequence[Item],
) -> None:
    label = items[0].label if items else ""
    said = {"number": label, "kind": found.kind, "reason": entry.note, "entry": str(entry.id)}
    subjects = {
        Subject(
            "document" if item.document_id else "payment",
            item.document_id or item.payment_id,
            item.customer_id,
        )
        for item in (items or after)
    }
    command.notes(context, "reversals.reverse", [(subject, said) for subject in sorted(subjects, key=repr)])
