"""The price of an item: by customer, day and quantity."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import catalogue
from quittance.rules.catalogue import EVERYBODY, MILLION, SINCE_EVER, Price
from quittance.rules.refusals import Invalid

JUNE = datetime.date(2026, 6, 1)
DAY = datetime.timedelta(days=1)
LIST = Price(EVERYBODY, SINCE_EVER, 0, 10 * MILLION)


def price(prices: list[Price], on: datetime.date = JUNE, quantity: int = 1, whose: tuple[int, ...] = (7, 1, 0)) -> int:
    """The price in whole units; -1 for none."""
    found = catalogue.price_of(prices, whose, on, quantity * MILLION)
    return -1 if found is None or found.price_e6 is None else found.price_e6 // MILLION


def test_the_customers_own_price_goes_before_its_parents_and_the_list() -> None:
    parents, own = Price(1, SINCE_EVER, 0, 9 * MILLION), Price(7, SINCE_EVER, 0, 8 * MILLION)
    assert [price([LIST]), price([LIST, parents]), price([LIST, parents, own])] == [10, 9, 8]
    assert price([LIST, own], whose=(0,)) == 10 and price([]) == -1


def test_a_price_holds_from_its_day_and_the_later_one_of_a_day_corrects() -> None:
    new, slip = Price(0, JUNE, 0, 12 * MILLION), Price(0, JUNE, 0, 120 * MILLION)
    assert [price([LIST, slip, new], on) for on in (JUNE - DAY, JUNE)] == [10, 12]


def test_the_largest_quantity_that_is_reached_decides() -> None:
    breaks = [LIST, Price(0, SINCE_EVER, 10 * MILLION, 9 * MILLION), Price(0, SINCE_EVER, 100 * MILLION, 7 * MILLION)]
    assert [price(breaks, quantity=many) for many in (1, 9, 10, 99, 100, 5000)] == [10, 10, 9, 9, 7, 7]


def test_an_ended_price_of_a_customer_falls_back_on_the_list() -> None:
    own, ended = Price(7, SINCE_EVER, 0, 8 * MILLION), Price(7, JUNE, 0, None)
    assert [price([LIST, own, ended], on) for on in (JUNE - DAY, JUNE)] == [8, 10]


def test_stock_is_low_at_its_level_and_below() -> None:
    assert catalogue.is_low(5, 5) and catalogue.is_low(-1, 0) and not catalogue.is_low(6, 5)


@pytest.mark.parametrize("text", ["", "x", "-1", "1e9", "0.0000001", "1000000001"])
def test_a_quantity_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        catalogue.read_quantity(text, "quantity")


def test_a_price_below_zero_is_refused() -> None:
    assert catalogue.read_price("0.000001") == 1
    with pytest.raises(Invalid):
        catalogue.read_price("-0.01")


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_is_read_back(value: int) -> None:
    assert catalogue.read_quantity(catalogue.written(value), "quantity", signed=True) == value
