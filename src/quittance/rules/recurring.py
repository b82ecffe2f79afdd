"""Recurring invoices: the days of a rhythm, with months that are too short, and where it ends."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import calendar
from quittance.rules.refusals import Conflict, Invalid

WEEK, MONTH = "week", "month"
UNITS = (WEEK, MONTH)
DRAFT, ISSUE = "draft", "issue"
MODES = (DRAFT, ISSUE)
"""What a schedule makes: a draft that somebody looks at, or an issued invoice."""

ACTIVE, PAUSED, ENDED = "active", "paused", "ended"
STATES = (ACTIVE, PAUSED, ENDED)

MOST_EVERY = 60
MOST_TIMES = 1_000
MOST_SKIPPED = 10_000
"""Periods that a resumed schedule looks past: a weekly one paused for two centuries."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many weeks or months from a day on; `on_day` of the month, 31 being its last, 0 that of the start.

    It ends after `end_on` (None for never) or after so many `times` (0 for no number), whichever comes first.
    """

    every: int
    unit: str
    start_on: datetime.date
    on_day: int = 0
    end_on: datetime.date | None = None
    times: int = 0


def check(rhythm: Rhythm) -> Rhythm:
    """The rhythm; raises `Invalid` naming the field for one that cannot be kept, or has no day at all."""
    if rhythm.unit not in UNITS:
        raise Invalid(f"{rhythm.unit[:40]!r} is no unit. Use {' or '.join(UNITS)}.", field="unit")
    if not 1 <= rhythm.every <= MOST_EVERY:
        raise Invalid(f"It repeats every 1 to {MOST_EVERY} weeks or months.", field="every")
    if not 0 <= rhythm.on_day <= calendar.LAST or (rhythm.on_day and rhythm.unit == WEEK):
        raise Invalid("The day of the month is 1 to 31, 31 being the last; weeks have none.", field="on_day")
    if not 0 <= rhythm.times <= MOST_TIMES:
        raise Invalid(f"It repeats at most {MOST_TIMES} times; 0 sets no number.", field="times")
    if day(rhythm, 1) is None:
        raise Invalid("It would end before its first day. Check both days.", field="end_on")
    return rhythm


def check_mode(mode: str) -> str:
    """What the schedule makes; raises `Invalid` otherwise."""
    if mode not in MODES:
        raise Invalid(f"{mode[:40]!r} is not known here. Use {' or '.join(MODES)}.", field="mode")
    return mode


def day(rhythm: Rhythm, n: int) -> datetime.date | None:
    """The day of the n-th period, from 1; None behind the end. The 31st of April is 30 April, and of May 31 May."""
    if rhythm.times and n > rhythm.times:
        return None
    if rhythm.unit == WEEK:
        on = rhythm.start_on + datetime.timedelta(weeks=rhythm.every * (n - 1))
    else:
        wanted = rhythm.on_day or rhythm.start_on.day
        late = calendar.in_months(rhythm.start_on, 0, wanted) < rhythm.start_on
        on = calendar.in_months(rhythm.start_on, rhythm.every * (n - 1) + late, wanted)
    return None if rhythm.end_on is not None and on > rhythm.end_on else on


def days(rhythm: Rhythm, made: int, most: int) -> tuple[datetime.date, ...]:
    """The next days, at most so many, behind those periods that are made."""
    found = (day(rhythm, n) for n in range(made + 1, made + most + 1))
    return tuple(on for on in found if on is not None)


@dataclass(frozen=True, slots=True)
class Edit:
    """What a schedule says from a day on, as its `version`-th wording; `total` in minor units."""

    version: int
    from_on: datetime.date
    total: int
    made_by: str = ""
    recorded_at: int = 0


def in_force(edits: Sequence[Edit], first: int, on: datetime.date) -> tuple[int, int]:
    """Version and total that hold on a day: of the edits whose day has come the latest, else the `first` wording."""
    reached = [one for one in edits if one.from_on <= on]
    last = max(reached, key=lambda one: one.version, default=None)
    return (last.version, last.total) if last else (1, first)


def resumed(rhythm: Rhythm, made: int, today: datetime.date) -> int:
    """How many periods lie behind a schedule that goes on today: days that fell into the pause are left out."""
    for n in range(made + 1, made + MOST_SKIPPED):
        on = day(rhythm, n)
        if on is None or on >= today:
            return n - 1
    return made + MOST_SKIPPED


def paused(state: str) -> str:
    """The state while a schedule rests; raises `Conflict` unless it was going."""
    if state != ACTIVE:
        raise Conflict(f"This schedule is {state} already.", field="state")
    return PAUSED


def going(state: str) -> str:
    """The state of a schedule that goes on; raises `Conflict` unless it rested."""
    if state != PAUSED:
        raise Conflict(f"This schedule is {state}, not paused.", field="state")
    return ACTIVE


def ended(state: str) -> str:
    """The state of a schedule that is over; raises `Conflict` when it was before."""
    if state == ENDED:
        raise Conflict("This schedule has ended already.", field="state")
    return ENDED


def said(rhythm: Rhythm) -> str:
    """The rhythm in words, such as: every month on the last day."""
    many = f"every {rhythm.unit}" if rhythm.every == 1 else f"every {rhythm.every} {rhythm.unit}s"
    if rhythm.unit == WEEK:
        return f"{many} on {rhythm.start_on:%A}"
    wanted = rhythm.on_day or rhythm.start_on.day
    return f"{many} on the last day" if wanted == calendar.LAST else f"{many} on day {wanted}"
