"""Aging against the best plain statement: totals now and on past days, by customer, by item, and how memory stays."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import aged, books
from quittance.reports.aged import Question
from tests.bench import figure
from tests.bench.figure import Figure

PAST_DAYS = (30, 90, 365, 730)
FLAT_MEGABYTES = 64.0

_BUCKET = (
    "CASE WHEN i.side = 'C' THEN -1 WHEN i.due_on >= %(edge0)s THEN 0 WHEN i.due_on >= %(edge1)s THEN 1 "
    "WHEN i.due_on >= %(edge2)s THEN 2 WHEN i.due_on >= %(edge3)s THEN 3 ELSE 4 END"
)
_MINE = "i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s"
_OPEN = "i.base_amount - i.allocated_base"
_NOW = {
    "amounts": f"SELECT {_BUCKET}, SUM({_OPEN}) FROM open_item i WHERE {_MINE} AND i.amount <> i.allocated GROUP BY 1",
    "open items": f"SELECT {_BUCKET}, SUM({_OPEN}) FROM open_item i {{now}} "
    f"WHERE {_MINE} AND i.closed_on = '9999-12-31' GROUP BY 1",
}
_BACK = (
    "CASE WHEN i.touched_on > %(day)s THEN CASE WHEN i.side = 'D' THEN "
    "(SELECT COALESCE(CAST(SUM(a.debit_base) AS bigint), 0) FROM allocation a WHERE a.tenant_id = %(tenant)s "
    "AND a.debit_item_id = i.id AND a.effective_on > %(day)s) ELSE "
    "(SELECT COALESCE(CAST(SUM(a.credit_base) AS bigint), 0) FROM allocation a WHERE a.tenant_id = %(tenant)s "
    "AND a.credit_item_id = i.id AND a.effective_on > %(day)s) END ELSE 0 END"
)
_THEN = f"{_MINE} AND i.effective_on <= %(day)s"
_LATER = (
    "FROM allocation WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s AND effective_on > %(day)s"
)  # fmt: skip
_PAST = {
    "rewind by join": f"SELECT {_BUCKET}, SUM({_OPEN} + COALESCE(r.back, 0)) FROM open_item i LEFT JOIN ("
    "SELECT item, CAST(SUM(base) AS bigint) AS back FROM ("
    f"SELECT debit_item_id AS item, debit_base AS base {_LATER} UNION ALL "
    f"SELECT credit_item_id, credit_base {_LATER}) AS z GROUP BY item) AS r ON r.item = i.id "
    f"WHERE {_THEN} AND i.closed_on > %(day)s GROUP BY 1",
    "rewind by item": f"SELECT {_BUCKET}, SUM({_OPEN} + {_BACK}) FROM open_item i "
    f"WHERE {_THEN} AND i.closed_on > %(day)s GROUP BY 1",
    "open and closed since": f"SELECT {_BUCKET}, SUM({_OPEN} + {_BACK}) FROM open_item i {{now}} "
    f"WHERE {_THEN} AND i.closed_on = '9999-12-31' GROUP BY 1 UNION ALL "
    f"SELECT {_BUCKET}, SUM({_OPEN} + {_BACK}) FROM open_item i {{closed}} "
    f"WHERE {_THEN} AND i.closed_on > %(day)s AND i.closed_on < '9999-12-31' GROUP BY 1",
}
_BY_CUSTOMER = (
    f"SELECT i.customer_id, {_BUCKET}, SUM({_OPEN}) FROM open_item i {{now}} "
    f"WHERE {_MINE} AND i.closed_on = '9999-12-31' GROUP BY 1, 2"
)
_DETAIL = (
    "SELECT c.number, c.name, COALESCE(d.number, p.reference), i.kind, i.effective_on, i.due_on, i.currency, i.side, "
    f"i.amount - i.allocated, {_OPEN}, i.id FROM customer c JOIN open_item i ON i.tenant_id = c.tenant_id "
    "AND i.customer_id = c.id LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
    "LEFT JOIN payment p ON p.tenant_id = i.tenant_id AND p.id = i.payment_id "
    f"WHERE {_MINE} AND i.closed_on = '9999-12-31' ORDER BY c.number, i.due_on, i.id"
)


def run(context: Context) -> Iterator[Figure]:
    """The figures of aging, over the books of `context`."""
    mine, today = books.of(context), context.today
    yield _held("aging summary now", _NOW, mine, today)
    for back in PAST_DAYS:
        yield _held(f"aging summary as of {back} days ago", _PAST, mine, today - datetime.timedelta(days=back))
    yield from _by_customer(mine, today)
    yield from _streamed(mine, today)


def _held(name: str, statements: dict[str, str], mine: books.Books, day: datetime.date) -> Figure:
    """The product against the fastest of the plain statements; all must give the same totals."""
    params = _params(mine, day)
    question = Question(day)
    answer = aged.summary(mine, question)
    expected = {n: bucket.amount for n, bucket in enumerate(answer.buckets)} | {-1: -answer.unapplied}
    took = {}
    for way, statement in statements.items():
        took[way] = min(figure.once_ms(lambda text=statement: _plain(text, params)) for _ in range(2))  # type: ignore[misc]
        sums: dict[int, int] = {}
        for bucket, amount in _plain(statement, params):
            sums[bucket] = sums.get(bucket, 0) + int(amount)
        assert sums == {n: amount for n, amount in expected.items() if amount or n in sums}, (way, sums, expected)
    best = min(took, key=lambda way: took[way])
    timed = figure.compared(lambda: _plain(statements[best], params), lambda: aged.summary(mine, question))
    return figure.ratio(name, timed, 1.5, f"plain: {best}")


def _by_customer(mine: books.Books, today: datetime.date) -> Iterator[Figure]:
    question, params = Question(today), _params(mine, today)
    timed = figure.compared(
        lambda: _plain(_BY_CUSTOMER, params), lambda: aged.customers(mine, question, order="-balance")
    )
    yield figure.ratio("aging by customer, a page with totals", timed, None, "plain: all customers, unsorted")


def _streamed(mine: books.Books, today: datetime.date) -> Iterator[Figure]:
    """Microseconds a row of the streamed detail, beside the driver's own cursor, and what it adds to memory."""
    params, question = _params(mine, today), Question(today)
    before = peak = figure.own_megabytes()
    rows = 0
    with transaction.atomic():
        for rows, _ in enumerate(aged.invoices(mine, question), start=1):
            if rows % 1_000 == 0:
                peak = max(peak, figure.own_megabytes())

    def streamed() -> None:
        with transaction.atomic():
            for _ in aged.invoices(mine, question):
                pass

    timed = figure.compared(lambda: _plain(_DETAIL, params), streamed)
    micros = timed.product_ms * 1000 / rows
    plain = timed.raw_ms * 1000 / rows
    yield Figure(
        "aging detail, streamed",
        micros,
        "µs a row",
        15.0,
        raw_ms=timed.raw_ms,
        product_ms=timed.product_ms,
        note=f"{rows:,} rows; plain: {plain:.1f} µs a row",
    )
    yield Figure("aging detail, memory on top", peak - before, "MB", FLAT_MEGABYTES, note=f"peak, {rows:,} rows")


def _plain(statement: str, params: dict[str, Any]) -> list[Any]:
    return figure.plain_rows(
        statement.format(now=sql.by_index("open_item_now"), closed=sql.by_index("open_item_closed")), params
    )


def _params(mine: books.Books, day: datetime.date) -> dict[str, Any]:
    params: dict[str, Any] = {"tenant": mine.tenant_id, "entity": mine.entity_id, "day": day}
    for n, days in enumerate((0, 30, 60, 90)):
        params[f"edge{n}"] = day - datetime.timedelta(days=days)
    return {name: value if sql.on_postgresql() else figure.text(value) for name, value in params.items()}
