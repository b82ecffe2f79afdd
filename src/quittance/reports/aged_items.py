"""Aged receivables item by item: a page of what was open, in an order, searched, of one bucket, with its totals."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from quittance.books import sql
from quittance.reports import aged, finding, standing
from quittance.reports.aged import CREDIT_BUCKET, Aged, AgedInvoice, Question
from quittance.reports.books import Books
from quittance.reports.standing import Source
from quittance.rules.aging import buckets
from quittance.rules.refusals import Invalid

MOST_ROWS = 1_000
ORDERS = {
    "due": "due_on, id",
    "-due": "due_on DESC, id",
    "open": "amount, id",
    "-open": "amount DESC, id",
    "name": "name, due_on, id",
    "-name": "name DESC, due_on, id",
}
"""Order -> what a page is sorted by; amounts are signed, so that credits come last in -open."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items: `bucket` by its number, -1 for unapplied credit, None for all.

    `search` is part of a customer's name or number, or the beginning of a document's or payment's, or its amount.
    """

    order: str = "due"
    search: str = ""
    bucket: int | None = None
    customer_number: str = ""
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class AgedItemPage:
    """One page of items, how many there are in the filter, and the totals of the whole filter."""

    rows: tuple[AgedInvoice, ...]
    count: int
    totals: Aged


def page(books: Books, question: Question, wanted: Wanted) -> AgedItemPage:
    """Items in order; raises `Invalid` for an unknown order or bucket. At most six statements.

    Totals and order are read from the items alone, the totals of all that is open now from the kept sums; documents
    and customers are joined to the page.
    """
    params, chosen = aged.framed(books, question)
    if wanted.order not in ORDERS:
        raise Invalid(f"Order by one of {', '.join(ORDERS)}.", field="order")
    if wanted.bucket is not None and not CREDIT_BUCKET <= wanted.bucket < len(chosen):
        raise Invalid("There is no such bucket.", field="bucket")
    params |= {"limit": max(1, min(wanted.limit, MOST_ROWS)), "offset": max(0, wanted.offset)}
    ground = standing.ground(params)
    narrowed = _narrowed(books, wanted, len(chosen) - 1, params)
    sources = standing.sources(question.known_at, ground)
    if not narrowed and aged.is_now(question, ground):
        count, totals = _count(question, sources, params), aged.now(ground, question, chosen, params)
    else:
        count, sums = _sums(question, sources, narrowed, params)
        totals = aged.added_up(ground, question, chosen, sums)
    rows = _rows(question, wanted, sources, narrowed, params) if count else []
    return AgedItemPage(tuple(_named(books, question, rows)), count, totals)


def every(books: Books, question: Question, wanted: Wanted, most: int) -> Iterator[AgedInvoice]:
    """All items of the filter, a page at a time, at most so many."""
    offset = 0
    while offset < most:
        found = page(books, question, replace(wanted, offset=offset, limit=MOST_ROWS))
        yield from found.rows
        offset += MOST_ROWS
        if offset >= found.count:
            return


def _narrowed(books: Books, wanted: Wanted, last: int, params: dict[str, Any]) -> str:
    """Conditions of the filter on item `i`."""
    tests = []
    if wanted.bucket == CREDIT_BUCKET:
        tests.append("i.side = 'C'")
    elif wanted.bucket is not None:
        tests.append(aged.falls(wanted.bucket, last))
    if number := finding.cleaned(wanted.customer_number):
        params["customer_id"] = finding.customer_id(books, number)
        tests.append("i.customer_id = %(customer_id)s")
    search = finding.cleaned(wanted.search)
    if search:
        params["search"] = finding.containing(search)
        held = (
            "i.customer_id IN (SELECT s.id FROM customer s WHERE s.tenant_id = %(tenant)s "
            "AND s.search LIKE %(search)s ESCAPE '!')"
        )
        ids = {
            "i.document_id": finding.documents(books, search),
            "i.payment_id": finding.payments(books, search),
        }
        either = [held]
        for n, (column, found) in enumerate(ids.items()):
            named = {f"s{n}_{k}": id for k, id in enumerate(found)}
            params |= named
            if named:
                either.append(f"{column} IN ({', '.join(f'%({name})s' for name in named)})")
        tests.append(f"({' OR '.join(either)})")
    return "".join(f" AND {test}" for test in tests)


def _count(question: Question, sources: tuple[Source, ...], params: dict[str, Any]) -> int:
    """How many items there are in all."""
    parts = [
        f"SELECT COUNT(*) FROM {one.tables} WHERE {one.where} {aged.only(question)} {one.not_zero}" for one in sources
    ]
    return sum(int(row[0]) for row in sql.rows(" UNION ALL ".join(parts), params))


def _sums(
    question: Question, sources: tuple[Source, ...], narrowed: str, params: dict[str, Any]
) -> tuple[int, dict[int, int]]:
    """How many items the filter holds, and what each bucket adds up to."""
    last = len(buckets(question.edges)) - 1
    parts = []
    for one in sources:
        amount = aged.value(question, one)
        tests = [*(aged.falls(n, last) for n in range(last + 1)), "i.side = 'C'"]
        columns = ", ".join(f"SUM({amount}) FILTER (WHERE {test})" for test in tests)
        parts.append(
            f"SELECT COUNT(*), {columns} FROM {one.tables} "
            f"WHERE {one.where} {aged.only(question)}{narrowed} {one.not_zero}"
        )
    count, sums = 0, dict.fromkeys((*range(last + 1), CREDIT_BUCKET), 0)
    for row in sql.rows(" UNION ALL ".join(parts), params):
        count += int(row[0])
        for n, amount in enumerate(row[1:-1]):
            sums[n] += int(amount or 0)
        sums[CREDIT_BUCKET] -= int(row[-1] or 0)
    return count, sums


def _rows(
    question: Question, wanted: Wanted, sources: tuple[Source, ...], narrowed: str, params: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """Keys and amounts of the page's items: id, bucket, due day, open and open in base, both signed."""
    chosen = buckets(question.edges)
    sign = "CASE WHEN i.side = 'C' THEN -1 ELSE 1 END"
    by_name = "name" in wanted.order
    parts = [
        f"SELECT i.id AS id, {aged.bucket_of(chosen)} AS bucket, i.due_on AS due_on, {sign} * ({one.open}) AS open, "
        f"{sign} * ({one.open_base}) AS open_base, {sign} * ({aged.value(question, one)}) AS amount"
        f"{', c.search AS name' if by_name else ''} "
        f"FROM {one.with_customer if by_name else one.tables} WHERE {one.where} "
        f"{'AND c.tenant_id = %(tenant)s AND c.id = i.customer_id' if by_name else ''} "
        f"{aged.only(question)}{narrowed} {one.not_zero}"
        for one in sources
    ]
    return sql.rows(
        f"SELECT id, bucket, due_on, open, open_base FROM ({' UNION ALL '.join(parts)}) AS x "
        f"ORDER BY {ORDERS[wanted.order]} LIMIT %(limit)s OFFSET %(offset)s",
        params,
    )


def _named(books: Books, question: Question, rows: list[tuple[Any, ...]]) -> Iterator[AgedInvoice]:
    """The page's items with their customers and papers, in the order of `rows`."""
    ids = [row[0] for row in rows]
    found = {
        row[0]: row
        for row in sql.rows(
            "SELECT i.id, c.number, c.name, COALESCE(d.number, p.reference, i.kind), i.kind, i.effective_on, "
            "i.currency FROM open_item i JOIN customer c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id "
            "LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
            "LEFT JOIN payment p ON p.tenant_id = i.tenant_id AND p.id = i.payment_id "
            f"WHERE i.tenant_id = %s AND i.id IN ({sql.marks(len(ids))})",
            [books.tenant_id, *ids],
        )
    }
    for id, bucket, due, left, left_base in rows:
        _, number, name, label, kind, issued, currency = found[id]
        due_on: datetime.date = sql.day(due)
        late = max(0, (question.as_of - due_on).days) if bucket != CREDIT_BUCKET else 0
        yield AgedInvoice(
            number, name, label, kind, sql.day(issued), due_on, late, bucket, currency, int(left), int(left_base), id
        )
