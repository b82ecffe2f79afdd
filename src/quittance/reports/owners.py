"""Who looks after how many overdue accounts, and how many have nobody."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports.books import Books


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A person with their overdue accounts and what is overdue of them, base minor units; nobody has no name."""

    name: str
    email: str
    accounts: int
    overdue: int


_OWNERS = (
    "SELECT m.name, m.email, COUNT(*), SUM(l.base) FROM (SELECT i.customer_id, "
    "SUM(i.base_amount - i.allocated_base) AS base FROM open_item i WHERE i.tenant_id = %(tenant)s "
    f"AND i.entity_id = %(entity)s AND i.closed_on = '{NEVER.isoformat()}' AND i.due_on < %(today)s AND i.side = 'D' "
    "GROUP BY i.customer_id) l LEFT JOIN follow_up f ON f.tenant_id = %(tenant)s AND f.entity_id = %(entity)s "
    "AND f.customer_id = l.customer_id LEFT JOIN member m ON m.tenant_id = %(tenant)s AND m.id = f.owner_id "
    "AND m.active GROUP BY m.name, m.email ORDER BY 4 DESC, 1"
)


def rows(books: Books, today: datetime.date) -> tuple[OwnerRow, ...]:
    """Whoever looks after most money first, with nobody among them. Indexes open_item_now, follow_up_once."""
    given = {"tenant": books.tenant_id, "entity": books.entity_id, "today": today}
    return tuple(
        OwnerRow(name or "", email or "", int(count), int(base))
        for name, email, count, base in sql.rows(_OWNERS, given)
    )
