"""Aged receivables: what is owed, by whom, since when, as of any day and as known at any moment.

How items stood on a day is in `standing`; here they are put into buckets, summed and listed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from quittance.books import sql
from quittance.reports import open_sums, standing
from quittance.reports.books import Books
from quittance.reports.standing import Ground, Source
from quittance.rules.aging import Bucket, buckets
from quittance.rules.refusals import Invalid

CREDIT_BUCKET = -1
DEFAULT_EDGES = (30, 60, 90)
MOST_ROWS = 1_000
MOST_CUSTOMERS = 10_000_000
"""Of one streamed answer."""

ORDERS = {
    "balance": "balance",
    "-balance": "balance DESC",
    "name": "name",
    "-name": "name DESC",
    "overdue": "overdue",
    "-overdue": "overdue DESC",
    "oldest": "CASE WHEN oldest IS NULL THEN 0 ELSE 1 END, oldest DESC",
    "-oldest": "CASE WHEN oldest IS NULL THEN 1 ELSE 0 END, oldest",
    "unapplied": "credit",
    "-unapplied": "credit DESC",
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

    @property
    def debt(self) -> int:
        """Everything in the buckets, before unapplied credit."""
        return sum(bucket.amount for bucket in self.buckets)


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


class AgedInvoice(NamedTuple):
    """One open item: credits carry bucket -1 and negative amounts. A named tuple, because it is made by the million."""

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
    """The totals. Two statements."""
    params, chosen = framed(books, question)
    ground = standing.ground(params)
    if is_now(question, ground):
        return now(ground, question, chosen, params)
    parts = [
        f"SELECT {bucket_of(chosen)}, SUM({value(question, one)}) FROM {one.tables} "
        f"WHERE {one.where} {only(question)} GROUP BY 1"
        for one in standing.sources(question.known_at, ground)
    ]
    sums: dict[int, int] = {}
    for bucket, amount in sql.rows(" UNION ALL ".join(parts), params):
        sums[bucket] = sums.get(bucket, 0) + int(amount)
    sums[CREDIT_BUCKET] = -sums.get(CREDIT_BUCKET, 0)
    return added_up(ground, question, chosen, sums)


def customers(
    books: Books,
    question: Question,
    *,
    order: str = "-balance",
    search: str = "",
    offset: int = 0,
    limit: int = 50,
) -> AgedPage:
    """Customers with anything open, in one of `ORDERS`; `search` is part of name or number. Two statements, or five."""
    if order not in ORDERS:
        raise Invalid(f"Order by one of {', '.join(ORDERS)}.", field="order")
    params, chosen = framed(books, question)
    params |= {"limit": min(limit, MOST_ROWS), "offset": offset, "search": f"%{_escaped(search.casefold())}%"}
    ground = standing.ground(params)
    if not search and _is_kept(question, ground, order):
        found = open_sums.ranked(params, order)
        page = _page(question, chosen, ground, order=order, search="", ids=found.ids)
        listed = tuple(_listed(question, sql.rows(page, params | {"offset": 0})))
        return AgedPage(listed, found.count, now(ground, question, chosen, params))
    sums: dict[int, int] = {}
    count, rows = 0, []
    for row in sql.rows(_page(question, chosen, ground, order=order, search=search), params):
        if row[0]:
            rows.append(_customer(row[1:], question.as_of))
            continue
        count = int(row[1])
        sums = {n: int(amount or 0) for n, amount in enumerate(row[8:-1])}
        sums[CREDIT_BUCKET] = int(row[4] or 0)
    return AgedPage(tuple(rows), count, added_up(ground, question, chosen, sums))


def each_customer(
    books: Books, question: Question, *, order: str = "-balance", offset: int = 0, limit: int | None = None
) -> Iterator[AgedCustomer]:
    """Customers with anything open, in one of `ORDERS`, streamed: at most three statements however many there are."""
    if order not in ORDERS:
        raise Invalid(f"Order by one of {', '.join(ORDERS)}.", field="order")
    params, chosen = framed(books, question)
    params |= {"limit": MOST_CUSTOMERS if limit is None else min(limit, MOST_CUSTOMERS), "offset": offset}
    ground, ids = standing.ground(params), None
    if params["limit"] <= MOST_ROWS and _is_kept(question, ground, order):
        ids, params = open_sums.ranked(params, order).ids, params | {"offset": 0}
    page = _page(question, chosen, ground, order=order, search="", ids=ids)
    yield from _listed(question, sql.stream(page, params))


def invoices(books: Books, question: Question, *, customer_number: str = "") -> Iterator[AgedInvoice]:
    """Every open item, by customer and due day, streamed; memory stays flat."""
    params, chosen = framed(books, question)
    params["customer"] = customer_number
    ground = standing.ground(params)
    sources = standing.sources_of_customer if customer_number else standing.sources
    which = f"{only(question)} AND c.number = %(customer)s" if customer_number else only(question)
    parts = [
        f"SELECT c.number, c.name, COALESCE(d.number, p.reference, i.kind), i.kind, i.effective_on, i.due_on, "
        f"{bucket_of(chosen)}, i.currency, i.side, {one.open}, {one.open_base}, i.id "
        f"FROM {one.with_customer} {_PAPERS} WHERE {one.where} AND c.tenant_id = %(tenant)s "
        f"AND i.customer_id = c.id {which} {one.not_zero}"
        for one in sources(question.known_at, ground)
    ]
    # Sorted by customer number, due day and id, by their places in the row.
    statement = f"{' UNION ALL '.join(parts)} ORDER BY 1, 6, 12"
    as_of, days = question.as_of, _Days()
    for row in sql.stream(statement, params):
        issued, due = days[row[4]], days[row[5]]
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
            sign * row[9],
            sign * row[10],
            row[11],
        )


def is_now(question: Question, ground: Ground) -> bool:
    """What is asked is what stands now: nothing in the books is effective after the day."""
    return question.known_at is None and not ground.moved_after


def _is_kept(question: Question, ground: Ground, order: str) -> bool:
    return is_now(question, ground) and order in open_sums.ORDERS and not question.currency


def _listed(question: Question, rows: Iterable[Sequence[Any]]) -> Iterator[AgedCustomer]:
    """The rows of `_page` that are customers."""
    return (_customer(row[1:], question.as_of) for row in rows if row[0])


def now(ground: Ground, question: Question, chosen: Sequence[Bucket], params: dict[str, Any]) -> Aged:
    """The totals of what stands now, from the kept sums."""
    edges = [f"edge{n}" for n in range(len(chosen) - 1)]
    debts, credit = open_sums.by_due(params, edges, question.currency)
    return added_up(ground, question, chosen, dict(enumerate(debts)) | {CREDIT_BUCKET: -credit})


_PAPERS = (
    "LEFT JOIN document d ON d.tenant_id = %(tenant)s AND d.id = i.document_id "
    "LEFT JOIN payment p ON p.tenant_id = %(tenant)s AND p.id = i.payment_id"
)


def framed(books: Books, question: Question) -> tuple[dict[str, Any], tuple[Bucket, ...]]:
    """What every statement of a question names, and the buckets it asks for."""
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


def bucket_of(chosen: Sequence[Bucket]) -> str:
    """A CASE that gives the bucket of item `i`: -1 for credits, else by due day."""
    tests = " ".join(f"WHEN i.due_on >= %(edge{n})s THEN {n}" for n in range(len(chosen) - 1))
    return f"CASE WHEN i.side = 'C' THEN {CREDIT_BUCKET} {tests} ELSE {len(chosen) - 1} END"


def only(question: Question) -> str:
    """A condition for the one currency that is asked for, if any."""
    return "AND i.currency = %(currency)s" if question.currency else ""


def value(question: Question, one: Source) -> str:
    """The open amount of an item, in the currency of the answer."""
    return one.open if question.currency else one.open_base


def _by_customer(question: Question, chosen: Sequence[Bucket], ground: Ground, ids: Sequence[int] | None = None) -> str:
    """One row per customer: its id, its buckets b0, b1, …, its credit, and its oldest due day that has passed."""
    last = len(chosen) - 1
    names = [*(f"b{n}" for n in range(last + 1)), "credit"]
    which = only(question) if ids is None else f"AND i.customer_id IN ({', '.join(map(str, ids)) or 'NULL'})"
    parts = []
    for one in standing.sources(question.known_at, ground):
        amount = value(question, one)
        sums = [f"COALESCE(SUM({amount}) FILTER (WHERE {falls(n, last)}), 0) AS b{n}" for n in range(last + 1)]
        sums.append(f"COALESCE(SUM(-({amount})) FILTER (WHERE i.side = 'C'), 0) AS credit")
        late = f"i.side = 'D' AND i.due_on < %(edge0)s AND {amount} <> 0"
        parts.append(
            f"SELECT i.customer_id, {', '.join(sums)}, MIN(i.due_on) FILTER (WHERE {late}) AS oldest "
            f"FROM {one.tables} WHERE {one.where} {which} GROUP BY i.customer_id"
        )
    if len(parts) == 1:
        return parts[0]
    summed = ", ".join(f"SUM({name}) AS {name}" for name in names)
    return (
        f"SELECT customer_id, {summed}, MIN(oldest) AS oldest FROM ({' UNION ALL '.join(parts)}) AS x "
        "GROUP BY customer_id"
    )


def falls(n: int, last: int) -> str:
    """Item `i` is a debt of bucket n."""
    tests = ["i.side = 'D'"]
    if n > 0:
        tests.append(f"i.due_on < %(edge{n - 1})s")
    if n < last:
        tests.append(f"i.due_on >= %(edge{n})s")
    return " AND ".join(tests)


def _page(
    question: Question,
    chosen: Sequence[Bucket],
    ground: Ground,
    *,
    order: str,
    search: str,
    ids: Sequence[int] | None = None,
) -> str:
    """The page (part 1, in order) and what its filter adds up to (part 0), from one pass over the items.

    `ids` are the only customers, where it is known already who stands on the page.
    """
    count = len(chosen)
    names = ", ".join(f"g.b{n}" for n in range(count))
    balance = " + ".join([*(f"g.b{n}" for n in range(count)), "g.credit"])
    late = " + ".join(f"g.b{n}" for n in range(1, count))
    some = " OR ".join([*(f"g.b{n} <> 0" for n in range(count)), "g.credit <> 0"])
    matching = (
        "JOIN customer s ON s.tenant_id = %(tenant)s AND s.id = g.customer_id AND s.search LIKE %(search)s ESCAPE '!'"
    )
    customer = "JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = f.customer_id"
    key = ORDERS[order]
    first = f"SELECT f.*, c.name FROM f {customer}" if "name" in order else "SELECT f.* FROM f"
    sums = ", ".join(f"SUM(b{n})" for n in range(count))
    return (
        f"WITH g AS MATERIALIZED ({_by_customer(question, chosen, ground, ids)}), "
        f"f AS MATERIALIZED (SELECT g.customer_id, g.credit, {balance} AS balance, {late} AS overdue, g.oldest, "
        f"{names} FROM g {matching if search else ''} WHERE {some}), "
        f"page AS (SELECT q.* FROM ({first}) AS q ORDER BY {key}, customer_id LIMIT %(limit)s OFFSET %(offset)s) "
        "SELECT * FROM (SELECT 0 AS part, COUNT(*) AS customer_id, '' AS number, '' AS name, SUM(credit) AS credit, "
        f"0 AS balance, 0 AS overdue, NULL AS oldest, {sums}, NULL AS credit_limit FROM f UNION ALL "
        "SELECT 1, f.customer_id, c.number, c.name, f.credit, f.balance, f.overdue, f.oldest, "
        f"{names.replace('g.', 'f.')}, c.credit_limit FROM page f {customer}) AS u ORDER BY part, {key}, customer_id"
    )


def added_up(ground: Ground, question: Question, chosen: Sequence[Bucket], sums: dict[int, int]) -> Aged:
    """The answer from the sum of each bucket, credits standing at `CREDIT_BUCKET`."""
    made = tuple(AgedBucket(one.name, one.from_day, one.to_day, sums.get(n, 0)) for n, one in enumerate(chosen))
    unapplied = sums.get(CREDIT_BUCKET, 0)
    currency = question.currency or ground.base_currency
    total = sum(bucket.amount for bucket in made) + unapplied
    return Aged(question.as_of, question.known_at, ground.entity, currency, made, unapplied, total)


def _customer(row: Sequence[Any], as_of: datetime.date) -> AgedCustomer:
    id, number, name, unapplied, balance, overdue, oldest = row[:7]
    since = sql.day_or_none(oldest)
    return AgedCustomer(
        id,
        number,
        name,
        tuple(int(amount) for amount in row[7:-1]),
        int(unapplied),
        int(balance),
        int(overdue),
        (as_of - since).days if since else None,
        row[-1],
    )


class _Days(dict[Any, datetime.date]):
    """Days of the two databases as dates, each read once."""

    def __missing__(self, value: Any) -> datetime.date:
        day = self[value] = sql.day(value)
        return day


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
