"""Customers: a page of the list with what each owes, and one customer with everything around it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import agreed, sql
from quittance.books.ledger import NEVER
from quittance.books.lock import GRANTED
from quittance.reports import cursor, finding, open_sums, page
from quittance.reports.books import Books
from quittance.reports.page import Page, Source
from quittance.rules import granted
from quittance.rules.refusals import Invalid, NotFound

MOST_ROWS = 200
MOST_CHILDREN = 500
MOST_SEGMENTS = 200
MOST_TOTALLED = 50_000
"""Customers that one filter adds up."""

ORDERS = {
    "name": ("c.search", str),
    "number": ("c.number", str),
    "balance": ("COALESCE(s.debit_base - s.credit_base, 0)", cursor.Amount),
    "overdue": ("COALESCE(g.overdue, 0)", cursor.Amount),
}
"""Order -> sort key and its kind; each also falls, as -name. Names and numbers come by the indexes customer_search
and customer_number, balances from the kept sums; what is overdue is added up first, in the order of open_item_now."""

STATES = ("open", "overdue", "credit")
"""Filters: has debt that is open, has debt past its due day, has credit to be used."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which customers, and where the last page ended; empty fields do not restrict.

    `search` is part of a name or number, `number` and `external_id` are exact.
    """

    search: str = ""
    state: str = ""
    number: str = ""
    external_id: str = ""
    currency: str = ""
    country: str = ""
    segment: str = ""
    order: str = "name"
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer: `open`, `overdue` and `unapplied` (zero or negative) in base minor units.

    `balance` is open + unapplied; `credit_limit` is in minor units of the customer's own currency.
    """

    id: int
    number: str
    name: str
    kind: str
    email: str
    country: str
    currency: str
    terms: str
    parent_number: str
    credit_limit: int | None
    segment: str
    open: int
    overdue: int
    unapplied: int
    oldest_due_on: datetime.date | None

    @property
    def balance(self) -> int:
        """What is owed, net of unapplied credit."""
        return self.open + self.unapplied


@dataclass(frozen=True, slots=True)
class CustomerTotals:
    """How many customers a filter holds, and what they owe together, in base minor units."""

    count: int
    open: int
    overdue: int
    unapplied: int

    @property
    def balance(self) -> int:
        """What is owed, net of unapplied credit."""
        return self.open + self.unapplied


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A person at the customer."""

    id: int
    name: str
    email: str
    phone: str
    duty: str
    main: bool


@dataclass(frozen=True, slots=True)
class Relative:
    """The parent or a child of a customer."""

    id: int
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class CurrencyBalance:
    """What is open, overdue and unapplied (zero or negative) in one currency, in its minor units."""

    currency: str
    open: int
    overdue: int
    unapplied: int


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """One customer with its people and relatives; `row` has the amounts in base currency."""

    row: CustomerRow
    language: str
    vat_id: str
    iban: str
    external_id: str
    street: str
    postcode: str
    city: str
    region: str
    version: int
    recorded_at: int
    parent: Relative | None
    children: tuple[Relative, ...]
    contacts: tuple[ContactCard, ...]
    balances: tuple[CurrencyBalance, ...]
    open_count: int
    last_payment_on: datetime.date | None


def find(books: Books, wanted: Wanted, today: datetime.date) -> Page[CustomerRow]:
    """A page of customers; raises `Invalid` for an unknown order, state or cursor. Three statements or four."""
    key, kind = _order(wanted)
    params: dict[str, Any] = {"tenant": books.tenant_id, "entity": books.entity_id, "today": today}
    tables = f"customer c {_AMOUNTS.get(wanted.order.removeprefix('-'), '')}"
    source = Source(tables, _tests(wanted, params), params, key, "c.id", kind, "c.id")
    found = page.keys(source, wanted.order, wanted.after, max(1, min(wanted.limit, MOST_ROWS)))
    return Page(of_ids(books, found.ids, today), found.after, found.before)


def totals(books: Books, wanted: Wanted, today: datetime.date) -> CustomerTotals | None:
    """The totals of a filter, whatever its page; None when it holds more than `MOST_TOTALLED` customers."""
    _order(wanted)
    params: dict[str, Any] = {"tenant": books.tenant_id, "entity": books.entity_id, "today": today}
    chosen = f"SELECT c.id FROM customer c WHERE {' AND '.join(_tests(wanted, params))} LIMIT %(most)s + 1"
    params["most"] = MOST_TOTALLED
    found = sql.row(
        "SELECT COUNT(*), COALESCE(SUM(s.debit_base), 0), COALESCE(SUM(s.credit_base), 0) "
        f"FROM ({chosen}) AS x {open_sums.joined('x.id')}",
        params,
    )
    assert found is not None
    if found[0] > MOST_TOTALLED:
        return None
    return CustomerTotals(int(found[0]), int(found[1]), _overdue(wanted, chosen, params), -int(found[2]))


def of_ids(books: Books, ids: Sequence[int], today: datetime.date) -> tuple[CustomerRow, ...]:
    """Customers by id, in the order of `ids`, with the terms of today. Two statements or three."""
    if not ids:
        return ()
    found = sql.rows(
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE c.tenant_id = %s AND c.id IN ({sql.marks(len(ids))})",
        [books.tenant_id, *ids],
    )
    owed, grants = _owed(books, ids, today), agreed.grants(books.tenant_id, [row[0] for row in found if row[10]])
    return page.in_order((_row(_today(row, grants, today), owed.get(row[0], _NOTHING)) for row in found), ids)


def card(books: Books, customer_id: int, today: datetime.date) -> CustomerCard:
    """One customer by id; raises `NotFound`. A fixed number of statements."""
    row = sql.row(
        f"SELECT {_COLUMNS}, c.language, c.vat_id, c.iban, c.external_id, c.street, c.postcode, c.city, c.region, "
        "c.version, c.recorded_at, p.id, p.name, "
        "(SELECT MAX(y.received_on) FROM payment y WHERE y.tenant_id = %(tenant)s AND y.customer_id = %(id)s "
        "AND y.entity_id = %(entity)s) "
        f"FROM {_TABLES} WHERE c.tenant_id = %(tenant)s AND c.id = %(id)s",
        {"tenant": books.tenant_id, "entity": books.entity_id, "id": customer_id},
    )
    if row is None:
        raise NotFound("There is no such customer.", field="id")
    balances, base, count = _balances(books, customer_id, today)
    *own, parent_id, parent_name, paid_on = row[12:]
    parent = Relative(parent_id, row[8], parent_name) if parent_id is not None else None
    around = (parent, _children(books, customer_id), contacts(books, customer_id), balances, count)
    row = _today(row, agreed.grants(books.tenant_id, [customer_id] if row[10] else []), today)
    return CustomerCard(*(_row(row, base), *own, *around, sql.day_or_none(paid_on)))


def segments(books: Books) -> tuple[str, ...]:
    """Segments that customers belong to, in their order. Index customer_segment."""
    found = sql.rows(
        "SELECT DISTINCT segment FROM customer WHERE tenant_id = %s AND segment <> '' ORDER BY segment LIMIT %s",
        [books.tenant_id, MOST_SEGMENTS],
    )
    return tuple(row[0] for row in found)


def id_of(books: Books, number: str) -> int:
    """The id of the customer with that number; raises `NotFound`."""
    found = sql.row("SELECT id FROM customer WHERE tenant_id = %s AND number = %s", [books.tenant_id, number])
    if found is None:
        raise NotFound(f"There is no customer {number[:60]!r}.", field="customer")
    return int(found[0])


def contacts(books: Books, customer_id: int) -> tuple[ContactCard, ...]:
    """The people at a customer, the main one first. Index contact_customer."""
    found = sql.rows(
        "SELECT id, name, email, phone, duty, main FROM contact WHERE tenant_id = %s AND customer_id = %s "
        "ORDER BY main DESC, name, id",
        [books.tenant_id, customer_id],
    )
    return tuple(ContactCard(id, name, email, phone, duty, bool(main)) for id, name, email, phone, duty, main in found)


_COLUMNS = (
    "c.id, c.number, c.name, c.kind, c.email, c.country, c.currency, c.terms, COALESCE(p.number, ''), c.credit_limit, "
    f"{GRANTED}, c.segment"
)
_TABLES = "customer c LEFT JOIN customer p ON p.tenant_id = c.tenant_id AND p.id = c.parent_id"
_NOTHING = (0, 0, 0, None)
_EXACT = ("number", "external_id", "currency", "country", "segment")
_OPEN = (
    "EXISTS (SELECT 1 FROM open_item i WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s "
    "AND i.customer_id = c.id AND i.closed_on = '9999-12-31' AND i.side = 'D'{late})"
)
_STATE_TESTS = {
    "open": _OPEN.format(late=""),
    "overdue": _OPEN.format(late=" AND i.due_on < %(today)s"),
    "credit": "c.id IN (SELECT i.customer_id FROM open_item i WHERE i.tenant_id = %(tenant)s "
    "AND i.entity_id = %(entity)s AND i.closed_on = '9999-12-31' AND i.side = 'C')",
}
"""Literal values, because the partial indexes open_item_now and open_item_credit need them."""

_AMOUNTS = {
    "balance": open_sums.joined("c.id"),
    "overdue": "LEFT JOIN (SELECT i.customer_id, CAST(SUM(i.base_amount - i.allocated_base) AS bigint) AS overdue "
    "FROM open_item i "
    "WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.closed_on = '9999-12-31' AND i.side = 'D' "
    "AND i.due_on < %(today)s GROUP BY i.customer_id) AS g ON g.customer_id = c.id",
}
"""What the order by an amount needs beside the customer."""


def _order(wanted: Wanted) -> tuple[str, type]:
    name = wanted.order.removeprefix("-")
    if name not in ORDERS:
        raise Invalid(f"Order by one of {', '.join(ORDERS)}, with a minus before it to fall.", field="order")
    page.check_state(wanted.state, STATES)
    return ORDERS[name]


def _overdue(wanted: Wanted, chosen: str, params: dict[str, Any]) -> int:
    """All that is late, where the filter leaves out nobody who is; else that of the chosen customers' items."""
    if wanted.state != "credit" and not any(finding.cleaned(getattr(wanted, name)) for name in (*_EXACT, "search")):
        return open_sums.by_due(params, ["today"], "")[0][1]
    found = sql.row(
        "SELECT COALESCE(SUM(i.base_amount - i.allocated_base), 0) "
        f"FROM ({chosen}) AS x CROSS JOIN open_item i {sql.by_index('open_item_now')} "
        "WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.customer_id = x.id "
        "AND i.closed_on = '9999-12-31' AND i.side = 'D' AND i.due_on < %(today)s",
        params,
    )
    assert found is not None
    return int(found[0])


def _tests(wanted: Wanted, params: dict[str, Any]) -> list[str]:
    tests = ["c.tenant_id = %(tenant)s"]
    for name in _EXACT:
        value = finding.cleaned(getattr(wanted, name))
        if value:
            tests.append(f"c.{name} = %({name})s")
            params[name] = value
    search = finding.cleaned(wanted.search)
    if search:
        tests.append("c.search LIKE %(search)s ESCAPE '!'")
        params["search"] = finding.containing(search)
    if wanted.state:
        tests.append(_STATE_TESTS[wanted.state])
    return tests


def _owed(books: Books, ids: Sequence[int], today: datetime.date) -> dict[int, tuple[int, int, int, Any]]:
    """Base minor units of each customer: open, overdue, unapplied, oldest due day. Index open_item_customer."""
    found = sql.rows(
        "SELECT i.customer_id, "
        "SUM(CASE WHEN i.side = 'D' THEN i.base_amount - i.allocated_base ELSE 0 END), "
        "SUM(CASE WHEN i.side = 'D' AND i.due_on < %s THEN i.base_amount - i.allocated_base ELSE 0 END), "
        "SUM(CASE WHEN i.side = 'C' THEN i.allocated_base - i.base_amount ELSE 0 END), "
        "MIN(CASE WHEN i.side = 'D' THEN i.due_on END) "
        f"FROM open_item i WHERE i.tenant_id = %s AND i.customer_id IN ({sql.marks(len(ids))}) "
        "AND i.closed_on = %s AND i.entity_id = %s GROUP BY i.customer_id",
        [today, books.tenant_id, *ids, NEVER, books.entity_id],
    )
    return {row[0]: (int(row[1]), int(row[2]), int(row[3]), row[4]) for row in found}


def _today(row: Sequence[Any], grants: dict[int, tuple[granted.Grant, ...]], today: datetime.date) -> tuple[Any, ...]:
    """A row of `_COLUMNS` with the terms that hold today."""
    return (*row[:7], granted.in_force(grants.get(row[0], ()), today, row[7]), *row[8:])


def _row(row: Sequence[Any], owed: tuple[int, int, int, Any]) -> CustomerRow:
    open_now, overdue, unapplied, oldest = owed
    return CustomerRow(
        id=row[0],
        number=row[1],
        name=row[2],
        kind=row[3],
        email=row[4],
        country=row[5],
        currency=row[6],
        terms=row[7],
        parent_number=row[8],
        credit_limit=row[9],
        segment=row[11],
        open=open_now,
        overdue=overdue,
        unapplied=unapplied,
        oldest_due_on=sql.day_or_none(oldest),
    )


def _balances(
    books: Books, customer_id: int, today: datetime.date
) -> tuple[tuple[CurrencyBalance, ...], tuple[int, int, int, Any], int]:
    """Balances per currency, in the base currency as `_owed` has them, and how many items are open."""
    found = sql.rows(
        "SELECT i.currency, i.side, CASE WHEN i.side = 'D' AND i.due_on < %s THEN 1 ELSE 0 END, COUNT(*), "
        "SUM(i.amount - i.allocated), SUM(i.base_amount - i.allocated_base), MIN(i.due_on) FROM open_item i "
        "WHERE i.tenant_id = %s AND i.customer_id = %s AND i.closed_on = %s AND i.entity_id = %s "
        "GROUP BY 1, 2, 3",
        [today, books.tenant_id, customer_id, NEVER, books.entity_id],
    )
    own: dict[str, list[int]] = {}
    base, oldest, count = [0, 0, 0], [], 0
    for currency, side, late, number, amount, amount_base, due in found:
        sums, count = own.setdefault(currency, [0, 0, 0]), count + number
        if side == "C":
            sums[2] -= int(amount)
            base[2] -= int(amount_base)
            continue
        oldest.append(sql.day(due))
        sums[0] += int(amount)
        base[0] += int(amount_base)
        sums[1] += int(amount) * late
        base[1] += int(amount_base) * late
    made = tuple(CurrencyBalance(currency, *sums) for currency, sums in sorted(own.items()))
    return made, (base[0], base[1], base[2], min(oldest, default=None)), count


def is_parent(books: Books, customer_id: int) -> bool:
    """True for a customer with others below it. Index customer_parent."""
    return bool(_children(books, customer_id))


def _children(books: Books, customer_id: int) -> tuple[Relative, ...]:
    found = sql.rows(
        "SELECT id, number, name FROM customer WHERE tenant_id = %s AND parent_id = %s ORDER BY number LIMIT %s",
        [books.tenant_id, customer_id, MOST_CHILDREN],
    )
    return tuple(Relative(*row) for row in found)
