"""Rates answer for the day, or the last day before it."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules.matching_values import Rates
from tests.rules.remitted import DAY

RATES = Rates({("EUR", DAY): 1.0, ("GBP", DAY): 0.8, ("USD", DAY): 1.2}, (DAY,))


def test_a_cross_rate_goes_over_the_base() -> None:
    assert RATES.cross(DAY, "GBP", "USD") == pytest.approx(1.5)


def test_a_later_day_takes_the_last_known_rate() -> None:
    assert RATES.cross(DAY + datetime.timedelta(days=3), "EUR", "GBP") == pytest.approx(0.8)


def test_a_missing_rate_is_zero() -> None:
    assert RATES.cross(DAY, "EUR", "JPY") == 0.0
    assert Rates().cross(DAY, "EUR", "GBP") == 0.0
