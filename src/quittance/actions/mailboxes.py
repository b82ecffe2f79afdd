"""The mailbox of a company: its settings, a try, and the look every few minutes that takes new mail in, each once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from django.conf import settings

from quittance.actions import command, identity, inbox, jobs, mailbox_imap, reading, sealing
from quittance.actions.command import Context, Subject
from quittance.actions.jobs import Work
from quittance.actions.mailbox_imap import Opened, Where
from quittance.actions.wire import SECRET
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.formats import mail as mails
from quittance.formats.bank import Malformed
from quittance.rules import mailbox as rules
from quittance.rules.refusals import Invalid, NotFound, Refusal

SET, REMOVE = "mailboxes.set", "mailboxes.remove"
JOB = "mailboxes.fetch"
NAME = "mailbox"
EVERY = 300 * jobs.SECOND
"""Between two looks at a mailbox."""

MOST_AT_ONCE = 100
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
FIRST_DAYS = 14
"""How far back the first look at a mailbox goes."""


@dataclass(frozen=True, slots=True)
class SetMailbox:
    """Where mail is fetched; `port` 0 is the usual one.

    `password` "" keeps the one that is known, or signs in by a token where QUITTANCE_MAIL_TOKEN_COMMAND prints them.
    """

    host: str
    user: str
    password: str = field(default="", metadata=SECRET)
    folder: str = "INBOX"
    security: str = rules.TLS
    port: int = 0


@dataclass(frozen=True, slots=True)
class RemoveMailbox:
    """No mail is fetched any more; what came stays."""


@dataclass(frozen=True, slots=True)
class MailboxKept:
    """The mailbox as it is set; `host` "" for none."""

    host: str
    port: int
    security: str
    user: str
    folder: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a look at the mailbox brought: new mails, those that were here before, and those that could not be read."""

    taken: int
    again: int
    refused: int
    more: bool


@command.verb(SET, MailboxKept)
def set_mailbox(context: Context, data: SetMailbox) -> MailboxKept:
    """Keep the settings; another host, user or folder begins anew. Raises `Invalid`."""
    security = rules.check_security(data.security)
    kept = MailboxKept(
        rules.check_host(data.host),
        rules.check_port(data.port, security),
        security,
        rules.check_user(data.user),
        rules.check_folder(data.folder),
    )
    password = rules.check_password(data.password)
    held = _held(context)
    known = held is not None and (held.host, held.user) == (kept.host, kept.user)
    if not password and not known and not settings.MAIL_TOKEN_COMMAND:
        another = "Enter the password, too: it is another mailbox."
        raise Invalid("Enter the password of the mailbox." if held is None else another, field="password")
    secret = _secret(context) if known and not password else sealing.seal(password)
    same = held is not None and (held.host, held.user, held.folder) == (kept.host, kept.user, kept.folder)
    scope = [context.tenant_id, context.entity_id]
    seen = sql.row("SELECT uid_validity, last_uid FROM mailbox WHERE tenant_id = %s AND entity_id = %s", scope)
    sql.execute("DELETE FROM mailbox WHERE tenant_id = %s AND entity_id = %s", scope)
    sql.insert(
        "mailbox",
        "tenant_id id entity_id host port security user_name secret folder uid_validity last_uid checked_at fault "
        "actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, new_id(), context.entity_id, kept.host, kept.port, security, kept.user, secret),
                *(kept.folder, *(seen if same and seen else (0, 0)), 0, "", context.actor.name, context.now),
            ]
        ],
    )
    said = {"host": kept.host, "port": kept.port, "security": security, "user": kept.user, "folder": kept.folder}
    command.note(context, SET, Subject("mailbox", None), said)
    return kept


@command.verb(REMOVE, MailboxKept)
def remove(context: Context, data: RemoveMailbox) -> MailboxKept:
    """Fetch no more; raises `NotFound` when there is no mailbox."""
    held = _held(context)
    if held is None:
        raise NotFound("There is no mailbox to remove.")
    sql.execute("DELETE FROM mailbox WHERE tenant_id = %s AND entity_id = %s", [context.tenant_id, context.entity_id])
    command.note(context, REMOVE, Subject("mailbox", None), {"host": held.host, "user": held.user})
    return MailboxKept("", 0, "", "", "")


def try_out(context: Context) -> str:
    """Open the mailbox and tell what came of it; raises `NotAllowed`, `NotFound`, `Invalid` or `Conflict`."""
    command.check_allowed(context, SET)
    where = _where(context)
    with mailbox_imap.opened(where) as box:
        return f"The mailbox answers: {box.count} mail{'' if box.count == 1 else 's'} in {where.folder}."


def ask(context: Context) -> int:
    """Ask for a look at the mailbox at once; the id of its job. Raises `NotAllowed` or `NotFound`."""
    reading.check(context, inbox.TAKE)
    id = _id(context)
    return jobs.enqueue(context, JOB, {}, unique_key=f"{NAME}:{id}")


def fetch(context: Context) -> Fetched:
    """Take in what is new; a mail that was fetched before is here once. Raises `NotFound`, `Invalid` or `Conflict`.

    The place in the mailbox moves on after each mail: where a worker dies in between, that mail is fetched again.
    """
    reading.check(context, inbox.TAKE)
    _mark(context, "")
    try:
        with mailbox_imap.opened(_where(context)) as box:
            return _take(context, box)
    except Refusal as refusal:
        _mark(context, refusal.sentence)
        raise


def carry_out(work: Work) -> None:
    """Look at the mailbox; what is wrong with it stands in its settings, and the next look comes by itself."""
    try:
        fetched = fetch(work.context)
    except Refusal:
        return
    if fetched.more:
        ask_again(work.context)


def given_up(work: Work, fault: str) -> None:
    """The job was given up: that stands in the settings until the next look."""
    _mark(work.context, fault)


def ask_again(context: Context) -> None:
    """Look once more soon: there was more than one look takes."""
    jobs.enqueue(context, JOB, {}, run_at=context.now + jobs.SECOND)


def plan(now: int) -> int:
    """Ask for looks at the mailboxes that nobody has looked at for a while; how many. One waits at a time."""
    found = sql.rows(
        "SELECT tenant_id, entity_id, id FROM mailbox WHERE tenant_id IN (SELECT id FROM tenant) AND checked_at <= %s",
        [now - EVERY],
    )
    for tenant_id, entity_id, id in found:
        context = identity.operator(tenant_id, entity_id, "jobs", NAME)
        jobs.enqueue(context, JOB, {}, unique_key=f"{NAME}:{id}")
    return len(found)


def _take(context: Context, box: Opened) -> Fetched:
    after = _begin(context, box.validity)
    first = context.today - datetime.timedelta(days=FIRST_DAYS)
    since = f"{first.day}-{MONTHS[first.month - 1]}-{first.year}"
    uids = box.uids(after, since)
    taken = again = refused = 0
    for uid in uids[:MOST_AT_ONCE]:
        try:
            made = _one(context, box, uid)
            taken, again = taken + (not made.again), again + made.again
        except Malformed:
            refused += 1
        _move(context, box.validity, uid)
    return Fetched(taken, again, refused, len(uids) > MOST_AT_ONCE)


def _one(context: Context, box: Opened, uid: int) -> inbox.MailTaken:
    size = box.size(uid)
    if size > mails.MOST_BYTES:
        refusal = Malformed(f"mail {uid} has {size:,} bytes; {mails.MOST_BYTES:,} is the most.", f"mail {uid}")
        command.note_refusal(context, inbox.TAKE, None, refusal)
        raise refusal
    return inbox.take_bytes(replace(context, key=""), box.content(uid), inbox.IMAP)


def _begin(context: Context, validity: int) -> int:
    """The last UID that was taken in; 0 where the server has numbered its mails anew."""
    scope = [context.tenant_id, context.entity_id]
    sql.execute(
        "UPDATE mailbox SET uid_validity = %s, last_uid = 0 WHERE tenant_id = %s AND entity_id = %s "
        "AND uid_validity <> %s",
        [validity, *scope, validity],
    )
    found = sql.row("SELECT last_uid FROM mailbox WHERE tenant_id = %s AND entity_id = %s", scope)
    return int(found[0]) if found else 0


def _move(context: Context, validity: int, uid: int) -> None:
    sql.execute(
        "UPDATE mailbox SET last_uid = %s WHERE tenant_id = %s AND entity_id = %s AND uid_validity = %s "
        "AND last_uid < %s",
        [uid, context.tenant_id, context.entity_id, validity, uid],
    )


def _mark(context: Context, fault: str) -> None:
    """When somebody looked last, and what was wrong then."""
    sql.execute(
        "UPDATE mailbox SET checked_at = %s, fault = %s WHERE tenant_id = %s AND entity_id = %s",
        [context.now, fault[:500], context.tenant_id, context.entity_id],
    )


def _held(context: Context) -> MailboxKept | None:
    found = sql.row(
        "SELECT host, port, security, user_name, folder FROM mailbox WHERE tenant_id = %s AND entity_id = %s",
        [context.tenant_id, context.entity_id],
    )
    return MailboxKept(*found) if found else None


def _secret(context: Context) -> str:
    found = sql.row(
        "SELECT secret FROM mailbox WHERE tenant_id = %s AND entity_id = %s", [context.tenant_id, context.entity_id]
    )
    return str(found[0]) if found else ""


def _id(context: Context) -> int:
    found = sql.row(
        "SELECT id FROM mailbox WHERE tenant_id = %s AND entity_id = %s", [context.tenant_id, context.entity_id]
    )
    if found is None:
        raise NotFound("No mailbox is set up. Name its server, user and password first.")
    return int(found[0])


def _where(context: Context) -> Where:
    held = _held(context)
    if held is None:
        raise NotFound("No mailbox is set up. Name its server, user and password first.")
    return Where(held.host, held.port, held.security, held.user, sealing.unseal(_secret(context)), held.folder)
