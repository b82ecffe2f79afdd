"""Days that nobody works beside the weekends: of a company those that it keeps, otherwise the public ones."""

from __future__ import annotations

import datetime
import functools
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Scoped
from quittance.rules import calendar
from quittance.rules.calendar import SATURDAY

FIRST_YEAR, LAST_YEAR = 1990, 2061
"""Years whose public holidays are looked up; in the others only weekends and what the company keeps are closed."""

CODE_LETTERS = 2


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A day on which nobody works; `kept` where the company has set the year itself."""

    on: datetime.date
    name: str
    kept: bool = True


def of_year(books: Scoped, year: int) -> tuple[HolidayRow, ...]:
    """The holidays of a company in a year: what it keeps of it, otherwise those of its country."""
    country, kept = _company(books)
    mine = tuple(HolidayRow(on, name) for on, name in kept if on.year == year)
    return mine or public(country, year)


def known(books: Scoped, today: datetime.date) -> tuple[HolidayRow, ...]:
    """The holidays of this year and the next, and of every year that the company has set."""
    country, kept = _company(books)
    mine = [HolidayRow(on, name) for on, name in kept]
    ours = {one.on.year for one in mine}
    beside = [one for year in (today.year, today.year + 1) if year not in ours for one in public(country, year)]
    return tuple(sorted((*mine, *beside), key=lambda one: one.on))


def closed_days(books: Scoped) -> frozenset[datetime.date]:
    """The holidays of a company in all years as a set, for `rules.calendar`."""
    country, kept = _company(books)
    return _of_all_years(country, frozenset(on for on, _ in kept))


def working_day(books: Scoped, on: datetime.date, days: int) -> datetime.date:
    """The day on which so many of the company's working days have passed since `on`."""
    return calendar.working_days_after(on, days, closed_days(books))


def closed(books: Scoped, countries: Iterable[str], day: datetime.date) -> tuple[str, ...]:
    """Those of the countries where nobody works on the day; in its own country the company's holidays say so."""
    if day.weekday() >= SATURDAY:
        return tuple(countries)
    home, kept = _company(books)
    mine = {on for on, _ in kept}
    ours = any(on.year == day.year for on in mine)
    return tuple(one for one in countries if (day in mine if ours and one == home else _is_public(one, day)))


def public(country: str, year: int) -> tuple[HolidayRow, ...]:
    """Public holidays of a country in a year; none for a country or a year that is not known."""
    return tuple(HolidayRow(on, name, False) for on, name in _public(country) if on.year == year)


def _is_public(country: str, day: datetime.date) -> bool:
    return day in _of_all_years(country, frozenset())


def _company(books: Scoped) -> tuple[str, list[tuple[datetime.date, str]]]:
    """The company's country, and the holidays that it keeps, in their order."""
    found = sql.rows(
        "SELECT e.country, h.on_day, h.name FROM entity e LEFT JOIN holiday h ON h.tenant_id = e.tenant_id "
        "AND h.entity_id = e.id WHERE e.tenant_id = %s AND e.id = %s ORDER BY h.on_day",
        [books.tenant_id, books.entity_id],
    )
    kept = [(sql.day(on), name) for _, on, name in found if on is not None]
    return (found[0][0] if found else ""), kept


@functools.lru_cache(maxsize=500)
def _of_all_years(country: str, kept: frozenset[datetime.date]) -> frozenset[datetime.date]:
    ours = {on.year for on in kept}
    return kept | {on for on, _ in _public(country) if on.year not in ours}


@functools.lru_cache(maxsize=250)
def _public(country: str) -> tuple[tuple[datetime.date, str], ...]:
    """Every public holiday of a country with its English name, where there is one, in their order."""
    import holidays

    if len(country) != CODE_LETTERS or not hasattr(holidays, country):
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # said of countries whose holidays are known for some of the years
        found = holidays.country_holidays(country, years=range(FIRST_YEAR, LAST_YEAR + 1), language="en_US")
    return tuple(sorted(found.items()))
