"""A portion of an import: some thousand rows in the exchange format, taken into the books by one command."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import (
    command,
    imports_allocations,
    imports_customers,
    imports_documents,
    imports_facts,
    imports_payments,
)
from quittance.actions.command import Context, Subject
from quittance.actions.imports_draft import Count, Draft
from quittance.books import bulk, lock, post
from quittance.rules import exchange
from quittance.rules.exchange import ALLOCATIONS, CUSTOMERS, INVOICES, LINES, PAYMENTS
from quittance.rules.fault import Fault
from quittance.rules.ledger import Plan

MOST_ROWS = 2_000
"""Rows of one kind in a portion."""

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Rows of several kinds as text of `exchange.write`; lines belong to the invoices beside them.

    `file` names where they come from, `digest` is the SHA-256 of its bytes, `portion` counts from 1.
    In rows of a `ledger` customers are made where they are missing, what stands in one row stands or
    falls together, and an invoice may have been due before it was issued.
    """

    file: str
    digest: str
    portion: int
    customers: str = ""
    invoices: str = ""
    lines: str = ""
    payments: str = ""
    allocations: str = ""
    ledger: bool = False


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a portion: counts by kind and currency, and the rows at fault, which are not in the books."""

    counts: tuple[Count, ...]
    faults: tuple[Fault, ...]


@command.verb("imports.run", TakenIn)
def take_in(context: Context, data: TakeIn) -> TakenIn:
    """Take in every row that a single verb would accept; the others come back as faults."""
    draft = _drafted(context, data)
    _write(draft, data)
    return TakenIn(draft.counts(), tuple(draft.faults))


def _drafted(context: Context, data: TakeIn) -> Draft:
    rows = {kind: list(exchange.read(getattr(data, kind))) for kind in exchange.KINDS}
    entity = lock.known(context.tenant_id, context.entity_id, []).entity
    draft = Draft(context, entity, data.ledger)
    imports_customers.plan(draft, rows[CUSTOMERS])
    imports_customers.write(draft)
    _lock(draft, rows)
    imports_documents.plan(draft, _standing(draft, rows[INVOICES]), rows[LINES])
    imports_payments.plan(draft, _standing(draft, rows[PAYMENTS]))
    imports_allocations.plan(draft, _standing(draft, rows[ALLOCATIONS]))
    return draft


def _standing(draft: Draft, rows: Rows) -> Rows:
    """The rows to go on with: of a ledger, those that are not at fault so far."""
    if not (draft.ledger and draft.faults):
        return rows
    fallen = {fault.row for fault in draft.faults}
    return [(row, values) for row, values in rows if row not in fallen]


def _lock(draft: Draft, rows: dict[str, Rows]) -> None:
    """Lock every customer that the rows name, directly or by a document or payment, in one statement."""
    context = draft.context
    where = (context.tenant_id, context.entity_id)
    pairs = rows[ALLOCATIONS]
    ids = imports_facts.owners(where, (v[1].strip() for _, v in pairs), (v[0].strip() for _, v in pairs))
    numbers = [values[1].strip() for _, values in rows[INVOICES]]
    numbers += [imports_payments.payer_of(values) for _, values in rows[PAYMENTS]]
    if numbers or ids:
        locked = lock.known(*where, numbers, ids)
        draft.customers |= {one.number: one for one in locked.customers.values()}


def _write(draft: Draft, data: TakeIn) -> None:
    context = draft.context
    met = {
        id for entry in draft.entries.values() for a in entry.allocations for id in (a.debit_item_id, a.credit_item_id)
    }
    touched = tuple(item for id, item in draft.items.items() if id in met)
    plan = Plan(tuple(draft.entries.values()), tuple(draft.documents), tuple(draft.payments), touched)
    if plan.entries:
        post.write_many(context.stamp(draft.entity), plan)
    said = {"file": data.file, "portion": data.portion, "faults": len(draft.faults)}
    said |= {"taken": sum(draft.taken.values()), "unchanged": sum(draft.unchanged.values())}
    events = [("imports.run", Subject("import", None), said), *draft.events]
    rows = [command.event_row(context, verb, subject, told) for verb, subject, told in events]
    bulk.insert("event", command.EVENT_COLUMNS, rows)
