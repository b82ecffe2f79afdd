"""Reference rates of the European Central Bank, as published, with weekends taking the last rate before them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from quittance.actions import ecb


@pytest.mark.parametrize(
    ("currency", "base", "on", "rate"),
    [
        ("EUR", "USD", "2020-01-02", "1.1193"),  # one euro in dollars
        ("EUR", "GBP", "2020-01-02", "0.84828"),
        ("EUR", "JPY", "1999-01-04", "133.73"),
        ("EUR", "USD", "1999-01-04", "1.1789"),
        ("EUR", "USD", "2020-01-04", "1.1147"),  # a Saturday: the Friday's rate
        ("EUR", "USD", "2020-01-05", "1.1147"),
        ("EUR", "EUR", "2020-01-02", "1"),
    ],
)
def test_a_published_rate_is_known(currency: str, base: str, on: str, rate: str) -> None:
    assert ecb.reference(currency, base, datetime.date.fromisoformat(on)) == Decimal(rate)


def test_a_cross_rate_is_the_ratio_of_two() -> None:
    on = datetime.date(2020, 1, 2)
    dollars, pounds = ecb.reference("EUR", "USD", on), ecb.reference("EUR", "GBP", on)
    assert dollars is not None and pounds is not None
    crossed = ecb.reference("GBP", "USD", on)
    assert crossed is not None and abs(crossed - dollars / pounds) < Decimal("1e-9")
    back = ecb.reference("USD", "GBP", on)
    assert back is not None and abs(crossed * back - 1) < Decimal("1e-9")


@pytest.mark.parametrize(
    ("currency", "base", "on"),
    [
        ("KWD", "EUR", "2020-01-02"),
        ("EUR", "XXX", "2020-01-02"),
        ("USD", "EUR", "1998-12-31"),
        ("EUR", "USD", "0001-01-01"),
    ],
)
def test_what_was_never_published_is_unknown(currency: str, base: str, on: str) -> None:
    assert ecb.reference(currency, base, datetime.date.fromisoformat(on)) is None
