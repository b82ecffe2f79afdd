"""A customer created or changed; a change that somebody else made meanwhile is shown, nothing is lost."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from quittance.actions import customers as verbs
from quittance.actions.customers import CreateCustomer, EditCustomer
from quittance.reports import customers
from quittance.reports.customers import CustomerCard
from quittance.rules import currency, money
from quittance.rules.refusals import Conflict, Duplicate
from quittance.web import visit
from quittance.web.form import Form
from quittance.web.visit import Visit

FIELDS = (
    "name",
    "number",
    "email",
    "country",
    "currency",
    "language",
    "terms",
    "parent_number",
    "credit_limit",
    "vat_id",
    "iban",
    "external_id",
    "street",
    "postcode",
    "city",
    "region",
    "segment",
)
LABELS = {
    "name": "Name",
    "email": "Email",
    "country": "Country",
    "currency": "Currency",
    "language": "Language",
    "terms": "Terms",
    "parent_number": "Parent",
    "credit_limit": "Credit limit",
    "vat_id": "VAT number",
    "iban": "IBAN",
    "external_id": "Id elsewhere",
    "street": "Street",
    "postcode": "Postcode",
    "city": "City",
    "region": "Region",
    "segment": "Segment",
}
LANGUAGES = (("en", "English"), ("de", "German"), ("fr", "French"), ("es", "Spanish"), ("nl", "Dutch"))
"""What papers are written in."""

TERMS = ("net 14", "net 30", "net 45", "net 60", "2/10 net 30", "net 30 eom", "due on receipt")


CORRECTIONS = (("", "keep what they were issued with"), ("yes", "say this too: it was wrong"))
"""What papers already issued say of a changed name or address."""


@visit.form("customers.create")
def new(visit: Visit) -> HttpResponse:
    """A customer to be."""
    form = Form(visit, {"currency": visit.company.base_currency, "language": "en", "terms": "net 30"})
    if form.sent:
        kept = form.does(verbs.create, lambda: CreateCustomer(**{name: form[name] for name in FIELDS}))
        if kept is not None:
            return visit.go("customer", f"Customer {kept.number} is here.", number=kept.number)
    return _show(visit, form, None)


@visit.form("customers.edit")
def edit(visit: Visit, number: str) -> HttpResponse:
    """Changes to a customer, made on the version that was shown."""
    card = _card(visit, number)
    form = Form(visit, {**_values(card), "version": str(card.version)})
    if form.sent:
        kept = form.does(verbs.edit, lambda: _changes(form, number))
        if kept is not None:
            return visit.go("customer", f"{form['name']} is changed.", number=number)
    return _show(visit, form, card)


def _changes(form: Form, number: str) -> EditCustomer:
    given = form["version"]
    version = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    fields = {name: form[name] for name in FIELDS if name != "number"}
    return EditCustomer(number, max(1, version), **fields, correction=form["correction"] == "yes")


def _show(visit: Visit, form: Form, card: CustomerCard | None) -> HttpResponse:
    moved = isinstance(form.refusal, Conflict) and not isinstance(form.refusal, Duplicate) and not form.refusal.field
    theirs = _differences(card, form) if card is not None and moved else ()
    values: dict[str, Any] = {
        "form": form,
        "card": card,
        "theirs": theirs,
        "moved": moved,
        "version": card.version if card is not None and moved else form["version"],
        "currencies": sorted(currency.CODES),
        "terms": TERMS,
        "segments": customers.segments(visit.books),
        "languages": _languages(form["language"]),
        "corrections": CORRECTIONS,
    }
    return visit.show("customers/edit.html", values, status=form.status)


def _languages(held: str) -> tuple[tuple[str, str], ...]:
    """The choices, with one that an import has brought."""
    known = any(held == code for code, _ in LANGUAGES)
    return LANGUAGES if known or not held else (*LANGUAGES, (held, f"{held}: papers in English"))


def _differences(card: CustomerCard, form: Form) -> tuple[tuple[str, str, str], ...]:
    """Field, what it is now and what was typed, where the two differ."""
    now = _values(card)
    return tuple(
        (LABELS[name], now[name] or "nothing", form[name] or "nothing")
        for name in LABELS
        if now[name].strip() != form[name].strip()
    )


def _values(card: CustomerCard) -> dict[str, str]:
    row = card.row
    return {
        "name": row.name,
        "email": row.email,
        "country": row.country,
        "currency": row.currency,
        "language": card.language,
        "terms": row.terms,
        "parent_number": row.parent_number,
        "credit_limit": "" if row.credit_limit is None else money.write(row.credit_limit, row.currency),
        "vat_id": card.vat_id,
        "iban": card.iban,
        "external_id": card.external_id,
        "street": card.street,
        "postcode": card.postcode,
        "city": card.city,
        "region": card.region,
        "segment": row.segment,
    }


def _card(visit: Visit, number: str) -> CustomerCard:
    return customers.card(visit.books, customers.id_of(visit.books, number), visit.context.today)
