"""Days on which banks are closed: Easter, and the closing days of TARGET, the payment system of the euro."""

from __future__ import annotations

import datetime

from quittance.rules.refusals import Invalid

FIRST_YEAR, LAST_YEAR = 1970, 2199
MOST_A_YEAR = 60
DAY = datetime.timedelta(days=1)


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, year // 100, year % 100
    leaps, century_rest = divmod(century, 4)
    moved = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - moved + 15) % 30
    four, four_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * four - moon - four_rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)


def target(year: int) -> tuple[tuple[datetime.date, str], ...]:
    """The closing days of TARGET with their names, as the European Central Bank has fixed them since 2002."""
    sunday = easter(check_year(year))
    return (
        (datetime.date(year, 1, 1), "New Year's Day"),
        (sunday - 2 * DAY, "Good Friday"),
        (sunday + DAY, "Easter Monday"),
        (datetime.date(year, 5, 1), "Labour Day"),
        (datetime.date(year, 12, 25), "Christmas Day"),
        (datetime.date(year, 12, 26), "26 December"),
    )


def check_year(year: int) -> int:
    """A year that terms can reach; raises `Invalid` otherwise."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(f"The year lies between {FIRST_YEAR} and {LAST_YEAR}.", field="year")
    return year
