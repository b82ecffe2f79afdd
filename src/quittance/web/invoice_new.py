"""An invoice or a credit note recorded: its lines, the total as it grows, the due day its terms give."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from quittance.actions import credits, invoices
from quittance.actions.allocations import ShareInput
from quittance.actions.credits import RecordCreditNote
from quittance.actions.invoices import RecordInvoice
from quittance.reports import document
from quittance.reports.customers import CustomerRow
from quittance.reports.document import DocumentLine
from quittance.rules import currency as currencies
from quittance.rules import money, totals
from quittance.rules.ledger import NewLine
from quittance.rules.refusals import Refusal
from quittance.rules.totals import LineInput
from quittance.web import preview, shown, typed, visit
from quittance.web.customer import agreed
from quittance.web.form import Form
from quittance.web.templatetags import desk
from quittance.web.visit import Visit

INVOICE, CREDIT_NOTE = "invoice", "credit_note"
MORE_LINES = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form, as typed, with what it comes to ("" while it cannot be read)."""

    n: int
    description: str
    quantity: str
    unit_price: str
    tax_rate: str
    comes_to: str


@dataclass(frozen=True, slots=True)
class Sums:
    """What the form comes to as it stands; amounts are text, "" while they cannot be read."""

    currency: str
    net: str
    taxes: tuple[tuple[str, str], ...]
    total: str
    due: tuple[tuple[datetime.date, str], ...]
    terms: str
    fault: str
    rows: tuple[Row, ...]


@visit.form("invoices.record")
def invoice_new(visit: Visit) -> HttpResponse:
    """An issued invoice to be."""

    def read(form: Form) -> RecordInvoice:
        customer = typed.customer(visit, form["customer_number"])
        return RecordInvoice(
            customer_number=customer.number,
            issued_on=form.past_day("issued_on"),
            total=typed.amount(form["total"]),
            currency=form["currency"].strip().upper(),
            number=form["number"],
            due_on=form.day_or_none("due_on"),
            terms=form["terms"],
            purchase_order=form["purchase_order"],
            external_id=form["external_id"],
            note=form["note"],
            rate=form["rate"].strip(),
            lines=typed.lines(form),
        )

    return _paper(visit, INVOICE, invoices.record, read)


@visit.form("credits.record")
def credit_new(visit: Visit) -> HttpResponse:
    """A credit note to be, that corrects an invoice or stays to be used."""

    def read(form: Form) -> RecordCreditNote:
        customer = typed.customer(visit, form["customer_number"])
        corrected = form["allocate"].strip()
        return RecordCreditNote(
            customer_number=customer.number,
            issued_on=form.past_day("issued_on"),
            total=typed.amount(form["total"]),
            currency=form["currency"].strip().upper(),
            number=form["number"],
            external_id=form["external_id"],
            note=form["note"],
            rate=form["rate"].strip(),
            lines=typed.lines(form),
            allocate=(ShareInput(corrected),) if corrected else (),
        )

    return _paper(visit, CREDIT_NOTE, credits.record, read)


def _paper(visit: Visit, kind: str, verb: Any, read: Callable[[Form], Any]) -> HttpResponse:
    form = Form(visit, _start(visit, kind))
    rehearsed = None
    if form.sent and form["do"] == "preview":
        rehearsed = preview.of(form, verb, lambda: read(form))
    elif form.sent and form["do"] not in ("totals", "more"):
        made = form.does(verb, lambda: read(form))
        if made is not None:
            base = visit.company.base_currency
            amount = shown.with_currency(money.read(made.total, made.currency), made.currency, base)
            said = f"{'Invoice' if kind == INVOICE else 'Credit note'} {made.number} is recorded, {amount}."
            return visit.go("invoice", said, number=made.number)
    sums = sums_of(visit, form, kind)
    values = {"form": form, "kind": kind, "sums": sums, "rehearsed": rehearsed, "customer": _customer(visit, form)}
    values["currencies"] = sorted(currencies.CODES)
    live = form.sent and form["do"] == "totals"
    return visit.show("invoices/sums.html" if live else "invoices/new.html", values, status=form.status)


def sums_of(visit: Visit, form: Form, kind: str) -> Sums:
    """What the form comes to; an unreadable part is told beside it, not refused yet."""
    customer = _customer(visit, form)
    currency = form["currency"].strip().upper() or (customer.currency if customer else visit.company.base_currency)
    given = typed.rows(form)
    fault = ""
    read: list[NewLine | None] = []
    for n, one in enumerate(given, start=1):
        try:
            read.append(totals.read_line(n, LineInput(one[0], one[1] or "1", one[2] or "0", one[3] or "0"), currency))
        except Refusal as refusal:
            fault = refusal.sentence
            read.append(None)
    extra = MORE_LINES if form["do"] == "more" else 1
    comes = [shown.money(line.net, currency) if line else "" for line in read]
    rows = [Row(n, *one, comes_to=comes[n - 1]) for n, one in enumerate(given, start=1)]
    blank = max(typed.LEAST_LINES - len(rows), extra)
    rows += [Row(len(rows) + n, "", "", "", "", "") for n in range(1, blank + 1)]
    terms = form["terms"].strip() or (customer.terms if customer else "")
    try:
        due = _due(form, terms, _total(form, read, currency), currency) if kind == INVOICE else ()
        net, taxes, total = _amounts(form, [line for line in read if line], currency)
    except Refusal as refusal:
        return Sums(currency, "", (), "", (), agreed(terms), refusal.sentence, tuple(rows))
    return Sums(currency, net, taxes, total, due, agreed(terms), fault, tuple(rows))


def _amounts(form: Form, lines: list[NewLine], currency: str) -> tuple[str, tuple[tuple[str, str], ...], str]:
    if not lines:
        given = typed.amount(form["total"])
        total = shown.money(money.read(given, currency), currency) if given else ""
        return total, (), total
    whole = totals.of_lines(lines)
    rates = sorted({line.tax_rate_e4 for line in lines})
    taxes = tuple(
        (desk.rate(rate), shown.money(totals.of_lines([x for x in lines if x.tax_rate_e4 == rate]).tax, currency))
        for rate in rates
        if rate
    )
    return shown.money(whole.net, currency), taxes, shown.money(whole.total, currency)


def _total(form: Form, lines: list[NewLine | None], currency: str) -> int:
    read = [line for line in lines if line]
    if read:
        return totals.of_lines(read).total
    given = typed.amount(form["total"])
    return money.read(given, currency) if given else 0


def _due(form: Form, terms: str, total: int, currency: str) -> tuple[tuple[datetime.date, str], ...]:
    """Due days with their parts of the total; one without an amount while there is no total."""
    days = invoices.due_days(terms, form.past_day("issued_on"), form.day_or_none("due_on"))
    parts = money.split(total, [weight for _, weight in days]) if total > 0 else [0] * len(days)
    return tuple(
        (day, shown.money(part, currency) if total > 0 and len(days) > 1 else "")
        for (day, _), part in zip(days, parts, strict=True)
    )


def _customer(visit: Visit, form: Form) -> CustomerRow | None:
    try:
        return typed.customer(visit, form["customer_number"]) if form["customer_number"].strip() else None
    except Refusal:
        return None


def _start(visit: Visit, kind: str) -> dict[str, Any]:
    """A fresh form: the customer of the address, and for a correction the lines of the invoice it is about."""
    asked = visit.request.GET
    start: dict[str, Any] = {"customer_number": asked.get("customer", ""), "issued_on": "today"}
    number = asked.get("invoice", "") if kind == CREDIT_NOTE else ""
    if not number:
        return start
    try:
        card = document.card(visit.books, number, visit.context.today)
    except Refusal:
        return start
    start |= {"allocate": number, "customer_number": card.row.customer_number, "currency": card.row.currency}
    if not card.lines:
        return {**start, "total": money.write(card.row.open, card.row.currency)}
    typed_lines = ((one.description, *_numbers(one)) for one in card.lines)
    return start | dict(zip(typed.LINE_FIELDS, zip(*typed_lines, strict=True), strict=True))


def _numbers(line: DocumentLine) -> tuple[str, str, str]:
    return desk.decimal(line.quantity_e6, 6), desk.decimal(line.unit_price_e6, 6), desk.decimal(line.tax_rate_e4, 4)
