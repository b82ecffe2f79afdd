"""Open items of one customer as of a day, credits included, oldest due first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from quittance.books import sql
from quittance.books.ledger import NEVER
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands among those of its customer that are open: its neighbours' numbers, "" at an end."""

    place: int
    count: int
    before: str
    after: str


# Index open_item_customer.
_PLACE = """
SELECT y.place, y.count, y.before, y.after FROM (
    SELECT x.id, ROW_NUMBER() OVER w AS place, COUNT(*) OVER () AS count,
           COALESCE(LAG(x.number) OVER w, '') AS before, COALESCE(LEAD(x.number) OVER w, '') AS after
    FROM (SELECT d.id, d.number, MIN(i.due_on) AS due_on FROM open_item i
          JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id
          WHERE i.tenant_id = %s AND i.customer_id = %s AND i.closed_on = %s AND i.entity_id = %s AND i.side = 'D'
          GROUP BY d.id, d.number) x
    WINDOW w AS (ORDER BY x.due_on, x.id)
) y WHERE y.id = %s
"""


def place_of(books: Books, customer_id: int, document_id: int) -> Place | None:
    """Where an open document stands among its customer's, the earliest due first; None for one that is not open."""
    found = sql.row(_PLACE, [books.tenant_id, customer_id, NEVER, books.entity_id, document_id])
    return Place(int(found[0]), int(found[1]), found[2], found[3]) if found else None
