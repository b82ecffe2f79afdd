"""Accepting what a mail proposes: the verb that it stands for is carried out, with what a person has corrected."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from quittance.actions import (
    bounces,
    command,
    contacts,
    deliveries,
    disputes,
    followups,
    holds,
    inbox,
    inbox_reading,
    promises,
    reading,
    remittances,
)
from quittance.actions.bounces import TakeBounce
from quittance.actions.command import Context, Subject
from quittance.actions.contacts import AddContact, EditContact
from quittance.actions.deliveries import SendDocument
from quittance.actions.disputes import OpenDispute
from quittance.actions.followups import SetNext
from quittance.actions.holds import PlaceHold
from quittance.actions.promises import TakePromise
from quittance.actions.remittances import TakeIn
from quittance.actions.wire import CARRIED
from quittance.books import sql
from quittance.formats import bounce
from quittance.formats import mail as mails
from quittance.reports import books
from quittance.reports import inbox as reports
from quittance.reports.inbox import MailCard, ProposalRow
from quittance.rules import inbox as rules
from quittance.rules import money, text, worklist
from quittance.rules.calendar import DAY
from quittance.rules.refusals import Conflict, Invalid, NotFound

VERB = "inbox.accept"
MICROSECONDS = 1_000_000
CHECKED_DAYS = 7
"""How long nobody is reminded of what is said to be paid: until then the bank must have shown it."""


@dataclass(frozen=True, slots=True)
class AcceptProposal:
    """A proposal of a mail to be carried out; what is "" or None stays as the mail says it.

    `documents` are those it is about, `email` and `name` the new contact.
    """

    id: int
    proposal_id: int
    on: datetime.date | None = None
    amount: str = ""
    documents: tuple[str, ...] = ()
    reason: str = ""
    email: str = ""
    name: str = ""
    advice: TakeIn | None = field(default=None, metadata=CARRIED)
    returned: TakeBounce | None = field(default=None, metadata=CARRIED)


@dataclass(frozen=True, slots=True)
class ProposalAccepted:
    """What was done; `proposals` of the mail still wait. `numbers` are those of the promise or the disputes made."""

    id: int
    kind: str
    outcome: str
    state: str
    proposals: int
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """A proposal with its mail, and what a person has said to it."""

    mail: MailCard
    one: ProposalRow
    data: AcceptProposal

    @property
    def documents(self) -> tuple[str, ...]:
        return self.data.documents or self.one.documents

    @property
    def on(self) -> datetime.date | None:
        return self.data.on or self.one.on

    @property
    def amount(self) -> str:
        return self.data.amount or (money.write(self.one.amount, self.one.currency) if self.one.amount else "")

    @property
    def asked_on(self) -> datetime.date:
        """The day on which the mail was written, in UTC."""
        return datetime.datetime.fromtimestamp(self.mail.row.sent_at / MICROSECONDS, datetime.UTC).date()

    @property
    def who(self) -> str:
        return self.mail.row.sender_name or self.mail.row.sender


def accept(context: Context, data: AcceptProposal) -> ProposalAccepted:
    """Carry out what a mail proposes; raises what the verb raises, and `Conflict` when it was decided before."""
    reading.check(context, VERB)
    here = books.of(context)
    kinds = {one.id: one for one in reports.proposals(here, command.check_id(data.id))}
    one = kinds.get(data.proposal_id)
    if one is None or one.kind not in (rules.REMIT, rules.BOUNCE):
        return carry(context, data)
    content = reports.content(here, data.id)
    if one.kind == rules.BOUNCE:
        found = bounce.read(content)
        digest = hashlib.sha256(content).hexdigest()
        return carry(context, replace(data, returned=TakeBounce(digest, found.message, found.returned)))
    advice = inbox_reading.remittance_of(mails.read(content), one.file, books.entity(here).base_currency)
    return carry(context, replace(data, advice=advice))


@command.verb(VERB, ProposalAccepted)
def carry(context: Context, data: AcceptProposal) -> ProposalAccepted:
    """As `accept`, with its file read: the deed and the decision are one transaction."""
    case = _case(context, data)
    moved = sql.execute(
        "UPDATE mail_proposal SET state = 'accepted', decided_at = %s, decided_by = %s "
        "WHERE tenant_id = %s AND mail_id = %s AND id = %s AND state = 'proposed'",
        [context.now, context.actor.name, context.tenant_id, data.id, data.proposal_id],
    )
    if not moved:
        raise Conflict("This proposal was decided already.", field="proposal_id")
    whole = _DEEDS[case.one.kind](context, case)
    outcome = whole[:300]
    sql.execute(
        "UPDATE mail_proposal SET outcome = %s WHERE tenant_id = %s AND id = %s",
        [outcome, context.tenant_id, data.proposal_id],
    )
    inbox.settle(context, data.id)
    said = {"kind": case.one.kind, "outcome": outcome, "from": case.mail.row.sender, "mail": str(data.id)}
    command.note(context, VERB, Subject("mail", data.id, _customer_id(context, case)), said)
    held = inbox.kept(context, data.id)
    return ProposalAccepted(data.id, case.one.kind, outcome, held.state, held.proposals, _numbers(case.one.kind, whole))


def _numbers(kind: str, outcome: str) -> tuple[str, ...]:
    """The numbers with which `_promise` and `_dispute` begin what they say."""
    made = kind in (rules.PROMISE, rules.DISPUTE)
    return tuple(one.partition(":")[0] for one in outcome.split("; ")) if made else ()


def _case(context: Context, data: AcceptProposal) -> _Case:
    here = books.of(context)
    mail = reports.card(here, command.check_id(data.id))
    one = next((each for each in mail.proposals if each.id == data.proposal_id), None)
    if one is None:
        raise NotFound("This mail proposes no such thing.", field="proposal_id")
    return _Case(mail, one, data)


def _promise(context: Context, case: _Case) -> str:
    if case.on is None:
        raise Invalid("Say by when they pay.", field="on")
    given = TakePromise(
        *(case.mail.row.customer_number, case.on, case.amount, case.documents, case.one.currency, case.who),
        note=case.one.words[:500],
    )
    made = promises.take(command.within(context, "promise"), given)
    return f"{made.number}: {made.amount} {made.currency} by {made.promised_on.isoformat()}"


def _dispute(context: Context, case: _Case) -> str:
    if not case.documents:
        raise Invalid("Name the invoice that is disputed.", field="documents")
    made = []
    for n, number in enumerate(case.documents):
        amount = case.amount if len(case.documents) == 1 else ""
        given = OpenDispute(
            number, case.data.reason or case.one.reason, amount, said_by=case.who[:200], evidence=case.one.words
        )
        opened = disputes.open_dispute(command.within(context, f"dispute{n}"), given)
        made.append(f"{opened.number}: {opened.amount} {opened.currency} of {number}")
    return "; ".join(made)


def _paid(context: Context, case: _Case) -> str:
    on = f" on {case.one.on.isoformat()}" if case.one.on else ""
    until = case.data.on or context.today + CHECKED_DAYS * DAY
    for n, number in enumerate(case.documents or ("",)):
        given = PlaceHold(case.mail.row.customer_number, f"{case.who} says it was paid{on}"[:300], number, until)
        holds.place(command.within(context, f"hold{n}"), given)
    return f"{', '.join(case.documents) or 'The account'} on hold until {until.isoformat()}, for the bank to show it"


def _remittance(context: Context, case: _Case) -> str:
    assert case.data.advice is not None
    made = remittances.take_in(command.within(context, "remittance"), case.data.advice)
    found = f", {made.attached} attached to a payment" if made.attached else ", waiting for its payment"
    return f"Remittance with {made.documents} documents{found}"


def _copy(context: Context, case: _Case) -> str:
    """To the contact who asks; to the customer's own address where a stranger does, or to the one a person names."""
    if not case.documents:
        raise Invalid("Name the invoice that is asked for.", field="documents")
    address = case.data.email or (case.mail.row.sender if case.mail.is_known else "")
    sent = [
        deliveries.send(command.within(context, f"copy{n}"), SendDocument(number, address))
        for n, number in enumerate(case.documents)
    ]
    return f"{', '.join(one.number for one in sent)} sent again to {sent[0].address}"


def _plan(context: Context, case: _Case) -> str:
    """The next step is a plan, by a person: what is paid when is theirs to agree on."""
    reason = f"{case.who} asked on {case.asked_on.isoformat()} to pay in parts"[:300]
    given = SetNext(case.mail.row.customer_number, worklist.PLAN, case.data.on or context.today, reason)
    followups.set_next(command.within(context, "next"), given)
    return f"The next step is a plan: {reason}"


def _away(context: Context, case: _Case) -> str:
    if case.on is None:
        raise Invalid("Say when they are back.", field="on")
    reason = f"{case.who} is away until then"[:300]
    followups.set_next(command.within(context, "next"), SetNext(case.mail.row.customer_number, "", case.on, reason))
    return f"The account rests until {case.on.isoformat()}"


def _contact(context: Context, case: _Case) -> str:
    """The contact whom ours reached becomes the new one; a new one is added where that is none of their contacts."""
    email = text.email(case.data.email or case.one.address)
    if not email:
        raise Invalid("Enter the address of the right person.", field="email")
    name = case.data.name or case.one.name or email.partition("@")[0]
    wrong = case.mail.wrote_to or case.mail.row.sender
    held = sql.row(
        "SELECT p.id, p.name FROM contact p JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id "
        "WHERE p.tenant_id = %s AND c.number = %s AND LOWER(p.email) = LOWER(%s) ORDER BY p.id LIMIT 1",
        [context.tenant_id, case.mail.row.customer_number, wrong],
    )
    if held is not None:
        contacts.edit(command.within(context, "contact"), EditContact(held[0], name, email))
        return f"{held[1]} became {name}, {email}"
    given = AddContact(case.mail.row.customer_number, name, email, main=True)
    contacts.add(command.within(context, "contact"), given)
    return f"{name}, {email} is the main contact"


def _bounce(context: Context, case: _Case) -> str:
    assert case.data.returned is not None
    made = bounces.take_in(command.within(context, "bounce"), case.data.returned)
    said = [f"{', '.join(made.stopped)} stopped"] if made.stopped else []
    said += [f"{', '.join(made.late)} late"] if made.late else []
    return "; ".join(said) or "No address of a customer"


_DEEDS: dict[str, Callable[[Context, _Case], str]] = {
    rules.PROMISE: _promise,
    rules.DISPUTE: _dispute,
    rules.PAID: _paid,
    rules.REMIT: _remittance,
    rules.COPY: _copy,
    rules.PLAN: _plan,
    rules.AWAY: _away,
    rules.WRONG: _contact,
    rules.BOUNCE: _bounce,
}


def _customer_id(context: Context, case: _Case) -> int | None:
    found = sql.row(
        "SELECT customer_id FROM inbound_mail WHERE tenant_id = %s AND id = %s", [context.tenant_id, case.mail.row.id]
    )
    return found[0] if found else None
