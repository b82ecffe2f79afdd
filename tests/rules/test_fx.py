"""Exchange: one rounding into the base currency, and shares of it that never leave a cent behind."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quittance.rules import currency, fx, money
from quittance.rules.ledger import Item
from quittance.rules.refusals import Invalid

DAY = datetime.date(2026, 6, 30)


def item_of(amount: int, base: int) -> Item:
    """An open debit item in dollars."""
    return Item(1, 1, "D", "invoice", "USD", amount, base, DAY, DAY)


@pytest.mark.parametrize(
    ("amount", "code", "base", "rate", "expected"),
    [
        (100_00, "USD", "EUR", "0.9217", 92_17),
        (1_00, "USD", "EUR", "0.9250", 93),  # 92.5 cents: halves away from zero
        (-1_00, "USD", "EUR", "0.9250", -93),
        (1_234, "JPY", "EUR", "0.0061", 7_53),  # 7.5274
        (10_00, "EUR", "JPY", "163.45", 1_635),  # 1634.5
        (1_000, "KWD", "EUR", "2.9871", 2_99),
        (1_00, "EUR", "KWD", "0.33477", 335),
    ],
)
def test_an_amount_is_rounded_once_into_the_base_currency(
    amount: int, code: str, base: str, rate: str, expected: int
) -> None:
    assert fx.to_base(amount, code, base, Decimal(rate)) == expected


@given(
    st.integers(1, 10**12),
    st.sampled_from(["USD", "JPY", "KWD"]),
    st.sampled_from(["EUR", "JPY", "BHD"]),
    st.decimals(min_value="0.000001", max_value="999", places=6),
)
def test_the_base_amount_is_exact_to_half_a_minor_unit(amount: int, code: str, base: str, rate: Decimal) -> None:
    exact = Fraction(amount, 10 ** currency.exponent(code)) * Fraction(rate) * 10 ** currency.exponent(base)
    assert abs(fx.to_base(amount, code, base, rate) - exact) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("amount", "code", "base", "rate"),
    [
        (money.MAX_MINOR, "USD", "EUR", "1.0001"),
        (money.MAX_MINOR, "JPY", "CLF", "999999999"),
        (money.MAX_MINOR, "JPY", "EUR", "0.0123456789012"),
    ],
)
def test_a_base_amount_beyond_the_largest_is_refused(amount: int, code: str, base: str, rate: str) -> None:
    with pytest.raises(Invalid) as refused:
        fx.to_base(amount, code, base, Decimal(rate) * 1000)
    assert refused.value.field == "rate"


@pytest.mark.parametrize("text", ["1", "1.0842", "0.000001", " 163.45 ", "999999999.999"])
def test_a_rate_is_read_from_decimal_text(text: str) -> None:
    assert fx.read_rate(text) == Decimal(text.strip())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0.0",
        "-1",
        "1,0842",
        "1e-5",
        "1_0",
        "NaN",
        "sNaN",
        "Infinity",
        "1000000000",
        "١",
        "abc",
        "1." + "0" * 99,
    ],
)
def test_no_other_rate_is_taken(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        fx.read_rate(text)
    assert refused.value.field == "rate"


@st.composite
def paid_in_parts(draw: st.DrawFn) -> tuple[Item, list[int]]:
    """An item and parts that pay it off."""
    amount = draw(st.integers(1, 10**9))
    base = draw(st.integers(0, 2 * 10**9))
    cuts = sorted(draw(st.lists(st.integers(0, amount), max_size=12)))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, amount], strict=True)]
    return item_of(amount, base), [part for part in parts if part]


@given(paid_in_parts())
@example((item_of(3, 100), [1, 1, 1]))
@example((item_of(10**9, 1), [1, 10**9 - 1]))
@example((item_of(7, 0), [3, 4]))
def test_shares_of_the_parts_sum_to_the_whole_base(given_item: tuple[Item, list[int]]) -> None:
    item, parts = given_item
    for part in parts:
        share = fx.base_share(item, part)
        assert 0 <= share <= item.open_base
        item = replace(item, allocated=item.allocated + part, allocated_base=item.allocated_base + share)
        assert abs(item.allocated_base - Fraction(item.base_amount * item.allocated, item.amount)) <= Fraction(1, 2)
    assert item.open == item.open_base == 0


@given(paid_in_parts(), st.data())
def test_no_cent_stays_behind_whatever_was_taken_back(given_item: tuple[Item, list[int]], data: st.DataObject) -> None:
    item, parts = given_item
    made: list[tuple[int, int]] = []
    for part in parts:
        share = fx.base_share(item, part)
        made.append((part, share))
        item = replace(item, allocated=item.allocated + part, allocated_base=item.allocated_base + share)
        if data.draw(st.booleans()):
            amount, base = made.pop(data.draw(st.integers(0, len(made) - 1)))
            item = replace(item, allocated=item.allocated - amount, allocated_base=item.allocated_base - base)
            assert 0 <= item.allocated_base <= item.base_amount
    if item.open:
        last = fx.base_share(item, item.open)
        item = replace(item, allocated=item.amount, allocated_base=item.allocated_base + last)
    assert item.open_base == 0
