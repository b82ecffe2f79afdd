"""One document as it is chased, in words: pills beside its number, stations of its life, what is next."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.reports import chased, dunning_preview, holding, interest
from quittance.reports.chased import Chased
from quittance.reports.document import DocumentCard
from quittance.rules import promises, states
from quittance.rules.refusals import Refusal
from quittance.web import shown
from quittance.web.visit import Visit

DEBTS = ("invoice", "debit_note", "interest_note")
"""Kinds of documents that a customer pays."""


@dataclass(frozen=True, slots=True)
class Step:
    """A station of the document's life: `kind` is done, now, fail or "" for what is to come."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Lateness:
    """What a late document has earned beyond what was charged, in minor units, and for how many days."""

    interest: int
    compensation: int
    days: int


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
        text = "" if promise.state == promises.OPEN else promises.STATES[promise.state]
        made.append(Step(kind, f"Promised for {on}", text or promise.number))
    if found.reminded and not card.row.open:
        made.append(Step("done", "Reminded", _times(found, today)))
    elif found.held and card.row.state == states.OVERDUE:
        made.append(Step("now", "Held back", f"it is {holding.RULES[found.held]}"))
    elif found.reminded or (found.next and card.row.state == states.OVERDUE):
        made.append(Step("now", "Chasing", _chasing(found, today)))
    return tuple(made)


def _times(found: Chased, today: datetime.date) -> str:
    many = len(found.reminded)
    return f"{'once' if many == 1 else f'{many} times'}, last {shown.short_day(found.reminded[-1].cycle_on, today)}"


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
    return Lateness(*sums, days=card.row.days_late) if any(sums) else None
