"""Letters by registered post: given to the post with their tracking number, and delivered or returned with proof."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.actions import command, dunning_runs
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import dunning_log
from quittance.reports import letters as reports
from quittance.reports.books import of as books_of
from quittance.reports.letters import LetterRow
from quittance.rules import dunning, text
from quittance.rules import letters as rules
from quittance.rules.refusals import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class PostLetter:
    """A letter of the print batch, by the id of its reminder, as it was given to the post; None is today."""

    id: int
    tracking: str
    carrier: str = ""
    posted_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class SettleLetter:
    """What became of it: `state` is delivered or returned, `proof` who signed or where the receipt is."""

    id: int
    state: str
    on: datetime.date | None = None
    proof: str = ""


@dataclass(frozen=True, slots=True)
class CorrectLetter:
    """What the log of a letter should say instead, and why; "" and None leave a thing as it is.

    `state` may be under_way again, where its end was a slip.
    """

    id: int
    reason: str
    tracking: str = ""
    carrier: str | None = None
    posted_on: datetime.date | None = None
    state: str = ""
    on: datetime.date | None = None
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class LetterKept:
    """The letter as it stands."""

    id: int
    customer_number: str
    tracking: str
    posted_on: datetime.date
    state: str
    ended_on: datetime.date | None


@command.verb("letters.post", LetterKept)
def post(context: Context, data: PostLetter) -> LetterKept:
    """Log that a letter went by registered post, which settles it; raises `Conflict`, `NotFound` or `Invalid`."""
    letter = dunning_log.letter(books_of(context), command.check_id(data.id)).row
    if letter.channel != dunning.LETTER:
        raise Invalid("Only letters go by post.", field="id")
    if reports.of_reminder(books_of(context), letter.id) is not None:
        raise Conflict("The letter is in the log already.", field="id")
    tracking = text.clean(data.tracking, "tracking", 100, needed=True)
    on = rules.check_posted(data.posted_on or context.today, letter.cycle_on, context.today)
    customer_id = _settled(context, letter.id, letter.state)
    sql.insert(
        "posted_letter",
        "tenant_id id entity_id customer_id reminder_id carrier tracking posted_on state proof actor_name "
        "recorded_at".split(),
        [
            [
                *(context.tenant_id, new_id(), context.entity_id, customer_id, letter.id),
                *(text.clean(data.carrier, "carrier", 100), tracking, on, rules.UNDER_WAY, ""),
                *(context.actor.name, context.now),
            ]
        ],
    )
    return _done(context, "letters.post", letter.id, customer_id)


@command.verb("letters.settle", LetterKept)
def settle(context: Context, data: SettleLetter) -> LetterKept:
    """Log that a letter was delivered or came back; raises `Conflict` when that is known, `NotFound` or `Invalid`."""
    row = reports.of_reminder(books_of(context), command.check_id(data.id))
    if row is None:
        raise NotFound("That letter is not in the log of registered post.", field="id")
    on = data.on or context.today
    rules.check_end(data.state, on, row.posted_on, context.today)
    moved = sql.execute(
        "UPDATE posted_letter SET state = %s, ended_on = %s, proof = %s WHERE tenant_id = %s AND entity_id = %s "
        "AND reminder_id = %s AND state = %s",
        [
            *(data.state, on, text.clean(data.proof, "proof", 300), context.tenant_id, context.entity_id),
            *(row.reminder_id, rules.UNDER_WAY),
        ],
    )
    if not moved:
        raise Conflict(f"The letter is {rules.STATES[row.state]} already.", field="id")
    return _done(context, "letters.settle", row.reminder_id, _customer(context, row.reminder_id))


@command.verb("letters.correct", LetterKept)
def correct(context: Context, data: CorrectLetter) -> LetterKept:
    """Put a slip in the log right; the trail keeps what it said before. Raises `NotFound` or `Invalid`."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    row = reports.of_reminder(books_of(context), command.check_id(data.id))
    if row is None:
        raise NotFound("That letter is not in the log of registered post.", field="id")
    decided = dunning_log.letter(books_of(context), row.reminder_id).row.cycle_on
    posted = rules.check_posted(data.posted_on or row.posted_on, decided, context.today)
    state = rules.check_state(data.state or row.state)
    ended = None if state == rules.UNDER_WAY else data.on or row.ended_on or context.today
    if ended is not None:
        rules.check_end(state, ended, posted, context.today)
    proof = row.proof if data.proof is None else text.clean(data.proof, "proof", 300)
    sql.execute(
        "UPDATE posted_letter SET tracking = %s, carrier = %s, posted_on = %s, state = %s, ended_on = %s, proof = %s "
        "WHERE tenant_id = %s AND entity_id = %s AND reminder_id = %s",
        [
            text.clean(data.tracking, "tracking", 100) or row.tracking,
            row.carrier if data.carrier is None else text.clean(data.carrier, "carrier", 100),
            *(posted, state, ended, "" if ended is None else proof),
            *(context.tenant_id, context.entity_id, row.reminder_id),
        ],
    )
    return _done(context, "letters.correct", row.reminder_id, _customer(context, row.reminder_id), reason)


def _settled(context: Context, id: int, state: str) -> int:
    """The reminder is sent from now on; the customer's id. Raises `Conflict` where it is not to be posted."""
    if state != dunning_runs.SENT:
        dunning_runs.moved(context, id, dunning_runs.TO_DO, dunning_runs.SENT)
        sql.execute(
            "UPDATE reminder SET settled_at = %s WHERE tenant_id = %s AND id = %s", [context.now, context.tenant_id, id]
        )
    return _customer(context, id)


def _customer(context: Context, id: int) -> int:
    found = sql.row("SELECT customer_id FROM reminder WHERE tenant_id = %s AND id = %s", [context.tenant_id, id])
    assert found is not None
    return int(found[0])


def _done(context: Context, verb: str, id: int, customer_id: int, reason: str = "") -> LetterKept:
    """The event, and the letter as it stands."""
    row = reports.of_reminder(books_of(context), id)
    assert row is not None
    said = {"reminder": str(id), "tracking": row.tracking, "carrier": row.carrier, "state": row.state}
    said |= {"on": (row.ended_on or row.posted_on).isoformat(), "proof": row.proof}
    command.note(context, verb, Subject("reminder", id, customer_id), said | ({"reason": reason} if reason else {}))
    return _kept(row)


def _kept(row: LetterRow) -> LetterKept:
    return LetterKept(row.reminder_id, row.customer_number, row.tracking, row.posted_on, row.state, row.ended_on)
