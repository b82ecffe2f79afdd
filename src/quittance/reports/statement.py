"""Statements: what a customer owes item by item, or what happened between two days with a running balance."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from quittance.books import sql
from quittance.reports import open_items
from quittance.reports.books import Books
from quittance.rules.refusals import Invalid, NotFound


class StatementRow(NamedTuple):
    """One line: `amount` raises (positive) or lowers the balance; `balance` runs with it, in `currency`.

    On an open-item statement `amount` is what is open now, of `total`.
    """

    on: datetime.date
    due_on: datetime.date | None
    number: str
    kind: str
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class CurrencySection:
    """The rows of one currency between its opening and closing balance, in minor units."""

    currency: str
    opening: int
    rows: tuple[StatementRow, ...]
    closing: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: `kind` is open_item or activity; one section per currency.

    That of a group has a statement for each of its `members`, and sections that run through all of them.
    """

    kind: str
    entity: str
    customer_number: str
    customer_name: str
    since: datetime.date | None
    until: datetime.date
    sections: tuple[CurrencySection, ...]
    members: tuple[Statement, ...] = ()


def open_item(books: Books, customer_number: str, as_of: datetime.date) -> Statement:
    """Every item open on the day, with the running total."""
    entity, name = _names(books, customer_number)
    found = open_items.of_customer(books, customer_number, as_of)
    sections = []
    for currency, total in found.totals:
        running, rows = 0, []
        for one in found.rows:
            if one.currency == currency:
                running += one.open
                due = one.due_on if one.open > 0 else None
                rows.append(StatementRow(one.issued_on, due, one.number, one.kind, one.open, running))
        sections.append(CurrencySection(currency, 0, tuple(rows), total))
    return Statement("open_item", entity, customer_number, name, None, as_of, tuple(sections))


def activity(books: Books, customer_number: str, since: datetime.date, until: datetime.date) -> Statement:
    """What raised or lowered the balance from `since` to `until`, both included, per currency.

    Allocations do not move the balance and so do not show; items do, each on its business day.
    """
    if since > until:
        raise Invalid("The first day lies after the last.", field="since")
    entity, name = _names(books, customer_number)
    mine = [books.tenant_id, books.entity_id, customer_number]
    source = (
        "FROM customer c JOIN open_item i ON i.tenant_id = c.tenant_id AND i.customer_id = c.id "
        "LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "LEFT JOIN payment p ON p.tenant_id = i.tenant_id AND p.id = i.payment_id "
        "WHERE i.tenant_id = %s AND i.entity_id = %s AND c.number = %s "
    )
    opening = dict(
        sql.rows(
            "SELECT i.currency, SUM(CASE WHEN i.side = 'D' THEN i.amount ELSE -i.amount END) "
            f"{source} AND i.effective_on < %s GROUP BY i.currency",
            [*mine, since],
        )
    )
    found = sql.rows(
        "SELECT i.currency, i.effective_on, i.side, i.kind, COALESCE(d.number, p.reference, i.kind), "
        f"SUM(i.amount), MAX(i.due_on) {source} AND i.effective_on >= %s AND i.effective_on <= %s "
        "GROUP BY i.currency, i.effective_on, i.side, i.kind, COALESCE(d.number, p.reference, i.kind), i.entry_id "
        "ORDER BY i.effective_on, i.entry_id",
        [*mine, since, until],
    )
    sections = []
    for currency in sorted({*opening, *(row[0] for row in found)}):
        start = running = int(opening.get(currency, 0))
        rows = []
        for _, on, side, kind, number, amount, due in (row for row in found if row[0] == currency):
            signed = int(amount) if side == "D" else -int(amount)
            running += signed
            due_on = sql.day(due) if side == "D" else None
            rows.append(StatementRow(sql.day(on), due_on, number, kind, signed, running))
        sections.append(CurrencySection(currency, start, tuple(rows), running))
    return Statement("activity", entity, customer_number, name, since, until, tuple(sections))


def _names(books: Books, customer_number: str) -> tuple[str, str]:
    found = sql.row(
        "SELECT e.name, c.name FROM customer c JOIN entity e ON e.tenant_id = c.tenant_id "
        "WHERE c.tenant_id = %s AND e.id = %s AND c.number = %s",
        [books.tenant_id, books.entity_id, customer_number],
    )
    if found is None:
        raise NotFound(f"There is no customer {customer_number[:60]!r}.", field="customer")
    return found[0], found[1]
