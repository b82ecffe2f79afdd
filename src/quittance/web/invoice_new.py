"""An invoice or a credit note recorded: its lines, the total as it grows, the due day its terms give."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse

from quittance.actions import credits, drafts, invoices
from quittance.actions.credits import RecordCreditNote
from quittance.actions.drafts import SaveDraft
from quittance.actions.invoices import RecordInvoice
from quittance.actions.issuing import Warned
from quittance.reports import agreed as agreements
from quittance.reports import catalogue, deposits, document, preflight
from quittance.reports import drafts as written
from quittance.reports.catalogue import Buyer
from quittance.reports.customers import CustomerRow
from quittance.reports.preflight import Paper, Sought
from quittance.rules import currency as currencies
from quittance.rules import deposits as rules
from quittance.rules import money, totals
from quittance.rules.ledger import NewLine
from quittance.rules.preflight import Finding
from quittance.rules.refusals import Refusal
from quittance.rules.tax import WITHOUT_TAX as NET
from quittance.rules.totals import LineInput, Totals
from quittance.web import draft_form, preview, shown, typed, visit
from quittance.web.customer import agreed
from quittance.web.form import Form
from quittance.web.templatetags import desk
from quittance.web.visit import Visit

INVOICE, CREDIT_NOTE, DEPOSIT, DEBIT_NOTE = "invoice", "credit_note", "deposit", "debit_note"
HEADINGS = {
    INVOICE: "New invoice",
    CREDIT_NOTE: "New credit note",
    DEPOSIT: "New deposit invoice",
    DEBIT_NOTE: "New debit note",
}
MORE_LINES = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form, as typed, with what it comes to ("" while it cannot be read)."""

    n: int
    description: str
    quantity: str
    unit_price: str
    discount: str
    tax_rate: str
    item: str
    comes_to: str


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One allowance or charge of the form, as typed."""

    n: int
    reason: str
    amount: str
    tax: str


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
    charges: tuple[ChargeRow, ...] = ()
    charged: tuple[tuple[str, str], ...] = ()
    preflight: tuple[Finding, ...] = ()
    draws: tuple[tuple[str, str], ...] = ()
    payable: str = ""
    drawable: tuple[tuple[str, str], ...] = ()


@visit.form("invoices.record", "drafts.save")
def invoice_new(visit: Visit) -> HttpResponse:
    """An issued invoice to be, or a deposit, or a debit note."""

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
            charges=typed.charges(form),
            prices=form["prices"],
            goods_on=form.day_or_none("goods_on"),
            kind=kind,
            draws=typed.draws(form) if kind == INVOICE else (),
            corrects=typed.numbers(form["corrects"]) if kind == DEBIT_NOTE else (),
        )

    asked = visit.request.POST.get("kind") or visit.request.GET.get("kind", INVOICE)
    kind = asked if asked in invoices.KINDS else INVOICE
    return _paper(visit, kind, invoices.record, read)


@visit.form("credits.record", "drafts.save")
def credit_new(visit: Visit) -> HttpResponse:
    """A credit note to be, that corrects an invoice or stays to be used."""

    def read(form: Form) -> RecordCreditNote:
        customer = typed.customer(visit, form["customer_number"])
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
            charges=typed.charges(form),
            prices=form["prices"],
            corrects=typed.numbers(form["corrects"]),
        )

    return _paper(visit, CREDIT_NOTE, credits.record, read)


def _paper(visit: Visit, kind: str, verb: Any, read: Callable[[Form], Any]) -> HttpResponse:
    form = Form(visit, _start(visit, kind))
    rehearsed = None
    if form.sent and form["do"] == "preview":
        rehearsed = preview.of(form, verb, lambda: read(form))
    elif form.sent and form["do"] == "draft":
        kept = form.does(drafts.save, lambda: SaveDraft(draft_form.content(visit, form), kind))
        if kept is not None:
            return visit.go("draft", "The draft is saved. It has no number and is not in the books.", id=kept.id)
    elif form.sent and form["do"] not in ("totals", "more"):
        made = form.does(verb, lambda: read(form))
        if made is not None:
            base = visit.company.base_currency
            amount = shown.with_currency(money.read(made.total, made.currency), made.currency, base)
            said = f"{desk.kind_words(kind)} {made.number} is recorded, {amount}."
            return visit.go("invoice", warned(said, getattr(made, "warnings", ())), number=made.number)
    return composer(visit, form, kind, {"rehearsed": rehearsed})


def warned(said: str, warnings: Sequence[Warned]) -> str:
    """What is said of an invoice that is issued, with what would delay its payment."""
    return " ".join((said, *(one.sentence for one in warnings)))


def composer(visit: Visit, form: Form, kind: str, more: dict[str, Any]) -> HttpResponse:
    """The form, or what it comes to while it is typed."""
    sums = sums_of(visit, form, kind)
    values = {"form": form, "kind": kind, "sums": sums, "customer": _customer(visit, form), **more}
    values["previews"] = "rehearsed" in more
    values["heading"] = more.get("heading") or HEADINGS[kind]
    values["may_record"] = visit.may("credits.record" if kind == CREDIT_NOTE else "invoices.record")
    values["kinds"] = [(one, desk.kind_words(one)) for one in invoices.KINDS]
    values |= {"currencies": sorted(currencies.CODES), "prices": form["prices"], "reason": form["tax_reason"]}
    live = form.sent and form["do"] == "totals"
    return visit.show("invoices/sums.html" if live else "invoices/new.html", values, status=form.status)


def sums_of(visit: Visit, form: Form, kind: str) -> Sums:
    """What the form comes to; an unreadable part is told beside it, not refused yet."""
    customer = _customer(visit, form)
    currency = form["currency"].strip().upper() or (customer.currency if customer else visit.company.base_currency)
    read: list[NewLine | None] = []
    given, fault = _filled(form, customer, currency)
    for n, one in enumerate(given, start=1):
        try:
            read.append(totals.read_line(n, one, currency))
        except Refusal as refusal:
            fault = fault or refusal.sentence
            read.append(None)
    rows, charges = _rows(form, read, currency), _charge_rows(form)
    terms = form["terms"].strip() or _agreed(form, customer)
    lines = [line for line in read if line]
    try:
        whole = totals.of(lines, totals.read_charges(typed.charges(form), lines, currency), form["prices"] or NET)
        gross = whole.total if lines else _given(form, currency)
        due = _due(form, terms, gross, currency) if kind in invoices.KINDS else ()
        net, taxes, total = _amounts(form, whole, currency)
        drawn = _drawn(form, customer, currency, gross) if kind == INVOICE and customer else Drawn()
    except Refusal as refusal:
        return Sums(currency, "", (), "", (), agreed(terms), refusal.sentence, rows, charges)
    charged = tuple((one.reason, shown.money(one.net, currency)) for one in whole.charges)
    found = _preflight(form, customer, whole, currency) if kind == INVOICE and customer else ()
    made = Sums(currency, net, taxes, total, due, agreed(terms), fault, rows, charges, charged, found)
    return replace(made, draws=drawn.draws, payable=drawn.payable, drawable=drawn.drawable)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the form takes off for deposits, what is then to be paid, and what else of the customer's there is."""

    draws: tuple[tuple[str, str], ...] = ()
    payable: str = ""
    drawable: tuple[tuple[str, str], ...] = ()


def _drawn(form: Form, customer: CustomerRow, currency: str, total: int) -> Drawn:
    """Raises a refusal for what cannot be drawn, to be told beside the sums."""
    held = [one.deposit for one in deposits.of_customer(form.visit.books, customer.id, currency)]
    wanted = [one for one in typed.draws(form) if any(one.number == deposit.number for deposit in held)]
    made = rules.draws(held, wanted, total) if total > 0 else ()
    taken = {one.deposit.number for one in made}
    left = tuple((one.number, shown.money(one.left, currency)) for one in held if one.number not in taken)
    draws = tuple((one.deposit.number, shown.money(one.amount, currency)) for one in made)
    payable = shown.money(total - sum(one.amount for one in made), currency) if made else ""
    return Drawn(draws, payable, left)


def _preflight(form: Form, customer: CustomerRow, whole: Totals, currency: str) -> tuple[Finding, ...]:
    """What would delay the payment of the invoice as it stands."""
    try:
        on = form.past_day("issued_on")
    except Refusal:
        return ()
    total = whole.total if whole.lines else _given(form, currency)
    if total <= 0:
        return ()
    order, prices = form["purchase_order"].strip(), form["prices"] or NET
    sought = Sought(customer.id, on, currency, total, order)
    paper = Paper(sought, whole.tax, prices, whole.lines)
    return preflight.of_paper(form.visit.books, paper)


def _filled(form: Form, customer: CustomerRow | None, currency: str) -> tuple[Sequence[LineInput], str]:
    """The lines with what their items say, or as typed and why that is not known."""
    try:
        on = form.past_day("issued_on")
    except Refusal:
        on = form.visit.context.today
    typed_lines = typed.lines(form)
    try:
        buyer = Buyer(customer.id if customer else 0, on, currency)
        return catalogue.filled(form.visit.books, typed_lines, buyer), ""
    except Refusal as refusal:
        return typed_lines, refusal.sentence


def _rows(form: Form, read: Sequence[NewLine | None], currency: str) -> tuple[Row, ...]:
    """The lines as typed, with room for more."""
    comes = [shown.money(line.net, currency) if line else "" for line in read]
    both = zip(typed.rows(form), comes, strict=True)
    rows = [Row(n, *one) for n, one in enumerate(((*row, came) for row, came in both), start=1)]
    blank = max(typed.LEAST_LINES - len(rows), MORE_LINES if form["do"] == "more" else 1)
    return (*rows, *(Row(len(rows) + n, *[""] * 7) for n in range(1, blank + 1)))


def _charge_rows(form: Form) -> tuple[ChargeRow, ...]:
    rows = [ChargeRow(n, *one) for n, one in enumerate(typed.charge_rows(form), start=1)]
    return (*rows, ChargeRow(len(rows) + 1, "", "", ""))


def _amounts(form: Form, whole: Totals, currency: str) -> tuple[str, tuple[tuple[str, str], ...], str]:
    if not whole.lines:
        given = _given(form, currency)
        total = shown.money(given, currency) if form["total"].strip() else ""
        return total, (), total
    named = [(desk.tax_name(one.category, one.rate_e4), shown.money(one.tax, currency)) for one in whole.taxes]
    taxes = tuple((name, due) for name, due in named if name)
    return shown.money(whole.net, currency), taxes, shown.money(whole.total, currency)


def _given(form: Form, currency: str) -> int:
    given = typed.amount(form["total"])
    return money.read(given, currency) if given else 0


def _due(form: Form, terms: str, total: int, currency: str) -> tuple[tuple[datetime.date, str], ...]:
    """Due days with their parts of the total; one without an amount while there is no total."""
    goods_on = form.day_or_none("goods_on")
    days = invoices.due_days(form.visit.books, terms, form.past_day("issued_on"), form.day_or_none("due_on"), goods_on)
    parts = money.split(total, [weight for _, weight in days]) if total > 0 else [0] * len(days)
    return tuple(
        (day, shown.money(part, currency) if total > 0 and len(days) > 1 else "")
        for (day, _), part in zip(days, parts, strict=True)
    )


def _agreed(form: Form, customer: CustomerRow | None) -> str:
    """The customer's terms on the day of the paper; those of today while that cannot be read."""
    if customer is None:
        return ""
    try:
        on = form.past_day("issued_on")
    except Refusal:
        return customer.terms
    return agreements.of_day(form.visit.books, customer.id, on, customer.terms)


def _customer(visit: Visit, form: Form) -> CustomerRow | None:
    try:
        return typed.customer(visit, form["customer_number"]) if form["customer_number"].strip() else None
    except Refusal:
        return None


def _start(visit: Visit, kind: str) -> dict[str, Any]:
    """A fresh form: the customer of the address, and for a correction the lines of the invoice it is about."""
    asked = visit.request.GET
    start: dict[str, Any] = {"customer_number": asked.get("customer", ""), "issued_on": "today"}
    start["draws"] = asked.get("draw", "")
    if kind == DEBIT_NOTE:
        start["corrects"] = asked.get("invoice", "")
    number = asked.get("invoice", "") if kind == CREDIT_NOTE else ""
    if not number:
        return start
    try:
        card = document.card(visit.books, number, visit.context.today)
    except Refusal:
        return start
    start |= {"corrects": number, "customer_number": card.row.customer_number, "currency": card.row.currency}
    if not card.lines:
        return {**start, "total": money.write(card.row.open, card.row.currency)}
    return start | draft_form.sheet(written.content(card))
