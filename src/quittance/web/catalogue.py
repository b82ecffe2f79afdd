"""The catalogue on screen: items found and kept, prices and stock, and what an item puts on a line."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpResponse, JsonResponse

from quittance.actions import catalogue as verbs
from quittance.actions import catalogue_import, stock
from quittance.actions.catalogue import AddItem, EditItem, SetPrice, TextInput
from quittance.actions.catalogue_import import ItemsImported
from quittance.actions.stock import Adjust, Receive
from quittance.formats.catalogue_sheet import LIMITS
from quittance.reports import catalogue as reports
from quittance.reports.catalogue import Buyer, ItemRow, Wanted
from quittance.rules import catalogue as rules
from quittance.rules import tax, totals, units
from quittance.rules.refusals import Invalid, Refusal
from quittance.rules.totals import LineInput
from quittance.web import typed, visit
from quittance.web.form import Form, read_day
from quittance.web.visit import Visit

STATES = (("", "All"), ("low", "Low in stock"), ("stocked", "In stock"), ("retired", "Retired"))
MOST_CHOICES = 12
YES_NO = (("no", "no"), ("yes", "yes"))
FIELDS = ("name", "unit", "tax", "tax_reason", "low_at")
LANGUAGES = (("de", "German"), ("fr", "French"), ("es", "Spanish"), ("nl", "Dutch"))


@visit.page()
def catalogue_list(visit: Visit) -> HttpResponse:
    """Items by number: searched, in a state, page by page."""
    return _list(visit, Form(visit), None)


@visit.deed("catalogue.import_items")
def item_import(visit: Visit) -> HttpResponse:
    """Items from a table; what was refused is named."""
    form = Form(visit)
    made = form.tries(lambda: _imported(visit, form))
    return _list(visit, form, made)


@visit.form("catalogue.add")
def item_new(visit: Visit) -> HttpResponse:
    """An item to be."""
    form = Form(visit, {"tax": "21", "stocked": "no", "blocks": "no"})
    if form.sent:
        made = form.does(verbs.add, lambda: _new(form))
        if made is not None:
            return visit.go("item", f"{made.number} is in the catalogue.", number=made.number)
    values = {"form": form, "yes_no": YES_NO, "languages": LANGUAGES, "row": None}
    return visit.show("catalogue/new.html", values, status=form.status)


@visit.form()
def item(visit: Visit, number: str) -> HttpResponse:
    """One item with its prices and stock, and the form that changes it for who may."""
    row = reports.of_number(visit.books, number, visit.context.today)
    form = Form(visit, _start(row))
    if form.sent:
        made = form.does(verbs.edit, lambda: _edit(form, row))
        if made is not None:
            return visit.go("item", f"{made.number} is kept.", number=number)
    return _item(visit, number, form, "edit")


@visit.deed("catalogue.set_price")
def item_price(visit: Visit, number: str) -> HttpResponse:
    """Another price, for everybody or one customer."""
    form = Form(visit, _start(reports.of_number(visit.books, number, visit.context.today)))
    made = form.does(verbs.set_price, lambda: _price(visit, number, form))
    if made is None:
        return _item(visit, number, form, "price")
    return visit.go("item", f"The price from {made.valid_from} is kept.", number=number)


@visit.deed("catalogue.receive")
def item_receive(visit: Visit, number: str) -> HttpResponse:
    """Stock that has come in."""
    form = Form(visit, _start(reports.of_number(visit.books, number, visit.context.today)))
    made = form.does(stock.receive, lambda: Receive(number, typed.amount(form["quantity"]), None, form["note"]))
    if made is None:
        return _item(visit, number, form, "receive")
    return visit.go("item", f"{made.on_hand} of {made.item} are on hand.", number=number)


@visit.deed("catalogue.adjust")
def item_count(visit: Visit, number: str) -> HttpResponse:
    """What was counted."""
    form = Form(visit, _start(reports.of_number(visit.books, number, visit.context.today)))
    made = form.does(stock.adjust, lambda: Adjust(number, typed.amount(form["counted"]), form["why"]))
    if made is None:
        return _item(visit, number, form, "count")
    return visit.go("item", f"{made.on_hand} of {made.item} are on hand.", number=number)


@visit.page()
def item_choices(visit: Visit) -> HttpResponse:
    """A few items whose number or name holds what was typed, as the choices of a line."""
    asked = visit.request.GET.get("q", "").strip()[:200]
    wanted = Wanted(search=asked, limit=MOST_CHOICES)
    rows = reports.find(visit.books, wanted, visit.context.today).rows if asked else ()
    return visit.show("catalogue/choices.html", {"rows": rows})


@visit.page()
def item_fill(visit: Visit) -> HttpResponse:
    """What an item puts on a line, as JSON; an empty object where no item goes by that number or name."""
    asked = {name: visit.request.GET.get(name, "").strip()[:200] for name in ("item", "quantity", "customer", "on")}
    row = _meant(visit, asked["item"])
    if row is None:
        return JsonResponse({})
    line = LineInput("", typed.amount(asked["quantity"]) or "1", "", "", item=row.number)
    try:
        (made,) = reports.filled(visit.books, [line], _buyer(visit, asked, row.currency))
        price = made.unit_price
    except Refusal:
        made, price = line, ""
    held = f", {rules.written(row.on_hand_e6)} on hand" if row.stocked else ""
    unit = f" a {units.shown(row.unit)}" if units.shown(row.unit) else ""
    said = {
        "item": row.number,
        "description": made.description or row.name,
        "unit_price": price,
        "tax": _tax(row),
        "hint": f"{row.number}{unit}{held}",
    }
    return JsonResponse(said)


def _meant(visit: Visit, text: str) -> ItemRow | None:
    """The item of that number, or the only one of that name."""
    try:
        row = reports.of_number(visit.books, text, visit.context.today)
    except Refusal:
        found = reports.find(visit.books, Wanted(search=text, limit=MOST_CHOICES), visit.context.today).rows
        named = [one for one in found if text.casefold() in {one.name.casefold(), *_names(one)}] if text else []
        return named[0] if len(named) == 1 else None
    return None if row.retired else row


def _names(row: ItemRow) -> set[str]:
    return {name.casefold() for _, name in row.texts}


def _buyer(visit: Visit, asked: dict[str, str], base: str) -> Buyer:
    today, currency = visit.context.today, visit.request.GET.get("currency", "").strip().upper()
    try:
        on = read_day(asked["on"], today, "on") if asked["on"] else today
    except Invalid:
        on = today
    try:
        customer = typed.customer(visit, asked["customer"])
    except Refusal:
        return Buyer(0, on, currency or base)
    return Buyer(customer.id, on, currency or customer.currency)


def _list(visit: Visit, form: Form, made: ItemsImported | None) -> HttpResponse:
    asked = {name: visit.request.GET.get(name, "").strip()[:200] for name in ("q", "state", "after")}
    state = asked["state"] if asked["state"] in reports.STATES else ""
    found = reports.find(visit.books, Wanted(asked["q"], state, asked["after"]), visit.context.today)
    values = {"form": form, "asked": asked, "state": state, "found": found, "states": STATES, "made": made}
    return visit.show("catalogue/list.html", values, status=form.status)


def _imported(visit: Visit, form: Form) -> ItemsImported:
    given = visit.request.FILES.get("file")
    if given is None:
        raise Invalid("Choose a file: CSV or XLSX.", field="file")
    content = given.read(LIMITS.file_bytes + 1)
    return visit.do(catalogue_import.import_items, catalogue_import.table(given.name or "", content), form.key)


def _new(form: Form) -> AddItem:
    return AddItem(
        form["number"],
        form["name"],
        typed.amount(form["price"]),
        form["unit"],
        form["tax"],
        form["tax_reason"],
        _texts(form),
        form["stocked"] == "yes",
        typed.amount(form["low_at"]) or "0",
        form["blocks"] == "yes",
    )


def _edit(form: Form, row: ItemRow) -> EditItem:
    given: dict[str, Any] = {name: form[name].strip() for name in FIELDS}
    given["low_at"] = typed.amount(given["low_at"]) or "0"
    flags: dict[str, Any] = {name: form[name] == "yes" for name in ("stocked", "blocks", "retired")}
    return EditItem(row.number, form.whole("version") or row.version, texts=_texts(form), **given, **flags)


def _texts(form: Form) -> tuple[TextInput, ...]:
    return tuple(TextInput(code, form[f"name_{code}"]) for code, _ in LANGUAGES if form[f"name_{code}"].strip())


def _price(visit: Visit, number: str, form: Form) -> SetPrice:
    customer = typed.customer(visit, form["customer_number"]).number if form["customer_number"].strip() else ""
    on: datetime.date | None = form.day_or_none("valid_from")
    quantity = typed.amount(form["from_quantity"]) or "0"
    return SetPrice(number, typed.amount(form["price"]), customer, on, quantity, form["currency"])


def _item(visit: Visit, number: str, form: Form, which: str) -> HttpResponse:
    card = reports.card(visit.books, number, visit.context.today)
    values = {
        "card": card,
        "row": card.row,
        "form": form,
        "which": which,
        "yes_no": YES_NO,
        "languages": LANGUAGES,
        "unit": units.shown(card.row.unit),
        "tax": _tax(card.row),
        "customer": None,
    }
    return visit.show("catalogue/item.html", values, status=form.status)


def _start(row: ItemRow) -> dict[str, str]:
    flags = {name: "yes" if getattr(row, name) else "no" for name in ("stocked", "blocks", "retired")}
    return flags | {
        "name": row.name,
        "unit": units.shown(row.unit) or row.unit,
        "tax": _tax(row),
        "tax_reason": row.tax_reason,
        "low_at": rules.written(row.low_at_e6),
        "version": str(row.version),
        **{f"name_{code}": name for code, name in row.texts},
    }


def _tax(row: ItemRow) -> str:
    return tax.written(row.tax_category, totals.written(row.tax_rate_e4, 4))
