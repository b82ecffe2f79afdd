"""What is not kept for ever: old notifications, and old mails as they came, taken away in portions each night.

Only copies go: what a notification told stands in the events, and what a mail said stands in its text.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import id_at

DAY = 24 * 60 * 60 * 1_000_000
"""Microseconds."""

PORTION = 2_000
"""Rows that one transaction takes away."""

MOST_PORTIONS = 500
"""Portions of one table in one night; the rest follow in the next."""

# Ids rise with time, so the oldest rows are the first of the primary key.
_NOTIFICATION = (
    "DELETE FROM notification WHERE tenant_id = %(tenant)s AND id IN (SELECT n.id FROM notification n "
    "WHERE n.tenant_id = %(tenant)s AND n.entity_id = %(entity)s AND n.id < %(before)s AND NOT n.waits "
    "ORDER BY n.id LIMIT %(most)s)"
)
_NOTICE = (
    "DELETE FROM notice WHERE tenant_id = %(tenant)s AND id IN (SELECT n.id FROM notice n "
    "WHERE n.tenant_id = %(tenant)s AND n.entity_id = %(entity)s AND n.id < %(before)s "
    "AND n.state NOT IN ('queued', 'sending') AND NOT EXISTS (SELECT 1 FROM notification t "
    "WHERE t.tenant_id = n.tenant_id AND t.notice_id = n.id) ORDER BY n.id LIMIT %(most)s)"
)
_HAPPENING = (
    "DELETE FROM happening WHERE tenant_id = %(tenant)s AND id IN (SELECT h.id FROM happening h "
    "WHERE h.tenant_id = %(tenant)s AND h.entity_id = %(entity)s AND h.id < %(before)s AND NOT EXISTS (SELECT 1 "
    "FROM notification t WHERE t.tenant_id = h.tenant_id AND t.happening_id = h.id) ORDER BY h.id LIMIT %(most)s)"
)
_MAIL = (
    "UPDATE inbound_mail SET content = %(nothing)s WHERE tenant_id = %(tenant)s AND id IN (SELECT m.id "
    "FROM inbound_mail m WHERE m.tenant_id = %(tenant)s AND m.entity_id = %(entity)s AND m.state = 'done' "
    "AND m.id < %(before)s AND LENGTH(m.content) > 0 ORDER BY m.id LIMIT %(most)s)"
)


def sweep(context: Context) -> int:
    """Take away what is older than the settings say; how many rows. What waits or is open stays however old it is."""
    told, mails = settings.KEEP_NOTIFICATIONS_DAYS, settings.KEEP_MAILS_DAYS
    swept = sum(_portions(context, one, told) for one in (_NOTIFICATION, _NOTICE, _HAPPENING)) if told else 0
    return swept + (_portions(context, _MAIL, mails) if mails else 0)


def _portions(context: Context, statement: str, days: int) -> int:
    given = {
        "tenant": context.tenant_id,
        "entity": context.entity_id,
        "before": id_at(context.now - days * DAY),
        "most": PORTION,
        "nothing": b"",
    }
    swept = 0
    for _ in range(MOST_PORTIONS):
        with transaction.atomic():
            count = sql.execute(statement, given)
        swept += count
        if count < PORTION:
            break
    return swept
