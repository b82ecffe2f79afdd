"""Deposits: what can be drawn on, the tax in it that is used up with it, and the parts of an invoice after it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import deposits
from quittance.rules.deposits import Deposit, DrawInput
from quittance.rules.refusals import Invalid, Overallocated

PAID = Deposit(1, "INV-1", "EUR", 1_190_00, 190_00, 1_190_00, 1_190_00)
HALF = Deposit(2, "INV-2", "EUR", 500_00, 0, 500_00, 250_00)


def test_without_an_amount_as_much_is_drawn_as_the_invoice_can_take() -> None:
    made = deposits.draws([PAID, HALF], [DrawInput("INV-2"), DrawInput("INV-1")], 1_000_00)
    assert [(one.amount, one.tax) for one in made] == [(250_00, 0), (750_00, 119_75)]
    assert [one.amount for one in deposits.draws([PAID], [DrawInput("INV-1", "10.00")], 1_000_00)] == [10_00]


@pytest.mark.parametrize(
    ("given", "total", "said"),
    [
        ((DrawInput("INV-2", "250.01"),), 1_000_00, "250.00 EUR of INV-2 is paid"),
        ((DrawInput("INV-1", "10.01"),), 10_00, "Draw on less"),
        ((DrawInput("INV-1", "10.00"), DrawInput("INV-2")), 10_00, "Draw on less"),
    ],
)
def test_more_than_is_paid_or_than_the_invoice_is_refused(given: tuple[DrawInput, ...], total: int, said: str) -> None:
    with pytest.raises(Overallocated, match=said) as refused:
        deposits.draws([PAID, HALF], given, total)
    assert refused.value.field == "draws"


def test_what_is_not_paid_cannot_be_drawn_on() -> None:
    with pytest.raises(Overallocated, match="Nothing of INV-3 is paid"):
        deposits.draws([Deposit(3, "INV-3", "EUR", 10, 0, 10, 0)], [DrawInput("INV-3")], 10)
    with pytest.raises(Invalid, match="twice"):
        deposits.draws([PAID], [DrawInput("INV-1", "1.00")] * 2, 10_00)
    many = [DrawInput(f"INV-{n}") for n in range(deposits.MOST_DRAWS + 1)]
    with pytest.raises(Invalid, match="at most"):
        deposits.draws([], many, 10_00)


@settings(max_examples=60)
@given(st.integers(1, 10**9), st.integers(-30, 30), st.lists(st.integers(1, 10**9), min_size=1, max_size=6))
def test_tax_and_base_are_used_up_with_the_deposit(total: int, rate: int, wanted: list[int]) -> None:
    held = Deposit(1, "D", "EUR", total, total * rate // 100, total * 3, total)
    tax = base = drawn = tax_base = 0
    for amount in [*wanted, total]:
        left = Deposit(1, "D", "EUR", total, held.tax, held.base_total, total, drawn, tax, base)
        part = min(amount, left.left)
        if part:
            made = deposits.draw(left, part)
            drawn, tax, base = drawn + made.amount, tax + made.tax, base + made.base
            tax_base += made.tax_base
            assert 0 <= made.tax * (1 if rate >= 0 else -1) <= made.amount
    assert (drawn, tax, base) == (total, held.tax, held.base_total)
    assert tax_base == held.tax * 3


def test_the_first_parts_are_met_first() -> None:
    assert deposits.less([100, 200, 300], 150) == (0, 150, 300)
    assert deposits.less([100], 0) == (100,) and deposits.less([], 5) == ()
