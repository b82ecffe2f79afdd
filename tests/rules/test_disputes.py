"""Disputes share their words with deductions."""

from __future__ import annotations

from quittance.rules import cash, deduction, disputes


def test_a_reason_means_the_same_for_a_dispute_and_a_deduction() -> None:
    both = set(cash.REASONS) & set(disputes.REASONS)
    assert both == set(cash.REASONS) - {"fees"}
    assert all(cash.REASONS[name] == disputes.REASONS[name] for name in both)
    assert len(disputes.REASONS) == 9, "the keys 1 to 9"


def test_a_dispute_ends_as_a_deduction_does_or_is_invoiced_anew() -> None:
    assert set(disputes.WAYS) - set(deduction.WAYS) == {"rebill"}


def test_every_state_has_words_for_us_and_for_the_customer() -> None:
    assert set(disputes.STATES) == set(disputes.TOLD)
    assert disputes.words("freight") == "Freight disputed"
    assert disputes.words("fees") == "Bank fees" and disputes.words("gone") == "gone"
