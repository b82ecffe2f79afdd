"""Invoices and credit notes: two lists of one kind, in any state, searched, paged and taken along as files."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from quittance.reports import documents as report
from quittance.reports import stages
from quittance.reports.documents import CREDIT_NOTES, INVOICES, DocumentRow, Wanted
from quittance.reports.page import Page
from quittance.web import download, lists, views, visit
from quittance.web.download import Amount
from quittance.web.form import read_day
from quittance.web.lists import Asked
from quittance.web.templatetags.desk import PILLS
from quittance.web.visit import Visit

MOST_EXPORTED = 100_000
COLUMNS = (
    "number",
    "customer",
    "name",
    "issued",
    "due",
    "state",
    "days late",
    "currency",
    "total",
    "open",
    "open in base currency",
    "their order",
    "stage",
)
DRAFTED = "drafted"
"""The stage before a document has a number: a list of its own."""

TITLES = {INVOICES: "Invoices", CREDIT_NOTES: "Credit notes"}
PAGES = {INVOICES: "invoices", CREDIT_NOTES: "credit-notes"}


@visit.page()
def invoices(visit: Visit) -> HttpResponseBase:
    """Papers that raise the debt."""
    return _list(visit, INVOICES)


@visit.page()
def credit_notes(visit: Visit) -> HttpResponseBase:
    """Papers that lower it."""
    return _list(visit, CREDIT_NOTES)


def _list(visit: Visit, side: str) -> HttpResponseBase:
    asked = lists.asked(visit)
    if asked.stage == DRAFTED:
        return _away(visit)
    wanted, today = _wanted(visit, asked, side), visit.context.today
    if asked.form:
        return _file(visit, asked, wanted)
    known = report.ORDERS.get(asked.state, ("",))
    if asked.part == "totals":
        return visit.show("invoices/totals.html", {"totals": report.totals(visit.books, wanted, today)})
    order, after = asked.place(known[0])
    found = report.find(visit.books, replace(wanted, order=order, after=after), today)
    plain = visit.request.GET.get("totals") == "1"
    values = {
        "asked": asked,
        "papers": side,
        "title": TITLES[side],
        "page": PAGES[side],
        "list": lists.shown(asked, found, known[0]),
        "order": asked.order or known[0],
        "orders": {name.removeprefix("-") for name in known},
        "states": (("", "All"), *((state, PILLS[state][1]) for state in report.STATES[side])),
        "stages": stages.STAGES if side == INVOICES else (),
        "tabs": views.tabs(visit, "invoices") if side == INVOICES else None,
        "totals": report.totals(visit.books, wanted, today) if plain else None,
    }
    answer = visit.show("invoices/list.html" if asked.part == "list" else "invoices/invoices.html", values)
    patch_vary_headers(answer, ("HX-Request",))
    return answer


def _away(visit: Visit) -> HttpResponseBase:
    """To the list of drafts, also from a part of this page."""
    if not visit.wants_part:
        return visit.go("drafts")
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = reverse("drafts")
    return answer


def _wanted(visit: Visit, asked: Asked, side: str) -> Wanted:
    return Wanted(
        side=side,
        state=asked.state,
        search=asked.q,
        customer_number=asked.customer,
        currency=asked.currency,
        since=day_of(visit, asked.since, "since"),
        until=day_of(visit, asked.until, "until"),
        limit=lists.ROWS,
        stage=asked.stage,
    )


def day_of(visit: Visit, text: str, field: str) -> datetime.date | None:
    """A day of the address, None for none; raises `Invalid` naming the field."""
    return read_day(text, visit.context.today, field) if text else None


def _file(visit: Visit, asked: Asked, wanted: Wanted) -> HttpResponseBase:
    said = [f"state {asked.state}" if asked.state else "", f"{asked.since} to {asked.until}".strip(" to")]
    said += [
        asked.stage.replace("-", " "),
        f"customer {asked.customer}" if asked.customer else "",
        f"holding “{asked.q}”" if asked.q else "",
    ]
    title = ", ".join([f"{visit.company.name}: {TITLES[wanted.side].lower()}", *(part for part in said if part)])
    rows = (_cells(visit, row) for row in _every(visit, replace(wanted, order=asked.order)))
    made = download.table(asked.form, PAGES[wanted.side], title, COLUMNS, rows)
    assert made is not None
    return made


def _every(visit: Visit, wanted: Wanted) -> Iterator[DocumentRow]:
    def page(after: str) -> Page[DocumentRow]:
        return report.find(visit.books, replace(wanted, after=after, limit=report.MOST_ROWS), visit.context.today)

    return lists.every(page, MOST_EXPORTED)


def _cells(visit: Visit, row: DocumentRow) -> tuple[Any, ...]:
    credit = row.kind == "credit_note"
    sign = -1 if credit else 1
    return (
        row.number,
        row.customer_number,
        row.customer_name,
        row.issued_on,
        None if credit else row.due_on,
        PILLS[row.state][1],
        row.days_late or None,
        row.currency,
        Amount(sign * row.total, row.currency),
        Amount(sign * row.open, row.currency),
        Amount(sign * row.open_base, visit.company.base_currency),
        row.purchase_order,
        ", ".join(one.replace("-", " ") for one in row.stages),
    )
