"""The timeline of a dossier as a lawyer reads it: what concerns the claims, told once; the rest is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quittance.reports.happened import Happening
from quittance.rules.dunning import THANKS
from quittance.rules.ledger import CREDIT_NOTE, DEBIT_NOTE, INTEREST_NOTE, INVOICE
from quittance.rules.worklist import REACHED

PAPERS = (INVOICE, DEBIT_NOTE, INTEREST_NOTE, CREDIT_NOTE)
DELIVERY, PAYMENT, CALL, REMINDER, MAIL = "delivery", "payment", "call", "reminder", "email"
UNSENT = ("queued", "failed", "taken_back")


@dataclass(frozen=True, slots=True)
class Step:
    """One row: `head` with what belongs to it, such as the deliveries of an invoice or calls that met nobody."""

    head: Happening
    more: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """What concerns other documents alone: how many papers, payments or reminders, and in minor units how much."""

    kind: str
    currency: str
    count: int
    minor: int


@dataclass(frozen=True, slots=True)
class Condensed:
    """The steps in the order of their days, and what was left out of them, which the table of all holds."""

    steps: tuple[Step, ...]
    others: tuple[Other, ...]


def condensed(events: Sequence[Happening], claimed: frozenset[str]) -> Condensed:
    """Happenings, the earliest first, as they concern documents that are claimed.

    What is said by or to the customer stands always: calls, mails, promises, plans, disputes, registered post. Papers,
    reminders and payments stand where they concern a claim; so do payments that wait to be allocated, and reminders of
    which it is not known. A delivery stands with its paper, calls that met nobody stand together until something else
    happens. Thank-yous and mails that never left are left out.
    """
    steps: list[Step] = []
    others: dict[tuple[str, str], list[int]] = {}
    papers: dict[str, int] = {}
    for one in events:
        if one.tone == THANKS or _never_left(one):
            continue
        if one.kind == DELIVERY:
            _delivered(steps, papers, one)
        elif not _concerns(one, claimed):
            sums = others.setdefault((_class(one), one.currency), [0, 0])
            sums[0], sums[1] = sums[0] + 1, sums[1] + (one.minor or 0)
        elif steps and _goes_on(steps[-1].head, one):
            steps[-1] = Step(steps[-1].head, (*steps[-1].more, one))
        else:
            if one.kind in PAPERS:
                papers[one.said] = len(steps)
            steps.append(Step(one))
    made = tuple(Other(kind, code, count, minor) for (kind, code), (count, minor) in sorted(others.items()))
    return Condensed(tuple(steps), made)


def _never_left(one: Happening) -> bool:
    return one.kind == MAIL and not one.tone and one.state in UNSENT


def _concerns(one: Happening, claimed: frozenset[str]) -> bool:
    """Whether a happening belongs on the paper."""
    if claimed.intersection(one.about):
        return True
    if one.kind == PAYMENT:
        return not one.about and one.state == "unallocated"
    return one.kind not in PAPERS and not (one.tone and one.about)


def _class(one: Happening) -> str:
    if one.tone:
        return REMINDER
    return one.kind


def _delivered(steps: list[Step], papers: dict[str, int], one: Happening) -> None:
    """A delivery goes to its paper, where that stands; papers come before their deliveries."""
    place = papers.get(one.about[0]) if one.about else None
    if place is not None:
        steps[place] = Step(steps[place].head, (*steps[place].more, one))


def _goes_on(before: Happening, one: Happening) -> bool:
    """Whether a call that met nobody follows another one like it."""
    if one.tone or one.text or one.kind != CALL or one.state == REACHED:
        return False
    return (before.kind, before.state, before.said, before.text) == (CALL, one.state, one.said, "")
