"""Deliveries: a document queued with the books, sent by the worker once, and what became of it told."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from quittance.actions import bounces, command, dunning, identity, issuing, jobs, links, mailing
from quittance.actions.command import Context, Subject
from quittance.actions.issuing import Warned
from quittance.actions.jobs import Work
from quittance.actions.mailing import NotTaken, Unknown, Unreachable
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.formats import bounce, letter
from quittance.formats.letter import Envelope, File
from quittance.formats.paper import Sheet
from quittance.reports import (
    attachments,
    books,
    letterhead,
    paper_document,
    paper_estimate,
    paper_parties,
    papers,
    preflight,
    press,
)
from quittance.reports import links as linked
from quittance.reports import statements_sent as statements
from quittance.reports.links import DOCUMENT, ESTIMATE, Target
from quittance.rules import dunning as rules
from quittance.rules import estimate as estimates
from quittance.rules import text
from quittance.rules.preflight import Finding
from quittance.rules.refusals import Conflict, Invalid, Refusal

QUEUED, SENDING, SENT, FAILED, DOUBTFUL = "queued", "sending", "sent", "failed", "doubtful"
BOUNCED, HELD = "bounced", "held"
JOB = "deliveries.send"
DOUBT = (
    "The mail server may have taken it: the connection or the worker ended before it had answered. "
    "Ask the customer, or look for the Message-ID at the mail server, before sending it again."
)


@dataclass(frozen=True, slots=True)
class SendDocument:
    """An invoice, credit note or estimate to be mailed; `address` "" is the main contact's, else the customer's."""

    number: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryQueued:
    """What was queued; `warnings` would delay the payment."""

    id: int
    number: str
    address: str
    warnings: tuple[Warned, ...] = ()


@dataclass(frozen=True, slots=True)
class _Delivery:
    id: int
    target: Target
    address: str
    state: str
    message: str
    queued_at: int


@command.verb("deliveries.send", DeliveryQueued)
def send(context: Context, data: SendDocument) -> DeliveryQueued:
    """Queue a document for its customer, with a link; raises `Conflict` while it is under way there already."""
    mailing.check_set_up()
    target = linked.target(books.of(context), data.number)
    address = checked(text.email(data.address, "address") or address_of(context, target.customer_id), "address")
    bounces.check(context, target.customer_id, address)
    warned = issuing.passed(_looked_at(context, target, data.number, address))
    id = queue(context, target, address)
    links.ensure(context, target)
    said = {"number": data.number, "address": address}
    command.note(context, "deliveries.send", Subject(target.kind, target.id, target.customer_id), said)
    return DeliveryQueued(id, data.number, address, warned)


def queue(context: Context, target: Target, address: str, *, run_at: int = 0) -> int:
    """Queue what is to be delivered, within a verb; `Conflict` while it is under way there already."""
    id = new_id()
    which = [target.id if target.kind == kind else None for kind in (DOCUMENT, ESTIMATE, statements.STATEMENT)]
    made = sql.execute(
        "INSERT INTO delivery (tenant_id, id, entity_id, customer_id, document_id, estimate_id, statement_id, address, "
        "state, message, fault, actor_name, queued_at, settled_at) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'queued', %s, '', %s, %s, 0) ON CONFLICT DO NOTHING",
        [
            *(context.tenant_id, id, context.entity_id, target.customer_id, *which, address),
            *(f"<{id}@{_domain()}>", context.actor.name, context.now),
        ],
    )
    if not made:
        raise Conflict(f"{target.number} is under way to {address} already. Wait until it has arrived or failed.")
    jobs.enqueue(context, JOB, {"delivery_id": str(id)}, unique_key=f"delivery:{id}", run_at=run_at)
    return id


def _looked_at(context: Context, target: Target, number: str, address: str) -> tuple[Finding, ...]:
    """What would delay the payment of an invoice that goes to an address; estimates are not looked at."""
    here = books.of(context)
    return preflight.of_number(here, number, context.today, address) if target.kind == DOCUMENT else ()


def address_of(context: Context, customer_id: int) -> str:
    """Where a customer's papers go: the main contact, else the customer; raises `Invalid` when neither is known."""
    found = sql.row(
        "SELECT COALESCE((SELECT MIN(p.email) FROM contact p WHERE p.tenant_id = c.tenant_id AND p.customer_id = c.id "
        "AND p.main AND p.email <> ''), c.email) FROM customer c WHERE c.tenant_id = %s AND c.id = %s",
        [context.tenant_id, customer_id],
    )
    if found is None or not found[0]:
        raise Invalid("No address is known. Give one, or note it on the customer.", field="address")
    return str(found[0])


def try_out(context: Context, to: str) -> str:
    """Send a short message at once and tell what came of it; raises `NotAllowed`, `Invalid` or `Conflict`."""
    command.check_allowed(context, "deliveries.send")
    mailing.check_set_up()
    address = checked(text.email(to, "to"), "to")
    message = f"<{new_id()}@{_domain()}>"
    at = datetime.datetime.fromtimestamp(context.now // 1_000_000, datetime.UTC)
    try:
        with mailing.opened() as conversation:
            conversation.offer(_sender(), address)
            conversation.hand_over(letter.trial(Envelope(_sender(), "", address, message, at)))
    except (NotTaken, Unknown) as fault:
        raise Conflict(str(fault)) from None
    return f"The mail server has taken a message for {address}."


def carry_out(work: Work) -> None:
    """Send one delivery, or tell why not; raises `Conflict` to be tried again later.

    Before the message is handed over, the row says `sending`; a worker that finds it so after a crash sends nothing
    and calls it doubtful, because no mail server can be asked whether it had taken the message.
    """
    context = work.context
    one = _found(context, int(work.args["delivery_id"]))
    if one is None or one.state in (SENT, FAILED, DOUBTFUL, BOUNCED, HELD):
        return
    if one.state == SENDING:
        _settle(context, one, DOUBTFUL, DOUBT)
        return
    try:
        _send(context, one)
    except Unknown:
        _settle(context, one, DOUBTFUL, DOUBT)
    except NotTaken as fault:
        if isinstance(fault, Unreachable) and bounce.gone(fault.sentence):
            _came_back(context, one, fault.sentence)
            return
        if fault.for_good or work.lease.attempts >= jobs.MOST_ATTEMPTS:
            _settle(context, one, FAILED, fault.sentence)
            return
        _move(context, one, SENDING, QUEUED)
        raise Conflict(fault.sentence) from None
    except Refusal as refusal:
        _settle(context, one, FAILED, refusal.sentence)


def given_up(work: Work, fault: str) -> None:
    """The job was given up: it has failed, or is doubtful where the message may have been handed over."""
    one = _found(work.context, int(work.args["delivery_id"]))
    if one is not None and one.state in (QUEUED, SENDING):
        state, said = (DOUBTFUL, DOUBT) if one.state == SENDING else (FAILED, fault)
        _settle(work.context, one, state, said)


def _came_back(context: Context, one: _Delivery, sentence: str) -> None:
    """There is no such address, the mail server says: nothing more goes there until it is another one."""
    with transaction.atomic():
        dunning.note_bounce(context, one.target.customer_id, one.address)
        _settle(context, one, BOUNCED, sentence)


def _send(context: Context, one: _Delivery) -> None:
    rule = statements.held_back(books.of(context), one.target.id, context.today) if _is_statement(one) else ""
    if rule:
        _settle(context, one, HELD, rules.RULES[rule].capitalize() + ".")
        return
    message = _written(context, one)
    with mailing.opened() as conversation:
        conversation.offer(_sender(), one.address)
        if not _move(context, one, QUEUED, SENDING):
            return
        conversation.hand_over(message)
        _settle(context, one, SENT, "")


def _written(context: Context, one: _Delivery) -> bytes:
    """The message, drawn and written before anything is said to the mail server."""
    here, number = books.of(context), one.target.number
    sheet, name = _sheet(context, one), f"statement-{number}" if _is_statement(one) else number
    pdf = press.print_sheet(sheet, paper_parties.logo(here))
    at = datetime.datetime.fromtimestamp(one.queued_at // 1_000_000, datetime.UTC)
    envelope = Envelope(_sender(), letterhead.of(here).email, one.address, one.message, at)
    link = "" if _is_statement(one) else links.standing(context, one.target)
    files = attachments.enclosed(here, one.target.id) if one.target.kind == DOCUMENT else ()
    enclosed = [File(papers.file_name(name), "application/pdf", pdf)]
    enclosed += [File(one.name, one.media_type, one.content) for one in files]
    return letter.compose(sheet, envelope, enclosed, link)


def _sheet(context: Context, one: _Delivery) -> Sheet:
    here, target = books.of(context), one.target
    if _is_statement(one):
        return statements.sheet(here, target.id)
    if target.kind == ESTIMATE:
        return paper_estimate.of(here, target.number, context.today)
    return paper_document.of(here, target.number, context.today)


def _is_statement(one: _Delivery) -> bool:
    return one.target.kind == statements.STATEMENT


def _found(context: Context, id: int) -> _Delivery | None:
    found = sql.row(
        "SELECT y.id, y.document_id, y.estimate_id, y.statement_id, COALESCE(d.number, e.number, c.number), "
        "y.customer_id, y.address, y.state, y.message, y.queued_at FROM delivery y "
        "JOIN customer c ON c.tenant_id = y.tenant_id AND c.id = y.customer_id "
        "LEFT JOIN document d ON d.tenant_id = y.tenant_id AND d.id = y.document_id "
        "LEFT JOIN estimate e ON e.tenant_id = y.tenant_id AND e.id = y.estimate_id "
        "WHERE y.tenant_id = %s AND y.id = %s",
        [context.tenant_id, id],
    )
    if found is None:
        return None
    kinds = (DOCUMENT, ESTIMATE, statements.STATEMENT)
    kind, id = next((kind, id) for kind, id in zip(kinds, found[1:4], strict=True) if id is not None)
    return _Delivery(found[0], Target(kind, id, found[4], found[5], ""), *found[6:])


def _move(context: Context, one: _Delivery, before: str, after: str) -> bool:
    """Move on from a state; False when it was another one."""
    return (
        sql.execute(
            "UPDATE delivery SET state = %s WHERE tenant_id = %s AND id = %s AND state = %s",
            [after, context.tenant_id, one.id, before],
        )
        == 1
    )


def _settle(context: Context, one: _Delivery, state: str, fault: str) -> None:
    """Say for good what became of it, with its event."""
    target = one.target
    said = {"number": target.number, "address": one.address, "state": state, "fault": fault}
    with transaction.atomic():
        sql.execute(
            "UPDATE delivery SET state = %s, fault = %s, settled_at = %s "
            "WHERE tenant_id = %s AND id = %s AND state IN ('queued', 'sending')",
            [state, fault[:500], identity.now_micros(), context.tenant_id, one.id],
        )
        if state == SENT and target.kind == ESTIMATE:
            sql.execute(
                "UPDATE estimate SET state = %s, version = version + 1, changed_at = %s "
                "WHERE tenant_id = %s AND id = %s AND state = %s",
                [estimates.SENT, identity.now_micros(), context.tenant_id, target.id, estimates.OPEN],
            )
        command.note(context, "deliveries.send", Subject(target.kind, target.id, target.customer_id), said)


def checked(address: str, field: str) -> str:
    """An address that every mail server understands; raises `Invalid`."""
    if not address or not address.isascii():
        said = f"{address!r} holds letters that not every mail server takes" if address else "Enter an address"
        raise Invalid(f"{said}.", field=field)
    return address


def _sender() -> str:
    """The bare address of `QUITTANCE_MAIL_FROM`."""
    return parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1]


def _domain() -> str:
    return _sender().rpartition("@")[2] or "localhost"
