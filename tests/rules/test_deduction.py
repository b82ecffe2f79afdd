"""Deductions: net amounts of gross ones, rates in words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import deduction, money


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(1, 10_000_000), st.sampled_from([0, 50_000, 190_000, 210_000, 77_000]))
def test_a_net_amount_with_its_tax_comes_to_the_gross(net: int, rate_e4: int) -> None:
    gross = net + money.ratio(net, rate_e4, 10**6)
    found = deduction.net_of(gross, rate_e4)
    assert found is not None and found + money.ratio(found, rate_e4, 10**6) == gross


def test_a_gap_of_rounding_is_no_net_amount_and_rates_are_told_in_percent() -> None:
    assert deduction.net_of(1, 10**6) is None
    assert [deduction.percent(rate) for rate in (0, 190_000, 55_000)] == ["0", "19", "5.5"]
