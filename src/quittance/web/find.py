"""Find or do: the palette's answers, and the same as a page for who has no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from quittance.reports import found
from quittance.reports.found import Found
from quittance.web import menu, shown, visit
from quittance.web.visit import Visit

MOST_CHARACTERS = 200
MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, what stands beside it, and where it is."""

    icon: str
    title: str
    beside: str
    url: str
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort under a heading."""

    title: str
    hits: tuple[Hit, ...]


@visit.page()
def find(visit: Visit) -> HttpResponse:
    """Places and deeds whose name holds the text; customers, documents and payments that match it."""
    q = visit.request.GET.get("q", "").strip()[:MOST_CHARACTERS]
    groups = [group for group in _groups(visit, q) if group.hits] if q else []
    template = "find/hits.html" if visit.request.headers.get("HX-Request") else "find/find.html"
    return visit.show(template, {"q": q, "groups": groups})


def _groups(visit: Visit, q: str) -> Iterator[Group]:
    hits = found.anywhere(visit.books, q, visit.context.today)
    base = visit.company.base_currency
    places, deeds = menu.offered(visit.context), menu.allowed(menu.DEEDS, visit.context)
    yield Group("Do", tuple(_place(one) for one in deeds if _holds(one.title, q))[:MOST_PLACES])
    yield Group("Go to", tuple(_place(one) for one in places if _holds(one.title, q))[:MOST_PLACES])
    yield Group("Customers", tuple(_customers(hits, base)))
    yield Group("Invoices and credit notes", tuple(_documents(hits, base)))
    yield Group("Payments", tuple(_payments(hits, base)))


def _customers(hits: Found, base: str) -> Iterator[Hit]:
    for row in hits.customers:
        if url := _url("customer", number=row.number):
            open_now = f"{shown.with_currency(row.balance, base, base)} open" if row.balance else "nothing open"
            beside = f"{row.number} · {open_now}"
            yield Hit("people", row.name, beside, url)


def _documents(hits: Found, base: str) -> Iterator[Hit]:
    for row in hits.documents:
        if url := _url("invoice", number=row.number):
            total = shown.with_currency(row.total, row.currency, base)
            yield Hit("doc", row.number, f"{row.customer_name} · {total} · {row.state}", url)


def _payments(hits: Found, base: str) -> Iterator[Hit]:
    for row in hits.payments:
        if url := _url("payment", reference=row.reference):
            amount = shown.with_currency(row.amount, row.currency, base)
            yield Hit("bank", row.reference, f"{row.customer_name} · {amount} · {shown.day(row.received_on)}", url)


def _place(one: menu.Place) -> Hit:
    return Hit(one.icon, one.title, "", one.url, one.keys)


def _holds(title: str, q: str) -> bool:
    """Every typed word begins a word of the title."""
    words = title.casefold().split()
    return all(any(word.startswith(part) for word in words) for part in q.casefold().split())


def _url(name: str, **where: str) -> str:
    try:
        return reverse(name, kwargs=where)
    except NoReverseMatch:
        return ""
