"""Days and months: month ends, clamped days of a month, weekends and holidays."""

from __future__ import annotations

import calendar
import datetime

from quittance.rules.refusals import Invalid

DAY = datetime.timedelta(days=1)
LAST = 31
"""As a day of a month: its last day, however long it is."""

MOST_ROLLED = 30
"""Days that rolling past weekends and holidays goes at most."""

SATURDAY = 5
FIRST_DAY = datetime.date(1970, 1, 1)
FARTHEST_DAYS = 366 * 30
"""How far ahead a business day may lie."""


def check_day(day: datetime.date, today: datetime.date, field: str) -> datetime.date:
    """A business day between 1970 and thirty years ahead; raises `Invalid` otherwise."""
    if not FIRST_DAY <= day <= today + FARTHEST_DAYS * DAY:
        raise Invalid(f"{day.isoformat()} is out of range. Check the year.", field=field)
    return day


def on_day(year: int, month: int, day: int) -> datetime.date:
    """The day of that month, clamped to its last day: the 31st of April is 30 April."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def month_end(on: datetime.date) -> datetime.date:
    """The last day of the month of `on`."""
    return on_day(on.year, on.month, LAST)


def in_months(on: datetime.date, months: int, day: int) -> datetime.date:
    """That day of the month which lies `months` after the month of `on`."""
    index = on.year * 12 + on.month - 1 + months
    return on_day(index // 12, index % 12 + 1, day)


def next_listed(on: datetime.date, days: tuple[int, ...]) -> datetime.date:
    """The first of the listed days of a month on or after `on`; a day beyond a short month is its last."""
    here = [in_months(on, 0, day) for day in days]
    later = [in_months(on, 1, day) for day in days]
    return min(day for day in (*here, *later) if day >= on)


def is_working(on: datetime.date, holidays: frozenset[datetime.date]) -> bool:
    """Neither Saturday nor Sunday nor a holiday."""
    return on.weekday() < SATURDAY and on not in holidays


def next_working(on: datetime.date, holidays: frozenset[datetime.date] = frozenset()) -> datetime.date:
    """`on` or the first working day after it; unchanged when none lies within `MOST_ROLLED` days."""
    return _rolled(on, DAY, holidays)


def previous_working(on: datetime.date, holidays: frozenset[datetime.date] = frozenset()) -> datetime.date:
    """`on` or the last working day before it; unchanged when none lies within `MOST_ROLLED` days."""
    return _rolled(on, -DAY, holidays)


def working_days_after(on: datetime.date, days: int, holidays: frozenset[datetime.date]) -> datetime.date:
    """The day on which so many working days have passed since `on`; for 0 the day itself."""
    left, day = days, on
    while left:
        day += DAY
        left -= is_working(day, holidays)
    return day


def _rolled(on: datetime.date, step: datetime.timedelta, holidays: frozenset[datetime.date]) -> datetime.date:
    for count in range(MOST_ROLLED):
        if is_working(on + count * step, holidays):
            return on + count * step
    return on
