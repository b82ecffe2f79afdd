"""The aging report as CSV or XLSX: the columns of the screen, what was asked on top, totals as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase

from quittance.reports import aged, aged_items
from quittance.reports.aged import AgedCustomer, AgedInvoice, Question
from quittance.reports.aged_items import Wanted
from quittance.rules.aging import buckets
from quittance.rules.refusals import Invalid
from quittance.web import download, shown
from quittance.web.download import Amount
from quittance.web.templatetags.desk import KINDS
from quittance.web.templatetags.quittance import bucket_words
from quittance.web.visit import Visit

MOST_EXPORTED = 200_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The address of the report as typed; the question it makes."""

    typed: dict[str, str]
    question: Question
    by: str
    order: str
    page: int
    whole: bool

    @property
    def bucket(self) -> int | None:
        """The one bucket that is asked for, by its number."""
        text = self.typed["bucket"]
        if not text:
            return None
        if not text.lstrip("-").isdigit() or len(text) > 3:
            raise Invalid("There is no such bucket.", field="bucket")
        return int(text)

    @property
    def narrowed(self) -> bool:
        """True when the rows are not all of the question."""
        return bool(self.typed["q"] or self.typed["customer"] or self.typed["bucket"])

    def wanted(self, rows: int) -> Wanted:
        """The page of items."""
        held = self.typed
        return Wanted(self.order, held["q"], self.bucket, held["customer"], (self.page - 1) * rows, rows)


def made(visit: Visit, form: str, asked: Asked) -> HttpResponseBase:
    """The file of the report's filter."""
    names = [bucket_words(one.name) for one in buckets(asked.question.edges)]
    by_customer = asked.by == "customer"
    if by_customer:
        columns = ["customer", "name", *names, "unapplied", "balance", "overdue", "oldest days"]
        rows: Iterable[Any] = _by_customer(visit, asked)
    else:
        columns = ["document", "kind", "customer", "name", "issued", "due", "days late", *names, "unapplied", "balance"]
        columns += ["currency", "in its currency"]
        rows = _by_invoice(visit, asked, len(names))
    name = f"aging-{asked.question.as_of.isoformat()}"
    answer = download.table(form, name, title(visit, asked), columns, rows)
    assert answer is not None
    return answer


def title(visit: Visit, asked: Asked) -> str:
    """What was asked, as it stands on top of the sheet."""
    question, typed = asked.question, asked.typed
    parts = [f"{visit.company.name}: aging on {question.as_of.isoformat()} by due date"]
    if question.known_at is not None:
        parts.append(f"as known at {shown.moment(question.known_at, visit.company.timezone)}")
    parts.append(f"in {question.currency or visit.company.base_currency}")
    parts.append(f"holding “{typed['q']}”" if typed["q"] else "")
    parts.append(f"customer {typed['customer']}" if typed["customer"] else "")
    if asked.bucket is not None:
        known = buckets(question.edges)
        parts.append("unapplied credit" if asked.bucket < 0 else bucket_words(known[asked.bucket].name))
    return ", ".join(part for part in parts if part)


def _by_customer(visit: Visit, asked: Asked) -> Iterator[tuple[Any, ...]]:
    currency = asked.question.currency or visit.company.base_currency

    def cells(row: AgedCustomer) -> tuple[Any, ...]:
        return (
            row.number,
            row.name,
            *(Amount(one, currency) for one in row.amounts),
            Amount(row.unapplied, currency),
            Amount(row.balance, currency),
            Amount(row.overdue, currency),
            row.oldest_days,
        )

    if not asked.typed["q"]:
        yield from map(cells, aged.each_customer(visit.books, asked.question, order=asked.order))
        return
    offset = 0
    while offset < MOST_EXPORTED:
        found = aged.customers(
            visit.books,
            asked.question,
            order=asked.order,
            search=asked.typed["q"],
            offset=offset,
            limit=aged.MOST_ROWS,
        )
        yield from map(cells, found.rows)
        offset += aged.MOST_ROWS
        if offset >= found.count:
            return


def _by_invoice(visit: Visit, asked: Asked, count: int) -> Iterator[tuple[Any, ...]]:
    base = visit.company.base_currency
    currency = asked.question.currency or base
    if asked.narrowed or asked.order != "due":
        rows: Iterable[AgedInvoice] = aged_items.every(
            visit.books, asked.question, asked.wanted(aged_items.MOST_ROWS), MOST_EXPORTED
        )
    else:
        rows = aged.invoices(visit.books, asked.question)
    for row in rows:
        amount = row.open if asked.question.currency else row.open_base
        placed = [Amount(amount, currency) if row.bucket == n else None for n in (*range(count), -1)]
        late = row.days_late or None
        yield (
            row.number,
            KINDS.get(row.kind, row.kind),
            row.customer_number,
            row.customer_name,
            row.issued_on,
            row.due_on,
            late,
            *placed,
            Amount(amount, currency),
            row.currency,
            Amount(row.open, row.currency),
        )
