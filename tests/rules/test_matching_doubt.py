"""What nobody should post unseen, however likely it looks."""

from __future__ import annotations

from collections.abc import Sequence

from quittance.rules import matching
from quittance.rules.matching_values import Advice, OpenItem, Receipt
from tests.rules.remitted import BOLT, advice, item, receipt, world

PAIR = [item("INV-2025-00123", 10000), item("INV-2025-00131", 10000, due=1)]


def sure(given: Receipt, items: Sequence[OpenItem] = PAIR, advices: Sequence[Advice] = ()) -> float:
    return matching.propose([given], world(items, advices))[0].probability


def test_an_amount_alone_of_a_stranger_is_weak() -> None:
    assert sure(receipt(41037, payer="", account=""), [item("B1", 41037, BOLT)]) <= matching.WEAK


def test_a_number_that_a_stranger_names_must_fit_the_amount() -> None:
    items = [item("R-121892", 800000, BOLT)]
    given = receipt(584376, "1/2 R.121892", payer="", account="")
    assert sure(given, items) <= matching.WEAK


def test_one_named_item_and_an_equal_one_may_be_one_paid_twice() -> None:
    assert sure(receipt(20000, "INV-2025-00123")) <= matching.WEAK
    assert sure(receipt(20000, "INV-2025-00123, INV-2025-00131")) > matching.WEAK


def test_a_conversion_that_passes_over_a_named_item_is_weak() -> None:
    items = [item("INV-2025-00150", 100000, currency="GBP"), item("INV-2025-00160", 50000, currency="GBP", due=1)]
    assert sure(receipt(200000, "INV-2025-00150, INV-2025-00160"), items) <= matching.WEAK


def test_an_advice_that_fits_only_with_a_difference_is_weak() -> None:
    told = advice(17500, [("INV-2025-00123", 10000), ("ZZ-9", 7500)])
    assert sure(receipt(17500), PAIR, [told]) <= matching.WEAK
