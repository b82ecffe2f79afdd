"""Deductions: the ways in which one ends."""

from __future__ import annotations

from quittance.rules import deduction, disputes


def test_a_dispute_ends_in_every_way_that_a_deduction_does() -> None:
    assert len(set(deduction.WAYS)) == 4
    assert set(deduction.WAYS) < set(disputes.WAYS)
