"""A credit that is there already, allocated: a payment or a credit note, to the oldest invoices or to chosen ones."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from quittance.actions import allocations
from quittance.actions.allocations import Allocate, AllocationsMade
from quittance.reports import customers, document, open_items, payments
from quittance.reports.open_items import OpenRow
from quittance.rules import money
from quittance.rules.refusals import Invalid, NotFound, Refusal
from quittance.web import preview, sheet, typed, visit
from quittance.web.form import Form
from quittance.web.visit import Visit

CREDITS = ("payment", "transfer", "credit_note", "writeoff")


@visit.form("allocations.allocate")
def allocation_new(visit: Visit) -> HttpResponse:
    """Choose a credit of the customer, then what it meets."""
    form = Form(visit, {"credit": visit.request.GET.get("credit", "")})
    name = form["credit"].strip()
    number = _customer_of(visit, name) if name else visit.request.GET.get("customer", "")
    if not number:
        raise NotFound("Name a payment or credit note to allocate.", field="credit")
    row = customers.of_ids(visit.books, [customers.id_of(visit.books, number)], visit.context.today)[0]
    items = open_items.of_customer(visit.books, number, visit.context.today).rows
    free = _credits(items)
    name = name or (next(iter(free)) if len(free) == 1 else "")
    values: dict[str, Any] = {"form": form, "customer": row, "credits": free.values(), "credit": free.get(name)}
    if values["credit"] is None:
        return visit.show("payments/credits.html", values)
    return _sheet(visit, form, free[name], items, values)


def _sheet(
    visit: Visit, form: Form, credit: OpenRow, items: tuple[OpenRow, ...], values: dict[str, Any]
) -> HttpResponse:
    do, left = form["do"] if form.sent else "propose", money.write(-credit.open, credit.currency)
    if form.sent and do == "preview":
        values["rehearsed"] = preview.of(form, allocations.allocate, lambda: _read(form, credit))
    elif form.sent and do != "propose":
        made = form.does(allocations.allocate, lambda: _read(form, credit))
        if made is not None:
            undo = f"{reverse('allocation-undo')}?{_ids(made)}"
            return visit.go(_home(credit), _said(made), undo=undo)
    applied = dict(zip(form.all("invoice"), form.all("apply"), strict=False)) if form.sent else {}
    if do == "propose":
        applied = _oldest(visit, credit)
    owed = typed.owed(items, credit.currency, applied)
    values["sheet"] = sheet.of(owed, left, credit.currency)
    values["other"] = next(
        ((n, a) for n, a in applied.items() if n and n not in {one.number for one in owed}), ("", "")
    )
    return visit.show("payments/allocate.html", values, status=form.status)


def _oldest(visit: Visit, credit: OpenRow) -> dict[str, str]:
    """What the verb itself would meet, oldest first; nothing when there is nothing to meet."""
    try:
        made = visit.preview(allocations.allocate, Allocate(credit.number))
    except Refusal:
        return {}
    return sheet.applied(made.allocated, credit.currency)


def _read(form: Form, credit: OpenRow) -> Allocate:
    shares = typed.shares(form)
    if not shares:
        raise Invalid("Type an amount beside at least one invoice, or take the oldest first.", field="apply")
    return Allocate(credit.number, shares, form.day_or_none("effective_on"))


def _credits(items: tuple[OpenRow, ...]) -> dict[str, OpenRow]:
    """Open credits of the customer by payment reference or credit note number, the oldest first."""
    found: dict[str, OpenRow] = {}
    for row in items:
        if row.open < 0 and row.kind in CREDITS:
            found.setdefault(row.number, row)
    return found


def _customer_of(visit: Visit, name: str) -> str:
    """The customer with whom the credit stands now; raises `NotFound` when nothing of it is left."""
    try:
        held = payments.card(visit.books, name).holdings
    except NotFound:
        row = document.card(visit.books, name, visit.context.today).row
        return row.customer_number
    open_there = [one.customer_number for one in held if one.unapplied] or [held[0].customer_number]
    return open_there[0]


def _home(credit: OpenRow) -> str:
    if credit.kind in ("payment", "transfer"):
        return reverse("payment", kwargs={"reference": credit.number})
    return reverse("invoice", kwargs={"number": credit.number})


def _ids(made: AllocationsMade) -> str:
    return "&".join(f"id={one.id}" for one in made.allocated)


def _said(made: AllocationsMade) -> str:
    met = ", ".join(f"{one.amount} on {one.document}" for one in made.allocated[:3])
    more = f" and {len(made.allocated) - 3} more" if len(made.allocated) > 3 else ""
    return f"{made.credit} is allocated: {met}{more}. {made.unapplied} {made.currency} is left."
