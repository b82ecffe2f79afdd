"""Notifications: made from the event log by the worker, each once however often it looks, and marked as read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction

from quittance.actions import command, happenings, identity, jobs, notices, telling, webhooks
from quittance.actions.command import Context, Subject
from quittance.actions.jobs import Work
from quittance.books import keys, sql
from quittance.reports import books
from quittance.reports import notifications as reports
from quittance.reports.books import of as books_of
from quittance.rules import subscriptions, topics, webhook
from quittance.rules.refusals import Invalid

NAME = "notifications"
JOB = "notifications.tell"
MOST_EVENTS = 5_000
"""Events that one transaction looks at."""

MOST_ROUNDS = 10_000
MOST_READ = 500
MOST_MESSAGES = 1_000
MARGIN = 60 * jobs.SECOND
"""How far the clocks of machines may be apart: events of the last minute are looked at again each time."""


@dataclass(frozen=True, slots=True)
class ReadNotifications:
    """Notifications of one's own, by id; without any, all of them."""

    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NotificationsRead:
    """How many were unread before, and how many still are."""

    count: int
    unread: int


@command.verb("notifications.read", NotificationsRead)
def read(context: Context, data: ReadNotifications) -> NotificationsRead:
    """Mark one's own as read; raises `Invalid` for too many, or for an identity that is no person."""
    member_id = own(context)
    if len(data.ids) > MOST_READ:
        raise Invalid(f"At most {MOST_READ} at a time, or all of them.", field="ids")
    which = f"AND id IN ({sql.marks(len(data.ids))})" if data.ids else ""
    count = sql.execute(
        "UPDATE notification SET read_at = %s WHERE tenant_id = %s AND entity_id = %s AND member_id = %s "
        f"AND read_at = 0 {which}",
        [context.now, context.tenant_id, context.entity_id, member_id, *map(command.check_id, data.ids)],
    )
    command.note(context, "notifications.read", Subject("member", member_id), {"count": count})
    return NotificationsRead(count, reports.unread(books_of(context), member_id))


def own(context: Context) -> int:
    """The person's id; raises `Invalid` for a key or the operator, who are told of nothing."""
    if context.actor.kind != "user":
        raise Invalid("Notifications are a person's. Sign in, or use --as with an email.", field="")
    return context.actor.id


def plan(now: int) -> int:
    """Ask for a look at companies in which something may have to be told; how many. One look waits at a time."""
    found = sql.rows(
        "SELECT e.tenant_id, e.id, e.timezone, COALESCE(h.through, 0), h.day FROM entity e LEFT JOIN heard h "
        "ON h.tenant_id = e.tenant_id AND h.entity_id = e.id WHERE e.tenant_id IN (SELECT id FROM tenant)"
    )
    asked = 0
    for tenant_id, entity_id, zone, through, day in found:
        turned = sql.day_or_none(day) != identity.today_in(zone, now)
        if turned or _is_due(tenant_id, entity_id, through, zone, now):
            context = identity.operator(tenant_id, entity_id, "jobs", NAME)
            jobs.enqueue(context, JOB, {}, unique_key=f"{NAME}:{entity_id}")
            asked += 1
    return asked


def _is_due(tenant_id: int, entity_id: int, through: int, zone: str, now: int) -> bool:
    last = sql.row("SELECT MAX(id) FROM event WHERE tenant_id = %s", [tenant_id])
    if last is not None and (last[0] or 0) > through:
        return True
    waiting = sql.rows(_WAITING, [zone, tenant_id, entity_id, *subscriptions.MAILED])
    return any(since <= subscriptions.cutoffs(there, now)[channel, quiet] for channel, quiet, there, since in waiting)


# The oldest of what waits for a mail, by channel, night's rest and time zone. Index notification_waits.
_WAITING = (
    "SELECT n.channel, n.quiet, COALESCE(NULLIF(k.time_zone, ''), %s) AS zone, MIN(n.recorded_at) FROM notification n "
    "LEFT JOIN contact p ON p.tenant_id = n.tenant_id AND p.id = n.contact_id "
    "LEFT JOIN dunning_customer k ON k.tenant_id = p.tenant_id AND k.entity_id = n.entity_id "
    "AND k.customer_id = p.customer_id WHERE n.tenant_id = %s AND n.entity_id = %s AND n.waits "
    "AND n.channel IN (%s, %s, %s) GROUP BY 1, 2, 3"
)


def carry_out(work: Work) -> None:
    """Tell everything that has happened since the last look, and send what is due of it."""
    look(work.context)


def look(context: Context) -> int:
    """As `carry_out`; how many notifications were made. Each step is a transaction that can be done again."""
    company = books.entity(books_of(context))
    with transaction.atomic():
        telling.ensure_standard(context)
        telling.begin(context)
    made = _days(context)
    after = 0
    for _ in range(MOST_ROUNDS):
        told, after, full = _events(context, after, company.base_currency)
        made += told
        if not full:
            break
    _messages(context, company.country)
    notices.gather(context, company.timezone)
    return made


def _events(context: Context, after: int, base: str) -> tuple[int, int, bool]:
    """Tell one batch of events, the first of them behind `after`; told, the last one, and whether more wait.

    What another transaction has not committed yet may stand before what is seen here. So the place that is kept
    moves no further than the oldest transaction that runs, and what lies behind it is looked at again.
    """
    horizon = _horizon()
    with transaction.atomic():
        through, _ = telling.held(context)
        kept = happenings.keep(context, max(after, through), base, MOST_EVENTS)
        told = telling.tell(context, kept)
        place = min(horizon, kept.event_id) if kept.full else horizon
        sql.execute(
            "UPDATE heard SET through = %s WHERE tenant_id = %s AND entity_id = %s AND through < %s",
            [place, context.tenant_id, context.entity_id, place],
        )
    return told, kept.event_id, kept.full


def _days(context: Context) -> int:
    """Tell which invoices have become late by as many days as anybody asked for, since the day looked at last."""
    made = 0
    with transaction.atomic():
        _, day = telling.held(context)
        since = day or context.today - datetime.timedelta(days=1)
        if since >= context.today:
            return 0
        asked = sql.rows(
            "SELECT DISTINCT s.days FROM subscription s JOIN subscription_topic t ON t.tenant_id = s.tenant_id "
            "AND t.subscription_id = s.id WHERE s.tenant_id = %s AND s.entity_id = %s AND t.topic = %s "
            "AND NOT s.paused ORDER BY s.days",
            [context.tenant_id, context.entity_id, topics.OVERDUE],
        )
        for (days,) in asked:
            made += telling.tell(context, happenings.late(context, days, since))
        sql.execute(
            "UPDATE heard SET day = %s WHERE tenant_id = %s AND entity_id = %s",
            [context.today, context.tenant_id, context.entity_id],
        )
    return made


def _messages(context: Context, country: str) -> None:
    """Leave a message for each webhook of what waits for it; the worker delivers them as all others."""
    while True:
        with transaction.atomic():
            telling.held(context)
            found = reports.waiting(books_of(context), subscriptions.WEBHOOK, MOST_MESSAGES)
            for id, webhook_id, row in found:
                data = reports.told(row, country) | {"id": str(id)}
                data.pop("unread")
                webhooks.leave(context, webhook_id, webhook.HAPPENED, data)
            sql.execute(
                f"UPDATE notification SET waits = %s WHERE tenant_id = %s AND id IN ({sql.marks(len(found))})",
                [False, context.tenant_id, *(row[0] for row in found)],
            )
        if len(found) < MOST_MESSAGES:
            return


def _horizon() -> int:
    """An id below those of every event that is not committed yet, less the margin of the clocks."""
    now = identity.now_micros()
    if sql.on_postgresql():
        found = sql.row(
            "SELECT CAST(EXTRACT(EPOCH FROM MIN(xact_start)) * 1000000 AS bigint) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        now = min(now, int(found[0])) if found and found[0] else now
    return keys.id_at(now - MARGIN)
