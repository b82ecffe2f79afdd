"""Tag 86: each dialect by its shape, and plain text as it is."""

from __future__ import annotations

import time

import pytest

from quittance.formats.mt940_text import told


def test_slashed_labels_of_dutch_banks_are_read() -> None:
    found = told("/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/ACME BV/REMI/INV 1001/EREF/E-7")
    assert (found.name, found.account) == ("ACME BV", "NL91ABNA0417164300")
    assert (found.text, found.end_to_end_id) == ("INV 1001", "E-7")


def test_another_mark_than_the_question_mark_is_read() -> None:
    found = told("000>100133967858\n>20 RENT>21 OFFICE - FEB 2026>310390123456")
    assert (found.text, found.account) == ("RENT OFFICE - FEB 2026", "0390123456")


def test_plain_text_gives_up_its_reference_and_account() -> None:
    found = told("Payment RF18539007547034\nfrom BE68539007547034 thank you")
    assert found.reference == "RF18539007547034"
    assert found.account == "BE68539007547034"
    assert found.text == "Payment RF18539007547034 from BE68539007547034 thank you"


def test_a_return_gives_up_its_code() -> None:
    assert told("109?00RUECKLASTSCHRIFT?20SVWZ+RETOURE AC04 Konto zu").return_code == "AC04"
    assert told("Invoice AC04 spare part").return_code == ""


@pytest.mark.parametrize("hostile", ["?20" * 20_000, "/" * 60_000, "EREF+" * 12_000, "A" * 60_000, ""])
def test_long_nonsense_is_read_at_once(hostile: str) -> None:
    began = time.process_time()
    told(hostile)
    assert time.process_time() - began < 1
