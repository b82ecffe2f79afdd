"""Days and amounts in the dress of many countries: read exactly, or not at all; and their style told from many."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import mapping_values
from quittance.rules.mapping import DECIMALS, ORDERS


@pytest.mark.parametrize(
    "text, order, iso",
    [
        ("2026-01-31", "dmy", "2026-01-31"),
        ("2026-01-31T10:00:00Z", "mdy", "2026-01-31"),
        ("2026/1/31 00:00", "dmy", "2026-01-31"),
        ("31.01.2026", "dmy", "2026-01-31"),
        ("31. 1. 2026", "dmy", "2026-01-31"),
        ("01/31/26", "mdy", "2026-01-31"),
        ("1-2-2026", "dmy", "2026-02-01"),
        ("1-2-2026", "mdy", "2026-01-02"),
        ("26-01-31", "ymd", "2026-01-31"),
        ("31/12/69", "dmy", "2069-12-31"),
        ("31/12/70", "dmy", "1970-12-31"),
        ("20260131", "ymd", "2026-01-31"),
        ("31012026", "dmy", "2026-01-31"),
        ("20260131", "dmy", "2026-01-31"),
        ("46053", "dmy", "2026-01-31"),
        ("46053.5", "ymd", "2026-01-31"),
        ("31 Jan 2026", "mdy", "2026-01-31"),
        ("31-JAN-26", "ymd", "2026-01-31"),
        ("Jan 31, 2026", "dmy", "2026-01-31"),
        ("31st January 2026", "dmy", "2026-01-31"),
        ("1er mars 2026", "dmy", ""),
        ("1 mars 2026", "dmy", "2026-03-01"),
        ("15. März 2026", "dmy", "2026-03-15"),
        ("15 août 2026", "dmy", "2026-08-15"),
        ("2026 Oct 5", "dmy", "2026-10-05"),
        ("2026年1月31日", "dmy", "2026-01-31"),
        ("31.02.2026", "dmy", ""),
        ("31/01/2026", "mdy", ""),
        ("2026-13-01", "ymd", ""),
        ("1/2/3", "ymd", "2001-02-03"),
        ("12", "dmy", ""),
        ("tomorrow", "dmy", ""),
        ("00000000", "ymd", ""),
        ("31.01.0000", "dmy", ""),
        ("٣١.٠١.٢٠٢٦", "dmy", ""),
        ("", "dmy", ""),
    ],
)
def test_a_day_is_read_in_its_order_or_not_at_all(text: str, order: str, iso: str) -> None:
    assert mapping_values.day(text, order) == iso


@pytest.mark.parametrize(
    "text, decimal, plain",
    [
        ("1234.5", ".", "1234.5"),
        ("-1234,50", ",", "-1234.50"),
        ("1,234.50", ".", "1234.50"),
        ("1.234,50", ",", "1234.50"),
        ("12,34,567.00", ".", "1234567.00"),
        ("1'234.50", ".", "1234.50"),
        ("1 234,50", ",", "1234.50"),
        ("1\u202f234,50\xa0€", ",", "1234.50"),
        ("€ 99", ".", "99"),
        ("EUR 1.000", ",", "1000"),
        ("1.000 EUR", ",", "1000"),
        ("US$12.30", ".", "12.30"),
        ("£1,000", ".", "1000"),
        ("19 %", ".", "19"),
        ("(1,250.00)", ".", "-1250.00"),
        ("100-", ".", "-100"),
        ("100,00 -", ",", "-100.00"),
        ("+5", ".", "5"),
        ("\u22127", ".", "-7"),
        (".5", ".", "0.5"),
        ("5.", ".", "5"),
        ("1.234", ".", "1.234"),
        ("1.234", ",", "1234"),
        ("1,5", ".", ""),
        ("1.5", ",", ""),
        ("1.234.5", ".", ""),
        ("1,23,4", ".", ""),
        ("--5", ".", ""),
        ("-5-", ".", ""),
        ("(5", ".", ""),
        ("-€5", ".", "-5"),
        ("€ -5.00", ".", "-5.00"),
        ("5.00- EUR", ".", "-5.00"),
        ("1e5", ".", ""),
        ("five", ".", ""),
        ("1 000 apples", ".", ""),
        ("=1+1", ".", ""),
        ("-", ".", ""),
        ("", ",", ""),
    ],
)
def test_an_amount_is_read_with_its_sign_or_not_at_all(text: str, decimal: str, plain: str) -> None:
    assert mapping_values.amount(text, decimal) == plain


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.dates(datetime.date(1970, 1, 1), datetime.date(2069, 12, 31)), st.sampled_from(["-", ".", "/", " "]))
def test_every_day_is_read_back_in_every_order(day: datetime.date, sign: str) -> None:
    for order in ORDERS:
        figures = {"y": f"{day.year}", "m": f"{day.month:02d}", "d": f"{day.day:02d}"}
        for year in (figures["y"], figures["y"][2:]):
            text = sign.join((figures | {"y": year})[part] for part in order)
            assert mapping_values.day(text, order) == day.isoformat()


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.integers(-(10**13), 10**13), st.sampled_from(DECIMALS), st.booleans())
def test_every_amount_is_read_back_to_the_cent(cents: int, decimal: str, grouped: bool) -> None:
    amount = Decimal(cents).scaleb(-2)
    text = f"{amount:,.2f}" if grouped else f"{amount:.2f}"
    if decimal == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    assert Decimal(mapping_values.amount(text, decimal)) == amount


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.text(max_size=20), st.sampled_from(ORDERS), st.sampled_from(DECIMALS))
def test_any_text_is_a_day_and_a_number_or_nothing(text: str, order: str, decimal: str) -> None:
    iso, plain = mapping_values.day(text, order), mapping_values.amount(text, decimal)
    assert iso == "" or datetime.date.fromisoformat(iso)
    assert plain == "" or Decimal(plain).is_finite()


@pytest.mark.parametrize(
    "texts, order",
    [
        (["01.02.2026", "13.02.2026"], "dmy"),
        (["01/02/2026", "01/13/2026"], "mdy"),
        (["2026-01-02"], "ymd"),
        (["01/02/2026", "03/04/2026"], "dmy"),
        (["96-02-27", "25-01-30"], "ymd"),
        (["Jan 5, 2026"], "ymd"),
        ([], "ymd"),
        (["nothing", "31.12.2026", ""], "dmy"),
    ],
)
def test_the_order_is_the_one_that_fits_most_days(texts: list[str], order: str) -> None:
    found, reason = mapping_values.order_of(texts)
    assert found == order and reason


@pytest.mark.parametrize(
    "texts, decimal",
    [
        (["1.234,50"], ","),
        (["12,5", "3"], ","),
        (["1,234.50"], "."),
        (["1234.5"], "."),
        (["1.234"], "."),
        (["1,234", "5,678"], "."),
        (["1,234", "5,67"], ","),
        (["1.234.567"], ","),
        (["€ 12,50"], ","),
        (["1'234.50"], "."),
        ([], "."),
    ],
)
def test_the_decimal_sign_is_the_one_that_amounts_show(texts: list[str], decimal: str) -> None:
    found, reason = mapping_values.decimal_of(texts)
    assert found == decimal and reason
