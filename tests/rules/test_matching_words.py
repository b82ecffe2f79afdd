"""Reasons are sentences that a clerk can check."""

from __future__ import annotations

from quittance.rules import matching
from quittance.rules.matching_values import Receipt
from tests.rules.remitted import advice, item, receipt, world

ITEMS = [item("INV-2025-00123", 10000), item("INV-2025-00131", 5000, due=1)]


def said(given: Receipt, advised: bool = False) -> str:
    advices = [advice(15000, [("INV-2025-00123", 10000), ("INV-2025-00131", 5000)])] if advised else []
    (proposal,) = matching.propose([given], world(ITEMS, advices))
    return "; ".join(proposal.reasons)


def test_what_is_named_how_the_amount_fits_and_who_paid_are_told() -> None:
    told = said(receipt(15000, "INV-2025-00123, 131"))
    assert "2 of 2 named in the text: number in full, number in a list" in told
    assert "the amount pays 2 items exactly" in told
    assert "the account paid for this customer before" in told


def test_the_difference_is_told_in_money() -> None:
    assert "less bank charges (15.00)" in said(receipt(8500, "INV-2025-00123"))


def test_an_advice_is_named() -> None:
    assert "advice R1 (total) lists 2 of these" in said(receipt(15000), advised=True)


def test_why_nothing_is_proposed_is_told_too() -> None:
    assert "refund" in said(receipt(777, "TAX REFUND 4711", payer="FINANZAMT", account="DE99"))
