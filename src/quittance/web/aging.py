"""Aging: what is owed, by whom, since when, on any day, as known at any moment; on screen, on paper and as a file."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.utils.cache import patch_vary_headers

from quittance.reports import aged, aged_items, customers, journal
from quittance.reports.aged import Aged, AgedCustomer, AgedPage, Question
from quittance.reports.aged_items import AgedItemPage
from quittance.rules import chart
from quittance.rules import currency as currencies
from quittance.rules.aging import read_edges
from quittance.rules.refusals import Invalid, Refusal
from quittance.web import aging_file, lists, shown, views, visit
from quittance.web.aging_file import Asked
from quittance.web.form import read_day
from quittance.web.visit import Visit

ROWS = 50
MOST_PRINTED = 1_000
"""Rows on one page of all, to be printed; whoever needs more takes the file."""

CUSTOMERS, INVOICES = "customer", "invoice"
USUAL = {CUSTOMERS: "-balance", INVOICES: "due"}
FIELDS = ("as_of", "known", "buckets", "currency", "by", "q", "customer", "bucket", "order")


@visit.page()
def aging(visit: Visit) -> HttpResponseBase:
    """The report by customer or by invoice; its tie to the ledger and its files under the same address."""
    typed = {name: visit.request.GET.get(name, "").strip()[:200] for name in FIELDS}
    try:
        asked, fault = read(visit, typed), None
    except Invalid as refusal:
        asked, fault = read(visit, dict.fromkeys(FIELDS, "")), refusal
    form = visit.request.GET.get("format", "")
    if form in lists.FORMS and fault is None:
        return aging_file.made(visit, form, asked)
    if visit.request.GET.get("part") == "tie":
        return visit.show("aging/tie.html", {"tie": tie(visit, asked.question)})
    values = _values(visit, asked, typed, fault)
    swapped = visit.wants_part
    answer = visit.show("aging/list.html" if swapped else "aging/aging.html", values, status=422 if fault else 200)
    patch_vary_headers(answer, ("HX-Request",))
    return answer


def read(visit: Visit, typed: dict[str, str]) -> Asked:
    """The question of the address; raises `Invalid` naming the field."""
    today = visit.context.today
    code = typed["currency"].upper()
    by = typed["by"] or CUSTOMERS
    if by not in USUAL:
        raise Invalid("Age by customer or by invoice.", field="by")
    question = Question(
        as_of=read_day(typed["as_of"], today, "as_of") if typed["as_of"] else today,
        known_at=_moment(visit, typed["known"]),
        edges=read_edges(typed["buckets"]) if typed["buckets"] else aged.DEFAULT_EDGES,
        currency=currencies.check(code) if code and code != visit.company.base_currency else "",
    )
    order = typed["order"] or USUAL[by]
    known = aged.ORDERS if by == CUSTOMERS else aged_items.ORDERS
    if order not in known:
        raise Invalid(f"Order by one of {', '.join(known)}.", field="order")
    whole = visit.request.GET.get("all") == "1"
    return Asked(typed, question, by, order, 1 if whole else lists.page_of(visit.request.GET.get("page", "")), whole)


@dataclass(frozen=True, slots=True)
class Tie:
    """The control accounts on the same day and as known at the same moment, in base minor units."""

    code: str
    name: str
    debt: int
    unapplied_code: str
    unapplied: int
    differs: int


def tie(visit: Visit, question: Question) -> Tie | None:
    """What the ledger says; None for one currency, because the ledger is kept in the company's."""
    if question.currency:
        return None
    found = journal.balances(visit.books, question.as_of, question.known_at)
    debt = [one for one in found if one.kind == chart.RECEIVABLE]
    credit = [one for one in found if one.kind == chart.UNAPPLIED]
    owed, unapplied = sum(one.balance for one in debt), sum(one.balance for one in credit)
    totals = aged.summary(visit.books, question)
    return Tie(
        ", ".join(one.code for one in debt),
        debt[0].name if debt else "",
        owed,
        ", ".join(one.code for one in credit),
        unapplied,
        totals.receivable - owed - unapplied,
    )


def _values(visit: Visit, asked: Asked, typed: dict[str, str], fault: Refusal | None) -> dict[str, Any]:
    rows = MOST_PRINTED if asked.whole else ROWS
    found: AgedPage | AgedItemPage
    if asked.by == CUSTOMERS:
        offset = (asked.page - 1) * rows
        found = aged.customers(
            visit.books, asked.question, order=asked.order, search=typed["q"], offset=offset, limit=rows
        )
    else:
        found = aged_items.page(visit.books, asked.question, asked.wanted(rows))
    totals = found.totals
    pages = max(1, -(-found.count // rows))
    return {
        "asked": asked,
        "typed": {**typed, "buckets": typed["buckets"] or "/".join(str(edge) for edge in asked.question.edges)},
        "as_of": asked.question.as_of,
        "known": _known(visit, asked.question),
        "by": asked.by,
        "order": asked.order,
        "rows": found.rows,
        "count": found.count,
        "pages": pages,
        "page": asked.page,
        "sums": _page_sums(found, len(totals.buckets)) if pages > 1 else None,
        "totals": totals,
        "currency": totals.currency,
        "base": not asked.question.currency,
        "decimals": shown.decimals(totals.currency),
        "said": said(totals),
        "tabs": views.tabs(visit, "aging"),
        "limits": _limits(visit, asked, found.rows),
        "fault": fault,
        "left_out": found.count - len(found.rows) if asked.whole else 0,
        "span": len(totals.buckets),
    }


def said(totals: Aged) -> str:
    """The buckets in words, for who does not see the bar."""
    return "; ".join(f"{one.name} {shown.money(one.amount, totals.currency)}" for one in totals.buckets)


def _page_sums(found: AgedPage | AgedItemPage, buckets: int) -> dict[str, Any]:
    """What the rows of this page add up to, in the columns of the table."""
    sums, unapplied = [0] * buckets, 0
    for row in found.rows:
        if isinstance(row, AgedCustomer):
            sums = [one + other for one, other in zip(sums, row.amounts, strict=True)]
            unapplied += row.unapplied
        else:
            amount = row.open if found.totals.currency == row.currency else row.open_base
            if row.bucket < 0:
                unapplied += amount
            else:
                sums[row.bucket] += amount
    return {"amounts": sums, "unapplied": unapplied, "balance": sum(sums) + unapplied}


def _limits(visit: Visit, asked: Asked, rows: Any) -> dict[int, tuple[int | None, str]]:
    """Credit limits with their currencies by customer, for today's balance in the company's currency."""
    if asked.by != CUSTOMERS or asked.question.currency or asked.question.as_of != visit.context.today or asked.whole:
        return {}
    ids = [row.customer_id for row in rows]
    return {row.id: (row.credit_limit, row.currency) for row in customers.of_ids(visit.books, ids, visit.context.today)}


def _moment(visit: Visit, text: str) -> int | None:
    """Microseconds UTC of ISO 8601 text on the company's clock; a bare day means its end."""
    if not text:
        return None
    try:
        at = datetime.datetime.fromisoformat(text)
        if len(text) <= len("2026-03-31"):
            at += datetime.timedelta(days=1, microseconds=-1)
        at = at if at.tzinfo else at.replace(tzinfo=visit.zone)
        return (at - datetime.datetime.fromtimestamp(0, datetime.UTC)) // datetime.timedelta(microseconds=1)
    except (ValueError, OverflowError):
        raise Invalid(f"{text[:40]!r} is not a moment. Write it as 2026-03-31T17:00.", field="known") from None


def _known(visit: Visit, question: Question) -> str:
    return shown.moment(question.known_at, visit.company.timezone) if question.known_at is not None else ""
