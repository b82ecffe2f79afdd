"""Days and hours at customers."""

from __future__ import annotations

import datetime

from quittance.reports import dunning_calendar

CHRISTMAS = datetime.date(2026, 12, 25)


def test_holidays_are_those_of_the_country() -> None:
    assert CHRISTMAS in dunning_calendar.holidays("NL", 2026)
    assert dunning_calendar.holidays("XX", 2026) == frozenset()
    assert datetime.date(2025, 12, 25) in dunning_calendar.around("NL", CHRISTMAS)


def test_nobody_works_on_weekends_and_holidays() -> None:
    assert dunning_calendar.closed(("NL", "XX"), CHRISTMAS) == ("NL",)
    assert dunning_calendar.closed(("NL", "XX"), datetime.date(2026, 7, 4)) == ("NL", "XX")


def test_the_clock_is_that_of_the_zone() -> None:
    noon = 1_782_820_800_000_000
    assert dunning_calendar.hour("UTC", noon) == 12 and dunning_calendar.hour("Pacific/Auckland", noon) == 0
    assert dunning_calendar.moment("Pacific/Auckland", datetime.date(2026, 7, 1), 0) == noon
