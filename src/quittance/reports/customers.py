"""Customers: a page of the list with what each owes, and one customer with everything around it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import cursor, finding
from quittance.reports.books import Books
from quittance.rules.refusals import Invalid, NotFound

MOST_ROWS = 200
MOST_CHILDREN = 500
ORDERS = {"name": ("search", ">"), "-name": ("search", "<"), "number": ("number", ">"), "-number": ("number", "<")}
"""Order -> column and the comparison that continues behind a row; indexes customer_search and customer_number."""

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
    open: int
    overdue: int
    unapplied: int
    oldest_due_on: datetime.date | None

    @property
    def balance(self) -> int:
        """What is owed, net of unapplied credit."""
        return self.open + self.unapplied


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Customers in order; `after` continues behind the last one, "" when there are no more."""

    rows: tuple[CustomerRow, ...]
    after: str


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
    version: int
    recorded_at: int
    parent: Relative | None
    children: tuple[Relative, ...]
    contacts: tuple[ContactCard, ...]
    balances: tuple[CurrencyBalance, ...]
    open_count: int
    last_payment_on: datetime.date | None


def find(books: Books, wanted: Wanted, today: datetime.date) -> CustomerPage:
    """A page of customers; raises `Invalid` for an unknown order, state or cursor. Two statements."""
    column, compare = _order(wanted)
    params: dict[str, Any] = {"tenant": books.tenant_id, "entity": books.entity_id, "today": today}
    limit = params["limit"] = max(1, min(wanted.limit, MOST_ROWS))
    tests = _tests(wanted, params)
    if wanted.after:
        params["key"], params["id"] = cursor.decode(wanted.after, (str, int))
        tests.append(f"(c.{column}, c.id) {compare} (%(key)s, %(id)s)")
    way = "DESC" if compare == "<" else "ASC"
    found = sql.rows(
        f"SELECT {_COLUMNS}, c.{column} FROM {_TABLES} WHERE {' AND '.join(tests)} "
        f"ORDER BY c.{column} {way}, c.id {way} LIMIT %(limit)s + 1",
        params,
    )
    shown = found[:limit]
    after = cursor.encode(shown[-1][-1], shown[-1][0]) if len(found) > limit else ""
    owed = _owed(books, [row[0] for row in shown], today)
    return CustomerPage(tuple(_row(row, owed.get(row[0], _NOTHING)) for row in shown), after)


def card(books: Books, customer_id: int, today: datetime.date) -> CustomerCard:
    """One customer by id; raises `NotFound`. A fixed number of statements."""
    row = sql.row(
        f"SELECT {_COLUMNS}, c.language, c.vat_id, c.iban, c.external_id, c.version, c.recorded_at, p.id, p.name, "
        "(SELECT MAX(y.received_on) FROM payment y WHERE y.tenant_id = %(tenant)s AND y.customer_id = %(id)s "
        "AND y.entity_id = %(entity)s) "
        f"FROM {_TABLES} WHERE c.tenant_id = %(tenant)s AND c.id = %(id)s",
        {"tenant": books.tenant_id, "entity": books.entity_id, "id": customer_id},
    )
    if row is None:
        raise NotFound("There is no such customer.", field="id")
    balances, base, count = _balances(books, customer_id, today)
    parent = Relative(row[16], row[8], row[17]) if row[16] is not None else None
    language, vat_id, iban, external_id, version, recorded_at = row[10:16]
    return CustomerCard(
        _row(row, base),
        language,
        vat_id,
        iban,
        external_id,
        version,
        recorded_at,
        parent,
        _children(books, customer_id),
        contacts(books, customer_id),
        balances,
        count,
        sql.day_or_none(row[18]),
    )


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
    "c.id, c.number, c.name, c.kind, c.email, c.country, c.currency, c.terms, COALESCE(p.number, ''), c.credit_limit"
)
_TABLES = "customer c LEFT JOIN customer p ON p.tenant_id = c.tenant_id AND p.id = c.parent_id"
_NOTHING = (0, 0, 0, None)
_EXACT = ("number", "external_id", "currency", "country")
_OPEN = (
    "EXISTS (SELECT 1 FROM open_item i WHERE i.tenant_id = %(tenant)s AND i.customer_id = c.id "
    "AND i.closed_on = %(never)s AND i.entity_id = %(entity)s AND {which})"
)
_WHICH = {
    "open": "i.side = 'D'",
    "overdue": "i.side = 'D' AND i.due_on < %(today)s",
    "credit": "i.side = 'C'",
}


def _order(wanted: Wanted) -> tuple[str, str]:
    if wanted.order not in ORDERS:
        raise Invalid(f"Order by one of {', '.join(ORDERS)}.", field="order")
    if wanted.state not in ("", *STATES):
        raise Invalid(f"The state is one of {', '.join(STATES)}.", field="state")
    return ORDERS[wanted.order]


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
        tests.append(_OPEN.format(which=_WHICH[wanted.state]))
        params["never"] = NEVER
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


def _children(books: Books, customer_id: int) -> tuple[Relative, ...]:
    found = sql.rows(
        "SELECT id, number, name FROM customer WHERE tenant_id = %s AND parent_id = %s ORDER BY number LIMIT %s",
        [books.tenant_id, customer_id, MOST_CHILDREN],
    )
    return tuple(Relative(*row) for row in found)
