"""Holidays: a company keeps its own by year, and has those of its country otherwise; one answer for everything."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import terms
from quittance.actions.command import Context
from quittance.actions.terms import HolidayInput, SetHolidays
from quittance.reports import agreed, books, holidays
from tests import factories

pytestmark = pytest.mark.django_db

CHRISTMAS = datetime.date(2026, 12, 25)
KINGS_DAY = datetime.date(2026, 4, 27)
INVENTED = datetime.date(2026, 6, 3)


@pytest.fixture
def context() -> Context:
    return factories.company(country="NL")


def keep(context: Context, *days: datetime.date) -> None:
    terms.set_holidays(context, SetHolidays(2026, tuple(HolidayInput(on, "Ours") for on in days)))


def test_public_holidays_of_the_country_hold_until_the_company_keeps_a_year(context: Context) -> None:
    found = {one.on: one for one in holidays.of_year(context, 2026)}
    assert (found[KINGS_DAY].name, found[KINGS_DAY].kept) == ("King's Day", False)
    keep(context, INVENTED)
    assert holidays.of_year(context, 2026) == (holidays.HolidayRow(INVENTED, "Ours"),)
    assert any(one.on == CHRISTMAS.replace(year=2027) for one in holidays.of_year(context, 2027))
    keep(context)
    assert KINGS_DAY in {one.on for one in holidays.of_year(context, 2026)}


def test_a_country_that_is_not_known_has_none() -> None:
    for country in ("", "XX", "Series"):
        assert holidays.public(country, 2026) == ()
    assert holidays.of_year(factories.company(), 2026) == holidays.known(factories.company("Other"), CHRISTMAS) == ()
    assert holidays.public("NL", holidays.LAST_YEAR) and not holidays.public("NL", holidays.LAST_YEAR + 1)


def test_what_is_known_are_this_year_the_next_and_those_that_were_set(context: Context) -> None:
    terms.set_holidays(context, SetHolidays(2030, (HolidayInput(datetime.date(2030, 5, 6)),)))
    found = holidays.known(context, CHRISTMAS)
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert {one.on.year for one in found if not one.kept} == {2026, 2027}
    assert [one.on.isoformat() for one in found if one.kept] == ["2030-05-06"]


def test_terms_that_roll_deadlines_and_reminders_have_the_same_days(context: Context) -> None:
    assert agreed.due_days(context, "net 10 roll next", KINGS_DAY - datetime.timedelta(days=10))[0][0] > KINGS_DAY
    assert holidays.working_day(context, datetime.date(2026, 4, 24), 1) == datetime.date(2026, 4, 28)
    assert holidays.closed(context, ("NL", "DE"), KINGS_DAY) == ("NL",)
    keep(context, INVENTED)
    assert agreed.due_days(context, "net 10 roll next", KINGS_DAY - datetime.timedelta(days=10))[0][0] == KINGS_DAY
    assert holidays.working_day(context, datetime.date(2026, 4, 24), 1) == KINGS_DAY
    here = books.of(context)
    assert holidays.closed(here, ("NL", "DE"), KINGS_DAY) == ()
    assert holidays.closed(here, ("NL", "DE"), INVENTED) == ("NL",)
    assert holidays.closed(here, ("NL", "DE"), CHRISTMAS) == ("DE",), "abroad the public ones hold"


def test_nobody_works_on_weekends(context: Context) -> None:
    assert holidays.closed(context, ("NL", "XX"), datetime.date(2026, 7, 4)) == ("NL", "XX")
    assert holidays.closed(context, ("NL", "XX"), CHRISTMAS) == ("NL",)
