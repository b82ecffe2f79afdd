"""Late interest as it was reckoned in the night: which sums still hold, and of whom they are to be reckoned anew."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import interest
from quittance.reports.books import Books

MOST_CHANGED = 5_000
"""Customers of whom something changed; with more of them everything is reckoned anew."""

RECKONING = 2
"""One more with each change of what is reckoned of the same records: what a version before has kept holds no more."""

Sums = tuple[str, str, str, int, int, int, int, bool, int]
"""Customer's number and name, currency, debts, interest, compensation, claimed elsewhere, provisional, disputed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Sums of a company that hold but for the customers of `changed`, by id: those are reckoned when asked for."""

    books: Books
    changed: tuple[int, ...]


def of(books: Books, through: datetime.date) -> Kept | None:
    """What was kept of a day where it still holds, by terms and rates as they were then; otherwise None.

    Four statements.
    """
    found = sql.row(
        "SELECT since, terms FROM interest_kept WHERE tenant_id = %s AND entity_id = %s AND through_on = %s",
        [books.tenant_id, books.entity_id, through],
    )
    if found is None or found[1] != digest(books):
        return None
    given = {
        "tenant": books.tenant_id,
        "entity": books.entity_id,
        "through": through,
        "first": found[0],
        "most": MOST_CHANGED + 1,
    }
    changed = sql.rows(_CHANGED, given)
    return Kept(books, tuple(row[0] for row in changed)) if len(changed) <= MOST_CHANGED else None


def through(books: Books) -> datetime.date | None:
    """The day through which sums are kept, whether they hold or not."""
    found = sql.row(
        "SELECT through_on FROM interest_kept WHERE tenant_id = %s AND entity_id = %s",
        [books.tenant_id, books.entity_id],
    )
    return sql.day_or_none(found[0]) if found else None


def digest(books: Books) -> str:
    """What names the company's terms, all rates and how they are reckoned: with others nothing that was kept holds.

    Two statements.
    """
    said = repr((RECKONING, interest.standing_of(books, None), interest.rates(books)))
    return hashlib.sha256(said.encode()).hexdigest()


def largest(kept: Kept, most: int) -> list[Sums]:
    """The largest sums that hold, at most so many. Index interest_sum_once."""
    found = sql.rows(
        f"{_SUMS}{_but(kept)} ORDER BY s.interest + s.compensation DESC, c.number, s.currency LIMIT %(most)s",
        _scope(kept) | {"most": most},
    )
    return [(*row[:7], bool(row[7]), row[8]) for row in found]


def totals(kept: Kept) -> list[tuple[str, int, int, int]]:
    """Currency, rows, interest and compensation of the sums that hold."""
    found = sql.rows(
        "SELECT s.currency, COUNT(*), SUM(s.interest), SUM(s.compensation) FROM interest_sum s "
        f"WHERE s.tenant_id = %(tenant)s AND s.entity_id = %(entity)s{_but(kept)} GROUP BY s.currency",
        _scope(kept),
    )
    return [(row[0], int(row[1]), int(row[2]), int(row[3])) for row in found]


def _scope(kept: Kept) -> dict[str, Any]:
    return {"tenant": kept.books.tenant_id, "entity": kept.books.entity_id}


def _but(kept: Kept) -> str:
    return f" AND s.customer_id NOT IN ({', '.join(map(str, kept.changed))})" if kept.changed else ""


_SUMS = (
    "SELECT c.number, c.name, s.currency, s.debts, s.interest, s.compensation, s.elsewhere, s.provisional, s.disputed "
    "FROM interest_sum s JOIN customer c ON c.tenant_id = s.tenant_id AND c.id = s.customer_id "
    "WHERE s.tenant_id = %(tenant)s AND s.entity_id = %(entity)s"
)
# Of whom was anything recorded from an id on that what they owe rests on: what met a late debt, a debt that came late,
# a debt that was taken back, and what is said of terms, notes, waivers, dossiers, disputes and insolvencies.
# Indexes of the ids, allocation_entry and open_item_entry.
_SINCE = "{0}.tenant_id = %(tenant)s AND {0}.id >= %(first)s AND {0}.entity_id = %(entity)s"
_CHANGED = (
    "SELECT x.customer_id FROM ("
    "SELECT i.customer_id FROM entry e CROSS JOIN allocation a CROSS JOIN open_item i "
    f"WHERE {_SINCE.format('e')} AND a.tenant_id = e.tenant_id AND a.entry_id = e.id "
    "AND i.tenant_id = a.tenant_id AND i.id = a.debit_item_id AND i.due_on < %(through)s "
    "UNION SELECT i.customer_id FROM entry e CROSS JOIN open_item i "
    f"WHERE {_SINCE.format('e')} AND i.tenant_id = e.tenant_id AND i.entry_id = e.id "
    "AND i.side = 'D' AND i.due_on < %(through)s "
    "UNION SELECT i.customer_id FROM entry e CROSS JOIN open_item i "
    f"WHERE {_SINCE.format('e')} AND i.tenant_id = e.tenant_id AND i.entry_id = e.reverses "
    "UNION SELECT v.customer_id FROM event v "
    f"WHERE {_SINCE.format('v')} AND v.customer_id IS NOT NULL AND v.outcome = 'done' "
    "AND (v.verb = 'dunning.set_customer' OR v.verb LIKE 'interest.%%' OR v.verb LIKE 'dossiers.%%' "
    "OR v.verb LIKE 'insolvencies.%%' OR v.verb LIKE 'disputes.%%' OR v.verb LIKE 'deductions.%%')) x LIMIT %(most)s"
)
