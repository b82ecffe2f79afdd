"""Promises to pay: until when money counts, and whether one was kept, partly kept or broken."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.rules.refusals import Invalid

OPEN, KEPT, PARTLY, BROKEN, LAPSED, WITHDRAWN = "open", "kept", "partly", "broken", "lapsed", "withdrawn"
STATES = {
    OPEN: "open",
    KEPT: "kept",
    PARTLY: "partly kept",
    BROKEN: "broken",
    LAPSED: "nothing left to pay",
    WITHDRAWN: "withdrawn",
}

FARTHEST_DAYS = 365
"""How far ahead a promise may lie."""

MOST_GRACE_DAYS = 30

REJUDGED_DAYS = 60
"""How long after its deadline a promise is looked at again: money that came in time may be applied later."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a promise, in minor units.

    `open_then` was open of its debts when it was made; `received` is cash of theirs that came by the deadline,
    `credited` what was taken off them without cash since.
    """

    amount: int
    open_then: int
    received: int
    credited: int
    deadline_on: datetime.date


def judge(standing: Standing, today: datetime.date) -> str:
    """The state of a promise on a day. A debt that was credited meanwhile need not be paid for the promise to be kept.

    Before the end of the deadline nothing is broken; money that comes after it does not mend a broken promise.
    """
    wanted = min(standing.amount, standing.open_then - standing.credited)
    received = max(standing.received, 0)
    if wanted <= 0:
        return LAPSED
    if received >= wanted:
        return KEPT
    if today <= standing.deadline_on:
        return OPEN
    return PARTLY if received else BROKEN


def check_day(on: datetime.date, today: datetime.date, field: str) -> datetime.date:
    """A day that somebody may promise; raises `Invalid` for the past and for what is too far ahead."""
    if on < today:
        raise Invalid("A promise is for today or later. Check the day.", field=field)
    if (on - today).days > FARTHEST_DAYS:
        raise Invalid(f"A promise is for at most {FARTHEST_DAYS} days ahead. Check the year.", field=field)
    return on
