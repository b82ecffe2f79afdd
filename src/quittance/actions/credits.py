"""Credit notes: recorded as a credit, and allocated to the invoices they correct."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from quittance.actions import command, deposits, invoices, issuing, postings
from quittance.actions.allocations import ShareInput, chosen
from quittance.actions.command import Context, Subject
from quittance.actions.deposits import Corrected
from quittance.actions.issuing import Gate
from quittance.actions.postings import Allocated
from quittance.books import lock, series
from quittance.books.keys import new_id
from quittance.books.lock import CustomerFacts
from quittance.reports.catalogue import Buyer
from quittance.rules import chart, money, tax, text, totals
from quittance.rules import currency as currencies
from quittance.rules.ledger import CREDIT, CREDIT_NOTE, Item, NewDocument, NewEntry
from quittance.rules.totals import LATER, ChargeInput, LineInput


@dataclass(frozen=True, slots=True)
class RecordCreditNote:
    """A credit note of `total` (decimal text) or `lines`; `allocate` says which invoices it corrects.

    `allocate` entries with amount "" take as much as is open. `corrects` names invoices that it is about, whether
    or not anything is open on them; without `allocate` it meets what is open of them, in that order.
    """

    customer_number: str
    issued_on: datetime.date
    total: str = ""
    currency: str = ""
    number: str = ""
    external_id: str = ""
    note: str = ""
    rate: str = ""
    lines: tuple[LineInput, ...] = ()
    allocate: tuple[ShareInput, ...] = ()
    charges: tuple[ChargeInput, ...] = field(default=(), metadata=LATER)
    prices: str = field(default="", metadata=LATER)
    corrects: tuple[str, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True, slots=True)
class CreditNoteRecorded:
    """The credit note as posted, what it was allocated to and what is left to use."""

    id: int
    entry_id: int
    number: str
    customer_number: str
    currency: str
    total: str
    allocated: tuple[Allocated, ...]
    unapplied: str


@command.verb("credits.record", CreditNoteRecorded)
def record(context: Context, data: RecordCreditNote) -> CreditNoteRecorded:
    """Record a credit note.

    Raises `Duplicate`, `Overallocated`, `PeriodLocked`, `LimitExceeded`, `NotFound` or `Invalid`.
    """
    return posted(context, data, issuing.alone)


def posted(context: Context, data: RecordCreditNote, gate: Gate = issuing.unguarded) -> CreditNoteRecorded:
    """Record within a verb that credits something; the document passes `gate` just before it is written."""
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    issued_on = postings.check_day(data.issued_on, context.today, "issued_on")
    currency = currencies.check((data.currency.strip() or customer.currency).upper())
    summed = invoices.summed_of(context, data, Buyer(customer.id, issued_on, currency))
    corrected = _corrected(context, customer, data)
    number = text.clean(data.number, "number", 64) or series.take(
        context.tenant_id, context.entity_id, CREDIT_NOTE, issued_on
    )
    document = NewDocument(
        id=new_id(),
        entry_id=new_id(),
        customer_id=customer.id,
        kind=CREDIT_NOTE,
        number=number,
        issued_on=issued_on,
        due_on=issued_on,
        currency=currency,
        net=summed.net,
        tax=summed.tax,
        total=summed.total,
        base_total=postings.base_of(context, locked, summed.total, currency, on=issued_on, rate=data.rate),
        external_id=text.clean(data.external_id, "external_id", 128),
        note=text.clean(data.note, "note", 2000),
        prices=data.prices or tax.WITHOUT_TAX,
        lines=summed.lines,
        charges=summed.charges,
        taxes=totals.stored(summed, data.prices),
    )
    gate(context, locked, document, "")
    entry, item = entry_of(document, deposits.account(corrected))
    debits = chosen(context, [customer.id], item, data.allocate or tuple(map(ShareInput, data.corrects)))
    entry, after = postings.paired(entry, [item, *debits.items], debits.shares)
    postings.write(context, locked, [entry], after, documents=[document])
    deposits.tie(context, document, corrected)
    said = {"number": number, "total": money.write(summed.total, currency), "currency": currency}
    command.note(context, "credits.record", Subject("document", document.id, customer.id), said)
    left = next(one for one in after if one.id == item.id)
    return CreditNoteRecorded(
        document.id,
        entry.id,
        number,
        customer.number,
        currency,
        money.write(summed.total, currency),
        postings.told(entry, after, currency),
        money.write(left.open, currency),
    )


def _corrected(context: Context, customer: CustomerFacts, data: RecordCreditNote) -> tuple[Corrected, ...]:
    """The invoices that the note names, and those that it meets."""
    met = [one.invoice_number for one in data.allocate if one.invoice_number not in data.corrects]
    named = deposits.corrected(context, customer, data.corrects)
    return (*named, *deposits.corrected(context, customer, met, "allocate"))


def entry_of(document: NewDocument, income: str = chart.REVENUE) -> tuple[NewEntry, Item]:
    """The entry that posts a credit note (`income`/unapplied, tax/unapplied), and its credit item."""
    item = postings.item_of(document, CREDIT)
    sales = invoices.sales_postings(document, [item], chart.UNAPPLIED, income)
    rows = tuple(row._replace(debit=row.credit, credit=row.debit) for row in sales)
    return NewEntry(document.entry_id, CREDIT_NOTE, document.issued_on, rows, (item,)), item
