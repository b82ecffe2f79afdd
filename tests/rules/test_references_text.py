"""Reading a bank line: runs of digits, joins over separators, dates, amounts and ids that are no references."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import references_text


def digits(text: str, *ignored: str) -> set[str]:
    return {number.digits for number in references_text.read(text, ignored).numbers}


def test_runs_are_joined_over_separators_but_not_over_a_list() -> None:
    assert "202500123" in digits("INV-2025-00123")
    assert "202500123" in digits("INV 2025 00123")
    assert "1234" not in digits("12, 34")


def test_letters_that_look_like_digits_are_read_both_ways() -> None:
    assert "202500123" in digits("INV-2O25-OO123")
    scanned = [number for number in references_text.read("2O25-00123").numbers if number.digits == "202500123"]
    assert [number.scanned for number in scanned] == [True]


def test_known_ids_are_taken_out_even_where_the_bank_broke_the_line() -> None:
    assert digits("EREF+E2E998877 66 SVWZ+123", "E2E99887766") == {"123"}


def test_dates_amounts_and_customer_numbers_are_marked() -> None:
    reading = references_text.read("RG 4711 vom 30.06.2025 ueber 1.234,50 Kd-Nr. 100123")
    assert reading.amounts == ("123450",)
    assert {reading.runs[place] for place in reading.dated} == {"30", "06", "2025"}
    assert {reading.runs[place] for place in reading.parties} == {"100123"}


def test_the_number_of_a_check_is_the_banks_and_names_nothing() -> None:
    reading = references_text.read("CHECK 25352 PAYMENT")
    assert reading.parties == {0}


@given(st.text(max_size=200))
def test_any_text_is_read_and_places_stay_inside(text: str) -> None:
    reading = references_text.read(text)
    assert all(0 <= number.first <= number.last < len(reading.runs) for number in reading.numbers)
