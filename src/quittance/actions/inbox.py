"""The inbox: mail is taken in once, given to a customer, and what it proposes is accepted or dismissed by a person."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from typing import Any

from quittance.actions import command, contacts, inbox_reading, reading
from quittance.actions.command import Context, Subject
from quittance.actions.inbox_reading import Found
from quittance.actions.wire import CARRIED
from quittance.books import sql
from quittance.books.keys import new_id, new_ids
from quittance.formats import mail as mails
from quittance.reports import books, inbox_thread
from quittance.reports import inbox as reports
from quittance.reports.inbox_thread import Thread
from quittance.rules.inbox import Proposal
from quittance.rules.refusals import Conflict, NotFound, Refusal

TAKE, ASSIGN, DISMISS = "inbox.take_in", "inbox.assign", "inbox.dismiss"
OPEN, DONE = "open", "done"
PROPOSED, ACCEPTED, DISMISSED = "proposed", "accepted", "dismissed"
FILE, IMAP, API = "file", "imap", "api"
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class TakeMail:
    """A mail, read; `digest` is that of what it says, `source` the way by which it came."""

    digest: str
    source: str = FILE
    content: bytes = field(default=b"", metadata=CARRIED)
    found: Found | None = field(default=None, metadata=CARRIED)


@dataclass(frozen=True, slots=True)
class MailTaken:
    """The mail; `customer_number` "" while it is nobody's, `again` when it was here before."""

    id: int
    customer_number: str
    reason: str
    proposals: int
    again: bool


@dataclass(frozen=True, slots=True)
class AssignMail:
    """The customer that a mail is of; `add_contact` notes its sender there as a contact."""

    id: int
    customer_number: str
    add_contact: bool = False
    found: Found | None = field(default=None, metadata=CARRIED)


@dataclass(frozen=True, slots=True)
class DismissMail:
    """A proposal of a mail that is not followed; `proposal_id` 0 puts the whole mail away."""

    id: int
    proposal_id: int = 0


@dataclass(frozen=True, slots=True)
class MailKept:
    """The mail as it stands; `proposals` wait for a decision."""

    id: int
    customer_number: str
    state: str
    proposals: int


def take_bytes(context: Context, content: bytes, source: str = FILE) -> MailTaken:
    """Read a mail as it came and take it in; raises `Malformed` for what is none."""
    reading.check(context, TAKE)
    try:
        found = _read(context, content)
    except Refusal as refusal:
        if not context.dry_run:
            command.note_refusal(context, TAKE, None, refusal)
        raise
    return take_in(context, TakeMail(found.mail.digest, source, content, found))


@command.verb(TAKE, MailTaken)
def take_in(context: Context, data: TakeMail) -> MailTaken:
    """Keep a mail with its thread and what it proposes; the same mail again changes nothing. It takes no action."""
    assert data.found is not None
    thread = inbox_reading.thread(context, data.found)
    read = inbox_reading.proposals(context, data.found, thread)
    state = DONE if data.found.mail.automatic and not read and not data.found.mail.attachments else OPEN
    values = _values(context, data, thread, state)
    if not sql.insert_new("inbound_mail", list(values), [list(values.values())], "tenant_id, entity_id, digest"):
        return _again(context, data.digest)
    id = int(values["id"])
    _propose(context, id, read)
    _note(context, TAKE, id)
    return MailTaken(id, _customer(context, thread.customer_id), thread.reason, len(read), False)


def assign(context: Context, data: AssignMail) -> MailKept:
    """Give a mail to a customer and read it again with what is known of them; raises `NotFound` or `Conflict`."""
    reading.check(context, ASSIGN)
    content = reports.content(books.of(context), command.check_id(data.id))
    return assign_read(context, AssignMail(data.id, data.customer_number, data.add_contact, _read(context, content)))


@command.verb(ASSIGN, MailKept)
def assign_read(context: Context, data: AssignMail) -> MailKept:
    """As `assign`, with the mail read; what was proposed and is not decided yet is proposed anew."""
    assert data.found is not None
    found = sql.row(
        "SELECT id, number FROM customer WHERE tenant_id = %s AND number = %s",
        [context.tenant_id, data.customer_number],
    )
    if found is None:
        raise NotFound(f"There is no customer {data.customer_number[:60]!r}.", field="customer_number")
    decided = sql.row(
        "SELECT COUNT(*) FROM mail_proposal WHERE tenant_id = %s AND mail_id = %s AND state = 'accepted'",
        [context.tenant_id, data.id],
    )
    if decided and decided[0]:
        raise Conflict("What this mail proposes was accepted for another customer. Take that back first.", field="id")
    thread = Thread(found[0], 0, f"Given by {context.actor.name}"[:300])
    sql.execute(
        "UPDATE inbound_mail SET customer_id = %s, document_id = NULL, reason = %s, state = 'open', settled_at = 0 "
        "WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [found[0], thread.reason, context.tenant_id, context.entity_id, data.id],
    )
    sql.execute("DELETE FROM mail_proposal WHERE tenant_id = %s AND mail_id = %s", [context.tenant_id, data.id])
    _propose(context, data.id, inbox_reading.proposals(context, data.found, thread))
    if data.add_contact:
        _add_sender(context, data, found[1])
    _note(context, ASSIGN, data.id)
    return kept(context, data.id)


@command.verb(DISMISS, MailKept)
def dismiss(context: Context, data: DismissMail) -> MailKept:
    """Dismiss a proposal, or put the mail away; raises `NotFound`, or `Conflict` when it was decided before."""
    one = "AND id = %s " if data.proposal_id else ""
    moved = sql.execute(
        "UPDATE mail_proposal SET state = %s, decided_at = %s, decided_by = %s "
        f"WHERE tenant_id = %s AND mail_id = %s AND state = %s {one}",
        [
            *(DISMISSED, context.now, context.actor.name, context.tenant_id, command.check_id(data.id), PROPOSED),
            *((data.proposal_id,) if data.proposal_id else ()),
        ],
    )
    if data.proposal_id and not moved:
        raise Conflict("This proposal was decided already, or is of another mail.", field="proposal_id")
    settle(context, data.id, whole=not data.proposal_id)
    command.note(context, DISMISS, _subject(context, data.id), {"proposals": moved})
    return kept(context, data.id)


def settle(context: Context, id: int, *, whole: bool = False) -> None:
    """Close a mail when all that it proposed is decided, or when it is put away as a `whole`."""
    open_ones = (
        ""
        if whole
        else (
            "AND NOT EXISTS (SELECT 1 FROM mail_proposal p WHERE p.tenant_id = inbound_mail.tenant_id "
            "AND p.mail_id = inbound_mail.id AND p.state = 'proposed')"
        )
    )
    sql.execute(
        "UPDATE inbound_mail SET state = %s, settled_at = %s WHERE tenant_id = %s AND entity_id = %s AND id = %s "
        f"AND state = %s {open_ones}",
        [DONE, context.now, context.tenant_id, context.entity_id, id, OPEN],
    )


def kept(context: Context, id: int) -> MailKept:
    """A mail as it stands; raises `NotFound`."""
    found = sql.row(
        "SELECT COALESCE(c.number, ''), m.state, (SELECT COUNT(*) FROM mail_proposal p WHERE p.tenant_id = m.tenant_id "
        "AND p.mail_id = m.id AND p.state = 'proposed') FROM inbound_mail m "
        "LEFT JOIN customer c ON c.tenant_id = m.tenant_id AND c.id = m.customer_id "
        "WHERE m.tenant_id = %s AND m.entity_id = %s AND m.id = %s",
        [context.tenant_id, context.entity_id, id],
    )
    if found is None:
        raise NotFound("There is no such mail.", field="id")
    return MailKept(id, found[0], found[1], int(found[2]))


def _read(context: Context, content: bytes) -> Found:
    currency = books.entity(books.of(context)).base_currency
    return inbox_reading.look_into(content, mails.read(content), currency)


def _values(context: Context, data: TakeMail, thread: Thread, state: str) -> dict[str, Any]:
    assert data.found is not None
    mail = data.found.mail
    files = [[one.name, one.kind[:100], len(one.content)] for one in mail.attachments]
    return {
        "tenant_id": context.tenant_id,
        "id": new_id(),
        "entity_id": context.entity_id,
        "customer_id": thread.customer_id or None,
        "document_id": thread.document_id or None,
        "digest": data.digest,
        "message": mail.message[:254],
        "sender": mail.sender[:254],
        "sender_name": mail.sender_name,
        "wrote_to": thread.wrote_to,
        "subject": mail.subject,
        "text": mail.text,
        "automatic": mail.automatic,
        "reason": thread.reason[:300],
        "files": json.dumps(files, ensure_ascii=False),
        "source": data.source,
        "state": state,
        "sent_at": (mail.at - _EPOCH) // datetime.timedelta(microseconds=1) if mail.at else context.now,
        "recorded_at": context.now,
        "settled_at": 0 if state == OPEN else context.now,
        "actor_name": context.actor.name,
        "content": data.content,
    }


def _propose(context: Context, id: int, read: tuple[tuple[Proposal, int], ...]) -> None:
    rows = []
    for n, (row_id, (one, file)) in enumerate(zip(new_ids(len(read)), read, strict=True) if read else ()):
        said: dict[str, Any] = {"on": one.on.isoformat() if one.on else "", "amount": one.amount, "file": file}
        said |= {"currency": one.currency, "reason": one.reason, "documents": list(one.documents)}
        said |= {"address": one.address, "name": one.name}
        data = json.dumps({name: value for name, value in said.items() if value or name == "file"}, ensure_ascii=False)
        rows.append([context.tenant_id, row_id, id, n, one.kind, one.words, data, PROPOSED, "", 0, ""])
    columns = "tenant_id id mail_id n kind words data state outcome decided_at decided_by".split()
    sql.insert("mail_proposal", columns, rows)


def _again(context: Context, digest: str) -> MailTaken:
    found = sql.row(
        "SELECT id, reason FROM inbound_mail WHERE tenant_id = %s AND entity_id = %s AND digest = %s",
        [context.tenant_id, context.entity_id, digest],
    )
    assert found is not None
    held = kept(context, int(found[0]))
    command.note(context, TAKE, Subject("mail", held.id), {"mail": str(held.id), "again": True})
    return MailTaken(held.id, held.customer_number, found[1], held.proposals, True)


def _customer(context: Context, id: int) -> str:
    found = sql.row("SELECT number FROM customer WHERE tenant_id = %s AND id = %s", [context.tenant_id, id])
    return str(found[0]) if found else ""


def _add_sender(context: Context, data: AssignMail, customer_number: str) -> None:
    assert data.found is not None
    mail = data.found.mail
    known = inbox_thread.known(books.of(context), _subject(context, data.id).customer_id or 0, "")
    if mail.sender and mail.sender.casefold() not in known.addresses:
        given = contacts.AddContact(customer_number, mail.sender_name or mail.sender.partition("@")[0], mail.sender)
        contacts.add(command.within(context, "contact"), given)


def _subject(context: Context, id: int) -> Subject:
    found = sql.row(
        "SELECT customer_id FROM inbound_mail WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, id],
    )
    if found is None:
        raise NotFound("There is no such mail.", field="id")
    return Subject("mail", id, found[0])


def _note(context: Context, verb: str, id: int) -> None:
    """The event of a mail, for the timeline of its customer."""
    found = sql.row(
        "SELECT sender, sender_name, subject, text FROM inbound_mail WHERE tenant_id = %s AND id = %s",
        [context.tenant_id, id],
    )
    assert found is not None
    text = " ".join(reports.new_words(found[3]).split())[:200]
    said = {"mail": str(id), "from": found[0], "name": found[1], "subject": found[2], "text": text}
    command.note(context, verb, _subject(context, id), said)
