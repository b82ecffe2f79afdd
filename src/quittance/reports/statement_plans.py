"""By which plan statements go out: the company's and its customers', and who is due one now, or why not."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.books.sums import BASE, LANES
from quittance.reports import books as companies
from quittance.reports.books import Books
from quittance.reports.bounces import bounced, mailed
from quittance.rules import calendar
from quittance.rules import statement_plan as rules
from quittance.rules.statement_plan import Plan

MOST_ROWS = 500
"""Plans of customers that are listed, by number."""

PART = 500
"""Customers that are looked at together."""

MOST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of a customer, or of the company ("" for its number); `said` is it in words, `next_on` its next day."""

    customer_number: str
    customer_name: str
    plan: Plan
    said: str
    next_on: datetime.date | None
    made_by: str


@dataclass(frozen=True, slots=True)
class Due:
    """Who is due a statement of a day of a plan; `rule` says why none goes out, "" for nothing.

    `zone` is the time zone of the customer's clock, `since` the first day of an activity.
    """

    customer_id: int
    customer_number: str
    address: str
    zone: str
    plan: Plan
    period_on: datetime.date
    since: datetime.date | None
    rule: str


_COLUMNS = "p.every, p.on_day, p.kind, p.whole_group, p.since_on"


def of_company(books: Books, today: datetime.date) -> PlanRow | None:
    """The company's plan, None where there is none."""
    found = sql.row(
        f"SELECT {_COLUMNS}, p.made_by FROM statement_plan p "
        "WHERE p.tenant_id = %s AND p.entity_id = %s AND p.customer_id IS NULL",
        [books.tenant_id, books.entity_id],
    )
    return _row(("", "", *found), today) if found else None


def of_customer(books: Books, customer_id: int, today: datetime.date) -> PlanRow | None:
    """The customer's own plan, None where it follows others."""
    rows = _listed(books, today, "AND p.customer_id = %s", [customer_id])
    return rows[0] if rows else None


def own(books: Books, today: datetime.date) -> tuple[PlanRow, ...]:
    """The plans of customers, by number."""
    return _listed(books, today, "", [])


def _listed(books: Books, today: datetime.date, more: str, given: Sequence[int]) -> tuple[PlanRow, ...]:
    found = sql.rows(
        f"SELECT c.number, c.name, {_COLUMNS}, p.made_by FROM statement_plan p "
        "JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id "
        f"WHERE p.tenant_id = %s AND p.entity_id = %s {more} ORDER BY c.number LIMIT {MOST_ROWS}",
        [books.tenant_id, books.entity_id, *given],
    )
    return tuple(_row(row, today) for row in found)


def plans(books: Books) -> tuple[Plan | None, dict[int, Plan]]:
    """The company's plan, and those of customers by id; what has been looked after is behind them. One statement."""
    found = sql.rows(
        f"SELECT p.customer_id, p.looked_on, {_COLUMNS} FROM statement_plan p "
        "WHERE p.tenant_id = %s AND p.entity_id = %s",
        [books.tenant_id, books.entity_id],
    )
    made = {row[0]: _behind(_plan(row[2:]), sql.day_or_none(row[1])) for row in found}
    return made.pop(None, None), made


def _behind(plan: Plan, looked_on: datetime.date | None) -> Plan:
    """The plan from the day after the last one that was looked after."""
    return plan if looked_on is None else replace(plan, since=max(plan.since, looked_on + calendar.DAY))


@dataclass(frozen=True, slots=True)
class Among:
    """Customers whose ids lie from the first to the last of these, both included."""

    first: int = 0
    last: int = MOST_ID


EVERYBODY = Among()


def due(books: Books, today: datetime.date, most: int, among: Among = EVERYBODY) -> tuple[Due, ...]:
    """Who owes something and is due a statement that was not settled yet, at most so many.

    Of the days of a plan that nothing ran on the latest counts: an activity then begins where the last one ended.
    """
    company, of_customers = plans(books)
    days = _days(company, of_customers, today)
    wanted: dict[int, tuple[Plan, datetime.date]] = {}
    for ids in _pages(books, among) if days else ():
        parents = _parents(books, ids, company, of_customers)
        found = [one for id in ids if (one := rules.addressee(id, of_customers, parents, company))]
        done = _settled(books, [id for id, _ in found], min(days))
        for id, plan in found:
            day = rules.latest(plan, today)
            if day and (id, day) not in done:
                wanted[id] = (plan, day)
            if len(wanted) >= most:
                return _told(books, wanted, today)
    return _told(books, wanted, today)


def parts(books: Books) -> Iterator[Among]:
    """Customers with an open debt, so many at a time as are looked at together; each part is read when it comes."""
    for ids in _pages(books, EVERYBODY):
        yield Among(ids[0], ids[-1])


def held(books: Books, customer_ids: Sequence[int], today: datetime.date) -> dict[int, tuple[str, str, str, str]]:
    """Number, address, time zone and what holds statements back, by id; the rules are those of reminders."""
    if not customer_ids:
        return {}
    found = sql.rows(_GUARDED.format(marks=sql.marks(len(customer_ids))), [today, books.entity_id, books.tenant_id,
                                                                           *customer_ids])  # fmt: skip
    zone = companies.entity(books).timezone
    return {row[0]: (row[1], row[2], row[3] or zone, row[4]) for row in found}


# Indexes hold_now, dunning_customer_once, contact_customer.
_MAILED = mailed("a.main", "a.own")
_GUARDED = (
    f"SELECT c.id, c.number, {_MAILED}, COALESCE(k.time_zone, ''), CASE "
    "WHEN EXISTS (SELECT 1 FROM hold h WHERE h.tenant_id = c.tenant_id AND h.customer_id = c.id "
    "AND h.entity_id = x.entity_id AND h.item_id IS NULL AND h.lifted_on IS NULL "
    "AND (h.until_on IS NULL OR h.until_on >= x.today)) THEN 'hold' "
    "WHEN ' ' || COALESCE(k.opted_out, '') || ' ' LIKE '%% email %%' THEN 'opted_out' "
    f"WHEN {_MAILED} = '' THEN 'address' WHEN {bounced(_MAILED)} THEN 'bounced' "
    "ELSE '' END FROM (SELECT CAST(%s AS date) AS today, %s AS entity_id) x "
    "CROSS JOIN customer c JOIN (SELECT q.tenant_id, q.id, q.email AS own, (SELECT MIN(p.email) FROM contact p "
    "WHERE p.tenant_id = q.tenant_id AND p.customer_id = q.id AND p.main AND p.email <> '') AS main "
    "FROM customer q) a ON a.tenant_id = c.tenant_id AND a.id = c.id "
    "LEFT JOIN dunning_customer k ON k.tenant_id = c.tenant_id AND k.entity_id = x.entity_id AND k.customer_id = c.id "
    "WHERE c.tenant_id = %s AND c.kind = 'customer' AND c.id IN ({marks})"
)


def _told(books: Books, wanted: dict[int, tuple[Plan, datetime.date]], today: datetime.date) -> tuple[Due, ...]:
    known, since = held(books, list(wanted), today), _began(books, list(wanted))
    made = []
    for id, (plan, day) in wanted.items():
        if id in known:
            number, address, zone, rule = known[id]
            first = since.get(id) or rules.before(plan, day) if plan.kind == rules.ACTIVITY else None
            made.append(Due(id, number, address, zone, plan, day, first, rule))
    return tuple(made)


def _began(books: Books, ids: Sequence[int]) -> dict[int, datetime.date]:
    """The day behind the last activity that each customer was sent by a plan."""
    if not ids:
        return {}
    found = sql.rows(
        "SELECT customer_id, MAX(period_on) FROM statement_sent WHERE tenant_id = %s AND entity_id = %s "
        f"AND customer_id IN ({sql.marks(len(ids))}) AND kind = 'activity' AND rule = '' AND period_on IS NOT NULL "
        "GROUP BY customer_id",
        [books.tenant_id, books.entity_id, *ids],
    )
    return {row[0]: sql.day(row[1]) for row in found}


def _days(company: Plan | None, of_customers: dict[int, Plan], today: datetime.date) -> list[datetime.date]:
    """The latest day of every plan that has one."""
    every: Iterable[Plan] = {*of_customers.values(), *((company,) if company else ())}
    return [day for plan in every if (day := rules.latest(plan, today))]


def _settled(books: Books, ids: Sequence[int], since: datetime.date) -> set[tuple[int, datetime.date]]:
    """Those with the days of which their statement went out or was held back. Index statement_sent_day."""
    if not ids:
        return set()
    found = sql.rows(
        "SELECT customer_id, period_on FROM statement_sent WHERE tenant_id = %s AND entity_id = %s AND period_on >= %s "
        f"AND customer_id IN ({sql.marks(len(ids))})",
        [books.tenant_id, books.entity_id, since, *ids],
    )
    return {(row[0], sql.day(row[1])) for row in found}


def _pages(books: Books, among: Among) -> Iterator[list[int]]:
    """Those who owe something, so many at a time."""
    while ids := _owing(books, among):
        yield ids
        if len(ids) < PART:
            return
        among = replace(among, first=ids[-1] + 1)


def _owing(books: Books, among: Among) -> list[int]:
    """Customers with an open debt, the first of them. Index open_sum_whose."""
    found = sql.rows(
        "SELECT whose FROM open_sum WHERE tenant_id = %s AND entity_id = %s AND whose >= %s AND whose <= %s "
        "AND due_on = %s AND currency = %s AND debit_base <> 0 ORDER BY whose LIMIT %s",
        [books.tenant_id, books.entity_id, max(among.first, LANES), among.last, NEVER, BASE, PART],
    )
    return [row[0] for row in found]


def _parents(
    books: Books, ids: Sequence[int], company: Plan | None, of_customers: dict[int, Plan]
) -> dict[int, int | None]:
    """Who stands above these and above those, where any plan is one for groups. Index customer_pk."""
    if not any(plan.group for plan in (*of_customers.values(), *((company,) if company else ()))):
        return {}
    found = sql.rows(
        "WITH RECURSIVE above (id, parent_id, n) AS (SELECT c.id, c.parent_id, 1 FROM customer c "
        f"WHERE c.tenant_id = %s AND c.id IN ({sql.marks(len(ids))}) UNION "
        "SELECT c.id, c.parent_id, a.n + 1 FROM above a JOIN customer c ON c.tenant_id = %s AND c.id = a.parent_id "
        "WHERE a.n <= %s) SELECT DISTINCT id, parent_id FROM above WHERE parent_id IS NOT NULL",
        [books.tenant_id, *ids, books.tenant_id, rules.MOST_GENERATIONS],
    )
    return {row[0]: row[1] for row in found}


def _plan(row: Sequence[object]) -> Plan:
    every, on_day, kind, group, since = row
    assert isinstance(on_day, int)
    return Plan(str(every), on_day, str(kind), bool(group), sql.day(since))


def _row(row: Sequence[object], today: datetime.date) -> PlanRow:
    plan = _plan(row[2:7])
    return PlanRow(str(row[0]), str(row[1]), plan, rules.said(plan), rules.following(plan, today), str(row[7]))
