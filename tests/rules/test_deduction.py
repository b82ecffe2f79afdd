"""Deductions: rates in words."""

from __future__ import annotations

from quittance.rules import deduction


def test_rates_are_told_in_percent() -> None:
    assert [deduction.percent(rate) for rate in (0, 190_000, 55_000)] == ["0", "19", "5.5"]
