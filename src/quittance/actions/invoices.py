"""Invoices: recorded with their lines, posted, and split into one open item per instalment."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from quittance.actions import command, deposits, issuing, postings, stock
from quittance.actions.command import Context, Subject
from quittance.actions.deposits import Billed, Corrected
from quittance.actions.issuing import Gate, Warned
from quittance.books import lock
from quittance.books.keys import new_id
from quittance.reports import agreed as agreements
from quittance.reports import catalogue
from quittance.reports.books import Scoped
from quittance.reports.catalogue import Buyer
from quittance.reports.preflight import Sought
from quittance.rules import chart, money, tax, text, totals
from quittance.rules import currency as currencies
from quittance.rules.deposits import Draw, DrawInput
from quittance.rules.ledger import (
    ANCILLARY,
    DEBIT,
    DEBIT_NOTE,
    DEPOSIT,
    INVOICE,
    Item,
    NewCharge,
    NewDocument,
    NewEntry,
    NewLine,
    NewPosting,
)
from quittance.rules.refusals import Invalid
from quittance.rules.totals import LATER, ChargeInput, LineInput, Totals

KINDS = (INVOICE, DEPOSIT, DEBIT_NOTE)
"""What raises a debt: an invoice, one before the delivery, or a note that adds to an earlier one."""


@dataclass(frozen=True, slots=True)
class RecordInvoice:
    """An issued invoice. Give `total` (decimal text), or `lines`, or both when they agree.

    `charges` are allowances and charges on the whole; `prices` "" is without_tax, or with_tax.
    `goods_on` is the day on which the goods were received, from which terms may count.
    `number` "" takes the next of the series, `due_on` None comes from `terms` or the customer's
    terms, `currency` "" is the customer's, `rate` "" is the known exchange rate of the day.
    `kind` is invoice, deposit or debit_note; `draws` are deposits that an invoice takes off, `corrects` numbers
    of invoices that a debit note adds to. `ancillary` is a word of `rules.ledger.ANCILLARY`, for verbs that charge.
    """

    customer_number: str
    issued_on: datetime.date
    total: str = ""
    currency: str = ""
    number: str = ""
    due_on: datetime.date | None = None
    terms: str = ""
    purchase_order: str = ""
    external_id: str = ""
    note: str = ""
    rate: str = ""
    lines: tuple[LineInput, ...] = ()
    charges: tuple[ChargeInput, ...] = field(default=(), metadata=LATER)
    prices: str = field(default="", metadata=LATER)
    goods_on: datetime.date | None = field(default=None, metadata=LATER)
    kind: str = field(default=INVOICE, metadata=LATER)
    draws: tuple[DrawInput, ...] = field(default=(), metadata=LATER)
    corrects: tuple[str, ...] = field(default=(), metadata=LATER)
    ancillary: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class DocumentRecorded:
    """The document as posted: ids, number, what is owed and by when; `warnings` would delay its payment."""

    id: int
    entry_id: int
    number: str
    customer_number: str
    currency: str
    total: str
    due_on: datetime.date
    warnings: tuple[Warned, ...] = ()


@command.verb("invoices.record", DocumentRecorded)
def record(context: Context, data: RecordInvoice) -> DocumentRecorded:
    """Record an invoice; raises `Duplicate`, `PeriodLocked`, `LimitExceeded`, `NotFound` or `Invalid`."""
    return posted(context, data, issuing.alone)


def posted(context: Context, data: RecordInvoice, gate: Gate = issuing.unguarded) -> DocumentRecorded:
    """Record within a verb that charges something; the document passes `gate` just before it is written."""
    _check_kind(data)
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    issued_on = postings.check_day(data.issued_on, context.today, "issued_on")
    currency = currencies.check((data.currency.strip() or customer.currency).upper())
    summed = summed_of(context, data, Buyer(customer.id, issued_on, currency))
    agreed = text.clean(data.terms, "terms", 200) or agreements.of_customer(context, customer, issued_on)
    goods_on = postings.check_day(data.goods_on, context.today, "goods_on") if data.goods_on else None
    due = due_days(context, agreed, issued_on, data.due_on, goods_on)
    order = text.clean(data.purchase_order, "purchase_order", 128)
    sought = Sought(customer.id, issued_on, currency, summed.total, order)
    draws = deposits.chosen(context, Billed(customer.id, issued_on, currency, summed.total), data.draws)
    corrected = deposits.corrected(context, customer, data.corrects)
    kind = DEBIT_NOTE if data.kind == DEBIT_NOTE else INVOICE
    number, told = issuing.numbered(context, kind, text.clean(data.number, "number", 64), sought)
    base = postings.base_of(context, locked, summed.total, currency, on=issued_on, rate=data.rate)
    document = NewDocument(
        id=new_id(),
        entry_id=new_id(),
        customer_id=customer.id,
        kind=kind,
        number=number,
        issued_on=issued_on,
        due_on=due[-1][0],
        currency=currency,
        net=summed.net,
        tax=summed.tax,
        total=summed.total,
        base_total=base,
        terms=agreed,
        purchase_order=order,
        external_id=text.clean(data.external_id, "external_id", 128),
        note=text.clean(data.note, "note", 2000),
        prices=data.prices or tax.WITHOUT_TAX,
        goods_on=goods_on,
        ancillary=data.ancillary,
        lines=summed.lines,
        charges=summed.charges,
        taxes=totals.stored(summed, data.prices),
    )
    warned = gate(context, locked, document, told)
    entry = entry_of(document, due, chart.DEPOSIT if data.kind == DEPOSIT else chart.REVENUE)
    entry, met = deposits.drawn(entry, draws)
    postings.write(context, locked, [entry], met, documents=[document])
    _tie(context, data, document, (entry, draws, corrected))
    said = {"number": number, "total": money.write(summed.total, currency), "currency": currency}
    command.note(context, "invoices.record", Subject("document", document.id, customer.id), said)
    return replace(recorded(document, customer.number), warnings=warned)


def _check_kind(data: RecordInvoice) -> None:
    """Raise `Invalid` for a kind that there is not, and for what only another kind can say."""
    if data.kind not in KINDS:
        raise Invalid(f"{data.kind[:40]!r} raises no debt. Use {', '.join(KINDS)}.", field="kind")
    if data.ancillary and data.ancillary not in ANCILLARY:
        raise Invalid(f"{data.ancillary[:40]!r} is nothing to charge beside goods.", field="ancillary")
    if data.draws and data.kind != INVOICE:
        raise Invalid("Only an invoice draws on deposits.", field="draws")
    if data.corrects and data.kind != DEBIT_NOTE:
        raise Invalid("Only a debit note adds to an earlier invoice. Name none.", field="corrects")


Tied = tuple[NewEntry, Sequence[Draw], Sequence[Corrected]]


def _tie(context: Context, data: RecordInvoice, document: NewDocument, tied: Tied) -> None:
    """What hangs on the document: goods that leave the stock, deposits, and the invoices that it adds to."""
    if data.kind == INVOICE:
        stock.issue(context, document)
    if data.kind == DEPOSIT:
        deposits.mark(context, document)
    entry, draws, corrected = tied
    deposits.keep(context, document, entry, draws)
    deposits.tie(context, document, corrected)


class Summed(Protocol):
    """What says lines, allowances and charges, and what they should come to."""

    @property
    def total(self) -> str: ...

    @property
    def lines(self) -> tuple[LineInput, ...]: ...

    @property
    def charges(self) -> tuple[ChargeInput, ...]: ...

    @property
    def prices(self) -> str: ...


def summed_of(context: Context, data: Summed, buyer: Buyer) -> Totals:
    """What a document to be comes to, its lines filled with what their items say."""
    lines = totals.read_lines(catalogue.filled(context, data.lines, buyer), buyer.currency)
    charges = totals.read_charges(data.charges, lines, buyer.currency)
    return total_of(data.total, buyer.currency, lines, charges, data.prices)


def total_of(
    given: str, currency: str, lines: Sequence[NewLine], charges: Sequence[NewCharge] = (), prices: str = ""
) -> Totals:
    """The totals from the lines, or the given total without tax; raises `Invalid` when they disagree."""
    if not lines:
        return Totals(money.read_positive(given, currency, field="total"), 0)
    summed = totals.of(lines, charges, prices or tax.WITHOUT_TAX)
    if given and money.read_positive(given, currency, field="total") != summed.total:
        raise Invalid(
            f"The lines with tax come to {money.write(summed.total, currency)}, not {given}. Correct one of them.",
            field="total",
        )
    if summed.total <= 0:
        raise Invalid("The total must be above zero. Record a credit note instead.", field="total")
    if not 0 < summed.total <= money.MAX_MINOR:
        raise Invalid("The total is beyond the largest amount.", field="total")
    return summed


def due_days(
    books: Scoped,
    agreed: str,
    issued_on: datetime.date,
    given: datetime.date | None,
    goods_on: datetime.date | None = None,
) -> list[tuple[datetime.date, int]]:
    """Due days with their weights; a given day overrules the terms, no terms mean due at once."""
    if given is not None:
        if given < issued_on:
            raise Invalid("The invoice would be due before it was issued. Check both days.", field="due_on")
        return [(given, 1)]
    if not agreed:
        return [(issued_on, 1)]
    return agreements.due_days(books, agreed, issued_on, goods_on)


def entry_of(document: NewDocument, due: Sequence[tuple[datetime.date, int]], income: str = chart.REVENUE) -> NewEntry:
    """The entry that posts an invoice: receivable/revenue (or deposits) and receivable/tax per instalment."""
    weights = [weight for _, weight in due]
    amounts = money.split(document.total, weights)
    bases = money.split(document.base_total, amounts)
    items = tuple(
        Item(
            id=new_id(),
            customer_id=document.customer_id,
            side=DEBIT,
            kind=document.kind,
            currency=document.currency,
            amount=amount,
            base_amount=base,
            effective_on=document.issued_on,
            due_on=day,
            document_id=document.id,
            entry_id=document.entry_id,
            instalment=n,
            label=document.number,
        )
        for n, ((day, _), amount, base) in enumerate(zip(due, amounts, bases, strict=True), start=1)
        if amount > 0
    )
    rows = sales_postings(document, items, chart.RECEIVABLE, income)
    return NewEntry(document.entry_id, document.kind, document.issued_on, rows, items)


def sales_postings(
    document: NewDocument, items: Sequence[Item], against: str, income: str = chart.REVENUE
) -> tuple[NewPosting, ...]:
    """Net to `income` and tax to tax for each item, each split so that it sums back to the document.

    A negative share (a line of the other sign) swaps the sides.
    """
    taxes = totals.tax_parts(document.tax, [item.amount for item in items], [item.base_amount for item in items])
    rows: list[NewPosting] = []
    for item, (due, due_base) in zip(items, taxes, strict=True):
        parts = ((income, item.amount - due, item.base_amount - due_base), (chart.TAX, due, due_base))
        for kind, amount, base in parts:
            rows += postings.sided(item, (against, kind), amount, base)
    return tuple(rows)


def recorded(document: NewDocument, customer_number: str) -> DocumentRecorded:
    """The result of recording a document."""
    return DocumentRecorded(
        document.id,
        document.entry_id,
        document.number,
        customer_number,
        document.currency,
        money.write(document.total, document.currency),
        document.due_on,
    )
