"""What comes back from text messages: the provider's word on each, and answers, of which one word ends them."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command, dunning
from quittance.actions.command import Context, Subject
from quittance.actions.dunning_runs import DOUBTFUL, SENDING, SENT
from quittance.books import lock, sql
from quittance.reports import dunning as reports
from quittance.reports.books import of as books_of
from quittance.rules import dunning as rules
from quittance.rules import phone, reply, text
from quittance.rules.refusals import Invalid, NotFound

DELIVERED, READ, UNDELIVERED = "delivered", "read", "undelivered"
ARRIVALS = (DELIVERED, READ, UNDELIVERED)
MOST_ANSWER = 2_000
MOST_SHARED = 50
"""Customers that share a number, at most."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """What became of a text message: `id` is the reference that went with it; `state` delivered, read, undelivered."""

    id: int
    state: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class TextReported:
    """The reminder as it stands now."""

    id: int
    customer_number: str
    state: str
    arrived: str


@dataclass(frozen=True, slots=True)
class TakeReply:
    """An answer to a text message: where it came from, in which channel, and what it says."""

    sender: str
    said: str
    channel: str = rules.SMS


@dataclass(frozen=True, slots=True)
class ReplyTaken:
    """Whose answer it is, and what it meant: stop, start or other."""

    customer_numbers: tuple[str, ...]
    meaning: str


@command.verb("dunning.report_text", TextReported)
def report_text(context: Context, data: ReportText) -> TextReported:
    """Keep what the provider says of a message; what was doubtful is settled by it. Raises `NotFound`, `Invalid`."""
    if data.state not in ARRIVALS:
        raise Invalid(f"Say one of {', '.join(ARRIVALS)}.", field="state")
    fault = text.clean(data.fault, "fault", 300)
    found = sql.row(
        "SELECT r.customer_id, c.number, r.state, r.arrived, r.channel, r.address FROM reminder r JOIN customer c "
        "ON c.tenant_id = r.tenant_id AND c.id = r.customer_id WHERE r.tenant_id = %s AND r.entity_id = %s "
        "AND r.id = %s",
        [context.tenant_id, context.entity_id, command.check_id(data.id)],
    )
    if found is None or found[4] not in rules.TEXTED or found[2] not in (SENT, SENDING, DOUBTFUL):
        raise NotFound("No such text message was sent.", field="id")
    customer_id, number, state, arrived, channel, address = found
    if arrived == READ and data.state == DELIVERED:
        return TextReported(data.id, number, state, arrived)
    state = SENT if state == DOUBTFUL else state
    sql.execute(
        "UPDATE reminder SET state = %s, arrived = %s, fault = CASE WHEN %s = '' THEN fault ELSE %s END "
        "WHERE tenant_id = %s AND id = %s",
        [state, data.state, fault, fault, context.tenant_id, data.id],
    )
    said = {"reminder": str(data.id), "channel": channel, "address": address, "state": data.state, "fault": fault}
    command.note(context, "dunning.report_text", Subject("reminder", data.id, customer_id), said)
    return TextReported(data.id, number, state, data.state)


@command.verb("dunning.take_reply", ReplyTaken)
def take_reply(context: Context, data: TakeReply) -> ReplyTaken:
    """Take an answer in: STOP ends the channel for who has the number, START begins it again, all is on the timeline.

    Raises `NotFound` when nobody here has the number, `Invalid`.
    """
    if data.channel not in rules.TEXTED:
        raise Invalid(f"Say one of {', '.join(rules.TEXTED)}.", field="channel")
    number = phone.e164(data.sender, reports.place_of(books_of(context))[0], "sender")
    said = text.clean(" ".join(data.said.split()), "said", MOST_ANSWER, needed=True)
    found = sql.rows(
        "SELECT k.customer_id, c.number FROM dunning_customer k JOIN customer c ON c.tenant_id = k.tenant_id "
        "AND c.id = k.customer_id WHERE k.tenant_id = %s AND k.entity_id = %s AND k.mobile = %s AND k.mobile <> '' "
        "ORDER BY c.number LIMIT %s",
        [context.tenant_id, context.entity_id, number, MOST_SHARED],
    )
    if not found:
        raise NotFound(f"Nobody here has the number {data.sender[:40]!r}.", field="sender")
    lock.customers_by_id(context.tenant_id, context.entity_id, sorted(row[0] for row in found))
    meaning = reply.meaning(said)
    for customer_id, customer_number in found:
        _opt(context, customer_id, customer_number, data.channel, meaning)
        told = {"channel": data.channel, "address": number, "said": said[:300], "meaning": meaning}
        command.note(context, "dunning.take_reply", Subject("customer", customer_id, customer_id), told)
    return ReplyTaken(tuple(row[1] for row in found), meaning)


def _opt(context: Context, customer_id: int, number: str, channel: str, meaning: str) -> None:
    """STOP adds the channel to those that are not wanted, START takes it off."""
    known = reports.customer(books_of(context), number, context.today).opted_out
    wanted = {reply.STOP: {*known, channel}, reply.START: {*known} - {channel}}.get(meaning, {*known})
    if wanted != {*known}:
        dunning.keep(context, customer_id, {"opted_out": " ".join(one for one in rules.CHANNELS if one in wanted)})
