"""Notices: mails that tell of happenings, each sent once, and the word with which their receiver ends them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from quittance.actions import command, dunning_outlet, identity, jobs, mailing, telling
from quittance.actions import dunning as reminding
from quittance.actions.command import Actor, Context, Subject
from quittance.actions.jobs import Work
from quittance.actions.mailing import NotTaken, Unknown, Unreachable
from quittance.books import sql
from quittance.books.keys import new_ids
from quittance.formats import letter, notification_words, paper_figures, paper_words
from quittance.formats.letter import Envelope, Note
from quittance.reports import books, letterhead
from quittance.reports import bounces as bounced
from quittance.reports import dunning as dunning_reports
from quittance.reports import notifications as reports
from quittance.reports.notifications import NotificationRow
from quittance.rules import dunning, link, text
from quittance.rules import subscriptions as rules
from quittance.rules.refusals import Conflict, NotFound

JOB = "notices.send"
MOST_LINES = 40
"""Happenings that one mail tells in full."""

MOST_MAILS = 1_000
"""Mails that one look makes; the rest follow with the next."""

QUEUED, SENDING, SENT, FAILED, DOUBTFUL, HELD = "queued", "sending", "sent", "failed", "doubtful", "held"
DOUBT = "The mail server may have taken it: the connection or the worker ended before it had answered."
VERB = "subscriptions.leave"
KIND, FACE = "notice", "link"

_DUE = (
    "SELECT n.member_id, n.contact_id, n.channel, COALESCE(m.email, p.email, '') FROM notification n "
    "LEFT JOIN member m ON m.tenant_id = n.tenant_id AND m.id = n.member_id "
    "LEFT JOIN contact p ON p.tenant_id = n.tenant_id AND p.id = n.contact_id "
    "LEFT JOIN dunning_customer k ON k.tenant_id = p.tenant_id AND k.entity_id = n.entity_id "
    "AND k.customer_id = p.customer_id "
    "WHERE n.tenant_id = %s AND n.entity_id = %s AND n.channel = %s AND n.quiet = %s "
    "AND n.waits AND n.recorded_at <= %s AND COALESCE(NULLIF(k.time_zone, ''), %s) = %s "
    "GROUP BY n.member_id, n.contact_id, n.channel, m.email, p.email "
    "ORDER BY n.member_id, n.contact_id LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class LeaveMails:
    """An address that wants no more mail of notifications."""

    address: str


@dataclass(frozen=True, slots=True)
class MailsLeft:
    """The address, and how many subscriptions send no mail any more."""

    address: str
    subscriptions: int


@dataclass(frozen=True, slots=True)
class Guest:
    """Whoever came by the link in a mail: what they may do, whose address it is and in which language they read."""

    context: Context
    address: str
    language: str
    company: str


@dataclass(frozen=True, slots=True)
class _Notice:
    id: int
    member_id: int | None
    contact_id: int | None
    address: str
    state: str
    message: str
    queued_at: int


@command.verb(VERB, MailsLeft)
def leave(context: Context, data: LeaveMails) -> MailsLeft:
    """Send no more mail there: people are told in the product alone, contacts not at all. Raises `NotFound`."""
    address = text.email(data.address, "address")
    scope = {"tenant": context.tenant_id, "entity": context.entity_id, "address": address, "now": context.now}
    people = stop(context, address)
    contacts = sql.execute(
        "UPDATE subscription SET paused = %(yes)s, left_at = %(now)s WHERE tenant_id = %(tenant)s "
        "AND entity_id = %(entity)s AND left_at = 0 AND contact_id IN (SELECT p.id FROM contact p "
        "WHERE p.tenant_id = %(tenant)s AND LOWER(p.email) = LOWER(%(address)s))",
        scope | {"yes": True},
    )
    sql.execute(
        "UPDATE notification SET waits = %(no)s WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s AND waits "
        "AND (member_id IN (SELECT m.id FROM member m WHERE m.tenant_id = %(tenant)s "
        "AND LOWER(m.email) = LOWER(%(address)s)) OR contact_id IN (SELECT p.id FROM contact p "
        "WHERE p.tenant_id = %(tenant)s AND LOWER(p.email) = LOWER(%(address)s)))",
        scope | {"no": False},
    )
    if not people + contacts and context.actor.kind != KIND:
        raise NotFound(f"No mail of notifications goes to {address[:60]!r}.", field="address")
    command.note(context, VERB, Subject("subscription", None), {"address": address, "count": people + contacts})
    return MailsLeft(address, people + contacts)


def enter(secret: str) -> Guest:
    """Whom the link in a mail lets in; raises `NotFound` in the words of every link."""
    opened = link.opened(settings.SECRET_KEY, secret, link.LEAVE)
    found = opened and sql.row(
        "SELECT n.entity_id, n.address, COALESCE(c.language, 'en'), e.name, n.id FROM notice n "
        "JOIN entity e ON e.tenant_id = n.tenant_id AND e.id = n.entity_id "
        "LEFT JOIN contact p ON p.tenant_id = n.tenant_id AND p.id = n.contact_id "
        "LEFT JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id "
        "WHERE n.tenant_id = %s AND n.id = %s",
        list(opened),
    )
    if not opened or not found:
        raise NotFound(link.REFUSED)
    actor = Actor(KIND, found[4], found[1], frozenset({VERB}))
    context = identity.guest(opened[0], found[0], actor, FACE)
    return Guest(context, found[1], paper_figures.of(found[2], "").language, found[3])


def gather(context: Context, home: str) -> int:
    """Put what waits and is due into mails, one for each receiver and channel; how many were made.

    Days and nights are those of the company's time zone `home`, for a contact those of the customer's own.
    """
    made = 0
    for zone in sorted({home, *dunning_reports.zones(books.of(context))}):
        for (channel, quiet), cutoff in rules.cutoffs(zone, context.now).items():
            if cutoff == rules.SINCE_EVER:
                continue
            with transaction.atomic():
                telling.held(context)
                made += _gathered(context, (channel, quiet, cutoff), (home, zone))
    return made


def _gathered(context: Context, what: tuple[str, bool, int], zones: tuple[str, str]) -> int:
    """Mails for those who live by the second of `zones`; the first is that of the company."""
    channel, quiet, cutoff = what
    scope = [context.tenant_id, context.entity_id, channel, quiet]
    due = sql.rows(_DUE, [*scope, cutoff, *zones, MOST_MAILS])
    ids = new_ids(max(1, len(due)))
    rows = [
        [
            *(context.tenant_id, id, context.entity_id, member_id, contact_id, channel, address),
            *(QUEUED, dunning_outlet.message_id(id), "", context.now, 0),
        ]
        for id, (member_id, contact_id, _, address) in zip(ids, due, strict=False)
    ]
    columns = "tenant_id id entity_id member_id contact_id channel address state message fault queued_at settled_at"
    sql.insert("notice", columns.split(), rows)
    for column in ("member_id", "contact_id") if rows else ():
        sql.execute(
            f"UPDATE notification SET waits = %s, notice_id = (SELECT y.id FROM notice y WHERE y.tenant_id = %s "
            f"AND y.id BETWEEN %s AND %s AND y.{column} = notification.{column}) "
            "WHERE tenant_id = %s AND entity_id = %s AND channel = %s AND quiet = %s AND waits AND recorded_at <= %s "
            f"AND {column} IN (SELECT y.{column} FROM notice y WHERE y.tenant_id = %s AND y.id BETWEEN %s AND %s)",
            [False, context.tenant_id, ids[0], ids[-1], *scope, cutoff, context.tenant_id, ids[0], ids[-1]],
        )
    for row in rows:
        jobs.enqueue(context, JOB, {"notice_id": str(row[1])}, f"notice:{row[1]}")
    return len(rows)


def carry_out(work: Work) -> None:
    """Send one mail once, or say why not; raises `Conflict` to be tried again later."""
    context = work.context
    one = _found(context, int(work.args["notice_id"]))
    if one is None or one.state not in (QUEUED, SENDING):
        return None
    if one.state == SENDING:
        return _settle(context, one, DOUBTFUL, DOUBT)
    why = _held(context, one)
    if why:
        return _settle(context, one, HELD, why)
    try:
        _send(context, one)
    except Unknown:
        _settle(context, one, DOUBTFUL, DOUBT)
    except NotTaken as fault:
        if fault.for_good or work.lease.attempts >= jobs.MOST_ATTEMPTS:
            if isinstance(fault, Unreachable) and fault.for_good:
                _unreachable(context, one)
            return _settle(context, one, FAILED, fault.sentence)
        _move(context, one, SENDING, QUEUED)
        raise Conflict(fault.sentence) from None


def given_up(work: Work, fault: str) -> None:
    """The job was given up: the mail has failed, or is doubtful where it may have been handed over."""
    one = _found(work.context, int(work.args["notice_id"]))
    if one is not None and one.state in (QUEUED, SENDING):
        _settle(work.context, one, *((DOUBTFUL, DOUBT) if one.state == SENDING else (FAILED, fault)))


def stop(context: Context, address: str) -> int:
    """People with an address are told in the product alone from now on; how many subscriptions that changes."""
    return sql.execute(
        "UPDATE subscription SET channel = 'product' WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s "
        "AND channel IN ('mail', 'daily', 'weekly') AND member_id IN (SELECT m.id FROM member m "
        "WHERE m.tenant_id = %(tenant)s AND LOWER(m.email) = LOWER(%(address)s))",
        {"tenant": context.tenant_id, "entity": context.entity_id, "address": address},
    )


def _unreachable(context: Context, one: _Notice) -> None:
    """Mail to the address came back: nothing more goes there until it is another one."""
    stop(context, one.address)
    found = sql.row(
        "SELECT customer_id FROM contact WHERE tenant_id = %s AND id = %s", [context.tenant_id, one.contact_id]
    )
    if found is not None:
        reminding.note_bounce(context, found[0], one.address)


def _send(context: Context, one: _Notice) -> None:
    message = _written(context, one)
    sender = dunning_outlet.sender()
    with mailing.opened() as conversation:
        conversation.offer(sender, one.address)
        if _move(context, one, QUEUED, SENDING):
            conversation.hand_over(message)
            _settle(context, one, SENT, "")


def _held(context: Context, one: _Notice) -> str:
    """Why nothing leaves any more: read again at the moment of sending; "" for nothing."""
    if not settings.MAIL:
        return "Mail is not set up here."
    if not one.address or not one.address.isascii():
        return "There is no address that mail servers take."
    if one.member_id is not None:
        able, _ = telling.readers(context)
        return "" if one.member_id in able else "The person may no longer read the books."
    found = sql.row(
        "SELECT c.id, c.number FROM contact p JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id "
        "WHERE p.tenant_id = %s AND p.id = %s AND LOWER(p.email) = LOWER(%s) AND NOT EXISTS (SELECT 1 "
        "FROM subscription s WHERE s.tenant_id = p.tenant_id AND s.contact_id = p.id AND s.left_at > 0)",
        [context.tenant_id, one.contact_id, one.address],
    )
    if found is None:
        return "The contact wants no more, or has another address."
    here = books.of(context)
    if one.address.lower() in bounced.stopped(here, found[0]):
        return "Mail to the address came back."
    opted = dunning.EMAIL in dunning_reports.customer(here, found[1], context.today).opted_out
    return "The customer wants no mail." if opted else ""


def _written(context: Context, one: _Notice) -> bytes:
    here = books.of(context)
    head = letterhead.of(here)
    rows, count = reports.of_notice(here, one.id, MOST_LINES)
    secret = link.secret(settings.SECRET_KEY, context.tenant_id, one.id, link.LEAVE)
    leaves = f"{settings.ADDRESS}/u/{secret}/" if settings.ADDRESS else ""
    at = datetime.datetime.fromtimestamp(one.queued_at // rules.MICROS, datetime.UTC)
    envelope = Envelope(dunning_outlet.sender(), head.email if one.contact_id else "", one.address, one.message, at)
    if one.contact_id is not None:
        said = _public(context, one, rows, count, head.issuer)
    else:
        said = _staff(rows, count, books.entity(here).country, head.issuer)
    language, subject, body, stop_words = said
    body = f"{body}\n\n{stop_words}\n{leaves}" if leaves else body
    return letter.note(Note(language, head.issuer, subject, body, leave=leaves), envelope)


_Said = tuple[str, str, str, str]
"""Language, subject, body, and what stands above the link that ends these mails."""


def _staff(rows: Sequence[NotificationRow], count: int, country: str, issuer: str) -> _Said:
    figures = paper_figures.of("en", country)
    lines = [f"{row.customer_name}: {notification_words.staff(row.told, figures)}." for row in rows]
    subject = lines[0].rstrip(".") if count == 1 else f"{count} things happened at your customers"
    if count > len(rows):
        lines.append(f"And {count - len(rows)} more.")
    if settings.ADDRESS:
        lines.append(f"All of it: {settings.ADDRESS}/notifications/")
    return "en", subject, "\n\n".join(lines), "To be told of it in the product alone:"


def _public(context: Context, one: _Notice, rows: Sequence[NotificationRow], count: int, issuer: str) -> _Said:
    found = sql.row(
        "SELECT c.language, c.country FROM contact p JOIN customer c ON c.tenant_id = p.tenant_id "
        "AND c.id = p.customer_id WHERE p.tenant_id = %s AND p.id = %s",
        [context.tenant_id, one.contact_id],
    )
    figures = paper_figures.of(*(found or ("en", "")))
    words, paper = notification_words.WORDS[figures.language], paper_words.WORDS[figures.language]
    lines = [notification_words.public(row.told, figures) for row in rows]
    if count > len(rows):
        lines.append(words["more"].format(n=count - len(rows)))
    body = "\n\n".join([paper["mail_hello"], words["intro"], *lines, f"{paper['mail_bye']}\n{issuer}"])
    return figures.language, words["subject"].format(company=issuer), body, words["stop"]


def _found(context: Context, id: int) -> _Notice | None:
    found = sql.row(
        "SELECT id, member_id, contact_id, address, state, message, queued_at FROM notice "
        "WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, id],
    )
    return None if found is None else _Notice(*found)


def _move(context: Context, one: _Notice, before: str, after: str) -> bool:
    moved = sql.execute(
        "UPDATE notice SET state = %s WHERE tenant_id = %s AND id = %s AND state = %s",
        [after, context.tenant_id, one.id, before],
    )
    return moved == 1


def _settle(context: Context, one: _Notice, state: str, fault: str) -> None:
    """Say for good what became of it."""
    sql.execute(
        "UPDATE notice SET state = %s, fault = %s, settled_at = %s WHERE tenant_id = %s AND id = %s "
        "AND state IN ('queued', 'sending')",
        [state, fault[:500], identity.now_micros(), context.tenant_id, one.id],
    )
