"""The customers: searched, filtered by what they owe, ordered, paged and taken along as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpResponseBase
from django.utils.cache import patch_vary_headers

from quittance.reports import customers as report
from quittance.reports.customers import CustomerRow, Wanted
from quittance.reports.page import Page
from quittance.web import download, lists, shown, views, visit
from quittance.web.download import Amount
from quittance.web.lists import Asked
from quittance.web.visit import Visit

USUAL = "name"
MOST_EXPORTED = 100_000
MOST_CHOSEN = 200
MOST_CHOICES = 12
STATES = (("", "All"), ("open", "Open"), ("overdue", "Overdue"), ("credit", "With credit"))
COLUMNS = (
    "number",
    "name",
    "country",
    "terms",
    "open",
    "overdue",
    "unapplied",
    "balance",
    "oldest due",
    "currency",
    "credit limit",
    "email",
    "segment",
)


@visit.page()
def customers(visit: Visit) -> HttpResponseBase:
    """A page of customers; the same filter as totals, as rows alone, or as a file."""
    asked = lists.asked(visit)
    if asked.form:
        return _file(visit, asked)
    if asked.part == "totals":
        return visit.show(
            "customers/totals.html", {"totals": report.totals(visit.books, _wanted(asked), _today(visit))}
        )
    found = report.find(visit.books, _wanted(asked), _today(visit))
    values = {
        "asked": asked,
        "list": lists.shown(asked, found, USUAL),
        "order": asked.order or USUAL,
        "states": STATES,
        "segments": report.segments(visit.books),
        "tabs": views.tabs(visit, "customers"),
        "decimals": shown.decimals(visit.company.base_currency),
        "totals": report.totals(visit.books, _wanted(asked), _today(visit)) if _plain(visit) else None,
    }
    answer = visit.show("customers/list.html" if asked.part == "list" else "customers/customers.html", values)
    patch_vary_headers(answer, ("HX-Request",))
    return answer


@visit.page()
def choices(visit: Visit) -> HttpResponseBase:
    """A few customers whose name or number holds what was typed, as the choices of a field."""
    typed = visit.request.GET.get("customer_number", "").strip()[: lists.MOST_TYPED]
    rows = report.find(visit.books, Wanted(search=typed, limit=MOST_CHOICES), _today(visit)).rows if typed else ()
    return visit.show("customers/choices.html", {"rows": rows})


def _wanted(asked: Asked) -> Wanted:
    order, after = asked.place(USUAL)
    return Wanted(
        search=asked.q,
        state=asked.state,
        currency=asked.currency,
        segment=asked.segment,
        order=order,
        after=after,
        limit=lists.ROWS,
    )


def _file(visit: Visit, asked: Asked) -> HttpResponseBase:
    """The filter, or the ticked customers, as CSV or XLSX with the columns of the screen."""
    chosen = visit.request.GET.getlist("sel")[:MOST_CHOSEN]
    said = [f"segment {asked.segment}" if asked.segment else "", f"state {asked.state}" if asked.state else ""]
    said += [f"holding “{asked.q}”" if asked.q else ""]
    if chosen:
        said = [f"{len(chosen)} chosen"]
    title = ", ".join([f"{visit.company.name}: customers", *(part for part in said if part)])
    rows = _chosen(visit, chosen) if chosen else _every(visit, asked)
    made = download.table(asked.form, "customers", title, COLUMNS, (_cells(visit, row) for row in rows))
    assert made is not None
    return made


def _every(visit: Visit, asked: Asked) -> Iterator[CustomerRow]:
    def page(after: str) -> Page[CustomerRow]:
        wanted = replace(_wanted(asked), order=asked.order or USUAL, after=after, limit=report.MOST_ROWS)
        return report.find(visit.books, wanted, _today(visit))

    return lists.every(page, MOST_EXPORTED)


def _chosen(visit: Visit, numbers: list[str]) -> Iterator[CustomerRow]:
    for number in numbers:
        yield from report.find(visit.books, Wanted(number=number, limit=1), _today(visit)).rows


def _cells(visit: Visit, row: CustomerRow) -> tuple[Any, ...]:
    base = visit.company.base_currency
    return (
        row.number,
        row.name,
        row.country,
        row.terms,
        Amount(row.open, base),
        Amount(row.overdue, base),
        Amount(row.unapplied, base),
        Amount(row.balance, base),
        row.oldest_due_on,
        row.currency,
        None if row.credit_limit is None else Amount(row.credit_limit, row.currency),
        row.email,
        row.segment,
    )


def _plain(visit: Visit) -> bool:
    """True when the totals were asked for by hand, where no script fetches them."""
    return visit.request.GET.get("totals") == "1"


def _today(visit: Visit) -> Any:
    return visit.context.today
