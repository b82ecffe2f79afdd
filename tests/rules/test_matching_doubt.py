"""What nobody should post unseen, however likely it looks, and what past errors had in common."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import matching, matching_assign, matching_doubt, matching_model, matching_world
from quittance.rules.matching_values import Advice, OpenItem, Receipt
from tests.rules.remitted import BOLT, DAY, advice, item, receipt, world

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


def doubted(given: Receipt, items: Sequence[OpenItem], advices: Sequence[Advice] = ()) -> float:
    """Log-odds that doubt takes off the likeliest explanation."""
    setting = world(items, advices)
    (case,) = matching_world.cases([given], setting)
    found, _ = matching_assign.assign([case], setting, matching_model.shipped())[given.id].best()
    assert found is not None
    return matching_doubt.doubt(case, found, setting)


@given(st.floats(0, 1), st.floats(0, 9))
def test_doubt_lowers_but_never_below_one_half(share: float, doubt: float) -> None:
    lowered = matching_doubt.less(share, doubt)
    assert min(share, 0.5) <= lowered <= share + 1e-6


def test_what_is_named_in_full_and_paid_exactly_raises_no_doubt() -> None:
    assert doubted(receipt(10000, "INV-2025-00123"), PAIR) == 0.0
    assert doubted(receipt(20000, "INV-2025-00123, INV-2025-00131"), PAIR) == 0.0


def test_a_surplus_that_may_pay_one_more_item_less_something_is_doubtful() -> None:
    items = [item("INV-2025-00123", 217424), item("INV-2025-00139", 93578, due=3)]
    assert doubted(receipt(309048, "INV-2025-00123"), items) == matching_doubt.GRAVE
    assert doubted(receipt(217424 + 5, "INV-2025-00123"), items) == 0.0


def test_a_slip_in_the_number_with_a_part_of_the_amount_is_doubtful() -> None:
    items = [item("INV-2025-08488", 66651), item("INV-2025-07777", 12345, due=4)]
    assert doubted(receipt(6577, "Fact INV-2025-08498"), items) == matching_doubt.GRAVE
    assert doubted(receipt(66651, "Fact INV-2025-08498"), items) == 0.0


def test_an_unnamed_item_that_could_be_another_of_its_amount_is_doubtful() -> None:
    assert doubted(receipt(10000), PAIR) == matching_doubt.SOME


def test_an_advice_found_by_its_total_alone_over_equal_items_is_doubtful() -> None:
    items = [item(f"INV-2025-{n:05d}", 14280, due=n) for n in range(100, 108)]
    told = advice(28560, [("INV-2025-00100", 14280), ("INV-2025-00101", 14280)])
    assert doubted(receipt(28560, "STMT 03/06/25"), items, [told]) == matching_doubt.GRAVE
    dated = advice(28560, [("INV-2025-00100", 14280), ("INV-2025-00101", 14280)], paid_on=DAY)
    assert doubted(receipt(28560, "STMT 03/06/25"), items, [dated]) == 0.0
