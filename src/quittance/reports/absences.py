"""Who is away, and who stands in for them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books

MOST_ROWS = 200
NOW = "a.from_on <= %(today)s AND a.until_on >= %(today)s"
"""Whether absence a runs today, as an expression. Index absence_until."""


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence with its first and last day; people by name and email, `accounts` is what the person looks after."""

    id: int
    name: str
    email: str
    stand_in: str
    stand_in_email: str
    from_on: datetime.date
    until_on: datetime.date
    accounts: int


def rows(books: Books, today: datetime.date) -> tuple[AbsenceRow, ...]:
    """Those that run or are to come, the first to begin first. Indexes absence_until, follow_up_owner."""
    found = sql.rows(
        "SELECT a.id, m.name, m.email, s.name, s.email, a.from_on, a.until_on, (SELECT COUNT(*) FROM follow_up f "
        "WHERE f.tenant_id = a.tenant_id AND f.owner_id = a.member_id AND f.entity_id = %s) FROM absence a "
        "JOIN member m ON m.tenant_id = a.tenant_id AND m.id = a.member_id "
        "JOIN member s ON s.tenant_id = a.tenant_id AND s.id = a.stand_in_id "
        "WHERE a.tenant_id = %s AND a.until_on >= %s ORDER BY a.from_on, a.id LIMIT %s",
        [books.entity_id, books.tenant_id, today, MOST_ROWS],
    )
    return tuple(
        AbsenceRow(id, name, email, stand_in, address, sql.day(first), sql.day(last), int(accounts))
        for id, name, email, stand_in, address, first, last, accounts in found
    )


def away(books: Books, today: datetime.date) -> frozenset[int]:
    """Ids of the people who are away today."""
    found = sql.rows(
        f"SELECT a.member_id FROM absence a WHERE a.tenant_id = %(tenant)s AND {NOW}",
        {"tenant": books.tenant_id, "today": today},
    )
    return frozenset(row[0] for row in found)
