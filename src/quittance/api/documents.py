"""Invoices and credit notes: recorded, listed in any state, and shown with their lines and what met them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import credits, invoices
from quittance.actions.credits import CreditNoteRecorded, RecordCreditNote
from quittance.actions.invoices import DocumentRecorded, RecordInvoice
from quittance.api import plain
from quittance.api.deposits import TiesShown, ties
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    PLAIN,
    AmountShown,
    Code,
    Cursor,
    Day,
    DayShown,
    Decimal,
    Given,
    IdShown,
    LongText,
    MomentShown,
    Number,
    Search,
    Shown,
    Text,
    WideLimit,
)
from quittance.api.lines import (
    ChargesGiven,
    DrawsGiven,
    LinesGiven,
    MetShown,
    NumbersGiven,
    Prices,
    SharesGiven,
    charges,
    draws,
    lines,
    met,
    shares,
)
from quittance.reports import document, documents
from quittance.rules import totals

router = Router()

Label = Annotated[str, Field(max_length=128, pattern=PLAIN)]
Rate = Annotated[Decimal, Field(description="Exchange rate; the known one of the day when left out.")]
State = Literal["open", "overdue", "part-paid", "paid", "reversed", "to-be-used", "used"]
Stage = Literal["not-sent", "queued", "sent", "viewed", "bounced", "disputed", "promised", "written-off"]
Order = Literal["issued", "-issued", "number", "-number", "due", "-due", "closed", "-closed", "reversed", "-reversed"]


class Said(Given):
    """What every document may say of itself: its amounts, its lines and its labels."""

    customer_number: Number
    total: Decimal | None = None
    currency: Code | None = None
    external_id: Label | None = None
    note: LongText | None = None
    rate: Rate | None = None
    lines: LinesGiven | None = None
    charges: ChargesGiven | None = None
    prices: Prices | None = None


class Billed(Said):
    """What a document says that raises a debt, and when it is due."""

    due_on: Day | None = None
    terms: Annotated[Text, Field(description="Such as net 30; the customer's when left out.")] | None = None
    purchase_order: Label | None = None
    goods_on: Annotated[Day, Field(description="Delivery of the goods; terms may count from it.")] | None = None
    draws: DrawsGiven | None = None


class NewInvoice(Billed):
    """An issued invoice from its total, its lines, or both; the due day comes from the terms when left out.

    A `deposit` is billed before the delivery and drawn on by the invoice of the whole; a `debit_note` adds to
    the invoices that it `corrects`.
    """

    issued_on: Day
    number: Number | None = None
    kind: Literal["invoice", "deposit", "debit_note"] = "invoice"
    corrects: NumbersGiven | None = None


class NewCreditNote(Said):
    """A credit note from its total, its lines, or both, and the invoices it corrects.

    `corrects` names invoices whether or not anything is open on them, and meets what is; `allocate` says how much.
    """

    issued_on: Day
    number: Number | None = None
    allocate: SharesGiven | None = None
    corrects: NumbersGiven | None = None


class DocumentShown(Shown):
    """A document: `open` is what is left of `total`, both above zero on credit notes too."""

    id: IdShown
    number: str
    kind: str
    customer_number: str
    customer_name: str
    issued_on: DayShown
    due_on: DayShown
    currency: str
    total: AmountShown
    open: AmountShown
    purchase_order: str
    state: State
    stages: list[Stage]
    days_late: int


class Documents(Shown):
    """A page of documents; `next` is the cursor of the page behind, empty on the last."""

    rows: list[DocumentShown]
    next: str


class DocumentLine(Shown):
    """A row of a document: `amount` is in the terms of the prices, less the discount; `net` is without tax."""

    n: int
    description: str
    quantity: AmountShown
    unit_price: AmountShown
    item: str
    unit: str
    discount_percent: AmountShown
    discount: AmountShown
    amount: AmountShown
    tax_category: str
    tax_rate: AmountShown
    tax_reason: str
    net: AmountShown


class ChargeShown(Shown):
    """An allowance or charge on the whole: `amount` in the terms of the prices, `net` with its sign."""

    n: int
    kind: Literal["allowance", "charge"]
    reason: str
    percent: AmountShown
    amount: AmountShown
    tax_category: str
    tax_rate: AmountShown
    tax_reason: str
    net: AmountShown


class TaxShown(Shown):
    """What is taxed in one category at one rate, and the tax on it, rounded once."""

    category: str
    rate: AmountShown
    net: AmountShown
    tax: AmountShown
    reason: str


class InstalmentShown(Shown):
    """One part with its own due day."""

    item_id: IdShown
    n: int
    due_on: DayShown
    amount: AmountShown
    open: AmountShown


class WindowShown(Shown):
    """A discount for payment on or before a day."""

    last_on: DayShown
    percent: AmountShown


class DocumentCard(DocumentShown, TiesShown):
    """A document with its lines, its parts and the allocations in force on it."""

    net: AmountShown
    tax: AmountShown
    base_currency: str
    base_total: AmountShown
    terms: str
    goods_on: DayShown | None
    early: list[WindowShown]
    external_id: str
    ancillary: Literal["", "dunning_fee", "return_fee", "collection_cost"]
    note: str
    entry_id: IdShown
    recorded_at: MomentShown
    prices: Prices
    lines: list[DocumentLine]
    charges: list[ChargeShown]
    taxes: list[TaxShown]
    instalments: list[InstalmentShown]
    met: list[MetShown]
    reversal_entry_id: IdShown | None
    reversed_on: DayShown | None


@asks(router, "/documents", Documents)
def find(
    desk: Desk,
    *,
    side: Literal["invoices", "credit_notes"] = "invoices",
    state: State | None = None,
    stage: Stage | None = None,
    search: Search = "",
    customer_number: Number | None = None,
    external_id: Label | None = None,
    currency: Code | None = None,
    since: Day | None = None,
    until: Day | None = None,
    order: Order | None = None,
    cursor: Cursor = "",
    limit: WideLimit = 50,
) -> dict[str, Any]:
    """List invoices or credit notes.

    `search` is the beginning of a number, part of a customer's name or number, or an amount. Invoices are
    open, overdue, part-paid, paid or reversed, credit notes to-be-used, used or reversed; each state has
    the orders that it can be listed in quickly, and a refusal names them. `stage` is how a paper reached its
    customer, or what is said about the debt; what is only drafted is listed by /drafts.
    """
    wanted = documents.Wanted(
        side=side,
        state=state or "",
        stage=stage or "",
        search=search,
        customer_number=customer_number or "",
        external_id=external_id or "",
        currency=(currency or "").upper(),
        since=since,
        until=until,
        order=order or "",
        after=cursor,
        limit=limit,
    )
    page = documents.find(desk.books, wanted, desk.today)
    return {"rows": [_shown(row) for row in page.rows], "next": page.after}


@asks(router, "/documents/{path:number}", DocumentCard)
def show(desk: Desk, number: Number) -> dict[str, Any]:
    """Show one invoice or credit note."""
    base = desk.currency
    card = document.card(desk.books, number, desk.today)
    currency = card.row.currency
    (row,) = documents.staged(desk.books, [card.row], desk.today)
    return {
        **_shown(row),
        "net": plain.amount(card.net, currency),
        "tax": plain.amount(card.tax, currency),
        "base_currency": base,
        "base_total": plain.amount(card.base_total, base),
        "terms": card.terms,
        "goods_on": card.goods_on,
        "early": [{"last_on": one.last_on, "percent": totals.written(one.percent_e4, 4)} for one in card.windows],
        "external_id": card.external_id,
        "ancillary": card.ancillary,
        "note": card.note,
        "entry_id": card.entry_id,
        "recorded_at": plain.moment(card.recorded_at),
        "prices": card.prices,
        "lines": [_line(one, currency) for one in card.lines],
        "charges": [_charge(one, currency) for one in card.charges],
        "taxes": [_tax(one, currency) for one in card.taxes],
        "instalments": [
            {
                "item_id": one.item_id,
                "n": one.n,
                "due_on": one.due_on,
                "amount": plain.amount(one.amount, currency),
                "open": plain.amount(one.open, currency),
            }
            for one in card.instalments
        ],
        "met": met(card.met),
        **ties(card),
        "reversal_entry_id": card.reversal_entry_id,
        "reversed_on": card.reversed_on,
    }


@does(router, "POST", "/invoices", "invoices.record", result_of(DocumentRecorded), status=201)
def record_invoice(desk: Desk, body: NewInvoice) -> DocumentRecorded:
    """Record an issued invoice."""
    given = body.fields("lines", "charges", "draws", "corrects")
    rows: dict[str, Any] = {"lines": lines(body.lines), "charges": charges(body.charges), "draws": draws(body.draws)}
    return invoices.record(desk.context, RecordInvoice(**given, **rows, corrects=tuple(body.corrects or ())))


@does(router, "POST", "/credit-notes", "credits.record", result_of(CreditNoteRecorded), status=201)
def record_credit_note(desk: Desk, body: NewCreditNote) -> CreditNoteRecorded:
    """Record a credit note, and allocate it to the invoices it corrects."""
    given = body.fields("lines", "charges", "allocate", "corrects")
    rows: dict[str, Any] = {"lines": lines(body.lines), "charges": charges(body.charges)}
    rows |= {"allocate": shares(body.allocate), "corrects": tuple(body.corrects or ())}
    return credits.record(desk.context, RecordCreditNote(**given, **rows))


def _line(one: document.DocumentLine, currency: str) -> dict[str, Any]:
    return {
        "n": one.n,
        "description": one.description,
        "quantity": totals.written(one.quantity_e6, 6),
        "unit_price": totals.written(one.unit_price_e6, 6),
        "item": one.item,
        "unit": one.unit,
        "discount_percent": totals.written(one.discount_e4, 4),
        "discount": plain.amount(one.discount, currency),
        "amount": plain.amount(one.amount, currency),
        "tax_category": one.tax_category,
        "tax_rate": totals.written(one.tax_rate_e4, 4),
        "tax_reason": one.tax_reason,
        "net": plain.amount(one.net, currency),
    }


def _charge(one: document.DocumentCharge, currency: str) -> dict[str, Any]:
    return {
        "n": one.n,
        "kind": one.kind,
        "reason": one.reason,
        "percent": totals.written(one.percent_e4, 4),
        "amount": plain.amount(one.amount, currency),
        "tax_category": one.tax_category,
        "tax_rate": totals.written(one.tax_rate_e4, 4),
        "tax_reason": one.tax_reason,
        "net": plain.amount(one.net, currency),
    }


def _tax(one: document.DocumentTax, currency: str) -> dict[str, Any]:
    return {
        "category": one.category,
        "rate": totals.written(one.rate_e4, 4),
        "net": plain.amount(one.net, currency),
        "tax": plain.amount(one.tax, currency),
        "reason": one.reason,
    }


def _shown(row: documents.DocumentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "kind": row.kind,
        "customer_number": row.customer_number,
        "customer_name": row.customer_name,
        "issued_on": row.issued_on,
        "due_on": row.due_on,
        "currency": row.currency,
        "total": plain.amount(row.total, row.currency),
        "open": plain.amount(row.open, row.currency),
        "purchase_order": row.purchase_order,
        "state": row.state,
        "stages": row.stages,
        "days_late": row.days_late,
    }
