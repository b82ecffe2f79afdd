"""Activities: calls, notes and mails on a customer's timeline; a mail waits a while in which it can be undone."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from quittance.actions import command, followups, jobs, mailing
from quittance.actions.command import Context, Subject
from quittance.actions.jobs import Work
from quittance.actions.mailing import NotTaken, Unknown
from quittance.books import lock, sql
from quittance.books.keys import new_id
from quittance.formats import letter
from quittance.formats.letter import Envelope, Note
from quittance.reports import books, letterhead
from quittance.rules import text, worklist
from quittance.rules.refusals import Conflict, Invalid, NotFound
from quittance.rules.totals import LATER

JOB = "activities.mail"
WAIT_SECONDS = 30
"""How long a mail waits before it leaves: until then it can be taken back."""

QUEUED, SENDING, SENT, FAILED, DOUBTFUL, DONE, TAKEN_BACK = (
    *("queued", "sending", "sent", "failed", "doubtful"),
    *("done", "taken_back"),
)


DOUBT = "The worker ended before the mail server had answered."


@dataclass(frozen=True, slots=True)
class LogActivity:
    """A call with its `outcome`, or a note; after a call the account rests for some days unless nobody was met.

    `document` is the number of the customer's invoice or note that it is about, "" for the account.
    """

    customer_number: str
    kind: str
    text: str = ""
    outcome: str = ""
    contact: str = ""
    document: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True)
class WriteMail:
    """A mail to a person at the customer, as text; `answers` is the id of the mail of the inbox that it replies to."""

    customer_number: str
    address: str
    subject: str
    text: str
    contact: str = ""
    answers: int = 0


@dataclass(frozen=True, slots=True)
class TakeActivityBack:
    """A call or note that was not meant, or a mail that has not left yet."""

    id: int


@dataclass(frozen=True, slots=True)
class ActivityKept:
    """The activity as it stands."""

    id: int
    customer_number: str
    kind: str
    state: str


@command.verb("activities.log", ActivityKept)
def log(context: Context, data: LogActivity) -> ActivityKept:
    """Keep a call or a note; raises `Invalid` or `NotFound`."""
    if data.kind not in ("call", "note"):
        raise Invalid("Log a call or a note.", field="kind")
    if data.kind == "call" and data.outcome not in worklist.OUTCOMES:
        raise Invalid(f"A call ended in one of {', '.join(worklist.OUTCOMES)}.", field="outcome")
    said = text.clean(data.text, "text", 8_000, needed=data.kind == "note")
    given = {"outcome": data.outcome, "text": said, "contact": data.contact, "document": data.document.strip()}
    made = _keep(context, data.customer_number, data.kind, given, DONE)
    if data.kind == "call":
        met = data.outcome == worklist.REACHED
        followups.rest(context, _customer_id(context, made.id), worklist.AGAIN_DAYS if met else 1)
    told = {"kind": data.kind, "outcome": data.outcome, "contact": data.contact.strip(), "text": said}
    told |= {"document": given["document"]} if given["document"] else {}
    _note(context, "activities.log", made.id, told)
    return made


@command.verb("activities.mail", ActivityKept)
def mail(context: Context, data: WriteMail) -> ActivityKept:
    """Queue a mail that leaves in half a minute; raises `Conflict` where mail is not set up, `Invalid`, `NotFound`."""
    mailing.check_set_up()
    address = text.email(data.address, "address")
    if not address or not address.isascii():
        raise Invalid("Enter an address that every mail server takes.", field="address")
    subject = text.clean(data.subject, "subject", 200, needed=True)
    body = text.clean(data.text, "text", 8_000, needed=True)
    given = {"address": address, "subject": subject, "text": body, "contact": data.contact}
    given["answers"] = _answered(context, data.answers) if data.answers else ""
    made = _keep(context, data.customer_number, "mail", given, QUEUED)
    jobs.enqueue(
        context,
        JOB,
        {"activity_id": str(made.id)},
        f"activity:{made.id}",
        run_at=context.now + WAIT_SECONDS * jobs.SECOND,
    )
    followups.rest(context, _customer_id(context, made.id), worklist.AGAIN_DAYS)
    _note(context, "activities.mail", made.id, {"address": address, "subject": subject, "text": body})
    return made


@command.verb("activities.take_back", ActivityKept)
def take_back(context: Context, data: TakeActivityBack) -> ActivityKept:
    """Take it back; raises `Conflict` when the mail has left or it is taken back already, or `NotFound`."""
    found = sql.row(
        "SELECT c.number, a.kind FROM activity a JOIN customer c ON c.tenant_id = a.tenant_id AND c.id = a.customer_id "
        "WHERE a.tenant_id = %s AND a.entity_id = %s AND a.id = %s",
        [context.tenant_id, context.entity_id, command.check_id(data.id)],
    )
    if found is None:
        raise NotFound("There is no such call, note or mail.", field="id")
    moved = sql.execute(
        "UPDATE activity SET state = %s WHERE tenant_id = %s AND id = %s AND state IN (%s, %s)",
        [TAKEN_BACK, context.tenant_id, data.id, DONE, QUEUED],
    )
    if not moved:
        raise Conflict("It has left already, or was taken back.", field="id")
    _note(context, "activities.take_back", data.id, {"kind": found[1]})
    return ActivityKept(data.id, found[0], found[1], TAKEN_BACK)


def carry_out(work: Work) -> None:
    """Send one mail once, or say why not; what cannot be known after a crash is called doubtful."""
    context, id = work.context, int(work.args["activity_id"])
    found = sql.row(
        "SELECT address, subject, text, state, message, recorded_at, answers FROM activity "
        "WHERE tenant_id = %s AND id = %s",
        [context.tenant_id, id],
    )
    if found is None or found[3] not in (QUEUED, SENDING):
        return
    address, subject, body, state, message, at, answers = found
    if state == SENDING:
        _settle(context, id, DOUBTFUL, DOUBT)
        return
    sender = parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1]
    moment = datetime.datetime.fromtimestamp(at // 1_000_000, datetime.UTC)
    envelope = Envelope(sender, letterhead.of(books.of(context)).email, address, message, moment)
    said = Note("en", books.entity(books.of(context)).name, subject, body, answers=answers)
    try:
        with mailing.opened() as conversation:
            conversation.offer(sender, address)
            if _move(context, id, QUEUED, SENDING):
                conversation.hand_over(letter.note(said, envelope))
                _settle(context, id, SENT, "")
    except Unknown:
        _settle(context, id, DOUBTFUL, "The connection ended before the mail server had answered.")
    except NotTaken as fault:
        if fault.for_good or work.lease.attempts >= jobs.MOST_ATTEMPTS:
            _settle(context, id, FAILED, fault.sentence)
            return
        _move(context, id, SENDING, QUEUED)
        raise Conflict(fault.sentence) from None


def given_up(work: Work, fault: str) -> None:
    """The job was given up: the mail has failed, or is doubtful where it may have been handed over."""
    context, id = work.context, int(work.args["activity_id"])
    found = sql.row("SELECT state FROM activity WHERE tenant_id = %s AND id = %s", [context.tenant_id, id])
    if found is not None and found[0] in (QUEUED, SENDING):
        _settle(context, id, *((DOUBTFUL, DOUBT) if found[0] == SENDING else (FAILED, fault)))


def _keep(context: Context, customer_number: str, kind: str, given: dict[str, str], state: str) -> ActivityKept:
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [customer_number])
    customer = locked.by_number(customer_number)
    id = new_id()
    domain = parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1].rpartition("@")[2] or "localhost"
    sql.insert(
        "activity",
        "tenant_id id entity_id customer_id document_id kind outcome contact address subject text state message "
        "answers fault done_on actor actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, customer.id),
                *(_document(context, customer.id, given.get("document", "")), kind, given.get("outcome", "")),
                *(text.clean(given["contact"], "contact", 200), given.get("address", ""), given.get("subject", "")),
                *(given.get("text", ""), state, f"<{id}@{domain}>" if kind == "mail" else ""),
                *(given.get("answers", ""), "", context.today),
                *(f"{context.actor.kind}:{context.actor.id}", context.actor.name, context.now),
            ]
        ],
    )
    return ActivityKept(id, customer.number, kind, state)


def _document(context: Context, customer_id: int, number: str) -> int | None:
    """The id of a document of the customer, None for ""; raises `NotFound`."""
    if not number:
        return None
    found = sql.row(
        "SELECT id FROM document WHERE tenant_id = %s AND entity_id = %s AND number = %s AND customer_id = %s",
        [context.tenant_id, context.entity_id, number, customer_id],
    )
    if found is None:
        raise NotFound(f"The customer has no document {number[:60]!r}.", field="document")
    return int(found[0])


def _answered(context: Context, mail_id: int) -> str:
    """The Message-ID of a mail of the inbox; raises `NotFound`."""
    found = sql.row(
        "SELECT message FROM inbound_mail WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, command.check_id(mail_id)],
    )
    if found is None:
        raise NotFound("There is no such mail to answer.", field="answers")
    return str(found[0])


def _customer_id(context: Context, id: int) -> int:
    found = sql.row("SELECT customer_id FROM activity WHERE tenant_id = %s AND id = %s", [context.tenant_id, id])
    assert found is not None
    return int(found[0])


def _note(context: Context, verb: str, id: int, said: dict[str, str]) -> None:
    command.note(context, verb, Subject("activity", id, _customer_id(context, id)), said)


def _move(context: Context, id: int, before: str, after: str) -> bool:
    moved = sql.execute(
        "UPDATE activity SET state = %s WHERE tenant_id = %s AND id = %s AND state = %s",
        [after, context.tenant_id, id, before],
    )
    return moved == 1


def _settle(context: Context, id: int, state: str, fault: str) -> None:
    """Say for good what became of a mail, with its event."""
    with transaction.atomic():
        sql.execute(
            "UPDATE activity SET state = %s, fault = %s WHERE tenant_id = %s AND id = %s AND state IN (%s, %s)",
            [state, fault[:500], context.tenant_id, id, QUEUED, SENDING],
        )
        _note(context, "activities.mail", id, {"state": state, "fault": fault})
