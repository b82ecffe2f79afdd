"""Collection costs: what pursuing a dossier has cost, charged to the customer or kept as our own."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import command, invoices
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.formats import ancillary_words
from quittance.reports import dossiers as reports
from quittance.reports import paper_parties
from quittance.reports.books import of as books_of
from quittance.rules import currency as currencies
from quittance.rules import dossiers as rules
from quittance.rules import money, text
from quittance.rules.ledger import COLLECTION_COST
from quittance.rules.refusals import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class AddCost:
    """A cost of a dossier; `charge` has the customer bear it, by an invoice of its own without tax.

    `kind` is a word of `rules.dossiers.COSTS`; `incurred_on` None is today, `currency` "" that of the dossier. A cost
    in another currency is our own.
    """

    number: str
    kind: str
    amount: str
    incurred_on: datetime.date | None = None
    note: str = ""
    charge: bool = False
    currency: str = ""


@dataclass(frozen=True, slots=True)
class RemoveCost:
    """A cost that was recorded by mistake."""

    number: str
    id: int


@dataclass(frozen=True, slots=True)
class CostKept:
    """The cost; `document` charges it to the customer, "" is our own."""

    id: int
    number: str
    kind: str
    amount: str
    currency: str
    document: str


@command.verb("costs.add", CostKept)
def add(context: Context, data: AddCost) -> CostKept:
    """Record a cost; raises `Conflict` for a dossier that was dropped, `PeriodLocked`, `NotFound` or `Invalid`."""
    row = reports.of_number(books_of(context), data.number)
    if row.state == rules.DROPPED:
        raise Conflict(f"Dossier {row.number} was not handed over. It has no costs.", field="number")
    on = data.incurred_on or context.today
    rules.check_cost(data.kind, on, context.today)
    currency = currencies.check(data.currency.strip().upper() or row.currency)
    if data.charge and currency != row.currency:
        raise Invalid(f"Charge it in {row.currency}, as the dossier is; in {currency} it is our own.", field="currency")
    amount = money.read_positive(data.amount, currency)
    note = text.clean(data.note, "note", 300)
    id, document, document_id = new_id(), "", None
    if data.charge:
        language = paper_parties.of(books_of(context), row.customer_number).figures.language
        said = f"{ancillary_words.of(language, data.kind)}, {row.number}"
        made = invoices.posted(
            context,
            invoices.RecordInvoice(
                *(row.customer_number, context.today, money.write(amount, row.currency), row.currency),
                due_on=context.today,
                note=f"{said}: {note}" if note else said,
                ancillary=COLLECTION_COST,
            ),
        )
        document, document_id = made.number, made.id
    sql.insert(
        "collection_cost",
        "tenant_id id entity_id dossier_id kind currency amount incurred_on note document_id actor_name "
        "recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, row.id, data.kind, currency, amount, on, note),
                *(document_id, context.actor.name, context.now),
            ]
        ],
    )
    kept = CostKept(id, row.number, data.kind, money.write(amount, currency), currency, document)
    _note(context, "costs.add", kept, row)
    return kept


@command.verb("costs.remove", CostKept)
def remove(context: Context, data: RemoveCost) -> CostKept:
    """Take a cost back; raises `Conflict` while the invoice that charges it stands, or `NotFound`."""
    row = reports.of_number(books_of(context), data.number)
    found = next((one for one in reports.costs(books_of(context), row.id) if one.id == data.id), None)
    if found is None:
        raise NotFound(f"Dossier {row.number} has no such cost.", field="id")
    if found.document and not _is_reversed(context, found.document):
        raise Conflict(f"Invoice {found.document} charges it to the customer. Reverse that first.", field="id")
    sql.execute(
        "UPDATE collection_cost SET removed_on = %s WHERE tenant_id = %s AND id = %s AND removed_on IS NULL",
        [context.today, context.tenant_id, found.id],
    )
    amount = money.write(found.amount, found.currency)
    kept = CostKept(found.id, row.number, found.kind, amount, found.currency, found.document)
    _note(context, "costs.remove", kept, row)
    return kept


def _is_reversed(context: Context, number: str) -> bool:
    found = sql.row(
        "SELECT 1 FROM document d JOIN entry r ON r.tenant_id = d.tenant_id AND r.reverses = d.entry_id "
        "WHERE d.tenant_id = %s AND d.entity_id = %s AND d.number = %s",
        [context.tenant_id, context.entity_id, number],
    )
    return found is not None


def _note(context: Context, verb: str, kept: CostKept, row: reports.DossierRow) -> None:
    said = {name: getattr(kept, name) for name in ("number", "kind", "amount", "currency", "document")}
    command.note(context, verb, Subject("dossier", row.id, row.customer_id), said)
