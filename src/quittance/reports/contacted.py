"""Consumers and how often they were met lately: by reminders, and by people who called or wrote."""

from __future__ import annotations

import datetime

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import dunning as rules
from quittance.rules.calendar import DAY


def free_on(books: Books, customer_id: int, today: datetime.date) -> datetime.date | None:
    """From when a consumer may be met again who was met as often as the law has it; None for everybody else.

    Indexes reminder_customer, activity_customer.
    """
    since = today - DAY * rules.CONSUMER_DAYS
    scope = {"tenant": books.tenant_id, "entity": books.entity_id, "customer": customer_id, "since": since}
    found = sorted(sql.day(row[0]) for row in sql.rows(_MET, scope))
    if len(found) < rules.CONSUMER_CONTACTS:
        return None
    return found[-rules.CONSUMER_CONTACTS] + DAY * rules.CONSUMER_DAYS


_OF = (
    "m.tenant_id = %(tenant)s AND m.entity_id = %(entity)s AND m.customer_id = %(customer)s AND EXISTS (SELECT 1 "
    "FROM dunning_customer k WHERE k.tenant_id = m.tenant_id AND k.entity_id = m.entity_id "
    "AND k.customer_id = m.customer_id AND k.consumer)"
)
_MET = (
    f"SELECT m.cycle_on FROM reminder m WHERE {_OF} AND m.cycle_on > %(since)s AND m.state NOT IN ('held', 'failed') "
    "AND m.channel <> 'inside' "
    f"UNION ALL SELECT m.done_on FROM activity m WHERE {_OF} AND m.done_on > %(since)s "
    "AND m.kind IN ('call', 'mail') AND m.state NOT IN ('taken_back', 'failed')"
)
