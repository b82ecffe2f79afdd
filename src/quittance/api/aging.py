"""What is owed: aging as of any day and as known at any moment, and the open items themselves."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any, Literal

from django.http import StreamingHttpResponse
from ninja import Router
from pydantic import Field

from quittance.api import plain, streaming
from quittance.api.desk import Desk, asks
from quittance.api.kinds import (
    AmountShown,
    Code,
    Day,
    DayShown,
    Edges,
    Form,
    IdShown,
    Moment,
    Number,
    Offset,
    Shown,
    WideLimit,
)
from quittance.reports import aged, customers
from quittance.reports.aged import Aged, Question
from quittance.rules.aging import read_edges

router = Router()

CUSTOMER_COLUMNS = "customer name amounts unapplied balance".split()
ITEM_COLUMNS = "customer name number kind issued_on due_on days_late currency open item_id".split()
INVOICE_COLUMNS = "customer name number kind issued_on due_on days_late bucket currency open".split()


class AgedBucket(Shown):
    """Debt between two numbers of days past due; null is without end."""

    name: str
    from_day: int | None
    to_day: int | None
    amount: AmountShown


class AgedCustomer(Shown):
    """A customer's row: `amounts` in the order of the buckets."""

    customer: str
    name: str
    amounts: list[AmountShown]
    unapplied: AmountShown
    balance: AmountShown


class AgedInvoice(Shown):
    """An open item's row: credits are negative and stand in the bucket Unapplied."""

    customer: str
    name: str
    number: str
    kind: str
    issued_on: DayShown
    due_on: DayShown
    days_late: int
    bucket: str
    currency: str
    open: AmountShown


class Aging(Shown):
    """The buckets and `unapplied` (zero or negative) sum to `receivable`, the control account."""

    as_of: DayShown
    entity: str
    currency: str
    buckets: list[AgedBucket]
    unapplied: AmountShown
    receivable: AmountShown
    rows: list[AgedCustomer] | list[AgedInvoice]


class OpenItem(Shown):
    """An open item in its own currency; `open` is negative for credits."""

    customer: str
    name: str
    number: str
    kind: str
    issued_on: DayShown
    due_on: DayShown
    days_late: int
    currency: str
    open: AmountShown
    item_id: IdShown


class OpenItems(Shown):
    """Open items by customer and due day."""

    as_of: DayShown
    rows: list[OpenItem] = Field(description="Credits are negative.")


@asks(router, "/aging", Aging, media=("text/csv",))
def aging(
    desk: Desk,
    *,
    as_of: Day | None = None,
    known_at: Moment | None = None,
    by: Literal["customer", "invoice"] = "customer",
    buckets: Edges = "30,60,90",
    currency: Code | None = None,
    offset: Offset = 0,
    limit: WideLimit | None = None,
    format: Form = "json",
) -> StreamingHttpResponse:
    """Age what is owed, as of any day and as known at any moment.

    The same document as `quittance aging --format json`. Rows are streamed: all of them, or `limit` of them
    behind `offset`. With `currency` only items in that currency, in it; else all, in the company's.
    """
    question = Question(
        as_of or desk.today, desk.moment(known_at, "known_at"), read_edges(buckets), (currency or "").upper()
    )
    return streaming.respond(_aging(desk, question, by, format, (offset, limit)), format)


@asks(router, "/open-items", OpenItems, media=("text/csv",))
def open_items(
    desk: Desk,
    *,
    customer_number: Number | None = None,
    as_of: Day | None = None,
    known_at: Moment | None = None,
    currency: Code | None = None,
    offset: Offset = 0,
    limit: WideLimit | None = None,
    format: Form = "json",
) -> StreamingHttpResponse:
    """List open items, credits as negative amounts, by customer and due day; streamed."""
    day = as_of or desk.today
    question = Question(day, desk.moment(known_at, "known_at"), currency=(currency or "").upper())
    if customer_number:
        customers.id_of(desk.books, customer_number)
    found = aged.invoices(desk.books, question, customer_number=customer_number or "")
    rows = _items(_page(found, offset, limit))
    if format == "csv":
        pieces = streaming.as_csv(ITEM_COLUMNS, rows)
    else:
        pieces = streaming.as_json({"as_of": day}, ITEM_COLUMNS, rows)
    return streaming.respond(pieces, format)


def _aging(desk: Desk, question: Question, by: str, form: str, cut: tuple[int, int | None]) -> Iterator[str]:
    """The pieces of the report, totals and rows of one moment."""
    totals = aged.summary(desk.books, question)
    columns = CUSTOMER_COLUMNS if by == "customer" else INVOICE_COLUMNS
    if by == "customer":
        found = aged.each_customer(desk.books, question, offset=cut[0], limit=cut[1])
        rows = _customers(found, totals.currency)
    else:
        rows = _invoices(_page(aged.invoices(desk.books, question), *cut), question, totals)
    if form == "json":
        yield from streaming.as_json(_head(totals), columns, rows)
    elif by == "customer":
        flat = [*columns[:2], *(one.name for one in totals.buckets), *columns[3:]]
        yield from streaming.as_csv(flat, ((*row[:2], *row[2], *row[3:]) for row in rows))
    else:
        yield from streaming.as_csv(columns, rows)


def _page(found: Iterator[Any], offset: int, limit: int | None) -> Iterator[Any]:
    return itertools.islice(found, offset, None if limit is None else offset + limit)


def _head(totals: Aged) -> dict[str, Any]:
    currency = totals.currency
    return {
        "as_of": totals.as_of,
        "entity": totals.entity,
        "currency": currency,
        "buckets": [
            {
                "name": one.name,
                "from_day": one.from_day,
                "to_day": one.to_day,
                "amount": plain.amount(one.amount, currency),
            }
            for one in totals.buckets
        ],
        "unapplied": plain.amount(totals.unapplied, currency),
        "receivable": plain.amount(totals.receivable, currency),
    }


def _customers(found: Iterator[aged.AgedCustomer], currency: str) -> Iterator[streaming.Row]:
    """In the order of `CUSTOMER_COLUMNS`."""
    amount = plain.amounts(currency)
    for one in found:
        yield one.number, one.name, [amount(n) for n in one.amounts], amount(one.unapplied), amount(one.balance)


def _invoices(found: Iterator[aged.AgedInvoice], question: Question, totals: Aged) -> Iterator[streaming.Row]:
    """In the order of `INVOICE_COLUMNS`."""
    amount, days, currency = plain.amounts(totals.currency), plain.Days(), totals.currency
    names = [*(one.name for one in totals.buckets), "Unapplied"]
    for one in found:
        yield (
            one.customer_number,
            one.customer_name,
            one.number,
            one.kind,
            days[one.issued_on],
            days[one.due_on],
            one.days_late,
            names[one.bucket],
            currency,
            amount(one.open if question.currency else one.open_base),
        )


def _items(found: Iterator[aged.AgedInvoice]) -> Iterator[streaming.Row]:
    """In the order of `ITEM_COLUMNS`."""
    writers: dict[str, Callable[[int], str]] = {}
    days = plain.Days()
    for one in found:
        amount = writers.get(one.currency) or writers.setdefault(one.currency, plain.amounts(one.currency))
        yield (
            one.customer_number,
            one.customer_name,
            one.number,
            one.kind,
            days[one.issued_on],
            days[one.due_on],
            one.days_late,
            one.currency,
            amount(one.open),
            str(one.item_id),
        )
