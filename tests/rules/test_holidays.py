"""Easter and the closing days of TARGET, against calendars."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules import holidays
from quittance.rules.refusals import Invalid


@pytest.mark.parametrize(
    "day",
    "1943-04-25 1954-04-18 1961-04-02 1981-04-19 2000-04-23 2008-03-23 2011-04-24 2016-03-27 2018-04-01 2019-04-21 "
    "2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2038-04-25 2049-04-18 2076-04-19".split(),
)
def test_easter_falls_where_calendars_have_it(day: str) -> None:
    wanted = datetime.date.fromisoformat(day)
    assert holidays.easter(wanted.year) == wanted


def test_target_is_closed_on_six_days() -> None:
    said = [on.isoformat() for on, _ in holidays.target(2026)]
    assert said == ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-12-26"]


def test_easter_is_a_sunday_of_march_or_april_in_every_year() -> None:
    found = [holidays.easter(year) for year in range(1900, 2200)]
    assert all(day.weekday() == 6 and "03-22" <= day.isoformat()[5:] <= "04-25" for day in found)


@pytest.mark.parametrize("year", [0, 1969, 2200, 99_999])
def test_a_year_out_of_range_is_refused(year: int) -> None:
    with pytest.raises(Invalid):
        holidays.target(year)
