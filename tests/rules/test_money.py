"""Money: text in and out without loss, one rounding rule, and splits that sum back to the cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quittance.rules import currency, money
from quittance.rules.money import Money
from quittance.rules.refusals import Invalid

minors = st.integers(-money.MAX_MINOR, money.MAX_MINOR)
codes = st.sampled_from(["EUR", "USD", "JPY", "KWD", "CLF"])


@given(minors, codes)
@example(-1, "EUR")
@example(5, "KWD")
@example(money.MAX_MINOR, "JPY")
def test_what_is_written_is_read_back(minor: int, code: str) -> None:
    written = money.write(minor, code)
    assert money.read(written, code) == minor
    assert Decimal(written) * 10 ** currency.exponent(code) == minor


@pytest.mark.parametrize(
    ("text", "code", "minor"),
    [
        ("0", "EUR", 0),
        ("1", "EUR", 100),
        ("1.5", "EUR", 150),
        ("1234.50", "EUR", 123450),
        ("1234.500000", "EUR", 123450),
        (" +7.00 ", "EUR", 700),
        ("-0.01", "EUR", -1),
        ("1234", "JPY", 1234),
        ("1234.0", "JPY", 1234),
        ("1.234", "KWD", 1234),
        ("0.0001", "CLF", 1),
        ("10000000000000.00", "EUR", money.MAX_MINOR),
    ],
)
def test_decimal_text_is_read(text: str, code: str, minor: int) -> None:
    assert money.read(text, code) == minor


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "1,5",
        "1,234.50",
        "1.",
        ".5",
        "1..5",
        "1e3",
        "1_000",
        "0x10",
        "NaN",
        "Infinity",
        "1 000",
        "€5",
        "5 EUR",
        "--1",
        "١٢",
        "１２",
        "1.001",
        "0.0000001",
        "1\n2",
        "1\x00",
        "99999999999999999",
        "10000000000000.01",
        "-10000000000000.01",
        "9" * 100_000,
    ],
)
def test_anything_else_is_refused_with_the_field(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        money.read(text, "EUR", field="total")
    assert refused.value.field == "total"
    assert len(refused.value.sentence) < 200


@pytest.mark.parametrize("value", [1.5, 15, Decimal("1.5"), None, True, b"1.50"])
def test_only_text_is_an_amount(value: object) -> None:
    with pytest.raises(Invalid, match="text"):
        money.read(value, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1.0, Decimal(1), True, "1"])
def test_money_holds_whole_numbers_only(value: object) -> None:
    with pytest.raises(TypeError):
        Money(value, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["0", "0.00", "-0.01", "-5"])
def test_an_amount_to_be_paid_is_above_zero(text: str) -> None:
    with pytest.raises(Invalid, match="above zero"):
        money.read_positive(text, "EUR")


@given(minors, minors)
def test_money_adds_within_one_currency(one: int, other: int) -> None:
    whole = Money(one, "EUR") + Money(other, "EUR")
    assert whole == Money(one + other, "EUR")
    assert whole - Money(other, "EUR") == Money(one, "EUR")
    assert -whole == Money(-one - other, "EUR")
    with pytest.raises(ValueError, match="cannot add"):
        Money(one, "EUR") + Money(other, "USD")


def test_money_prints_with_its_currency() -> None:
    assert str(Money(-123450, "EUR")) == "-1234.50 EUR"


@given(st.integers(-(10**18), 10**18), st.integers(0, 10**9), st.integers(1, 10**9))
@example(5, 1, 2)
@example(-5, 1, 2)
def test_a_ratio_is_rounded_exactly_with_halves_away_from_zero(amount: int, numerator: int, denominator: int) -> None:
    exact = Fraction(amount * numerator, denominator)
    rounded = money.ratio(amount, numerator, denominator)
    assert abs(rounded - exact) <= Fraction(1, 2)
    if abs(rounded - exact) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
@example(Decimal("0.5"))
@example(Decimal("-0.5"))
@example(Decimal("2.5"))
def test_rounding_and_ratio_follow_one_rule(value: Decimal) -> None:
    assert money.rounded(value) == int(value.quantize(Decimal(1), ROUND_HALF_UP))
    assert money.rounded(value) == money.ratio(int(value.scaleb(4)), 1, 10**4)


def test_a_ratio_needs_a_denominator_above_zero() -> None:
    for denominator in (0, -1):
        with pytest.raises(ValueError, match="denominator"):
            money.ratio(1, 1, denominator)


@given(minors, st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
@example(100, [1, 1, 1])
@example(1, [1] * 40)
@example(-100, [1, 1, 1])
def test_a_split_sums_back_and_is_fair_to_one_minor_unit(total: int, weights: list[int]) -> None:
    parts = money.split(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, whole)) <= 1
        assert weight or part == 0, "nothing for a weight of zero"
        assert part == 0 or (part > 0) == (total > 0)


def test_a_split_needs_weights() -> None:
    for weights in ([], [0], [0, 0], [2, -1]):
        with pytest.raises(ValueError, match="weights"):
            money.split(100, weights)
