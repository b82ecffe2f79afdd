"""Findings: where a rule does not hold is told by part and term."""

from __future__ import annotations

from decimal import Decimal

from quittance.rules.einvoice import Totals
from quittance.rules.einvoice_findings import Finding, Rule, amount, broken, cents


def test_a_rule_that_does_not_hold_is_told_with_its_place() -> None:
    rules: tuple[Rule[Totals], ...] = (Rule("BR-12", "BT-106", lambda it: it.lines is not None, "Missing."),)
    assert list(broken(rules, "totals", Totals())) == [Finding("BR-12", "totals, BT-106", "Missing.")]
    assert list(broken(rules, "", Totals())) == [Finding("BR-12", "BT-106", "Missing.")]
    assert list(broken(rules, "", Totals(Decimal(1)))) == []


def test_an_absent_amount_is_zero_and_decimals_count_as_written() -> None:
    assert amount(None) == 0
    assert cents(None) and cents(Decimal("1.50")) and not cents(Decimal("1.500"))
