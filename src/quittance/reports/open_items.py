"""Open items of one customer as of a day, credits included, oldest due first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from quittance.reports import aged
from quittance.reports.books import Books
from quittance.rules.aging import Bucket, buckets


class OpenRow(NamedTuple):
    """One open item: `open` is negative for credits; `days_late` is 0 until the day after the due day."""

    item_id: int
    number: str
    kind: str
    issued_on: datetime.date
    due_on: datetime.date
    days_late: int
    bucket: int
    currency: str
    open: int
    open_base: int


@dataclass(frozen=True, slots=True)
class OpenItems:
    """Open items, and their sums per currency and in the base currency."""

    as_of: datetime.date
    buckets: tuple[Bucket, ...]
    rows: tuple[OpenRow, ...]
    totals: tuple[tuple[str, int], ...]
    balance_base: int


def of_customer(
    books: Books,
    customer_number: str,
    as_of: datetime.date,
    *,
    known_at: int | None = None,
    currency: str = "",
) -> OpenItems:
    """Everything open of one customer; `currency` "" is all currencies."""
    question = aged.Question(as_of, known_at, currency=currency)
    rows = tuple(
        OpenRow(
            one.item_id,
            one.number,
            one.kind,
            one.issued_on,
            one.due_on,
            one.days_late,
            one.bucket,
            one.currency,
            one.open,
            one.open_base,
        )
        for one in aged.invoices(books, question, customer_number=customer_number)
    )
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.currency] = totals.get(row.currency, 0) + row.open
    return OpenItems(
        as_of,
        buckets(question.edges),
        rows,
        tuple(sorted(totals.items())),
        sum(row.open_base for row in rows),
    )
