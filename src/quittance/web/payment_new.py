"""A payment recorded with what it pays: the oldest invoices are proposed, every amount can be changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from quittance.actions import payments
from quittance.actions.payments import METHODS, PaymentRecorded, RecordPayment
from quittance.reports import open_items
from quittance.reports.customers import CustomerRow
from quittance.rules import currency as currencies
from quittance.rules import money
from quittance.rules.refusals import Refusal
from quittance.web import preview, sheet, shown, typed, visit
from quittance.web.form import Form
from quittance.web.sheet import Sheet
from quittance.web.visit import Visit

STEPS = ("look", "propose", "auto", "preview")
"""What the form can do short of recording; auto is a proposal that leaves amounts typed by hand alone."""


@visit.form("payments.record")
def payment_new(visit: Visit) -> HttpResponse:
    """A payment to be, of one customer or of nobody known yet."""
    form = Form(visit, _start(visit))
    do = form["do"] if form.sent else "start"
    rehearsed = None
    if do == "preview":
        rehearsed = preview.of(form, payments.record, lambda: _read(visit, form))
    elif form.sent and do not in STEPS:
        made = form.does(payments.record, lambda: _read(visit, form))
        if made is not None:
            return visit.go("payment", _said(visit, made), reference=made.reference)
    made_sheet = _sheet(visit, form, do)
    values: dict[str, Any] = {
        "form": form,
        "sheet": made_sheet,
        "customer": _customer(visit, form),
        "rehearsed": rehearsed,
        "methods": [(name, name.replace("_", " ").capitalize()) for name in METHODS],
        "currencies": sorted(currencies.CODES),
    }
    part = form.sent and do in ("look", "auto") and visit.wants_part
    return visit.show("payments/items.html" if part else "payments/new.html", values, status=form.status)


def _read(visit: Visit, form: Form) -> RecordPayment:
    known = form["customer_number"].strip()
    number = typed.customer(visit, known).number if known else ""
    shares = typed.shares(form) if number else ()
    return RecordPayment(
        received_on=form.past_day("received_on"),
        amount=typed.amount(form["amount"]),
        customer_number=number,
        currency=form["currency"].strip().upper(),
        reference=form["reference"],
        method=form["method"] or METHODS[0],
        payer_name=form["payer_name"],
        text=form["text"],
        rate=form["rate"].strip(),
        allocate="chosen" if shares else "none",
        shares=shares,
    )


def _sheet(visit: Visit, form: Form, do: str) -> Sheet | None:
    """The customer's open invoices with the amounts to apply: as typed, or as proposed."""
    customer = _customer(visit, form)
    if customer is None:
        return None
    currency = form["currency"].strip().upper() or customer.currency
    if currency not in currencies.CODES:
        return None
    items = open_items.of_customer(visit.books, customer.number, visit.context.today)
    applied = dict(zip(form.all("invoice"), form.all("apply"), strict=False)) if form.sent else {}
    chosen = visit.request.GET.getlist("pay")
    if do == "start" and chosen:
        applied = _whole(items.rows, currency, chosen)
        if not form["amount"]:
            total = sum(money.read(typed.amount(text), currency) for text in applied.values())
            form.start = {**form.start, "amount": shown.money(total, currency)}
    proposing = do in ("propose", "start") or (do == "auto" and form["touched"] != "1")
    if proposing and not (do == "start" and chosen) and form["amount"].strip():
        applied = _proposed(visit, form, currency)
    return sheet.of(typed.owed(items.rows, currency, applied), form["amount"], currency)


def _proposed(visit: Visit, form: Form, currency: str) -> dict[str, str]:
    """The oldest invoices first, as the verb itself would allocate; a fault of the form is told on it."""

    def read() -> RecordPayment:
        wanted = _read(visit, form)
        return replace(wanted, allocate="oldest", shares=(), reference="", text="", payer_name="")

    made = form.tries(lambda: visit.preview(payments.record, read()))
    return sheet.applied(made.allocated, currency) if made is not None else {}


def _whole(items: Any, currency: str, chosen: list[str]) -> dict[str, str]:
    """Everything that is open on the chosen invoices."""
    wanted = set(chosen)
    return {
        one.number: shown.money(one.open, currency) for one in typed.owed(items, currency, {}) if one.number in wanted
    }


def _customer(visit: Visit, form: Form) -> CustomerRow | None:
    """The customer as far as it is known; who cannot be told is a fault of the form once it is sent."""
    text = form["customer_number"]
    if not text.strip():
        return None
    try:
        return typed.customer(visit, text)
    except Refusal as refusal:
        if form.refusal is None and form.sent:
            form.refusal = refusal
        return None


def _start(visit: Visit) -> dict[str, Any]:
    asked = visit.request.GET
    return {
        "customer_number": asked.get("customer", ""),
        "amount": asked.get("amount", ""),
        "received_on": "today",
        "method": METHODS[0],
    }


def _said(visit: Visit, made: PaymentRecorded) -> str:
    base = visit.company.base_currency
    amount = shown.with_currency(money.read(made.amount, made.currency), made.currency, base)
    met = [f"{one.document}" for one in made.allocated]
    on = f" It met {', '.join(met[:3])}{f' and {len(met) - 3} more' if len(met) > 3 else ''}." if met else ""
    return f"Payment {made.reference} is recorded, {amount}.{on}"
