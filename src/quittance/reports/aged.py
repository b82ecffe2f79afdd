"""Aged receivables: what is owed, by whom, since when, as of any day and as known at any moment.

Two ways that give the same rows. Without `known_at` the stored open amounts are rewound: items not
closed by the day, plus the allocations that came after it. With `known_at` the history is summed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules.aging import Bucket, buckets
from quittance.rules.refusals import Invalid

CREDIT_BUCKET = -1
DEFAULT_EDGES = (30, 60, 90)
MOST_ROWS = 1_000
ORDERS = {
    "balance": "balance",
    "-balance": "balance DESC",
    "name": "name",
    "-name": "name DESC",
    "overdue": "overdue",
    "-overdue": "overdue DESC",
    "oldest": "oldest DESC",
    "-oldest": "oldest",
    "unapplied": "unapplied",
    "-unapplied": "unapplied DESC",
}


@dataclass(frozen=True, slots=True)
class Question:
    """As of which day, as known at which moment (microseconds UTC; None is now), in which buckets.

    `currency` "" asks for all items at their carrying value in the base currency, a code for the
    items in that currency only, in it.
    """

    as_of: datetime.date
    known_at: int | None = None
    edges: tuple[int, ...] = DEFAULT_EDGES
    currency: str = ""


@dataclass(frozen=True, slots=True)
class AgedBucket:
    """Minor units of debt that is between `from_day` and `to_day` days past due."""

    name: str
    from_day: int | None
    to_day: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class Aged:
    """The answer: buckets + `unapplied` (zero or negative) = `receivable`, in minor units of `currency`."""

    as_of: datetime.date
    known_at: int | None
    entity: str
    currency: str
    buckets: tuple[AgedBucket, ...]
    unapplied: int
    receivable: int

    @property
    def overdue(self) -> int:
        """Everything past its due day."""
        return sum(bucket.amount for bucket in self.buckets[1:])


@dataclass(frozen=True, slots=True)
class AgedCustomer:
    """One customer's row: `amounts` per bucket, `balance` net of unapplied credit, age of the oldest debt in days."""

    customer_id: int
    number: str
    name: str
    amounts: tuple[int, ...]
    unapplied: int
    balance: int
    overdue: int
    oldest_days: int | None
    credit_limit: int | None


@dataclass(frozen=True, slots=True)
class AgedPage:
    """One page of customers, how many there are in the filter, and the totals of the whole filter."""

    rows: tuple[AgedCustomer, ...]
    count: int
    totals: Aged


@dataclass(frozen=True, slots=True)
class AgedInvoice:
    """One open item: credits carry bucket -1 and negative amounts."""

    customer_number: str
    customer_name: str
    number: str
    kind: str
    issued_on: datetime.date
    due_on: datetime.date
    days_late: int
    bucket: int
    currency: str
    open: int
    open_base: int
    item_id: int


def summary(books: Books, question: Question) -> Aged:
    """The totals. Indexes: open_item_closed, allocation_day."""
    params, chosen = _params(books, question)
    found = sql.rows(f"SELECT b, SUM(open) FROM ({_parts(question, chosen, params)}) AS x GROUP BY b", params)
    return _aged(books, question, chosen, {row[0]: int(row[1]) for row in found})


def customers(
    books: Books,
    question: Question,
    *,
    order: str = "-balance",
    search: str = "",
    offset: int = 0,
    limit: int = 50,
) -> AgedPage:
    """Customers with anything open, in one of `ORDERS`; `search` is part of a name or number."""
    if order not in ORDERS:
        raise Invalid(f"Order by one of {', '.join(ORDERS)}.", field="order")
    params, chosen = _params(books, question)
    params |= {"limit": min(limit, MOST_ROWS), "offset": offset, "search": f"%{_escaped(search.casefold())}%"}
    by_customer = _by_customer(question, chosen, params, search)
    totals = ", ".join(f"SUM(b{n})" for n in range(len(chosen)))
    counted = sql.row(f"SELECT COUNT(*), SUM(unapplied), {totals} FROM ({by_customer}) AS y", params)
    assert counted is not None
    sums = {CREDIT_BUCKET: int(counted[1] or 0)} | {n: int(counted[2 + n] or 0) for n in range(len(chosen))}
    found = sql.rows(
        f"SELECT * FROM ({by_customer}) AS y ORDER BY {ORDERS[order]}, number LIMIT %(limit)s OFFSET %(offset)s",
        params,
    )
    rows = tuple(_customer(row, question.as_of, len(chosen)) for row in found)
    return AgedPage(rows, int(counted[0]), _aged(books, question, chosen, sums))


def each_customer(books: Books, question: Question, *, order: str = "-balance") -> Iterator[AgedCustomer]:
    """Every customer with anything open, in one of `ORDERS`, streamed: one statement however many there are."""
    if order not in ORDERS:
        raise Invalid(f"Order by one of {', '.join(ORDERS)}.", field="order")
    params, chosen = _params(books, question)
    by_customer = _by_customer(question, chosen, params, "")
    for row in sql.stream(f"SELECT * FROM ({by_customer}) AS y ORDER BY {ORDERS[order]}, number", params):
        yield _customer(row, question.as_of, len(chosen))


def invoices(books: Books, question: Question, *, customer_number: str = "") -> Iterator[AgedInvoice]:
    """Every open item, by customer and due day, streamed; memory stays flat."""
    params, chosen = _params(books, question)
    params["customer"] = customer_number
    only = "AND c.number = %(customer)s " if customer_number else ""
    statement = (
        f"SELECT c.number, c.name, COALESCE(d.number, p.reference, i.kind), i.kind, i.effective_on, i.due_on, "
        f"{_bucket(chosen)}, i.currency, i.side, i.amount - i.allocated + i.back, "
        "i.base_amount - i.allocated_base + i.back_base, i.id "
        f"FROM ({_standing(question, params)}) AS i "
        "JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = i.customer_id "
        "LEFT JOIN document d ON d.tenant_id = %(tenant)s AND d.id = i.document_id "
        "LEFT JOIN payment p ON p.tenant_id = %(tenant)s AND p.id = i.payment_id "
        f"WHERE (i.amount <> i.allocated - i.back OR i.base_amount <> i.allocated_base - i.back_base) {only}"
        "ORDER BY c.number, i.due_on, i.id"
    )
    as_of = question.as_of
    days: dict[Any, datetime.date] = {}
    for row in sql.stream(statement, params):
        issued, due = _known_day(days, row[4]), _known_day(days, row[5])
        sign = 1 if row[8] == "D" else -1
        yield AgedInvoice(
            row[0],
            row[1],
            row[2],
            row[3],
            issued,
            due,
            max(0, (as_of - due).days) if sign == 1 else 0,
            row[6],
            row[7],
            sign * int(row[9]),
            sign * int(row[10]),
            row[11],
        )


def _params(books: Books, question: Question) -> tuple[dict[str, Any], tuple[Bucket, ...]]:
    chosen = buckets(question.edges)
    params: dict[str, Any] = {
        "tenant": books.tenant_id,
        "entity": books.entity_id,
        "day": question.as_of,
        "known_at": question.known_at,
        "currency": question.currency,
    }
    for n, bucket in enumerate(chosen[:-1]):
        assert bucket.to_day is not None
        params[f"edge{n}"] = _before(question.as_of, bucket.to_day)
    return params, chosen


def _before(day: datetime.date, days: int) -> datetime.date:
    return day - datetime.timedelta(days=days) if day.toordinal() > days else datetime.date.min


def _bucket(chosen: Sequence[Bucket]) -> str:
    """A CASE that gives the bucket of item `i`: -1 for credits, else by due day."""
    tests = " ".join(f"WHEN i.due_on >= %(edge{n})s THEN {n}" for n in range(len(chosen) - 1))
    return f"CASE WHEN i.side = 'C' THEN {CREDIT_BUCKET} {tests} ELSE {len(chosen) - 1} END"


_MINE = "i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.effective_on <= %(day)s"


def _amounts(question: Question) -> tuple[str, str, str, str]:
    """The amount of an item, its allocated part, and an allocation's amount on either side; and the filter."""
    if question.currency:
        return "i.amount - i.allocated", "a.amount", "a.amount", "AND i.currency = %(currency)s"
    return "i.base_amount - i.allocated_base", "a.debit_base", "a.credit_base", ""


def _parts(question: Question, chosen: Sequence[Bucket], params: dict[str, Any]) -> str:
    """Signed parts (customer_id, bucket b, due_on, open) whose sums are the answer."""
    bucket = _bucket(chosen)
    left, of_debit, of_credit, filtered = _amounts(question)
    head = f"SELECT i.customer_id, {bucket} AS b, i.due_on, "
    if question.known_at is not None:
        whole = left.split(" - ")[0]
        items = f"{head}CASE WHEN i.side = 'C' THEN -{whole} ELSE {whole} END AS open FROM open_item i WHERE {_MINE}"
        known = "AND i.recorded_at <= %(known_at)s"
        when = "a.effective_on <= %(day)s AND a.recorded_at <= %(known_at)s AND i.recorded_at <= %(known_at)s"
        debits, credits = f"-{of_debit}", of_credit
        items = f"{items} {known} {filtered}"
    else:
        items = (
            f"{head}CASE WHEN i.side = 'C' THEN -({left}) ELSE {left} END AS open FROM open_item i "
            f"WHERE {_MINE} AND i.closed_on > %(day)s {filtered}"
        )
        if not _moved_after(params):
            return items
        when = "a.effective_on > %(day)s AND i.closed_on > %(day)s"
        debits, credits = of_debit, f"-{of_credit}"
    return " UNION ALL ".join(
        [
            items,
            *(
                f"{head}{value} AS open FROM allocation a "
                f"JOIN open_item i ON i.tenant_id = a.tenant_id AND i.id = a.{side} "
                f"WHERE a.tenant_id = %(tenant)s AND a.entity_id = %(entity)s AND {when} AND {_MINE} {filtered}"
                for side, value in (("debit_item_id", debits), ("credit_item_id", credits))
            ),
        ]
    )


def _moved_after(params: dict[str, Any]) -> bool:
    """True when any allocation is effective after the day; one look at the end of an index."""
    found = sql.row(
        "SELECT 1 FROM allocation WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s "
        "AND effective_on > %(day)s LIMIT 1",
        params,
    )
    return found is not None


def _by_customer(question: Question, chosen: Sequence[Bucket], params: dict[str, Any], search: str) -> str:
    sums = ", ".join(f"SUM(CASE WHEN b = {n} THEN open ELSE 0 END) AS b{n}" for n in range(len(chosen)))
    late = " + ".join(f"b{n}" for n in range(1, len(chosen)))
    matching = "AND c.search LIKE %(search)s ESCAPE '!' " if search else ""
    value = "i.amount - i.allocated + i.back" if question.currency else "i.base_amount - i.allocated_base + i.back_base"
    each = (
        f"SELECT i.customer_id, {_bucket(chosen)} AS b, i.due_on, CASE WHEN i.side = 'C' THEN -({value}) "
        f"ELSE {value} END AS open FROM ({_standing(question, params)}) AS i"
    )
    inner = (
        f"SELECT customer_id, {sums}, SUM(CASE WHEN b = {CREDIT_BUCKET} THEN open ELSE 0 END) AS unapplied, "
        f"SUM(open) AS balance, MIN(CASE WHEN b > 0 AND open <> 0 THEN due_on END) AS oldest "
        f"FROM ({each}) AS x GROUP BY customer_id"
    )
    named = ", ".join(f"g.b{n}" for n in range(len(chosen)))
    some = " OR ".join([f"g.b{n} <> 0" for n in range(len(chosen))] + ["g.unapplied <> 0"])
    return (
        f"SELECT g.customer_id, c.number AS number, c.name AS name, g.unapplied, g.balance, {late} AS overdue, "
        f"g.oldest, c.credit_limit, {named} FROM ({inner}) AS g "
        f"JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = g.customer_id WHERE ({some}) {matching}"
    )


def _standing(question: Question, params: dict[str, Any]) -> str:
    """Items with `back` and `back_base`: what to add to their stored open amounts to stand at the day."""
    columns = (
        "i.id, i.customer_id, i.document_id, i.payment_id, i.side, i.kind, i.currency, i.amount, i.base_amount, "
        "i.allocated, i.allocated_base, i.effective_on, i.due_on"
    )
    only = "AND i.currency = %(currency)s" if question.currency else ""
    if question.known_at is None and not _moved_after(params):
        return (
            f"SELECT {columns}, 0 AS back, 0 AS back_base FROM open_item i "
            f"WHERE {_MINE} AND i.closed_on > %(day)s {only}"
        )
    if question.known_at is None:
        when, which = "effective_on > %(day)s", "AND i.closed_on > %(day)s"
    else:
        when = "NOT (effective_on <= %(day)s AND recorded_at <= %(known_at)s)"
        which = "AND i.recorded_at <= %(known_at)s"
    mine = f"WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s AND {when}"
    return (
        f"SELECT {columns}, COALESCE(r.back, 0) AS back, COALESCE(r.back_base, 0) AS back_base FROM open_item i "
        "LEFT JOIN (SELECT item, SUM(amount) AS back, SUM(base) AS back_base FROM ("
        f"SELECT debit_item_id AS item, amount, debit_base AS base FROM allocation {mine} UNION ALL "
        f"SELECT credit_item_id, amount, credit_base FROM allocation {mine}) AS z GROUP BY item) AS r "
        f"ON r.item = i.id WHERE {_MINE} {which} {only}"
    )


def _aged(books: Books, question: Question, chosen: Sequence[Bucket], sums: dict[int, int]) -> Aged:
    found = sql.row(
        "SELECT name, base_currency FROM entity WHERE tenant_id = %s AND id = %s",
        [books.tenant_id, books.entity_id],
    )
    assert found is not None
    made = tuple(AgedBucket(one.name, one.from_day, one.to_day, sums.get(n, 0)) for n, one in enumerate(chosen))
    unapplied = sums.get(CREDIT_BUCKET, 0)
    currency = question.currency or found[1]
    total = sum(bucket.amount for bucket in made) + unapplied
    return Aged(question.as_of, question.known_at, found[0], currency, made, unapplied, total)


def _customer(row: Sequence[Any], as_of: datetime.date, count: int) -> AgedCustomer:
    id, number, name, unapplied, balance, overdue, oldest, limit = row[:8]
    since = sql.day_or_none(oldest) if overdue else None
    return AgedCustomer(
        id,
        number,
        name,
        tuple(int(amount) for amount in row[8 : 8 + count]),
        int(unapplied),
        int(balance),
        int(overdue),
        (as_of - since).days if since else None,
        limit,
    )


def _known_day(days: dict[Any, datetime.date], value: Any) -> datetime.date:
    found = days.get(value)
    if found is None:
        found = days[value] = sql.day(value)
    return found


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
