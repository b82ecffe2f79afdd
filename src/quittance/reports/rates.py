"""Exchange rates that people have set, latest day first, and which currencies the books use."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports.books import Books

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class RateRow:
    """From the day `on`, one unit of `currency` costs `rate` (decimal text) units of `base`."""

    currency: str
    base: str
    on: datetime.date
    rate: str


def kept(books: Books) -> tuple[RateRow, ...]:
    """The rates that were set last; at most `MOST_ROWS`. Unique index exchange_rate_day."""
    found = sql.rows(
        "SELECT currency, base, on_day, rate FROM exchange_rate WHERE tenant_id = %s "
        "ORDER BY on_day DESC, currency, base LIMIT %s",
        [books.tenant_id, MOST_ROWS],
    )
    return tuple(RateRow(row[0], row[1], sql.day(row[2]), row[3]) for row in found)


def standing(books: Books, base: str, on: datetime.date) -> dict[str, str]:
    """Currency -> the rate to `base` that was set last for the day or one before it. Index exchange_rate_day."""
    found = sql.rows(
        "SELECT r.currency, r.rate FROM exchange_rate r WHERE r.tenant_id = %(tenant)s AND r.base = %(base)s "
        "AND r.on_day <= %(day)s AND NOT EXISTS (SELECT 1 FROM exchange_rate o WHERE o.tenant_id = %(tenant)s "
        "AND o.currency = r.currency AND o.base = r.base AND o.on_day <= %(day)s AND o.on_day > r.on_day)",
        {"tenant": books.tenant_id, "base": base, "day": on},
    )
    return {row[0]: row[1] for row in found}


def used(books: Books) -> tuple[str, ...]:
    """Currencies in which anything is open now. Index open_item_now."""
    found = sql.rows(
        "SELECT DISTINCT currency FROM open_item WHERE tenant_id = %s AND entity_id = %s AND closed_on = %s "
        "ORDER BY currency",
        [books.tenant_id, books.entity_id, NEVER],
    )
    return tuple(row[0] for row in found)
