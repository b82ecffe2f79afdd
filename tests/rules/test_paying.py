"""How late money comes: means weighted by amount, bands, and the weekday that most of it comes on."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import paying
from quittance.rules.paying import BANDS, Lateness, Paid

MONDAY = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)


def paid(days: int, base: int, on: datetime.date = MONDAY) -> Paid:
    return Paid(on, days, base)


def test_early_money_makes_up_for_late_in_the_signed_mean_alone() -> None:
    parts = [paid(5, 10_000), paid(15, 30_000), paid(-5, 60_000)]
    assert paying.lateness(parts) == Lateness(2, 5)
    assert paying.lateness([]) is None and paying.lateness([paid(9, 0)]) is None


@given(st.lists(st.builds(paid, st.integers(-400, 4_000), st.integers(1, 10**12)), min_size=1, max_size=20))
def test_a_mean_lies_between_its_ends_and_floored_is_never_below_signed(parts: list[Paid]) -> None:
    found = paying.lateness(parts)
    assert found is not None
    assert min(one.days for one in parts) <= found.signed <= max(one.days for one in parts)
    assert found.floored >= 0 and found.signed <= found.floored


def test_parts_of_a_payment_are_one_with_their_mean() -> None:
    assert paying.together([paid(10, 300), paid(30, 100, MONDAY + DAY)]) == Paid(MONDAY + DAY, 15, 400)


@given(st.lists(st.integers(-400, 4_000), max_size=40))
def test_every_payment_falls_in_one_band(days: list[int]) -> None:
    assert sum(paying.banded([paid(one, 1) for one in days])) == len(days)


@pytest.mark.parametrize(
    ("days", "band"), [(-1, 0), (0, 1), (5, 1), (6, 2), (10, 2), (11, 3), (16, 4), (25, 4), (26, 5)]
)
def test_the_ends_of_a_band_belong_to_it(days: int, band: int) -> None:
    counts = paying.banded([paid(days, 1)])
    assert [n for n, many in enumerate(counts) if many] == [band] and len(counts) == len(BANDS)


def test_a_usual_weekday_needs_more_than_half_of_enough_payments() -> None:
    assert paying.usual([MONDAY, MONDAY, MONDAY]) is None
    assert paying.usual([MONDAY, MONDAY, MONDAY + DAY, MONDAY + 2 * DAY]) is None
    assert paying.usual([MONDAY, MONDAY, MONDAY + 7 * DAY, MONDAY + DAY]) == (0, 3, 4)
