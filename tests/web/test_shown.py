"""Amounts, days and moments as people read them: exact, with their sign, on the company's clock."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import money
from quittance.web import shown

TODAY = datetime.date(2026, 3, 10)
ZONE = "Europe/Amsterdam"
NOON = 1_773_140_400 * 10**6
"""10 March 2026, 11:00 UTC: noon in Amsterdam."""


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (9_457_949, "EUR", "94,579.49"),
        (-125_000, "EUR", "−1,250.00"),
        (5, "EUR", "0.05"),
        (1_234_567, "JPY", "1,234,567"),
        (1_234_567, "KWD", "1,234.567"),
        (0, "EUR", "0.00"),
    ],
)
def test_an_amount_is_grouped_exact_and_without_its_currency(minor: int, currency: str, text: str) -> None:
    assert shown.money(minor, currency) == text


@settings(max_examples=60, derandomize=True)
@given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
def test_no_digit_is_lost_on_the_way_to_the_screen(minor: int, currency: str) -> None:
    plain = shown.money(minor, currency).replace(",", "").replace(shown.MINUS, "-")
    assert plain == money.write(minor, currency)


def test_zero_is_a_dash_in_a_table_and_a_number_elsewhere() -> None:
    assert shown.cell(0, "EUR") == "–"
    assert shown.cell(1, "EUR") == "0.01"


def test_the_own_currency_stands_with_its_sign_and_another_with_its_code() -> None:
    assert shown.with_currency(124_000, "EUR", "EUR") == "€1,240.00"
    assert shown.with_currency(-124_000, "EUR", "EUR") == "−€1,240.00"
    assert shown.with_currency(124_000, "USD", "EUR") == "USD\u00a01,240.00"
    assert shown.with_currency(124_000, "NOK", "NOK") == "NOK\u00a01,240.00"


def test_days_are_written_out_and_drop_this_year_where_asked() -> None:
    assert shown.day(TODAY) == "10\u00a0Mar\u00a02026"
    assert shown.short_day(TODAY, TODAY) == "10\u00a0Mar"
    assert shown.short_day(TODAY, datetime.date(2027, 1, 1)) == "10\u00a0Mar\u00a02026"
    assert shown.long_day(TODAY) == "Tuesday 10 March 2026"


def test_how_late_is_told_in_days_never_in_months() -> None:
    assert shown.due(datetime.date(2026, 1, 11), TODAY) == "58 days late"
    assert shown.due(datetime.date(2026, 3, 9), TODAY) == "1 day late"
    assert shown.due(TODAY, TODAY) == "today"
    assert shown.due(datetime.date(2026, 3, 14), TODAY) == "in 4 days"


def test_a_moment_is_told_on_the_clock_of_the_company() -> None:
    day = 86_400 * 10**6
    assert shown.moment(NOON, ZONE) == "10\u00a0Mar\u00a02026 12:00"
    assert shown.since(NOON, ZONE, TODAY) == "Today 12:00"
    assert shown.since(NOON - day, ZONE, TODAY) == "Yesterday 12:00"
    assert shown.since(NOON - 7 * day, ZONE, TODAY) == "3\u00a0Mar 12:00"


def test_a_share_has_one_decimal_and_halves_go_up() -> None:
    assert shown.percent(278, 1000) == "27.8\u00a0%"
    assert shown.percent(1, 2000) == "0.1\u00a0%"
    assert shown.percent(-1, 4) == "−25.0\u00a0%"
    assert shown.percent(1, 0) == "–"


def test_initials_are_two_letters_of_first_and_last_name() -> None:
    assert shown.initials("Sanne de Wit") == "SW"
    assert shown.initials("operator") == "O"
    assert shown.initials("  ") == "?"
