"""Rhythms: months that are too short, weeks, ends, pauses, and what cannot be kept."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import recurring
from quittance.rules.recurring import Edit, Rhythm
from quittance.rules.refusals import Conflict, Invalid

D = datetime.date


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        (Rhythm(1, "month", D(2026, 1, 31)), (D(2026, 1, 31), D(2026, 2, 28), D(2026, 3, 31), D(2026, 4, 30))),
        (Rhythm(1, "month", D(2026, 1, 15), 31), (D(2026, 1, 31), D(2026, 2, 28), D(2026, 3, 31), D(2026, 4, 30))),
        (Rhythm(1, "month", D(2026, 1, 15), 1), (D(2026, 2, 1), D(2026, 3, 1), D(2026, 4, 1), D(2026, 5, 1))),
        (Rhythm(3, "month", D(2026, 11, 30)), (D(2026, 11, 30), D(2027, 2, 28), D(2027, 5, 30), D(2027, 8, 30))),
        (Rhythm(12, "month", D(2024, 2, 29)), (D(2024, 2, 29), D(2025, 2, 28), D(2026, 2, 28), D(2027, 2, 28))),
        (Rhythm(2, "week", D(2026, 6, 30)), (D(2026, 6, 30), D(2026, 7, 14), D(2026, 7, 28), D(2026, 8, 11))),
        (Rhythm(1, "month", D(2026, 1, 31), end_on=D(2026, 3, 30)), (D(2026, 1, 31), D(2026, 2, 28))),
        (Rhythm(1, "week", D(2026, 1, 1), times=2), (D(2026, 1, 1), D(2026, 1, 8))),
        (Rhythm(1, "week", D(2026, 1, 1), times=9, end_on=D(2026, 1, 8)), (D(2026, 1, 1), D(2026, 1, 8))),
    ],
)
def test_the_days_of_a_rhythm(rhythm: Rhythm, days: tuple[datetime.date, ...]) -> None:
    assert recurring.days(recurring.check(rhythm), 0, 4) == days
    assert recurring.days(rhythm, 1, 3) == days[1:4]


@given(
    st.integers(1, 60),
    st.sampled_from(recurring.UNITS),
    st.dates(D(2000, 1, 1), D(2040, 12, 31)),
    st.integers(0, 31),
)
@settings(max_examples=60)
def test_days_rise_and_never_come_before_the_start(every: int, unit: str, start: datetime.date, on_day: int) -> None:
    rhythm = Rhythm(every, unit, start, on_day if unit == "month" else 0)
    days = recurring.days(rhythm, 0, 30)
    assert len(days) == 30 and days[0] >= start and list(days) == sorted(set(days))
    if on_day and unit == "month":
        assert all(on.day == on_day or (on + datetime.timedelta(days=1)).day == 1 for on in days)


@pytest.mark.parametrize(
    ("rhythm", "field"),
    [
        (Rhythm(0, "month", D(2026, 1, 1)), "every"),
        (Rhythm(61, "month", D(2026, 1, 1)), "every"),
        (Rhythm(1, "year", D(2026, 1, 1)), "unit"),
        (Rhythm(1, "month", D(2026, 1, 1), 32), "on_day"),
        (Rhythm(1, "week", D(2026, 1, 1), 3), "on_day"),
        (Rhythm(1, "week", D(2026, 1, 1), times=1001), "times"),
        (Rhythm(1, "month", D(2026, 1, 15), 1, end_on=D(2026, 1, 31)), "end_on"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_field(rhythm: Rhythm, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        recurring.check(rhythm)
    assert refused.value.field == field


def test_days_that_fell_into_a_pause_are_left_out() -> None:
    rhythm = Rhythm(1, "month", D(2026, 1, 1))
    assert recurring.resumed(rhythm, 2, D(2026, 6, 1)) == 5, "the first of June is still to come"
    assert recurring.resumed(rhythm, 2, D(2026, 6, 2)) == 6
    assert recurring.resumed(rhythm, 2, D(2026, 2, 2)) == 2, "nothing that is made is made again"
    assert recurring.resumed(replace(rhythm, times=3), 1, D(2027, 1, 1)) == 3


def test_a_schedule_rests_goes_on_and_ends() -> None:
    assert recurring.paused("active") == "paused" and recurring.going("paused") == "active"
    assert recurring.ended("active") == recurring.ended("paused") == "ended"
    for move, state in ((recurring.paused, "paused"), (recurring.going, "active"), (recurring.ended, "ended")):
        with pytest.raises(Conflict):
            move(state)


def test_a_rhythm_is_said_in_words_and_a_mode_is_one_of_two() -> None:
    assert recurring.said(Rhythm(1, "month", D(2026, 1, 31))) == "every month on the last day"
    assert recurring.said(Rhythm(3, "month", D(2026, 1, 5))) == "every 3 months on day 5"
    assert recurring.said(Rhythm(2, "week", D(2026, 6, 30))) == "every 2 weeks on Tuesday"
    assert recurring.check_mode("issue") == "issue"
    with pytest.raises(Invalid):
        recurring.check_mode("send")


def test_of_the_edits_whose_day_has_come_the_latest_holds() -> None:
    edits = (Edit(2, datetime.date(2026, 9, 1), 20), Edit(3, datetime.date(2026, 8, 1), 30))
    held = [recurring.in_force(edits, 10, datetime.date(2026, month, 1)) for month in (7, 8, 9)]
    assert held == [(1, 10), (3, 30), (3, 30)]
