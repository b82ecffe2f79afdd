"""Peppol BIS Billing 3.0: what it asks for beyond EN 16931 is named when it is missing."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from quittance.rules import einvoice as terms
from quittance.rules.einvoice_peppol import findings, is_gln
from tests import einvoices

CASES: list[tuple[str, dict[str, Any]]] = [
    ("PEPPOL-EN16931-R001", {"process": ""}),
    ("PEPPOL-EN16931-R002", {"notes": (terms.Note("a"), terms.Note("b"))}),
    ("PEPPOL-EN16931-R003", {"buyer_reference": "", "references": terms.References()}),
    ("PEPPOL-EN16931-R004", {"customization": terms.EN16931}),
    ("PEPPOL-EN16931-R005", {"tax_currency": "EUR"}),
    ("PEPPOL-EN16931-R007", {"process": "urn:other"}),
    ("PEPPOL-EN16931-R010", {"buyer": replace(einvoices.BUYER, endpoint=None)}),
    ("PEPPOL-EN16931-R020", {"seller": replace(einvoices.SELLER, endpoint=None)}),
    ("PEPPOL-EN16931-R055", {"tax_currency": "SEK", "tax_total_accounting": Decimal(-1)}),
    ("PEPPOL-EN16931-R061", {"means": (terms.Means("59"),)}),
    ("PEPPOL-EN16931-P0100", {"type_code": "325"}),
    ("PEPPOL-EN16931-P0101", {"type_code": "261"}),
    ("PEPPOL-EN16931-P0112", {"type_code": "384"}),
    ("PEPPOL-COMMON-R040", {"buyer": replace(einvoices.BUYER, endpoint=terms.Identifier("8712345000005", "0088"))}),
    ("PEPPOL-COMMON-R049", {"buyer": replace(einvoices.BUYER, endpoint=terms.Identifier("5560360794", "0007"))}),
    ("PEPPOL-COMMON-R041", {"buyer": replace(einvoices.BUYER, endpoint=terms.Identifier("974760674", "0192"))}),
    ("PEPPOL-COMMON-R042", {"buyer": replace(einvoices.BUYER, endpoint=terms.Identifier("DK1358562", "0184"))}),
    ("PEPPOL-COMMON-R043", {"buyer": replace(einvoices.BUYER, endpoint=terms.Identifier("0428759498", "0208"))}),
    ("PEPPOL-EN16931-CL008", {"buyer": replace(einvoices.BUYER, endpoint=terms.Identifier("a@b.example", "EM"))}),
    ("PEPPOL-EN16931-CL008", {"buyer": replace(einvoices.BUYER, endpoint=terms.Identifier("FI20774740", "0213"))}),
]


@pytest.mark.parametrize(("rule", "changes"), CASES)
def test_what_peppol_would_refuse_is_named(rule: str, changes: dict[str, Any]) -> None:
    assert list(findings(einvoices.invoice())) == []
    assert [one.rule for one in findings(einvoices.invoice(**changes))] == [rule]


def test_numbers_of_registers_are_taken_when_their_digits_fit() -> None:
    for scheme, number in (("0192", "974760673"), ("0184", "DK13585628"), ("0184", "13585628"), ("0208", "0428759497")):
        buyer = replace(einvoices.BUYER, endpoint=terms.Identifier(number, scheme))
        assert list(findings(einvoices.invoice(buyer=buyer))) == []


def test_lines_are_recomputed_from_their_price() -> None:
    line = einvoices.line(1, "100.00")
    assert line.price is not None
    off = replace(line, price=terms.Price(Decimal("99"), per=terms.Quantity(Decimal(1), "KGM")))
    found = [one.rule for one in findings(einvoices.invoice(off))]
    assert found == ["PEPPOL-EN16931-R120", "PEPPOL-EN16931-R130"]
    gross = replace(line, price=replace(line.price, gross=Decimal("120"), discount=Decimal("10")))
    assert [one.rule for one in findings(einvoices.invoice(gross))] == ["PEPPOL-EN16931-R046"]


def test_percentages_and_periods_and_reasons_must_fit() -> None:
    charge = terms.Charge(False, Decimal("9.00"), Decimal("100.00"), Decimal(10), "Loyal", "", "S", Decimal(21))
    assert [one.rule for one in findings(einvoices.invoice(charges=(charge,)))] == ["PEPPOL-EN16931-R040"]
    half = replace(charge, percent=None)
    assert [one.rule for one in findings(einvoices.invoice(charges=(half,)))] == ["PEPPOL-EN16931-R042"]
    day = datetime.date(2026, 2, 1)
    line = replace(einvoices.line(1, "1.00"), period=terms.Period(day, day + datetime.timedelta(60)))
    whole = terms.Period(day + datetime.timedelta(1), day + datetime.timedelta(27))
    found = [one.rule for one in findings(einvoices.invoice(line, period=whole))]
    assert found == ["PEPPOL-EN16931-R110", "PEPPOL-EN16931-R111"]
    invoice = einvoices.invoice()
    wrong = (replace(invoice.taxes[0], reason_code="VATEX-EU-AE"),)
    assert [one.rule for one in findings(replace(invoice, taxes=wrong))] == ["PEPPOL-EN16931-P0107"]


def test_the_last_digit_of_a_location_number_checks_the_others() -> None:
    assert is_gln("7300010000001") and not is_gln("7300010000002") and not is_gln("73000100000O1")
