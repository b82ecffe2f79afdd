"""How an amount fits items: each kind by a small example."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import matching_fit
from quittance.rules.matching_fit import Fit, Question, Target
from tests.rules.remitted import DAY, item, receipt


def ask(opens: list[int], amount: int, text: str = "", said: str = "", **more: Any) -> Fit | None:
    items = tuple(item(f"I{place}", minor, **more) for place, minor in enumerate(opens))
    target = Target("EUR", amount, amount)
    return matching_fit.fit(
        Question(items, tuple(opens), target, receipt(amount, text), text, frozenset([said] if said else []))
    )


@pytest.mark.parametrize(
    ("opens", "amount", "text", "kind"),
    [
        ([10000, 5000], 15000, "", matching_fit.EXACT),
        ([10000], 9998, "", matching_fit.ROUNDING),
        ([10000], 8500, "", matching_fit.CHARGE),
        ([10000], 8863, "LESS DAMAGE", matching_fit.SAID),
        ([10000], 8863, "", matching_fit.DEDUCTION),
        ([10000], 5000, "", matching_fit.PART),
        ([10000], 8500, "PART PAYMENT", matching_fit.PART),
        ([10000], 12000, "", matching_fit.OVER),
    ],
)
def test_each_kind_of_difference_is_told_apart(opens: list[int], amount: int, text: str, kind: int) -> None:
    found = ask(opens, amount, text)
    assert found is not None
    assert found.kind == kind


def test_the_discount_is_earned_or_late_by_the_booking_day() -> None:
    early = ask([10000], 9800, discount_bp=200, discount_until=DAY)
    late = ask([10000], 9800, discount_bp=200, discount_until=DAY - datetime.timedelta(days=1))
    assert early is not None
    assert late is not None
    assert (early.adjust_kind, late.adjust_kind) == ("discount", "discount_late")
    assert early.adjust == (200,)


def test_an_amount_that_the_text_states_is_a_deduction() -> None:
    found = ask([10000, 20000], 28763, said="1237")
    assert found is not None
    assert (found.kind, found.adjust) == (matching_fit.SAID, (0, 1237))


def test_a_difference_that_the_text_states_otherwise_is_not_explained_by_it() -> None:
    found = ask([10000], 8863, "LESS DAMAGE 500.00", said="50000")
    assert found is not None
    assert found.kind == matching_fit.DEDUCTION


@given(st.lists(st.integers(100, 10**6), min_size=1, max_size=4), st.integers(1, 2 * 10**6))
def test_cash_and_adjustment_never_exceed_what_is_open(opens: list[int], amount: int) -> None:
    found = ask(opens, amount)
    if found is not None:
        pairs = zip(opens, found.cash, found.adjust, strict=True)
        assert all(paid >= 0 and paid + off <= minor for minor, paid, off in pairs)
        assert sum(found.cash) <= amount or found.kind == matching_fit.OVER
