"""Bounces: mail that came back, by a notification or a mail server's no; the address is stopped until it is another."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from quittance.actions import command, dunning, notices, reading
from quittance.actions.command import Context, Subject
from quittance.actions.wire import CARRIED
from quittance.books import sql
from quittance.formats import bounce
from quittance.formats.bounce import HARD, SOFT, Returned
from quittance.reports import bounces as reports
from quittance.reports.books import of as books_of
from quittance.rules.refusals import Conflict, Refusal

VERB = "bounces.take_in"
STOPPED = (
    "Mail to {address} came back. Correct the address of the customer or its contact; if it is right, clear "
    "«came back» under the customer's reminders."
)


@dataclass(frozen=True, slots=True)
class TakeBounce:
    """A notification, read: the Message-ID of what came back, and what became of each address."""

    digest: str
    message: str = field(default="", metadata=CARRIED)
    returned: tuple[Returned, ...] = field(default=(), metadata=CARRIED)


@dataclass(frozen=True, slots=True)
class BounceTaken:
    """What a notification came to: addresses that are stopped, those that are only late, and what was sent there."""

    stopped: tuple[str, ...]
    late: tuple[str, ...]
    numbers: tuple[str, ...]
    unknown: tuple[str, ...]


def take_bytes(context: Context, content: bytes) -> BounceTaken:
    """Read a notification as it came by mail and take it in; raises `Malformed` for any other mail."""
    reading.check(context, VERB)
    try:
        found = bounce.read(content)
    except Refusal as refusal:
        if not context.dry_run:
            command.note_refusal(context, VERB, None, refusal)
        raise
    return take_in(context, TakeBounce(hashlib.sha256(content).hexdigest(), found.message, found.returned))


@command.verb(VERB, BounceTaken)
def take_in(context: Context, data: TakeBounce) -> BounceTaken:
    """Mark what came back and stop its addresses; the same notification again changes nothing more."""
    stopped: list[str] = []
    late: list[str] = []
    unknown: list[str] = []
    numbers: dict[str, None] = {}
    for one in data.returned:
        if one.kind not in (HARD, SOFT):
            continue
        colleagues = notices.stop(context, one.address) if one.kind == HARD else 0
        found = reports.sent(books_of(context), one.address, data.message)
        if colleagues and not found:
            stopped.append(one.address)
            continue
        if not found:
            unknown.append(one.address)
            continue
        (stopped if one.kind == HARD else late).append(one.address)
        numbers |= dict.fromkeys(note(context, found, one))
    return BounceTaken(tuple(stopped), tuple(late), tuple(numbers), tuple(unknown))


def note(context: Context, found: tuple[reports.Sent, ...], one: Returned) -> list[str]:
    """Keep it on what was sent there, with its event, within the caller's transaction; the documents' numbers."""
    said = " ".join(part for part in (one.status, one.said) if part)[:400]
    words = f"Came back: {said}" if one.kind == HARD else f"Late, the mail server tries on: {said}"
    for sent in found:
        if sent.delivery_id and one.kind == HARD:
            sql.execute(
                "UPDATE delivery SET state = 'bounced', fault = %s, settled_at = %s WHERE tenant_id = %s AND id = %s "
                "AND state IN ('sent', 'doubtful')",
                [words[:500], context.now, context.tenant_id, sent.delivery_id],
            )
        if one.kind == HARD:
            dunning.note_bounce(context, sent.customer_id, sent.address)
        kind, id = (sent.kind, sent.target_id) if sent.kind else ("customer", sent.customer_id)
        told = {"address": one.address, "kind": one.kind, "said": said, "number": sent.number}
        command.note(context, VERB, Subject(kind, id, sent.customer_id), told)
    return [sent.number for sent in found if sent.number]


def check(context: Context, customer_id: int, address: str) -> None:
    """Raise `Conflict` for an address of the customer that mail came back from."""
    if address and address.lower() in reports.stopped(books_of(context), customer_id):
        raise Conflict(STOPPED.format(address=address), field="address")
