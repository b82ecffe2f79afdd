"""One document as it is chased, in words: pills beside its number, stations of its life, what is next."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from django.urls import reverse

from quittance.reports import chased, dunning_preview, holding, interest
from quittance.reports.chased import Chased, Reminded
from quittance.reports.document import DocumentCard
from quittance.rules import promises, states
from quittance.rules.dunning import INSIDE
from quittance.rules.refusals import Refusal
from quittance.web import shown
from quittance.web.dunning_lanes import ICONS, said_of
from quittance.web.timeline import Timeline, Told
from quittance.web.visit import Visit

DEBTS = ("invoice", "debit_note", "interest_note")
"""Kinds of documents that a customer pays."""

SAID = {"sent": "went out", "to_do": "is to be made", "doubtful": "may have reached them"}
"""State of a reminder, in words."""


@dataclass(frozen=True, slots=True)
class Step:
    """A station of the document's life: `kind` is done, now, fail or "" for what is to come."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Lateness:
    """What a late document has earned beyond what was charged, in minor units, and for how many days.

    `rate` is the yearly rate in ten-thousandths of a percent, None where there was more than one. `dossier` is the
    number of the one that claims it, with its `receiver`, "" for none.
    """

    interest: int
    compensation: int
    days: int
    rate: int | None = None
    dossier: str = ""
    receiver: str = ""


def of(visit: Visit, card: DocumentCard, customer_id: int) -> Chased:
    """What is said of a document; nothing for one that nobody pays."""
    if card.row.kind not in DEBTS or card.row.state == states.REVERSED:
        return Chased()
    return chased.of_document(visit.books, card, customer_id, visit.context.today)


def pills(found: Chased, card: DocumentCard, base: str, today: datetime.date) -> list[tuple[str, str]]:
    """What is said of the debt while it is open: the pill's kind and its words."""
    if not card.row.open:
        return []
    made = []
    for one in found.disputes:
        part = one.amount < card.row.open
        words = f"{shown.with_currency(one.amount, one.currency, base)} disputed" if part else "Disputed"
        made.append(("dispute", words))
    if (promise := found.promise) is not None:
        if promise.state == promises.OPEN:
            made.append(("promise", f"Promised for {shown.short_day(promise.promised_on, today)}"))
        elif promise.state in (promises.PARTLY, promises.BROKEN):
            made.append(("bad", f"Promise {promises.STATES[promise.state]}"))
    if found.plan is not None:
        made.append(("info", f"In plan {found.plan.number}"))
    if found.hold is not None:
        made.append(("warn", "On hold"))
    return made


def stations(found: Chased, card: DocumentCard, today: datetime.date) -> tuple[Step, ...]:
    """What was promised, and how far chasing has come, between the due day and the settlement."""
    made = []
    if (promise := found.promise) is not None:
        kind = {promises.OPEN: "now", promises.KEPT: "done"}.get(promise.state, "fail")
        on = shown.short_day(promise.promised_on, today)
        text = promise.number if promise.state == promises.OPEN else promises.STATES[promise.state]
        if kind == "fail" and promise.decided_on is not None:
            text += f" on {shown.short_day(promise.decided_on, today)}"
        made.append(Step(kind, f"Promised for {on}", text))
    if _asked(found) and not card.row.open:
        made.append(Step("done", "Reminded", _times(found, today)))
    elif found.held and card.row.state == states.OVERDUE:
        made.append(Step("now", "Held back", f"it is {holding.RULES[found.held]}"))
    elif found.reminded or (found.next and card.row.state == states.OVERDUE):
        made.append(Step("now", "Chasing", _chasing(found, today)))
    return tuple(made)


def _times(found: Chased, today: datetime.date) -> str:
    asked = _asked(found)
    many = f"{len(asked)} times" if len(asked) > 1 else "once"
    return f"{many}, last {shown.short_day(asked[-1].cycle_on, today)}" if asked else ""


def _asked(found: Chased) -> list[Reminded]:
    """Reminders of which the customer knows."""
    return [one for one in found.reminded if one.channel != INSIDE]


def _chasing(found: Chased, today: datetime.date) -> str:
    if found.next is None:
        return _times(found, today)
    what = dunning_preview.NAMES.get(found.next.channel, "message")
    on = "today" if found.next.on == today else shown.short_day(found.next.on, today)
    return f"step {found.next.place} of {found.next.steps}, {what} {on}"


def lateness(visit: Visit, card: DocumentCard, customer_id: int) -> Lateness | None:
    """What interest and costs of recovery a late document has earned until today; None where none can be told."""
    if card.row.kind not in DEBTS or card.row.state != states.OVERDUE:
        return None
    try:
        items = [part.item_id for part in card.instalments]
        late = interest.of_items(visit.books, customer_id, items, visit.context.today)
    except Refusal:
        return None
    sums = sum(one.accrued.interest for one in late), sum(one.accrued.compensation for one in late)
    rates = {span.rate_e4 for one in late for span in one.accrued.spans}
    rate = rates.pop() if len(rates) == 1 else None
    lies = next(((one.dossier, one.receiver) for one in late if one.dossier), ("", ""))
    return Lateness(*sums, card.row.days_late, rate, *lies) if any(sums) else None


def with_reminders(told: Timeline, found: Chased) -> Timeline:
    """What happened, with the reminders that left no event of their own."""
    seen = {one.url for one in told.rows}
    oldest = told.rows[-1].at if told.rows and told.after else 0
    more = []
    for one in found.reminded:
        url = reverse("reminder", kwargs={"id": one.id})
        if url not in seen and one.moment >= oldest:
            what = said_of(one.tone, one.channel)
            title = f"{what[0].upper()}{what[1:]} {SAID[one.state]}"
            more.append(Told(ICONS[one.channel], "", title, "", url, one.moment, one.actor_name))
    return replace(told, rows=tuple(sorted((*told.rows, *more), key=lambda one: -one.at)))
