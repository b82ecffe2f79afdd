"""Statements as they are asked for: of a customer, or of a group with a section for each member and sums of all."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.books import sql
from quittance.reports import statement
from quittance.reports.books import Books
from quittance.reports.statement import CurrencySection, Statement, StatementRow
from quittance.rules.refusals import Invalid, NotFound

MOST_MEMBERS = 500
GENERATIONS = 8
"""As deep as customers may stand below one another."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is open at the end of `until`, or with a first day `since` what happened; `group` is all below as well."""

    customer_number: str
    until: datetime.date
    since: datetime.date | None = None
    group: bool = False


def made(books: Books, asked: Asked) -> Statement:
    """The statement that is asked for; raises `NotFound`, `Invalid`."""
    number, since, until = asked.customer_number, asked.since, asked.until
    if since is None:
        return open_item(books, number, until) if asked.group else statement.open_item(books, number, until)
    if asked.group:
        return activity(books, number, since, until)
    return statement.activity(books, number, since, until)


def open_item(books: Books, customer_number: str, as_of: datetime.date) -> Statement:
    """Every item open on the day, of the customer and all below it; raises `NotFound`, `Invalid`."""
    return _of(books, customer_number, lambda number: statement.open_item(books, number, as_of))


def activity(books: Books, customer_number: str, since: datetime.date, until: datetime.date) -> Statement:
    """What raised or lowered the balance of the customer and all below it; raises `NotFound`, `Invalid`."""
    return _of(books, customer_number, lambda number: statement.activity(books, number, since, until))


def members(books: Books, customer_number: str) -> tuple[str, ...]:
    """Numbers of the customer and all below it, the nearest first; raises `NotFound`, `Invalid`.

    One statement; index customer_parent.
    """
    found = sql.rows(
        "WITH RECURSIVE family (id, number, depth) AS ("
        "SELECT c.id, c.number, 0 FROM customer c WHERE c.tenant_id = %(tenant)s AND c.number = %(number)s "
        "UNION ALL SELECT c.id, c.number, f.depth + 1 FROM family f "
        "JOIN customer c ON c.tenant_id = %(tenant)s AND c.parent_id = f.id WHERE f.depth < %(generations)s) "
        "SELECT number FROM family ORDER BY depth, number LIMIT %(most)s",
        {
            "tenant": books.tenant_id,
            "number": customer_number,
            "generations": GENERATIONS,
            "most": MOST_MEMBERS + 1,
        },
    )
    if not found:
        raise NotFound(f"There is no customer {customer_number[:60]!r}.", field="customer")
    if len(found) > MOST_MEMBERS:
        raise Invalid(f"A statement of a group has at most {MOST_MEMBERS} customers. Ask for each.", field="customer")
    return tuple(row[0] for row in found)


def _of(books: Books, customer_number: str, made: Callable[[str], Statement]) -> Statement:
    """The statements of all, one for the group; a customer with nobody below it has its own."""
    head, *below = members(books, customer_number)
    first = made(head)
    if not below:
        return first
    shown = tuple(one for one in (first, *(made(number) for number in below)) if one.sections)
    return replace(first, sections=together(shown), members=shown)


def together(members: Sequence[Statement]) -> tuple[CurrencySection, ...]:
    """One section for each currency that runs through the rows of all members, in their order."""
    parts: dict[str, list[CurrencySection]] = {}
    for one in members:
        for section in one.sections:
            parts.setdefault(section.currency, []).append(section)
    return tuple(_joined(currency, parts[currency]) for currency in sorted(parts))


def _joined(currency: str, parts: Sequence[CurrencySection]) -> CurrencySection:
    opening = running = sum(one.opening for one in parts)
    rows = []
    for one in parts:
        for row in one.rows:
            running += row.amount
            rows.append(row._replace(balance=running))
    return CurrencySection(currency, opening, tuple(rows), running)


def told(made: Statement, amount: Callable[[int, str], Any]) -> dict[str, Any]:
    """The statement as plain values; `amount` writes minor units of a currency as the face shows them."""
    return {
        "kind": made.kind,
        "entity": made.entity,
        "customer": made.customer_number,
        "name": made.customer_name,
        "since": made.since,
        "until": made.until,
        "sections": [_section(part, () if made.members else part.rows, amount) for part in made.sections],
        "members": [
            {
                "customer": one.customer_number,
                "name": one.customer_name,
                "sections": [_section(part, part.rows, amount) for part in one.sections],
            }
            for one in made.members
        ],
    }


def _section(part: CurrencySection, rows: Sequence[StatementRow], amount: Callable[[int, str], Any]) -> dict[str, Any]:
    return {
        "currency": part.currency,
        "opening": amount(part.opening, part.currency),
        "rows": [
            {
                "on": row.on,
                "due_on": row.due_on,
                "number": row.number,
                "kind": row.kind,
                "amount": amount(row.amount, part.currency),
                "balance": amount(row.balance, part.currency),
            }
            for row in rows
        ],
        "closing": amount(part.closing, part.currency),
    }
