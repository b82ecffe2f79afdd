"""Notifications: what a person was told and has not read yet, and what a mail of them says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.formats import notification_words, paper_figures
from quittance.formats.notification_words import Told
from quittance.reports.books import Books
from quittance.rules import money

MOST_COUNTED = 100
"""Unread ones are counted so far; more are "99+"."""

_COLUMNS = (
    "n.id, h.topic, h.amount, h.currency, h.facts, h.days, c.number, c.name, h.doer_name, h.happened_at, n.read_at, "
    "n.channel"
)
_TABLES = (
    "FROM notification n JOIN happening h ON h.tenant_id = n.tenant_id AND h.id = n.happening_id "
    "JOIN customer c ON c.tenant_id = h.tenant_id AND c.id = h.customer_id "
)


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """Something that a person was told; `read_at` is 0 while it is unread, moments in microseconds."""

    id: int
    told: Told
    customer_number: str
    customer_name: str
    doer_name: str
    happened_at: int
    read_at: int
    channel: str


def unread(books: Books, member_id: int) -> int:
    """How many a person has not read, counted up to `MOST_COUNTED`. Index notification_unread."""
    found = sql.row(
        "SELECT COUNT(*) FROM (SELECT 1 FROM notification WHERE tenant_id = %s AND entity_id = %s AND member_id = %s "
        "AND read_at = 0 LIMIT %s) unread",
        [books.tenant_id, books.entity_id, member_id, MOST_COUNTED],
    )
    return int(found[0]) if found else 0


def listed(
    books: Books, member_id: int, *, only_unread: bool = False, before: int = 0, limit: int = 50
) -> tuple[NotificationRow, ...]:
    """What a person was told, the latest first; `before` is the id of the last one seen. Index notification_list."""
    found = sql.rows(
        f"SELECT {_COLUMNS} {_TABLES} WHERE n.tenant_id = %s AND n.entity_id = %s AND n.member_id = %s "
        f"{'AND n.read_at = 0 ' if only_unread else ''}{'AND n.id < %s ' if before else ''}ORDER BY n.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, member_id, *([before] if before else []), limit],
    )
    return tuple(_row(row) for row in found)


def customer_of(books: Books, member_id: int, id: int) -> str:
    """The number of the customer that a person's notification is about, "" for none of theirs."""
    found = sql.row(
        f"SELECT c.number {_TABLES} WHERE n.tenant_id = %s AND n.entity_id = %s AND n.id = %s AND n.member_id = %s",
        [books.tenant_id, books.entity_id, id, member_id],
    )
    return str(found[0]) if found else ""


def of_notice(books: Books, notice_id: int, most: int) -> tuple[tuple[NotificationRow, ...], int]:
    """What a mail tells, the earliest first and at most so many, and how many there are. Index notification_notice."""
    scope = [books.tenant_id, notice_id]
    counted = sql.row("SELECT COUNT(*) FROM notification WHERE tenant_id = %s AND notice_id = %s", scope)
    found = sql.rows(
        f"SELECT {_COLUMNS} {_TABLES} WHERE n.tenant_id = %s AND n.notice_id = %s ORDER BY n.id LIMIT %s",
        [*scope, most],
    )
    return tuple(_row(row) for row in found), int(counted[0]) if counted else 0


def waiting(books: Books, channel: str, most: int) -> tuple[tuple[int, int, NotificationRow], ...]:
    """What waits for a webhook: the notification's id, the webhook's and the row. Index notification_waits."""
    found = sql.rows(
        f"SELECT n.webhook_id, {_COLUMNS} {_TABLES} WHERE n.tenant_id = %s AND n.entity_id = %s AND n.channel = %s "
        "AND n.waits AND n.webhook_id IS NOT NULL ORDER BY n.id LIMIT %s",
        [books.tenant_id, books.entity_id, channel, most],
    )
    return tuple((row[1], row[0], _row(row[1:])) for row in found)


def told(row: NotificationRow, country: str) -> dict[str, Any]:
    """A notification as plain values, with its sentence as a person of the company reads it."""
    what = row.told
    return {
        "id": row.id,
        "topic": what.topic,
        "customer_number": row.customer_number,
        "customer_name": row.customer_name,
        "amount": "" if what.amount is None else money.write(what.amount, what.currency),
        "currency": what.currency,
        "words": notification_words.staff(what, paper_figures.of("en", country)),
        "facts": dict(what.facts),
        "by": row.doer_name,
        "happened_at": row.happened_at,
        "unread": not row.read_at,
    }


def _row(row: Sequence[Any]) -> NotificationRow:
    id, topic, amount, currency, facts, days, number, name, doer, at, read_at, channel = row
    told = Told(topic, None if amount is None else int(amount), currency, json.loads(facts), days)
    return NotificationRow(id, told, number, name, doer, at, read_at, channel)
