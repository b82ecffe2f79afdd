"""Payments: what came in, what is left of it, searched, paged and taken along as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponseBase
from django.utils.cache import patch_vary_headers

from quittance.reports import payments as report
from quittance.reports.page import Page
from quittance.reports.payments import PaymentRow, Wanted
from quittance.web import download, lists, views, visit
from quittance.web.download import Amount
from quittance.web.invoices import day_of
from quittance.web.lists import Asked
from quittance.web.templatetags.desk import PILLS
from quittance.web.visit import Visit

MOST_EXPORTED = 100_000
COLUMNS = (
    "reference",
    "customer",
    "name",
    "received",
    "method",
    "state",
    "currency",
    "amount",
    "unapplied",
    "unapplied in base currency",
    "payer",
    "text",
)
STATES = (("", "All"), *((state, PILLS[state][1]) for state in report.STATES))


@visit.page()
def payments(visit: Visit) -> HttpResponseBase:
    """A page of payments; the same filter as totals, as rows alone, or as a file."""
    asked = lists.asked(visit)
    wanted = _wanted(visit, asked)
    if asked.form:
        return _file(visit, asked, wanted)
    if asked.part == "totals":
        return visit.show("payments/totals.html", {"totals": report.totals(visit.books, wanted)})
    known = report.ORDERS.get(asked.state, ("",))
    order, after = asked.place(known[0])
    found = report.find(visit.books, replace(wanted, order=order, after=after))
    plain = visit.request.GET.get("totals") == "1"
    values = {
        "asked": asked,
        "list": lists.shown(asked, found, known[0]),
        "order": asked.order or known[0],
        "orders": {name.removeprefix("-") for name in known},
        "states": STATES,
        "tabs": views.tabs(visit, "payments"),
        "totals": report.totals(visit.books, wanted) if plain else None,
    }
    answer = visit.show("payments/list.html" if asked.part == "list" else "payments/payments.html", values)
    patch_vary_headers(answer, ("HX-Request",))
    return answer


def _wanted(visit: Visit, asked: Asked) -> Wanted:
    return Wanted(
        state=asked.state,
        search=asked.q,
        customer_number=asked.customer,
        currency=asked.currency,
        since=day_of(visit, asked.since, "since"),
        until=day_of(visit, asked.until, "until"),
        limit=lists.ROWS,
    )


def _file(visit: Visit, asked: Asked, wanted: Wanted) -> HttpResponseBase:
    said = [f"state {asked.state}" if asked.state else "", f"customer {asked.customer}" if asked.customer else ""]
    said += [f"holding “{asked.q}”" if asked.q else ""]
    title = ", ".join([f"{visit.company.name}: payments", *(part for part in said if part)])
    rows = (_cells(visit, row) for row in _every(visit, replace(wanted, order=asked.order)))
    made = download.table(asked.form, "payments", title, COLUMNS, rows)
    assert made is not None
    return made


def _every(visit: Visit, wanted: Wanted) -> Iterator[PaymentRow]:
    def page(after: str) -> Page[PaymentRow]:
        return report.find(visit.books, replace(wanted, after=after, limit=report.MOST_ROWS))

    return lists.every(page, MOST_EXPORTED)


def _cells(visit: Visit, row: PaymentRow) -> tuple[Any, ...]:
    return (
        row.reference,
        row.customer_number,
        row.customer_name,
        row.received_on,
        row.method,
        PILLS[row.state][1],
        row.currency,
        Amount(row.amount, row.currency),
        Amount(row.unapplied, row.currency),
        Amount(row.unapplied_base, visit.company.base_currency),
        row.payer_name,
        row.text,
    )
