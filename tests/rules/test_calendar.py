"""Days of months and working days: clamped, rolled, and never further than is sensible."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import calendar
from quittance.rules.refusals import Invalid

days = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("on", "end"),
    [
        ("2026-01-15", "2026-01-31"),
        ("2026-02-01", "2026-02-28"),
        ("2028-02-10", "2028-02-29"),
        ("2100-02-28", "2100-02-28"),  # no leap year
        ("2000-02-28", "2000-02-29"),
        ("2026-04-30", "2026-04-30"),
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_the_end_of_a_month(on: str, end: str) -> None:
    assert calendar.month_end(datetime.date.fromisoformat(on)) == datetime.date.fromisoformat(end)


@given(days)
def test_the_day_after_a_months_end_is_a_first(on: datetime.date) -> None:
    end = calendar.month_end(on)
    assert end >= on and (end.year, end.month) == (on.year, on.month)
    assert (end + calendar.DAY).day == 1


@given(days, st.integers(-30, 30), st.integers(1, 31))
def test_months_are_counted_and_days_clamped(on: datetime.date, months: int, day: int) -> None:
    found = calendar.in_months(on, months, day)
    assert (found.year - on.year) * 12 + found.month - on.month == months
    assert found.day == min(day, calendar.month_end(found).day)


@given(days, st.lists(st.integers(1, 31), min_size=1, max_size=4).map(tuple))
def test_the_next_listed_day_is_the_nearest_one(on: datetime.date, listed: tuple[int, ...]) -> None:
    found = calendar.next_listed(on, listed)
    walked = next(
        on + n * calendar.DAY
        for n in range(63)
        if any((on + n * calendar.DAY).day == min(day, calendar.month_end(on + n * calendar.DAY).day) for day in listed)
    )
    assert found == walked


@given(days, st.frozensets(st.integers(0, 12), max_size=8))
def test_rolling_stops_at_the_first_working_day(on: datetime.date, offsets: frozenset[int]) -> None:
    holidays = frozenset(on + n * calendar.DAY for n in offsets)
    after = calendar.next_working(on, holidays)
    assert calendar.is_working(after, holidays) and after >= on
    assert not any(calendar.is_working(on + n * calendar.DAY, holidays) for n in range((after - on).days))
    before = calendar.previous_working(on, holidays)
    assert calendar.is_working(before, holidays) and before <= on
    assert not any(calendar.is_working(on - n * calendar.DAY, holidays) for n in range((on - before).days))


def test_rolling_gives_up_where_no_day_works() -> None:
    on = datetime.date(2026, 3, 2)
    closed = frozenset(on + n * calendar.DAY for n in range(-40, 41))
    assert calendar.next_working(on, closed) == calendar.previous_working(on, closed) == on


def test_a_business_day_lies_between_1970_and_thirty_years_ahead() -> None:
    today = datetime.date(2026, 6, 30)
    for day in (datetime.date(1970, 1, 1), today, today + calendar.FARTHEST_DAYS * calendar.DAY):
        assert calendar.check_day(day, today, "on") == day
    for wrong in (datetime.date(1969, 12, 31), today + (calendar.FARTHEST_DAYS + 1) * calendar.DAY, datetime.date.max):
        with pytest.raises(Invalid) as refused:
            calendar.check_day(wrong, today, "issued_on")
        assert refused.value.field == "issued_on"


def test_working_days_are_counted_without_weekends_and_holidays() -> None:
    friday, monday = datetime.date(2026, 3, 13), datetime.date(2026, 3, 16)
    assert calendar.working_days_after(friday, 0, frozenset()) == friday
    assert calendar.working_days_after(friday, 1, frozenset()) == monday
    assert calendar.working_days_after(friday, 2, frozenset()) == monday + calendar.DAY
    assert calendar.working_days_after(friday, 2, frozenset([monday])) == monday + 2 * calendar.DAY
