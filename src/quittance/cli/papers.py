"""Invoices, credit notes and payments as they stand: listed in any state, and one with everything around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quittance.cli.answer import CARD, Amount, Answer, moment
from quittance.cli.desk import Desk, asks
from quittance.cli.documents import credit, invoice
from quittance.cli.drafts import every
from quittance.cli.paging import paged
from quittance.cli.payments import payment
from quittance.rules import totals

if TYPE_CHECKING:
    from quittance.reports.allocations import Met
    from quittance.reports.deposits import Drawn
    from quittance.reports.document import DocumentCard, DocumentCharge, DocumentLine, DocumentTax
    from quittance.reports.documents import DocumentRow
    from quittance.reports.payments import PaymentCard, PaymentRow

__all__ = ["credit", "invoice", "payment"]

Search = Annotated[str, typer.Argument(help="Beginning of a number, part of a customer's name, or an amount.")]
Customer = Annotated[str, typer.Option(help="Only of this customer, by number.")]
Since = Annotated[str, typer.Option(help="First day.", metavar="DAY")]
Until = Annotated[str, typer.Option(help="Last day.", metavar="DAY")]
Limit = Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")]
Number = Annotated[str, typer.Argument(help="Number of the document.")]

DRAFTED = "drafted"
STAGES = "drafted, not-sent, queued, sent, viewed, bounced, disputed, promised or written-off."
DOCUMENT_COLUMNS = tuple(
    "number customer name issued_on due_on state stage days_late currency total open purchase_order".split()
)
PAYMENT_COLUMNS = tuple("reference customer name received_on method state currency amount unapplied payer".split())


@asks(invoice, "list")
def invoices(
    desk: Desk,
    search: Search = "",
    state: Annotated[str, typer.Option(help="open, overdue, part-paid, paid or reversed.")] = "",
    stage: Annotated[str, typer.Option(help=STAGES)] = "",
    customer: Customer = "",
    since: Since = "",
    until: Until = "",
    order: Annotated[str, typer.Option(help="issued, number, due, closed or reversed; with - in front, falling.")] = "",
    limit: Limit = 200,
) -> Answer:
    """List invoices, the latest first."""
    from quittance.reports import documents

    if stage == DRAFTED:
        return every(desk, search, customer, limit)
    wanted = documents.Wanted(
        documents.INVOICES,
        state,
        search,
        customer,
        since=desk.day_or_none(since, "since"),
        until=desk.day_or_none(until, "until"),
        order=order,
        stage=stage,
    )
    return _listed(desk, wanted, limit, "No invoice here. Record one: quittance invoice add CUSTOMER --total AMOUNT")


@asks(credit, "list")
def credit_notes(
    desk: Desk,
    search: Search = "",
    state: Annotated[str, typer.Option(help="to-be-used, used or reversed.")] = "",
    customer: Customer = "",
    since: Since = "",
    until: Until = "",
    limit: Limit = 200,
) -> Answer:
    """List credit notes, the latest first."""
    from quittance.reports import documents

    wanted = documents.Wanted(
        documents.CREDIT_NOTES,
        state,
        search,
        customer,
        since=desk.day_or_none(since, "since"),
        until=desk.day_or_none(until, "until"),
    )
    return _listed(desk, wanted, limit, "No credit note here. Record one: quittance credit add CUSTOMER --total AMOUNT")


@asks(payment, "list")
def payments(
    desk: Desk,
    search: Search = "",
    state: Annotated[str, typer.Option(help="to-be-used, used or reversed.")] = "",
    customer: Customer = "",
    since: Since = "",
    until: Until = "",
    limit: Limit = 200,
) -> Answer:
    """List payments, the latest first."""
    from quittance.reports import payments as reports

    wanted = reports.Wanted(
        state,
        search,
        customer,
        since=desk.day_or_none(since, "since"),
        until=desk.day_or_none(until, "until"),
    )

    def page(after: str, most: int) -> tuple[Sequence[PaymentRow], str]:
        found = reports.find(desk.books, _behind(wanted, after, most))
        return found.rows, found.after

    rows = (
        (
            one.reference,
            one.customer_number,
            one.customer_name,
            one.received_on,
            one.method,
            one.state,
            one.currency,
            Amount(one.amount, one.currency),
            Amount(one.unapplied, one.currency),
            one.payer_name,
        )
        for one in paged(page, limit)
    )
    return Answer(PAYMENT_COLUMNS, rows, empty="No payment here. Record one: quittance pay AMOUNT CUSTOMER")


@asks(invoice, "show")
def show_invoice(desk: Desk, number: Number) -> Answer:
    """Show an invoice with its lines, its parts and what met it."""
    return _document(desk, number)


@asks(credit, "show")
def show_credit_note(desk: Desk, number: Number) -> Answer:
    """Show a credit note with its lines and what it was spent on."""
    return _document(desk, number)


@asks(payment, "show")
def show_payment(desk: Desk, reference: Annotated[str, typer.Argument(help="Reference of the payment.")]) -> Answer:
    """Show a payment with what it was spent on; the ids are those that unallocate takes."""
    from quittance.reports import payments as reports

    card = reports.card(desk.books, reference)
    values = _payment_values(card, desk.currency)
    document = {
        **values,
        "holdings": [
            {
                "customer": one.customer_number,
                "amount": Amount(one.amount, card.row.currency),
                "unapplied": Amount(one.unapplied, card.row.currency),
            }
            for one in card.holdings
        ],
        "met": _met(card.met),
    }
    moved = [
        f"held by {one.customer_number} {one.customer_name}: "
        f"{Amount(one.unapplied, card.row.currency).readable()} unapplied"
        for one in card.holdings
        if one.customer_number != card.row.customer_number
    ]
    rows = [(name.replace("_", " "), value) for name, value in values.items()]
    return Answer(CARD, rows, lambda: document, f"Payment {reference}", (*moved, *_met_lines(card.met)))


def _listed(desk: Desk, wanted: Any, limit: int, empty: str) -> Answer:
    from quittance.reports import documents

    def page(after: str, most: int) -> tuple[Sequence[DocumentRow], str]:
        found = documents.find(desk.books, _behind(wanted, after, most), desk.context.today)
        return found.rows, found.after

    rows = (
        (
            one.number,
            one.customer_number,
            one.customer_name,
            one.issued_on,
            one.due_on,
            one.state,
            " ".join(one.stages),
            one.days_late,
            one.currency,
            Amount(one.total, one.currency),
            Amount(one.open, one.currency),
            one.purchase_order,
        )
        for one in paged(page, limit)
    )
    return Answer(DOCUMENT_COLUMNS, rows, empty=empty)


def _behind(wanted: Any, after: str, most: int) -> Any:
    return replace(wanted, after=after, limit=most)


def _document(desk: Desk, number: str) -> Answer:
    from quittance.reports import document as reports
    from quittance.reports import documents

    card = reports.card(desk.books, number, desk.context.today)
    currency = card.row.currency
    (row,) = documents.staged(desk.books, [card.row], desk.context.today)
    values = _document_values(replace(card, row=row), desk.currency)
    parts = [
        {"n": one.n, "due_on": one.due_on, "amount": Amount(one.amount, currency), "open": Amount(one.open, currency)}
        for one in card.instalments
    ]
    lines = [_line(one, currency) for one in card.lines]
    charges = [_charge(one, currency) for one in card.charges]
    taxes = [_tax(one, currency) for one in card.taxes]
    sums = {"prices": card.prices, "lines": lines, "charges": charges, "taxes": taxes}
    ties: dict[str, list[Any]] = {
        "draws": [_drawn(one, currency) for one in card.ties.draws],
        "drawn_by": [_drawn(one, currency) for one in card.ties.drawn_by],
        "corrects": [one.number for one in card.ties.corrects],
        "corrected_by": [one.number for one in card.ties.corrected_by],
    }
    whole = {**values, **sums, "instalments": parts, **ties, "met": _met(card.met)}
    said = [_line_said(one) for one in lines]
    said += [f"{one['kind']} {one['amount']}, {_taxed(one)}: {one['reason']}" for one in charges]
    said += [_tax_said(one) for one in taxes if one["tax_reason"] or len(taxes) > 1]
    several = parts if len(parts) > 1 else []
    said += [f"part {one['n']}: {one['amount']} due on {one['due_on']}, {one['open']} open" for one in several]
    said += [f"less deposit {one['number']}: {one['amount']}, tax in it {one['tax']}" for one in ties["draws"]]
    said += [f"drawn on by {one['number']}: {one['amount']}" for one in ties["drawn_by"]]
    said += [f"{name.replace('_', ' ')} {one}" for name in ("corrects", "corrected_by") for one in ties[name]]
    rows = [(name.replace("_", " "), value) for name, value in values.items()]
    title = f"{card.row.kind.replace('_', ' ').capitalize()} {card.row.number}"
    return Answer(CARD, rows, lambda: whole, title, (*said, *_met_lines(card.met)))


def _drawn(one: Drawn, currency: str) -> dict[str, Any]:
    return {
        "number": one.number,
        "issued_on": one.issued_on,
        "amount": Amount(one.amount, currency),
        "tax": Amount(one.tax, currency),
    }


def _line(one: DocumentLine, currency: str) -> dict[str, Any]:
    return {
        "n": one.n,
        "description": one.description,
        "quantity": totals.written(one.quantity_e6, 6),
        "unit_price": totals.written(one.unit_price_e6, 6),
        "item": one.item,
        "unit": one.unit,
        "discount_percent": totals.written(one.discount_e4, 4),
        "discount": Amount(one.discount, currency),
        "amount": Amount(one.amount, currency),
        "tax_category": one.tax_category,
        "tax_rate": totals.written(one.tax_rate_e4, 4),
        "tax_reason": one.tax_reason,
        "net": Amount(one.net, currency),
    }


def _charge(one: DocumentCharge, currency: str) -> dict[str, Any]:
    return {
        "n": one.n,
        "kind": one.kind,
        "reason": one.reason,
        "percent": totals.written(one.percent_e4, 4),
        "amount": Amount(one.amount, currency),
        "tax_category": one.tax_category,
        "tax_rate": totals.written(one.tax_rate_e4, 4),
        "tax_reason": one.tax_reason,
        "net": Amount(one.net, currency),
    }


def _tax(one: DocumentTax, currency: str) -> dict[str, Any]:
    return {
        "tax_category": one.category,
        "tax_rate": totals.written(one.rate_e4, 4),
        "net": Amount(one.net, currency),
        "tax": Amount(one.tax, currency),
        "tax_reason": one.reason,
    }


def _line_said(one: dict[str, Any]) -> str:
    less = f" less {one['discount']}" if one["discount"].minor else ""
    product = f"{one['quantity']} x {one['unit_price']}{less} = {one['amount']}"
    return f"line {one['n']}: {product}, {_taxed(one)}: {one['description']}"


def _tax_said(one: dict[str, Any]) -> str:
    reason = f" ({one['tax_reason']})" if one["tax_reason"] else ""
    return f"{_taxed(one)} on {one['net']}: {one['tax']}{reason}"


def _taxed(one: dict[str, Any]) -> str:
    """The tax in words: its percentage, or the category in which none is due."""
    if one["tax_category"] in ("igic", "ipsi"):
        return f"{one['tax_category'].upper()} {one['tax_rate']}%"
    plain = one["tax_category"] in ("standard", "zero")
    return f"tax {one['tax_rate']}%" if plain else f"no tax, {one['tax_category'].replace('_', ' ')}"


def _document_values(card: DocumentCard, base: str) -> dict[str, Any]:
    row, currency = card.row, card.row.currency
    return {
        "number": row.number,
        "kind": "deposit" if card.ties.is_deposit else row.kind,
        "customer": row.customer_number,
        "name": row.customer_name,
        "issued_on": row.issued_on,
        "due_on": row.due_on,
        "terms": card.terms,
        "state": row.state,
        "stage": " ".join(row.stages),
        "days_late": row.days_late,
        "currency": currency,
        "net": Amount(card.net, currency),
        "tax": Amount(card.tax, currency),
        "total": Amount(row.total, currency),
        "payable": Amount(card.payable, currency),
        "open": Amount(row.open, currency),
        "drawable": Amount(card.ties.left, currency) if card.ties.left is not None else None,
        "base_currency": base,
        "base_total": Amount(card.base_total, base),
        "purchase_order": row.purchase_order,
        "external_id": card.external_id,
        "ancillary": card.ancillary,
        "note": card.note,
        "entry_id": str(card.entry_id),
        "recorded_at": moment(card.recorded_at),
        "reversed_on": card.reversed_on,
    }


def _payment_values(card: PaymentCard, base: str) -> dict[str, Any]:
    row, currency = card.row, card.row.currency
    return {
        "reference": row.reference,
        "customer": row.customer_number,
        "name": row.customer_name,
        "received_on": row.received_on,
        "method": row.method,
        "state": row.state,
        "currency": currency,
        "amount": Amount(row.amount, currency),
        "unapplied": Amount(row.unapplied, currency),
        "base_currency": base,
        "base_amount": Amount(card.base_amount, base),
        "payer": row.payer_name,
        "text": row.text,
        "entry_id": str(card.entry_id),
        "recorded_at": moment(card.recorded_at),
        "reversed_on": card.reversed_on,
    }


def _met(found: Sequence[Met]) -> list[dict[str, Any]]:
    return [
        {
            "allocation_id": str(one.id),
            "kind": one.kind,
            "number": one.label,
            "customer": one.customer_number,
            "amount": Amount(one.amount, one.currency),
            "effective_on": one.effective_on,
            "note": one.note,
        }
        for one in found
    ]


def _met_lines(found: Sequence[Met]) -> tuple[str, ...]:
    return tuple(
        f"allocation {one.id}: {Amount(one.amount, one.currency).readable()} with {one.kind.replace('_', ' ')} "
        f"{one.label} on {one.effective_on}" + (f" ({one.note})" if one.note else "")
        for one in found
    )
