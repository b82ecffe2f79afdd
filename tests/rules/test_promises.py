"""Promises: until when money counts, and what becomes of one."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules import promises
from quittance.rules.promises import Standing
from quittance.rules.refusals import Invalid

FRIDAY = datetime.date(2026, 3, 13)
TUESDAY = datetime.date(2026, 3, 17)
WEDNESDAY = datetime.date(2026, 3, 18)


def standing(received: int = 0, credited: int = 0, open_then: int = 1_500) -> Standing:
    """A promise of 10.00 through Tuesday."""
    return Standing(1_000, open_then, received, credited, TUESDAY)


@pytest.mark.parametrize(
    ("what", "today", "state"),
    [
        (standing(), TUESDAY, "open"),
        (standing(), WEDNESDAY, "broken"),
        (standing(999), TUESDAY, "open"),
        (standing(999), WEDNESDAY, "partly"),
        (standing(1_000), FRIDAY, "kept"),
        (standing(1_500), WEDNESDAY, "kept"),
        (standing(600, 900), WEDNESDAY, "kept"),
        (standing(599, 900), WEDNESDAY, "partly"),
        (standing(0, 1_500), FRIDAY, "lapsed"),
        (standing(-500), WEDNESDAY, "broken"),
    ],
)
def test_a_promise_is_judged_by_what_came_until_its_deadline(what: Standing, today: datetime.date, state: str) -> None:
    assert promises.judge(what, today) == state and state in promises.STATES


def test_nobody_promises_the_past_or_the_far_future() -> None:
    assert promises.check_day(FRIDAY, FRIDAY, "promised_on") == FRIDAY
    for day in (FRIDAY - datetime.timedelta(days=1), FRIDAY + datetime.timedelta(days=366)):
        with pytest.raises(Invalid) as refused:
            promises.check_day(day, FRIDAY, "promised_on")
        assert refused.value.field == "promised_on"
