"""The inbox: mail taken in, whose it is, what it proposes, and what a person decides about that."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile
from pydantic import Field

from quittance import file_answer
from quittance.actions import inbox, inbox_accept
from quittance.actions.inbox import AssignMail, DismissMail, MailKept, MailTaken
from quittance.actions.inbox_accept import AcceptProposal, ProposalAccepted
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    PLAIN,
    AmountShown,
    Day,
    DayShown,
    Decimal,
    Email,
    Flag,
    Given,
    Id,
    IdShown,
    Limit,
    MomentShown,
    Number,
    Shown,
)
from quittance.reports import inbox as reports
from quittance.reports.inbox import MailRow, ProposalRow

router = Router()

ORIGINAL = ("message/rfc822",)
Kind = Literal["promise", "dispute", "paid", "remittance", "copy", "plan", "away", "wrong_contact", "bounce"]
Why = Literal["freight", "discount", "damage", "price", "quantity", "order", "duplicate", "service", "unknown"]


class GivenCustomer(Given):
    """The customer that a mail is of; `add_contact` notes its sender there."""

    customer_number: Number
    add_contact: Flag | None = None


class Corrected(Given):
    """What a person has corrected of a proposal; what is left out stays as the mail says it."""

    on: Day | None = None
    amount: Decimal | None = None
    documents: Annotated[list[Number], Field(max_length=100)] | None = None
    reason: Why | None = None
    email: Email | None = None
    name: Annotated[str, Field(max_length=200, pattern=PLAIN)] | None = None


class AttachmentShown(Shown):
    """An attachment."""

    name: str
    kind: str
    size: int


class MailShown(Shown):
    """A mail; `customer_number` empty while it is nobody's, `proposes` the kinds that wait for a decision."""

    id: IdShown
    sender: str
    sender_name: str
    subject: str
    excerpt: str
    customer_number: str
    customer_name: str
    document: str
    reason: str
    state: Literal["open", "done"]
    automatic: bool
    sent_at: MomentShown
    recorded_at: MomentShown
    files: list[AttachmentShown]
    proposes: list[Kind]


class Inbox(Shown):
    """Mails, the latest first; `open` wait, `unknown` of them without a customer."""

    open: int
    unknown: int
    rows: list[MailShown]


class ProposalShown(Shown):
    """What a mail proposes, with the words it was read from; empty where it does not say."""

    id: IdShown
    kind: Kind
    words: str
    state: Literal["proposed", "accepted", "dismissed"]
    outcome: str
    decided_by: str
    on: DayShown | None
    amount: AmountShown | None
    currency: str
    reason: str
    documents: list[str]
    email: str
    name: str


class MailCardShown(MailShown):
    """A mail with its words (`new` without quotes and signature) and what it proposes."""

    message: str
    wrote_to: str
    source: str
    actor_name: str
    is_known: bool
    new: str
    text: str
    proposals: list[ProposalShown]


@does(router, "POST", "/inbox", "inbox.take_in", result_of(MailTaken), status=201)
def take_in(desk: Desk, file: Annotated[UploadedFile, File()]) -> MailTaken:
    """Take a mail in as it came (multipart, field `file`); the same mail again changes nothing."""
    return inbox.take_bytes(desk.context, file.read(), inbox.API)


@asks(router, "/inbox", Inbox)
def show(
    desk: Desk, *, state: Literal["open", "unknown", "done"] = "open", limit: Limit = 50, before: Id | None = None
) -> dict[str, Any]:
    """List mails, the latest first; `before` goes on from the last id of a page."""
    counts = reports.counts(desk.books)
    rows = [_shown(one) for one in reports.rows(desk.books, state, limit, before or 0)]
    return {"open": counts.open, "unknown": counts.unknown, "rows": rows}


@asks(router, "/inbox/{mail_id}", MailCardShown)
def card(desk: Desk, mail_id: Id) -> dict[str, Any]:
    """Show a mail and what it proposes."""
    found = reports.card(desk.books, mail_id)
    names = ("message", "wrote_to", "source", "actor_name", "is_known", "new", "text")
    proposals = [_proposal(one) for one in found.proposals]
    return _shown(found.row) | {name: getattr(found, name) for name in names} | {"proposals": proposals}


@asks(router, "/inbox/{mail_id}/original", None, media=ORIGINAL)
def original(desk: Desk, mail_id: Id) -> HttpResponse:
    """Give the mail as it came."""
    return file_answer.of(reports.content(desk.books, mail_id), ORIGINAL[0], f"mail-{mail_id}.eml")


@does(router, "POST", "/inbox/{mail_id}/assign", "inbox.assign", result_of(MailKept))
def assign(desk: Desk, mail_id: Id, body: GivenCustomer) -> MailKept:
    """Say which customer a mail is of; it is read again with what is known of them."""
    return inbox.assign(desk.context, AssignMail(mail_id, **body.fields()))


@does(router, "POST", "/inbox/{mail_id}/proposals/{proposal_id}/accept", "inbox.accept", result_of(ProposalAccepted))
def accept(desk: Desk, mail_id: Id, proposal_id: Id, body: Corrected) -> ProposalAccepted:
    """Do what a mail proposes; this needs the permission of what is done, too."""
    documents = tuple(body.documents or ())
    given = AcceptProposal(mail_id, proposal_id, documents=documents, **body.fields("documents"))
    return inbox_accept.accept(desk.context, given)


@does(router, "POST", "/inbox/{mail_id}/proposals/{proposal_id}/dismiss", "inbox.dismiss", result_of(MailKept))
def dismiss(desk: Desk, mail_id: Id, proposal_id: Id) -> MailKept:
    """Dismiss a proposal."""
    return inbox.dismiss(desk.context, DismissMail(mail_id, proposal_id))


@does(router, "POST", "/inbox/{mail_id}/done", "inbox.dismiss", result_of(MailKept))
def done(desk: Desk, mail_id: Id) -> MailKept:
    """Put a mail away with everything that it proposes."""
    return inbox.dismiss(desk.context, DismissMail(mail_id))


def _shown(one: MailRow) -> dict[str, Any]:
    files = [{"name": file.name, "kind": file.kind, "size": file.size} for file in one.files]
    moments = {name: plain.moment(getattr(one, name)) for name in ("sent_at", "recorded_at")}
    return {**plain.of(one), **moments, "id": str(one.id), "files": files}


def _proposal(one: ProposalRow) -> dict[str, Any]:
    names = ("kind", "words", "state", "outcome", "decided_by", "currency", "reason", "name")
    return {name: getattr(one, name) for name in names} | {
        "id": str(one.id),
        "on": one.on.isoformat() if one.on else None,
        "amount": plain.amount(one.amount, one.currency) if one.amount else None,
        "documents": list(one.documents),
        "email": one.address,
    }
