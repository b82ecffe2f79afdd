"""Late interest given up: proposed for a document, given by a second person, and taken back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.actions import command, drafts
from quittance.actions.command import Context, Subject
from quittance.books import lock, scope, sql
from quittance.books.keys import new_ids
from quittance.reports import interest
from quittance.reports import waivers as reports
from quittance.reports.books import of as books_of
from quittance.reports.interest import LateItem
from quittance.reports.waivers import WaiverRow
from quittance.rules import calendar, money, text
from quittance.rules import draft as drafting
from quittance.rules import waiver as rules
from quittance.rules.ledger import DEBIT, Item
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class WaiveInterest:
    """Give up what a document has earned through a day (None is today) and was not charged, and why."""

    document: str
    reason: str
    through: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class ApproveWaiver:
    """The waiver of a document that waits for a second person."""

    document: str


@dataclass(frozen=True, slots=True)
class EndWaiver:
    """A waiver that is not given, or is taken back once it was, and why."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class WaiverKept:
    """The waiver as it stands; interest and compensation as decimal text."""

    document: str
    customer_number: str
    currency: str
    interest: str
    compensation: str
    through: datetime.date
    state: str
    reason: str


@command.verb("interest.waive", WaiverKept)
def waive(context: Context, data: WaiveInterest) -> WaiverKept:
    """Propose to give interest up; nothing is given up before a second person approves it.

    Raises `Conflict` where it waits already or lies in a dossier, `Invalid` for no interest, or `NotFound`.
    """
    reason = text.clean(data.reason, "reason", 300, needed=True)
    through = calendar.check_day(data.through or context.today, context.today, "through")
    if through > context.today:
        raise Invalid("Interest is given up for days that are over.", field="through")
    items = _items(context, data.document)
    lock.customers_by_id(context.tenant_id, context.entity_id, [items[0].customer_id])
    if any(one.state == rules.PROPOSED for one in reports.of_document(books_of(context), data.document)):
        raise Conflict(f"A waiver of {data.document} waits for a second person already.", field="document")
    late = _earned(context, items, through)
    if not late:
        raise Invalid(f"{data.document} has earned no interest that is not charged yet.", field="document")
    _insert(context, items[0].customer_id, late, through, reason)
    return _done(context, "interest.waive", data.document, rules.PROPOSED)


@command.verb("interest.approve_waiver", WaiverKept)
def approve(context: Context, data: ApproveWaiver) -> WaiverKept:
    """Give up what somebody else proposed, as it has been earned through that day by what is known now.

    Raises `NotAllowed` for who proposed it, `Conflict` where it was charged meanwhile or does not wait, or `NotFound`.
    """
    rows = _locked(context, data.document, rules.PROPOSED)
    if not drafting.may_decide(drafts.maker(context.actor), [one.made_by for one in rows]):
        raise NotAllowed("You have proposed this waiver. A second person gives it.")
    items, through = _items(context, data.document), rows[0].asked_through_on
    earned = {one.item_id: one for one in _earned(context, items, through)}
    if not earned:
        raise Conflict("Nothing of it is left to give up: it was charged or corrected meanwhile.", field="document")
    for row in rows:
        one = earned.get(row.item_id)
        state = rules.GIVEN if one else rules.DROPPED
        sql.execute(
            "UPDATE interest_waiver SET state = %s, through_on = %s, interest = %s, compensation = %s, "
            "approved_by = %s, decided_on = %s WHERE tenant_id = %s AND id = %s",
            [
                *(state, _settled(one, through) if one else row.through_on),
                *((one.accrued.interest, one.accrued.compensation) if one else (0, 0)),
                *(context.actor.name, context.today, context.tenant_id, row.id),
            ],
        )
    return _done(context, "interest.approve_waiver", data.document, rules.GIVEN)


@command.verb("interest.end_waiver", WaiverKept)
def end(context: Context, data: EndWaiver) -> WaiverKept:
    """Do not give a proposed waiver, or take a given one back: the interest is charged again as if it had not been.

    Raises `Conflict` where a note or another waiver stands on days behind it, or `NotFound`.
    """
    why = text.clean(data.reason, "reason", 300, needed=True)
    rows = _locked(context, data.document, *rules.ENDS)
    state = rows[0].state
    rows = [one for one in rows if one.state == state and one.made_at == rows[0].made_at]
    if state == rules.GIVEN:
        _check_last(context, data.document, rows)
    for row in rows:
        sql.execute(
            "UPDATE interest_waiver SET state = %s, ended = %s, decided_on = %s WHERE tenant_id = %s AND id = %s",
            [rules.ended(state), why, context.today, context.tenant_id, row.id],
        )
    return _done(context, "interest.end_waiver", data.document, rules.ended(state), why)


def _items(context: Context, document: str) -> list[Item]:
    """The debts of a document, open or paid; raises `NotFound`."""
    found = scope.items_of_documents(context.tenant_id, context.entity_id, [document])
    debts = [item for item in found if item.side == DEBIT]
    if not debts:
        raise NotFound(f"There is no debt {document[:60]!r}.", field="document")
    return debts


def _earned(context: Context, items: Sequence[Item], through: datetime.date) -> list[LateItem]:
    """What the debts have earned and was neither charged nor given up; raises `Conflict` for one in a dossier."""
    ids = [one.id for one in items]
    late = interest.of_items(books_of(context), items[0].customer_id, ids, through)
    lies = next((one for one in late if one.dossier), None)
    if lies is not None:
        raise Conflict(
            f"{lies.document} lies with {lies.receiver} in dossier {lies.dossier}. Agree with them, or recall it.",
            field="document",
        )
    return list(late)


def _settled(one: LateItem, through: datetime.date) -> datetime.date:
    return one.accrued.settled(through, one.paid_on, one.charged_through or one.due_on)


def _locked(context: Context, document: str, *states: str) -> list[WaiverRow]:
    """The waivers of a document in some states, the latest first, its customer held still; raises `Conflict`."""
    items = _items(context, document)
    lock.customers_by_id(context.tenant_id, context.entity_id, [items[0].customer_id])
    rows = [one for one in reports.of_document(books_of(context), document) if one.state in states]
    if not rows:
        raise Conflict(f"No waiver of {document} {'waits' if len(states) == 1 else 'stands'}.", field="document")
    return rows


def _check_last(context: Context, document: str, rows: Sequence[WaiverRow]) -> None:
    """Raise `Conflict` where days behind the waiver are settled, too. Indexes interest_charge_item, …waiver_item."""
    settled = interest.charged_through(books_of(context), [one.item_id for one in rows])
    if any(settled.get(one.item_id, one.through_on) > one.through_on for one in rows):
        raise Conflict(
            f"Days behind this waiver of {document} were charged or given up, too. Take those back first.",
            field="document",
        )


def _insert(context: Context, customer_id: int, late: Sequence[LateItem], through: datetime.date, reason: str) -> None:
    sql.insert(
        "interest_waiver",
        "tenant_id id entity_id customer_id item_id asked_through_on through_on interest compensation state reason "
        "ended made_on made_by actor_name approved_by decided_on recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, customer_id, one.item_id, through, _settled(one, through)),
                *(one.accrued.interest, one.accrued.compensation, rules.PROPOSED, reason, "", context.today),
                *(drafts.maker(context.actor), context.actor.name, "", None, context.now),
            ]
            for id, one in zip(new_ids(len(late)), late, strict=True)
        ],
    )


def _done(context: Context, verb: str, document: str, state: str, why: str = "") -> WaiverKept:
    """The event, and the latest waiver of the document in a state, its instalments together."""
    rows = [one for one in reports.of_document(books_of(context), document) if one.state == state]
    rows = [one for one in rows if one.made_at == rows[0].made_at]
    first = rows[0]
    kept = WaiverKept(
        *(document, first.customer_number, first.currency),
        money.write(sum(one.interest for one in rows), first.currency),
        money.write(sum(one.compensation for one in rows), first.currency),
        *(max(one.through_on for one in rows), state, first.reason),
    )
    said = {"document": document, "interest": kept.interest, "compensation": kept.compensation}
    said |= {"currency": kept.currency, "through": kept.through.isoformat(), "reason": why or kept.reason}
    command.note(context, verb, Subject("document", first.document_id, first.customer_id), said)
    return kept
