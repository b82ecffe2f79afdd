"""Document numbers as payers write them, and what a text names."""

from __future__ import annotations

import pytest

from quittance.rules import references_forms, references_text
from quittance.rules.references_forms import CUT, DIGITS, ORDER, SHARED, SHORT, SLIP, TAIL, WHOLE

NUMBERS = ["INV-2025-00123", "INV-2025-00131", "INV-2025-04711"]


def named(
    text: str, numbers: list[str] = NUMBERS, orders: list[str] | None = None
) -> list[tuple[tuple[int, ...], int]]:
    blanks = [""] * len(numbers)
    forms = references_forms.build(numbers, orders or blanks, blanks)
    found = references_forms.mentions(references_text.read(text), forms)
    return sorted((mention.items, mention.way) for mention in found)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("RECHNUNG INV-2025-00123", WHOLE),
        ("inv202500123", WHOLE),
        ("RG2025/00123", DIGITS),
        ("2025 00123", DIGITS),
        ("2025-123", SHORT),
        ("Rg 123 danke", TAIL),
        ("INV-2025-00l23 INV-2025-0O123", SLIP),
        ("INV-2025-00213", SLIP),
        ("INV-2025-001", CUT),
    ],
)
def test_every_way_of_writing_a_number_is_read(text: str, way: int) -> None:
    assert ((0,), way) in named(text) or any(items[0] == 0 and each == way for items, each in named(text))


def test_later_numbers_of_a_list_may_give_their_end_only() -> None:
    assert named("INV-2025-00123, 131, 04711") == [((0,), WHOLE), ((1,), SHARED), ((2,), SHARED)]


def test_an_end_is_counted_from_the_first_number_of_the_list_too() -> None:
    numbers = ["INV-2025-18400", "INV-2025-27465", "INV-2025-17056"]
    assert named("INV-2025-18400/27465/7056", numbers) == [((0,), WHOLE), ((1,), SHARED), ((2,), SHARED)]


def test_a_shared_order_number_names_all_its_items() -> None:
    assert named("PO 4500000001", orders=["4500000001", "4500000001", ""]) == [((0, 1), ORDER)]


def test_amounts_dates_and_strangers_name_nothing() -> None:
    assert named("123,45 vom 01.02.2025 und 999999") == []


def test_loose_numbers_are_those_that_name_nothing() -> None:
    reading = references_text.read("INV-2025-00123 AVIS 887766")
    forms = references_forms.build(NUMBERS, ["", "", ""], ["", "", ""])
    left = references_forms.loose(reading, references_forms.mentions(reading, forms))
    assert [reading.runs[place] for place in left] == ["887766"]
