"""Mails and letters: documents, what is taken off, the total, the payer; a text that says nothing is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import advice_text
from quittance.formats.bank import Malformed
from quittance.formats.remittance import Advice

MAIL = """From: "Havstein Seafood AS" <ap@havstein.example>
Subject: Remittance advice

Payment reference: HS-99812
Payment date: 9 March 2026

Invoice INV-26-01057   24.115,00
Invoice INV-26-01607   24.850,00
  less freight           652,60
Total paid EUR 48.312,40
"""


def read(text: str, currency: str = "EUR") -> Advice:
    """The one advice of a text."""
    (advice,) = advice_text.read(text, currency)
    return advice


def paid(text: str) -> list[tuple[str, int | None]]:
    """Documents with what is paid of each."""
    return [(one.number, one.amount) for one in read(text).paid]


def test_a_mail_gives_its_documents_reference_payer_and_day() -> None:
    advice = read(MAIL)
    assert (advice.amount, advice.currency, advice.reference) == (4_831_240, "EUR", "HS-99812")
    assert (advice.payer_name, str(advice.paid_on)) == ("Havstein Seafood AS", "2026-03-09")
    first, second = advice.paid
    assert (first.number, first.amount, first.location) == ("INV-26-01057", 2_411_500, "line 7")
    assert (second.amount, second.original) == (2_419_740, 2_485_000)
    assert (second.adjustments[0].amount, second.adjustments[0].code) == (-65_260, "less freight")
    assert advice.difference == 0 and ("line 9", "less freight           652,60") in advice.fields


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10001 12.03.2026 1,000.00 20.00 980.00\nTotal: 980.00", [("10001", 98_000)]),
        ("10001 12.03.2026 1,000.00 20.00\nTotal: 980.00", [("10001", 98_000)]),
        ("10001 1,000.00 4,500.00\nTotal: 1,000.00", [("10001", 100_000)]),
        ("RE 1001 100,00 EUR\nGutschrift 2001 30,00 EUR\nSumme 70,00", [("1001", 10_000), ("2001", -3_000)]),
        ("1001 100.00\n2001 30.00\nTotal 70.00", [("1001", 10_000), ("2001", -3_000)]),
        ("Hi, we paid INV-1 for €200 today", [("INV-1", 20_000)]),
        ("INV-26-00102: 1 290.10", [("INV-26-00102", 129_010)]),
        ("Invoice no. 77: 12.00\nIBAN DE89 3704 0044 0532 0130 00 on 12.03.2026", [("77", 1_200)]),
        ("INV-5 (100.00)", [("INV-5", -10_000)]),
        ("INV-5 less 2% skonto 98,00", [("INV-5", 9_800)]),
    ],
)
def test_amounts_of_a_row_are_read_as_the_total_says(text: str, expected: list[tuple[str, int]]) -> None:
    assert paid(text) == expected


def test_the_currency_of_the_text_counts_before_the_companys() -> None:
    assert read("INV-100 USD 12.00").currency == "USD"
    assert read("INV-100 ¥120000", "EUR").amount == 120_000


@pytest.mark.parametrize(
    "text", ["hello", "", "Call me at 030 1234567", "Total 12.00", "x" * 200_001, "INV-1 USD 1.005"]
)
def test_what_names_no_invoice_and_amount_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(Malformed) as refused:
        advice_text.read(text, "EUR")
    assert refused.value.location.startswith("line ")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(alphabet="IN V-0123456789.,€() \nTotalless%/", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert advice_text.read(text, "EUR")[0].paid
    except Malformed as refused:
        assert refused.location
