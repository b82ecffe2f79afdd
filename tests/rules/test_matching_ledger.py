"""The index over open items: by customer, digits and amount."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quittance.rules.matching_ledger import Ledger
from tests.rules.remitted import ACME, BOLT, item


def test_items_are_found_by_digits_without_zeros_and_by_order() -> None:
    ledger = Ledger([item("INV-2025-00123", 100, order="4500000001"), item("INV-2025-00124", 200, BOLT)])
    for digits in ("202500123", "2025123", "4500000001"):
        assert [ledger.items[place].number for place in ledger.with_digits(digits)] == ["INV-2025-00123"]
    assert ledger.with_digits("999999") == []


def test_items_are_found_by_amount_in_their_currency_only() -> None:
    ledger = Ledger([item("A1", 500), item("A2", 500, currency="GBP")])
    assert [ledger.items[place].number for place in ledger.with_amount(500, "EUR")] == ["A1"]


def test_amounts_that_too_many_share_find_nothing() -> None:
    assert Ledger([item(f"A{place}", 500) for place in range(80)]).with_amount(500, "EUR") == []


def test_a_customers_items_stand_in_order_of_due_date() -> None:
    ledger = Ledger([item("A2", 1, due=5), item("A1", 1), item("B1", 1, BOLT)])
    assert [ledger.items[place].number for place in ledger.places(ACME)] == ["A1", "A2"]
    assert len(ledger.joint([ACME, BOLT]).places) == 3
    assert sorted(ledger.customers()) == [ACME, BOLT]


@given(st.permutations([item(f"R-{number}", number, due=number % 3) for number in range(1000, 1008)]))
def test_the_order_of_the_input_does_not_matter(items: list[object]) -> None:
    assert Ledger(items).items == Ledger(items[::-1]).items  # type: ignore[arg-type]
