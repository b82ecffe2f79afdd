"""Cells of workbooks: decimal text without the error of binary fractions, and days by their formats."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats.sheet_cells import day_of, number_of, shows_day


@pytest.mark.parametrize(
    "stored, shown",
    [
        ("1234.5599999999999", "1234.56"),
        ("0.28999999999999998", "0.29"),
        ("0.1", "0.1"),
        ("1E-3", "0.001"),
        ("4.3E+6", "4300000"),
        ("-7.5", "-7.5"),
        ("1234567890123456789", "1234567890123456789"),
        ("100", "100"),
        ("1E+999", "1E+999"),
        ("NaN", "NaN"),
        ("what", "what"),
    ],
)
def test_a_number_keeps_its_decimal_text(stored: str, shown: str) -> None:
    assert number_of(stored) == shown


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.integers(-(10**13), 10**13))
def test_no_cent_is_lost_to_the_binary_fraction_of_a_spreadsheet(cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    assert Decimal(number_of(format(float(amount), ".17g"))) == amount


@pytest.mark.parametrize(
    "code, is_day",
    [
        ("dd/mm/yyyy", True),
        ("yyyy-mm-dd hh:mm", True),
        ("[$-409]d\\-mmm\\-yy;@", True),
        ("mmm-yy", True),
        ("General", False),
        ("#,##0.00", False),
        ('0.00 "days"', False),
        ("[Red]-#,##0", False),
        ("hh:mm:ss", False),
        ("[h]:mm", False),
        ('"yd"0', False),
    ],
)
def test_a_format_shows_a_day_when_it_has_a_year_or_a_day(code: str, is_day: bool) -> None:
    assert shows_day(code) is is_day


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.dates(datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)))
def test_a_serial_day_is_the_day_that_a_spreadsheet_shows(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    assert day_of(str(serial), from_1904=False) == day.isoformat()
    if serial > 1462:
        assert day_of(str(serial - 1462), from_1904=True) == day.isoformat()


def test_the_edges_of_serial_days_are_those_of_spreadsheets() -> None:
    assert day_of("1", from_1904=False) == "1900-01-01"
    assert day_of("59", from_1904=False) == "1900-02-28"
    assert day_of("61", from_1904=False) == "1900-03-01"
    assert day_of("43831.75", from_1904=False) == "2020-01-01 18:00:00"
    for no_day in ("0", "-5", "2958466", "1E9", "x"):
        assert not day_of(no_day, from_1904=False).startswith(("19", "20"))
