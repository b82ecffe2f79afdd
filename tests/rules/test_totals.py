"""Totals: each line rounded once, tax once per rate, and every wrong number refused by its line."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import money, tax, totals
from quittance.rules.refusals import Invalid
from quittance.rules.totals import ChargeInput, LineInput, Said, Totals


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


def whole_of(lines: list[LineInput], *charges: ChargeInput, prices: str = tax.WITHOUT_TAX) -> Totals:
    """Totals of lines with allowances and charges, in euros."""
    read = totals.read_lines(lines, "EUR")
    return totals.of(read, totals.read_charges(charges, read, "EUR"), prices)


def _nets(whole: Totals) -> list[int]:
    return [one.net for one in whole.lines] + [one.net for one in whole.charges]


def test_a_line_is_rounded_before_its_discount_and_the_discount_once() -> None:
    found = whole_of([LineInput("a", "1", "1725.05", "0", discount="10%")])
    assert (found.lines[0].discount, found.net) == (172_51, 1_552_54)  # and not 1,552.55
    found = whole_of([LineInput("a", "3", "9.99", "21", discount="5.00")])
    assert (found.lines[0].net, found.tax) == (24_97, 5_24)
    back = whole_of([LineInput("a", "-2", "10", "21", discount="10%"), LineInput("b", "1", "50", "21")])
    assert [line.net for line in back.lines] == [-18_00, 50_00]


def test_allowances_and_charges_are_taxed_in_their_own_category() -> None:
    found = whole_of(
        [LineInput("a", "1", "1000", "21"), LineInput("b", "1", "100", "0", "exempt", "Article 132")],
        ChargeInput("allowance", "Loyalty", "2.5%", "21"),
        ChargeInput("charge", "Freight", "12.50", "9"),
    )
    assert [(one.amount, one.net) for one in found.charges] == [(27_50, -27_50), (12_50, 12_50)]
    assert [(one.category, one.rate_e4, one.net, one.tax, one.reason) for one in found.taxes] == [
        ("exempt", 0, 100_00, 0, "Article 132"),
        ("standard", 90_000, 12_50, 1_13, ""),
        ("standard", 210_000, 972_50, 204_23, ""),  # 204.225
    ]
    assert (found.net, found.tax, found.total) == (1_085_00, 205_36, 1_290_36)


def test_prices_with_tax_keep_their_sum() -> None:
    lines = [LineInput("a", "1", "3.13", "19"), LineInput("b", "3", "0.99", "19"), LineInput("c", "1", "10", "0")]
    found = whole_of(lines, ChargeInput("allowance", "Loyalty", "1.00", "19"), prices=tax.WITH_TAX)
    assert found.total == 3_13 + 2_97 + 10_00 - 1_00
    assert [(one.rate_e4, one.net, one.tax) for one in found.taxes] == [(0, 10_00, 0), (190_000, 4_29, 81)]
    assert sum(_nets(found)) == found.net


@given(
    st.lists(st.tuples(numbers, numbers, rates), min_size=1, max_size=8),
    st.lists(st.tuples(st.sampled_from(["allowance", "charge"]), st.integers(1, 99_99), rates), max_size=3),
    st.sampled_from(tax.PRICES),
)
def test_the_breakdown_adds_up_and_no_cent_is_left_over(
    lines: list[tuple[str, str, str]], charges: list[tuple[str, int, str]], prices: str
) -> None:
    given_charges = [ChargeInput(kind, "why", f"{cents / 100:.2f}", rate) for kind, cents, rate in charges]
    found = whole_of([LineInput("thing", *line) for line in lines], *given_charges, prices=prices)
    parts = [(one.tax_rate_e4, one.net) for one in found.lines]
    parts += [(one.tax_rate_e4, one.net) for one in found.charges]
    assert found.net == sum(one.net for one in found.taxes) == sum(_nets(found))
    assert found.tax == sum(one.tax for one in found.taxes)
    for one in found.taxes:
        assert one.net == sum(net for rate, net in parts if rate == one.rate_e4)
        slack = Fraction(3, 2) if prices == tax.WITH_TAX else Fraction(1, 2)
        assert abs(one.tax - Fraction(one.net * one.rate_e4, 10**6)) <= slack
    if prices == tax.WITH_TAX:
        priced = sum(totals.amount_of(line.quantity_e6, line.unit_price_e6, "EUR") for line in found.lines)
        assert found.total == priced + sum(c if kind == "charge" else -c for kind, c, _ in charges)


@pytest.mark.parametrize(
    ("charge", "field"),
    [
        (ChargeInput("gift", "why", "1"), "kind"),
        (ChargeInput("charge", " ", "1"), "reason"),
        (ChargeInput("charge", "why", "0"), "amount"),
        (ChargeInput("charge", "why", "-1"), "amount"),
        (ChargeInput("charge", "why", "101%"), "amount"),
        (ChargeInput("charge", "why", "1.005"), "amount"),
        (ChargeInput("charge", "why", "1", "x"), "tax_rate"),
        (ChargeInput("charge", "why", "1", "0", "exempt"), "tax_reason"),
    ],
)
def test_a_wrong_charge_is_refused_by_its_field(charge: ChargeInput, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        whole_of([LineInput("a", "1", "10")], charge)
    assert refused.value.field == f"charges[1].{field}"


def test_charges_need_lines_and_are_bounded() -> None:
    with pytest.raises(Invalid, match="Give the lines"):
        whole_of([], ChargeInput("charge", "why", "1"))
    with pytest.raises(Invalid, match="at most 50"):
        whole_of([LineInput("a", "1", "10")], *[ChargeInput("charge", "why", "1")] * 51)
    with pytest.raises(Invalid, match="without_tax or with_tax"):
        whole_of([LineInput("a", "1", "10")], prices="half")


@pytest.mark.parametrize("wrong", ["-1", "101%", "-1%", "10.01", "x", "%"])
def test_a_discount_lies_between_nothing_and_its_line(wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        whole_of([LineInput("a", "1", "10", discount=wrong)])
    assert refused.value.field == "lines[1].discount"


def test_the_breakdown_is_stored_where_the_lines_alone_do_not_tell_it() -> None:
    plain = [LineInput("a", "1", "10", "21"), LineInput("b", "1", "10", "0")]
    free = [*plain, LineInput("c", "1", "10", "0", "export")]
    assert totals.stored(whole_of(plain), "") == ()
    assert len(totals.stored(whole_of(free), "")) == 3
    assert len(totals.stored(whole_of(plain, ChargeInput("charge", "why", "1")), "")) == 2
    assert len(totals.stored(whole_of(plain, prices=tax.WITH_TAX), tax.WITH_TAX)) == 2


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (3_500_000, 6, "3.5"),
        (-1, 6, "-0.000001"),
        (0, 4, "0"),
        (10**7, 6, "10"),
        (190_000, 4, "19"),
        (55_000, 4, "5.5"),
    ],
)
def test_scaled_numbers_are_written_without_trailing_zeros(value: int, places: int, expected: str) -> None:
    assert totals.written(value, places) == expected
    assert totals.scaled(expected, places, "field") == value


def test_the_six_examples_of_rounding_hold() -> None:
    # 1: 1,200 gross with 20 % VAT at 2/10: 24 off, 20 of it net and 4 VAT, so 1,176 is paid
    gross = whole_of([LineInput("a", "1", "1000", "20")])
    less = money.ratio(gross.total, 2, 100)
    assert (gross.total, less, gross.total - less, money.ratio(less, gross.tax, gross.total)) == (
        1_200_00,
        24_00,
        1_176_00,
        4_00,
    )
    # 2: 588 paid within the window clears 588 / 0.98
    assert money.ratio(588_00, 100, 98) == 600_00
    # 3: a discount is rounded once and taken off, not the other way about
    assert (money.ratio(1_725_05, 10, 100), 1_725_05 - money.ratio(1_725_05, 10, 100)) == (172_51, 1_552_54)
    # 4: four lines of 4.76 at 1 %: once on the document, not line by line
    assert whole_of([LineInput("a", "1", "4.76", "1")] * 4).tax == 19 != 4 * money.ratio(4_76, 1, 100)
    # 5: line sums are exact: net and tax add up to the total without tolerance (BR-CO-10, BR-CO-15)
    odd = whole_of([LineInput("a", "3", "0.333", "7"), LineInput("b", "7", "1.005", "21")])
    assert (odd.net, odd.total) == (sum(line.net for line in odd.lines), odd.net + odd.tax)
    # 6: interest is rounded once over all its days: 12,000 at 13.25 % for 122 days
    assert money.ratio(12_000_00 * 1325, 122, 365 * 100 * 100) == 531_45


def test_a_line_of_an_import_says_what_every_line_says() -> None:
    assert Said._fields == tuple(one.name for one in dataclasses.fields(LineInput))
    given = ("Rope", "3", "0.333", "7", "", "", "10%", "ROPE", "m")
    assert totals.read_line(1, Said(*given), "EUR") == totals.read_line(1, LineInput(*given), "EUR")
