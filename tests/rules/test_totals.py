"""Totals: each line rounded once, tax once per rate, and every wrong number refused by its line."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import totals
from quittance.rules.refusals import Invalid
from quittance.rules.totals import LineInput


def totals_of(*given_lines: tuple[str, str, str], currency: str = "EUR") -> totals.Totals:
    """Totals of lines given as (quantity, unit price, tax rate)."""
    return totals.of_lines(totals.read_lines([LineInput("thing", *line) for line in given_lines], currency))


@pytest.mark.parametrize(
    ("lines", "net", "tax"),
    [
        ([("1", "1000.00", "20")], 1000_00, 200_00),
        ([("1", "1725.05", "10")], 1725_05, 172_51),  # 172.505: halves away from zero, once
        ([("4", "4.76", "1")], 19_04, 19),  # 0.1904 on the document
        ([("1", "4.76", "1")] * 4, 19_04, 19),  # and not 4 x 0.05: tax is of the rate's sum
        ([("1", "0.05", "10")] * 10, 50, 5),
        ([("3", "0.333333", "0")], 1_00, 0),  # 0.999999
        ([("0.5", "0.01", "0")], 1, 0),  # half a cent
        ([("-0.5", "0.01", "0")], -1, 0),
        ([("1", "100", "21"), ("1", "100", "9"), ("1", "100", "0")], 300_00, 30_00),
        ([("1", "100", "21"), ("-1", "40", "21")], 60_00, 12_60),
        ([("1", "100", "19.6")], 100_00, 19_60),
        ([("1", "99.99", "7.7")], 99_99, 7_70),  # 7.69923
        ([("1000000", "0.000001", "0")], 1_00, 0),
        ([("1", "0", "20")], 0, 0),
        ([], 0, 0),
    ],
)
def test_a_worked_example_comes_to_the_cent(lines: list[tuple[str, str, str]], net: int, tax: int) -> None:
    found = totals_of(*lines)
    assert (found.net, found.tax, found.total) == (net, tax, net + tax)


@pytest.mark.parametrize(
    ("currency", "line", "net", "tax"),
    [
        ("JPY", ("3", "333.5", "10"), 1001, 100),
        ("KWD", ("3", "0.3335", "5"), 1001, 50),
        ("EUR", ("3", "0.3335", "5"), 100, 5),
    ],
)
def test_lines_are_rounded_to_the_minor_unit_of_the_currency(
    currency: str, line: tuple[str, str, str], net: int, tax: int
) -> None:
    found = totals_of(line, currency=currency)
    assert (found.net, found.tax) == (net, tax)


numbers = st.decimals(min_value=-1000, max_value=1000, places=4).map(str)
rates = st.sampled_from(["0", "5.5", "7", "19.6", "21"])


@given(st.lists(st.tuples(numbers, numbers, rates), max_size=12))
def test_every_amount_is_exact_to_half_a_cent(lines: list[tuple[str, str, str]]) -> None:
    read = totals.read_lines([LineInput("thing", *line) for line in lines], "EUR")
    for line, (quantity, price, _) in zip(read, lines, strict=True):
        assert abs(line.net - Fraction(quantity) * Fraction(price) * 100) <= Fraction(1, 2)
    found = totals.of_lines(read)
    assert found.net == sum(line.net for line in read)
    exact = sum((Fraction(line.net * line.tax_rate_e4, 10**6) for line in read), Fraction(0))
    assert abs(found.tax - exact) <= Fraction(len({line.tax_rate_e4 for line in read}), 2)


@given(st.permutations([("2", "9.99", "21"), ("-1", "3.33", "21"), ("7", "0.035", "9"), ("1", "1.005", "0")]))
def test_the_order_of_lines_changes_nothing(lines: list[tuple[str, str, str]]) -> None:
    found = totals_of(*lines)
    assert [(one.rate_e4, one.net, one.tax) for one in found.taxes] == [
        (0, 1_01, 0),
        (90_000, 25, 2),
        (210_000, 16_65, 3_50),
    ]
    assert (found.net, found.tax) == (17_91, 3_52)


WRONG_NUMBERS = [
    "",
    "abc",
    "1,5",
    "NaN",
    "sNaN",
    "Infinity",
    "1e3",
    "1_0",
    "１",
    "1000000000000",
    "0.0000001",
    "0" * 50_000,
]


@pytest.mark.parametrize("wrong", WRONG_NUMBERS)
@pytest.mark.parametrize("field", ["quantity", "unit_price"])
def test_a_wrong_number_is_refused_by_line_and_field(wrong: str, field: str) -> None:
    lines = [LineInput("good", "1", "1", "0"), LineInput("bad", **{"quantity": "1", "unit_price": "1", field: wrong})]
    with pytest.raises(Invalid) as refused:
        totals.read_lines(lines, "EUR")
    assert refused.value.field == f"lines[2].{field}"
    assert len(refused.value.sentence) < 200


@pytest.mark.parametrize("wrong", ["-1", "100.0001", "101", "7.00001", "x", ""])
def test_a_tax_rate_lies_between_0_and_100_percent(wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        totals_of(("1", "1", wrong))
    assert refused.value.field == "lines[1].tax_rate"


def test_amounts_and_the_number_of_lines_are_bounded() -> None:
    with pytest.raises(Invalid, match="largest amount"):
        totals_of(("999999999999", "999999999999", "0"))
    with pytest.raises(Invalid, match="at most 5000 lines"):
        totals.read_lines([LineInput("x")] * (totals.MOST_LINES + 1), "EUR")


def test_a_description_is_text_of_at_most_a_thousand_characters() -> None:
    assert totals.read_line(1, LineInput("  Boxes \n of five "), "EUR").description == "Boxes \n of five"
    for wrong in ("x" * 1001, "a\x00b", "\ud800"):
        with pytest.raises(Invalid) as refused:
            totals.read_line(7, LineInput(wrong), "EUR")
        assert refused.value.field == "lines[7].description"
