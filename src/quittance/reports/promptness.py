"""Promptness: how many days pass from the delivery of goods to the invoice, by month, and which took longest."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules.refusals import Invalid

MOST_INVOICES = 50_000
"""Of a span that are measured, the latest first."""

USUAL_DAYS = 90
SOON_DAYS = 2
"""An invoice that follows its delivery within so many days is prompt."""

MOST_SLOW = 20


@dataclass(frozen=True, slots=True)
class Slow:
    """An invoice that came long after its delivery."""

    number: str
    customer_number: str
    customer_name: str
    goods_on: datetime.date
    issued_on: datetime.date
    days: int


@dataclass(frozen=True, slots=True)
class Span:
    """Invoices of a span: `count` that say when they were delivered, their days in all, the median, the prompt ones."""

    since: datetime.date
    until: datetime.date
    count: int = 0
    days: int = 0
    median: float = 0.0
    prompt: int = 0

    @property
    def mean_tenths(self) -> int:
        """The mean in tenths of a day."""
        return round(self.days * 10 / self.count) if self.count else 0


@dataclass(frozen=True, slots=True)
class Promptness:
    """The whole span, how many of its invoices say nothing of a delivery, its months, and the slowest of them."""

    whole: Span
    silent: int
    months: tuple[Span, ...]
    slowest: tuple[Slow, ...]


# Index document_issued. Deposits come before the delivery, and what was reversed was no invoice.
_INVOICES = (
    "SELECT d.goods_on, d.issued_on, d.number, c.number, c.name FROM document d "
    "JOIN customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id "
    "WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s AND d.issued_on BETWEEN %(since)s AND %(until)s "
    "AND d.kind = 'invoice' "
    "AND NOT EXISTS (SELECT 1 FROM deposit p WHERE p.tenant_id = d.tenant_id AND p.document_id = d.id) "
    "AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = d.tenant_id AND r.reverses = d.entry_id) "
    "ORDER BY d.issued_on DESC, d.id DESC LIMIT %(most)s"
)


def of(books: Books, since: datetime.date | None, until: datetime.date | None, today: datetime.date) -> Promptness:
    """How promptly a span was invoiced, the last ninety days where none is named; raises `Invalid` for one that ends
    before it begins."""
    last = until or today
    first = since or last - datetime.timedelta(days=USUAL_DAYS - 1)
    if first > last:
        raise Invalid("The span ends before it begins. Check both days.", field="since")
    given = {"tenant": books.tenant_id, "entity": books.entity_id, "since": first, "until": last}
    found = sql.rows(_INVOICES, {**given, "most": MOST_INVOICES})
    told = [_slow(row) for row in found if row[0] is not None]
    by_month: dict[datetime.date, list[Slow]] = {}
    for one in told:
        by_month.setdefault(one.issued_on.replace(day=1), []).append(one)
    months = tuple(_span(max(month, first), _end(month, last), some) for month, some in sorted(by_month.items()))
    slowest = sorted(told, key=lambda one: (-one.days, one.number))[:MOST_SLOW]
    return Promptness(_span(first, last, told), len(found) - len(told), months, tuple(slowest))


def _slow(row: Sequence[object]) -> Slow:
    goods_on, issued_on = sql.day(row[0]), sql.day(row[1])
    return Slow(str(row[2]), str(row[3]), str(row[4]), goods_on, issued_on, (issued_on - goods_on).days)


def _span(since: datetime.date, until: datetime.date, some: Sequence[Slow]) -> Span:
    days = [one.days for one in some]
    if not days:
        return Span(since, until)
    prompt = sum(1 for one in days if one <= SOON_DAYS)
    return Span(since, until, len(days), sum(days), float(statistics.median(days)), prompt)


def _end(month: datetime.date, last: datetime.date) -> datetime.date:
    """The last day of a month, or of the span."""
    after = (month + datetime.timedelta(days=32)).replace(day=1)
    return min(after - datetime.timedelta(days=1), last)
