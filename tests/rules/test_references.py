"""Structured references: check digits hold, one wrong digit breaks them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import references

DIGITS = "0123456789"


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=21))
def test_a_creditor_reference_is_known_by_its_two_check_digits(core: str) -> None:
    number = int("".join(str(int(sign, 36)) for sign in core + "RF00"))
    assert references.is_rf(f"RF{98 - number % 97:02d}{core}")
    assert not references.is_rf(f"RF{98 - (number + 1) % 97:02d}{core}")


@given(st.text(DIGITS, min_size=26, max_size=26).filter(lambda digits: digits.strip("0")))
def test_exactly_one_last_digit_makes_a_swiss_reference(body: str) -> None:
    assert [references.is_qrr(body + last) for last in DIGITS].count(True) == 1


@given(st.integers(0, 10**10 - 1))
def test_exactly_one_ending_makes_a_belgian_communication(body: int) -> None:
    valid = [end for end in range(100) if references.is_ogm(f"{body:010d}{end:02d}")]
    assert valid == [body % 97 or 97]


def test_a_kid_is_checked_by_either_modulus() -> None:
    assert references.is_kid("1234567897")
    assert references.is_kid("12345678903") or not references.is_kid("12345678904")
    assert not references.is_kid("12")


def test_references_are_found_in_a_text_that_the_bank_broke() -> None:
    assert references.structured("SVWZ+RF18 5390 0754 7034 thank you") == ["RF18539007547034"]
    assert references.structured("RF1853900 7547034") == ["RF18539007547034"]
    assert references.structured("+++010/8068/17183+++") == ["010806817183"]
    assert references.structured("RF19539007547034") == []


def test_a_swiss_reference_is_found_with_its_blanks() -> None:
    assert references.structured("21 00000 00003 13947 14300 09017") == ["210000000003139471430009017"]


@given(st.text("ABCXYZ0123456789-/ ", min_size=1, max_size=21).filter(references.plain))
def test_a_document_number_has_one_valid_creditor_reference(number: str) -> None:
    made = references.rf(number)
    assert references.is_rf(made) and made[4:] == references.plain(number)
    assert references.structured(f"Invoice {made} with thanks")[0].startswith(made)


def test_a_number_that_is_too_long_or_empty_has_no_creditor_reference() -> None:
    assert references.rf("x" * 22) == references.rf("") == references.rf("-") == ""
    assert references.rf("INV-26-00591") == "RF66INV2600591"


def test_the_account_decides_the_kind_of_reference() -> None:
    qr, other = "CH4431999123000889012", "CH5204835012345671000"
    assert references.is_qr_iban(qr) and not references.is_qr_iban(other)
    assert not references.is_qr_iban("NL91ABNA0417164300") and not references.is_qr_iban("CH44ABCDE")
    kind, reference = references.asked(qr, "INV-2026-00042", "CHF")
    assert kind == "QRR" and reference == references.qrr("INV-2026-00042") and references.is_qrr(reference)
    assert references.asked(qr, "Ä", "CHF") == references.asked(other, "Ä", "CHF") == ("NON", "")
    assert references.asked(qr, "INV-1", "USD")[0] == references.asked(other, "INV-1", "CHF")[0] == "SCOR"


def test_a_number_makes_a_swiss_reference_of_its_own_that_is_read_in_two_and_fives() -> None:
    assert references.is_qrr("21 00000 00003 13947 14300 09017"), "the example of the guidelines"
    assert references.grouped("210000000003139471430009017") == "21 00000 00003 13947 14300 09017"
    assert references.grouped("CH4431999123000889012") == "CH44 3199 9123 0008 8901 2"
    made = [references.qrr(number) for number in ("INV-2026-00042", "CN-2026-00042", "2026/42")]
    assert len({*made}) == 3 and all(map(references.is_qrr, made))
    assert references.qrr("0") == references.qrr("A" * 14) == "", "all zeros, and too long"
