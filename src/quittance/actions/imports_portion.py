"""A portion of an import: some thousand rows in the exchange format, taken into the books by one command."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import (
    command,
    imports_allocations,
    imports_customers,
    imports_documents,
    imports_payments,
)
from quittance.actions.command import Context, Subject
from quittance.actions.imports_draft import Count, Draft
from quittance.actions.imports_facts import Facts
from quittance.actions.imports_foreseen import Foreseen, Would
from quittance.books import agreed, bulk, lock, post
from quittance.books.keys import new_ids
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
    draft = _begun(context, data, Facts(context.tenant_id, context.entity_id))
    rows = _rows(data)
    imports_customers.plan(draft, rows[CUSTOMERS])
    imports_customers.write(draft)
    _plan(draft, rows)
    _write(draft, data)
    return TakenIn(draft.counts(), tuple(draft.faults))


def foresee(context: Context, data: TakeIn, foreseen: Foreseen) -> TakenIn:
    """What `take_in` would come to after all that is foreseen already; nothing is written."""
    draft = _begun(context, data, foreseen)
    rows = _rows(data)
    imports_customers.plan(draft, rows[CUSTOMERS])
    draft.customers |= foreseen.customer_facts(_numbers(rows), _owners(draft, rows))
    _plan(draft, rows)
    items = draft.items.values()
    foreseen.absorb(
        Would(draft.customers, draft.new_customers, draft.documents, draft.payments, items, draft.allocated())
    )
    return TakenIn(draft.counts(), tuple(draft.faults))


def _begun(context: Context, data: TakeIn, facts: Facts | Foreseen) -> Draft:
    return Draft(context, lock.known(context.tenant_id, context.entity_id, []).entity, facts, data.ledger)


def _rows(data: TakeIn) -> dict[str, Rows]:
    return {kind: list(exchange.read(getattr(data, kind))) for kind in exchange.KINDS}


def _plan(draft: Draft, rows: dict[str, Rows]) -> None:
    _lock(draft, rows)
    imports_documents.plan(draft, _standing(draft, rows[INVOICES]), rows[LINES])
    imports_payments.plan(draft, _standing(draft, rows[PAYMENTS]))
    imports_allocations.plan(draft, _standing(draft, rows[ALLOCATIONS]))


def _standing(draft: Draft, rows: Rows) -> Rows:
    """The rows to go on with: of a ledger, those that are not at fault so far."""
    if not (draft.ledger and draft.faults):
        return rows
    fallen = {fault.row for fault in draft.faults}
    return [(row, values) for row, values in rows if row not in fallen]


def _lock(draft: Draft, rows: dict[str, Rows]) -> None:
    """Lock every customer that the rows name, directly or by a document or payment, in one statement."""
    ids, numbers = _owners(draft, rows), _numbers(rows)
    if numbers or ids:
        locked = lock.known(draft.context.tenant_id, draft.context.entity_id, numbers, ids)
        draft.customers |= {one.number: one for one in locked.customers.values()}
        told = [id for id, one in locked.customers.items() if one.granted]
        draft.grants |= agreed.grants(draft.context.tenant_id, told)


def _owners(draft: Draft, rows: dict[str, Rows]) -> list[int]:
    """Ids of the customers of what allocations name."""
    pairs = rows[ALLOCATIONS]
    return draft.facts.owners((values[1].strip() for _, values in pairs), (values[0].strip() for _, values in pairs))


def _numbers(rows: dict[str, Rows]) -> list[str]:
    """Numbers of the customers of invoices and payments."""
    numbers = [values[1].strip() for _, values in rows[INVOICES]]
    return numbers + [imports_payments.payer_of(values) for _, values in rows[PAYMENTS]]


def _write(draft: Draft, data: TakeIn) -> None:
    context = draft.context
    met = {id for one in draft.allocated() for id in (one.made.debit_item_id, one.made.credit_item_id)}
    touched = tuple(item for id, item in draft.items.items() if id in met)
    plan = Plan(tuple(draft.entries.values()), tuple(draft.documents), tuple(draft.payments), touched)
    if plan.entries:
        post.write_many(context.stamp(draft.entity), plan)
    said = {"file": data.file, "portion": data.portion, "faults": len(draft.faults)}
    said |= {"taken": sum(draft.taken.values()), "unchanged": sum(draft.unchanged.values())}
    events = [("imports.run", Subject("import", None), said), *draft.events]
    rows = [
        command.event_row(context, verb, subject, told, id=id)
        for id, (verb, subject, told) in zip(new_ids(len(events)), events, strict=True)
    ]
    bulk.insert("event", command.EVENT_COLUMNS, rows)
