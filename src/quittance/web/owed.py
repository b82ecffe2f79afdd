"""What a customer owes, item by item, with what is said of each: disputed, promised, seen, not opened yet."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quittance.reports import dunning_held, holding, stages
from quittance.reports.holding import Held
from quittance.reports.open_items import OpenRow
from quittance.reports.paying import Word
from quittance.reports.stages import ItemStage
from quittance.rules import promises, states
from quittance.rules.money import ratio
from quittance.web import shown
from quittance.web.templatetags.desk import PILLS
from quittance.web.visit import Visit

DISPUTES = (holding.DISPUTE, holding.DEDUCTION)
BROKEN = (promises.BROKEN, promises.PARTLY)


@dataclass(frozen=True, slots=True)
class Owed:
    """An open item with its pill (kind and words) and its whole amount in base minor units, with the sign of `open`."""

    item: OpenRow
    kind: str
    words: str
    total_base: int


@dataclass(frozen=True, slots=True)
class Debts:
    """The items of a page, and how much of all that is late is disputed, in base minor units."""

    rows: tuple[Owed, ...]
    disputed: int


def of(visit: Visit, customer_id: int, items: Sequence[OpenRow], most: int, word: Word) -> Debts:
    """The first `most` items with what is said of them. A few statements."""
    books, today = visit.books, visit.context.today
    held: dict[int, list[Held]] = {}
    for one in dunning_held.of_customer(books, customer_id, today) if items else ():
        held.setdefault(one.item_id, []).append(one)
    page = items[:most]
    said = stages.of_items(books, [row.item_id for row in page])
    days = {one.id: one.promised_on for one in word.promises}
    rows = []
    for row in page:
        stage = said[row.item_id]
        kind, words = _pill(row, held.get(row.item_id, ()), days, today) or _stage(visit, row, stage, word)
        rows.append(Owed(row, kind, words, stage.total_base if row.open > 0 else -stage.total_base))
    disputed = sum(
        ratio(row.open_base, one.amount, row.open)
        for row in items
        if row.open > 0 and row.days_late
        for one in held.get(row.item_id, ())
        if one.rule in DISPUTES
    )
    return Debts(tuple(rows), disputed)


def _pill(
    row: OpenRow, held: Sequence[Held], days: Mapping[int, datetime.date], today: datetime.date
) -> tuple[str, str] | None:
    """What holds the item back; a part of it is named as one."""
    if not held:
        return None
    first = held[0]
    part = " in part" if sum(one.amount for one in held if one.rule == first.rule) < row.open else ""
    if first.rule in DISPUTES:
        return "dispute", f"{'Disputed' if first.rule == holding.DISPUTE else 'Short-paid'}{part}"
    if first.rule == holding.PROMISE and first.source_id in days:
        return "promise", f"Promised for {shown.short_day(days[first.source_id], today)}{part}"
    if first.rule == holding.PLAN:
        return "info", f"In a plan{part}"
    return "warn", f"{dunning_held.WORDS[first.rule].capitalize()}{part}"


def _stage(visit: Visit, row: OpenRow, stage: ItemStage, word: Word) -> tuple[str, str]:
    """How an item that nothing holds back stands."""
    if row.open < 0:
        return PILLS[states.TO_BE_USED]
    if (broken := _broken(row, stage, word)) != "":
        return "bad", f"Promise {promises.STATES[broken]}"
    if row.days_late:
        return PILLS[states.OVERDUE]
    if stage.sent == stages.BOUNCED:
        return "bad", "Did not reach them"
    if stage.seen_at:
        seen = shown.at(stage.seen_at, visit.company.timezone).date()
        return "info", f"Viewed {shown.short_day(seen, visit.context.today)}"
    if row.open_base < stage.total_base:
        return PILLS[states.PART_PAID]
    if stage.sent:
        return "", "Sent, not opened" if stage.sent == stages.SENT else "On its way"
    return PILLS[states.OPEN]


def _broken(row: OpenRow, stage: ItemStage, word: Word) -> str:
    """The state of a promise over the item that was not kept: one that names it, or one of the whole account lately."""
    if stage.promised:
        return stage.promised if stage.promised in BROKEN else ""
    one = word.broken
    if one is None or not word.broken_lately or not one.whole or one.currency != row.currency:
        return ""
    return one.state if row.due_on <= one.promised_on and row.issued_on <= one.made_on else ""
