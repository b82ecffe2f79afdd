"""Which terms hold on a day."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from quittance.rules.granted import Grant, in_force

DAY = datetime.date(2026, 3, 1)
days = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))


def test_a_grant_holds_from_its_day_until_the_next_one() -> None:
    later = DAY + datetime.timedelta(days=31)
    grants = (Grant(DAY, "net 14"), Grant(later, "net 60"))
    before, last = DAY - datetime.timedelta(days=1), later - datetime.timedelta(days=1)
    assert [in_force(grants, on, "net 30") for on in (before, DAY, last, later)] == [
        "net 30",
        "net 14",
        "net 14",
        "net 60",
    ]
    assert in_force((), DAY, "net 30") == "net 30"


def test_of_two_grants_from_one_day_the_later_corrects_the_earlier() -> None:
    assert in_force((Grant(DAY, "net 3"), Grant(DAY, "net 30")), DAY, "") == "net 30"


@given(st.lists(days, max_size=6), days)
def test_the_latest_day_that_has_come_decides(starts: list[datetime.date], on: datetime.date) -> None:
    grants = [Grant(start, start.isoformat()) for start in sorted(starts)]
    wanted = max((start for start in starts if start <= on), default=None)
    assert in_force(grants, on, "before") == (wanted.isoformat() if wanted else "before")
