"""Days and hours at customers: holidays by country, working days, and the clock of a time zone."""

from __future__ import annotations

import datetime
import functools
import zoneinfo
from collections.abc import Iterable

from quittance.rules.calendar import SATURDAY

MOST_YEARS = 4


@functools.lru_cache(maxsize=500)
def holidays(country: str, year: int) -> frozenset[datetime.date]:
    """Public holidays of a country in a year; none for a country that is not known."""
    import holidays as known

    if len(country) != CODE_LETTERS or not hasattr(known, country):
        return frozenset()
    return frozenset(known.country_holidays(country, years=year))


CODE_LETTERS = 2


def around(country: str, day: datetime.date) -> frozenset[datetime.date]:
    """Holidays of the years from the one before last to the next."""
    years = range(day.year - 2, day.year - 2 + MOST_YEARS)
    return frozenset().union(*(holidays(country, year) for year in years))


def closed(countries: Iterable[str], day: datetime.date) -> tuple[str, ...]:
    """Those of the countries where nobody works on the day."""
    weekend = day.weekday() >= SATURDAY
    return tuple(one for one in countries if weekend or day in holidays(one, day.year))


def hour(zone: str, now: int) -> int:
    """The hour on the clock of an IANA time zone; `now` in microseconds since 1970, UTC."""
    at = datetime.datetime.fromtimestamp(now // 1_000_000, datetime.UTC)
    return at.astimezone(zoneinfo.ZoneInfo(zone)).hour


def day(zone: str, now: int) -> datetime.date:
    """The day on the calendar of an IANA time zone; `now` in microseconds since 1970, UTC."""
    at = datetime.datetime.fromtimestamp(now // 1_000_000, datetime.UTC)
    return at.astimezone(zoneinfo.ZoneInfo(zone)).date()


def moment(zone: str, day: datetime.date, at: int) -> int:
    """When a time zone's clock stands at the hour of the day, in microseconds since 1970, UTC."""
    return int(datetime.datetime.combine(day, datetime.time(at), zoneinfo.ZoneInfo(zone)).timestamp()) * 1_000_000
