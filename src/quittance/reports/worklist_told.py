"""What only the reason of an account tells: read for the accounts of a page, in the statement that ranks them all.

None of it changes what comes next or the order; what does stands in `reports.worklist_rank`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import dunning_calendar
from quittance.rules import dunning, money, worklist

FEWEST_PAID = 3
"""Debts that were settled, without which nothing is said of how a customer usually pays."""

_OF = "tenant_id = %(tenant)s AND {0}.entity_id = %(entity)s AND {0}.customer_id = p.id"
_HOME = "(SELECT e.{} FROM entity e WHERE e.tenant_id = %(tenant)s AND e.id = %(entity)s)"

# What came today and was not taken back; reminders that went out lately; since when every debt was settled by its day;
# how late it usually pays. The last two are for a first friendly word alone.
COLUMNS = (
    f"p.wish, p.wished_at, {_HOME.format('timezone')}, {_HOME.format('base_currency')}, "
    "(SELECT COALESCE(SUM(y.base_amount), 0) FROM payment y WHERE y." + _OF.format("y") + " "
    "AND y.received_on = %(today)s AND NOT EXISTS (SELECT 1 FROM entry z WHERE z.tenant_id = y.tenant_id "
    "AND z.reverses = y.entry_id)), "
    f"(SELECT CASE WHEN SUM(CASE WHEN q.channel = '{dunning.CALL}' THEN 1 ELSE 0 END) > 0 THEN 0 ELSE COUNT(*) END "
    "FROM reminder q WHERE q." + _OF.format("q") + " "
    f"AND q.state = 'sent' AND q.channel <> '{dunning.INSIDE}' AND q.cycle_on >= %(since)s), "
    f"CASE WHEN p.step = '{worklist.EMAIL}' THEN (SELECT CASE WHEN COUNT(*) >= {FEWEST_PAID} THEN "
    "COALESCE(MAX(CASE WHEN o.closed_on > o.due_on THEN o.closed_on END), MIN(o.due_on)) END "
    "FROM open_item o WHERE o." + _OF.format("o") + f" AND o.side = 'D' AND o.closed_on < '{NEVER.isoformat()}') END, "
    f"CASE WHEN p.step = '{worklist.EMAIL}' THEN (SELECT g.days_late FROM payer_grade g WHERE g."
    + _OF.format("g")
    + " AND g.grade <> '') END"
)


def facts(told: Sequence[Any], today: datetime.date) -> dict[str, Any]:
    """The columns as fields of `rules.worklist.Facts`.

    Indexes payment_customer, reminder_customer, open_item_customer, payer_grade_once.
    """
    wish, wished_at, zone, base, came, reminded, since, usual = told
    return {
        "wish": wish,
        "wished_on": dunning_calendar.clock(zone, int(wished_at)).date() if wished_at else None,
        "came": _written(int(came), base) if came else "",
        "reminded": int(reminded),
        "punctual_months": _months(sql.day(since), today) if since else 0,
        "usual_late": None if usual is None else int(usual),
    }


def _written(minor: int, currency: str) -> str:
    whole, point, part = money.write(minor, currency).partition(".")
    return f"{int(whole):,}{point}{part} {currency}"


def _months(since: datetime.date, today: datetime.date) -> int:
    """Whole months from a day to another."""
    return (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
