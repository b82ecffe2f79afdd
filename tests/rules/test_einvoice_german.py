"""XRechnung 3.0: what it asks for beyond EN 16931 is named when it is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quittance.rules import einvoice as terms
from quittance.rules.einvoice_german import discounts_hold, findings
from tests import einvoices

CASES: list[tuple[str, dict[str, Any]]] = [
    ("BR-DE-1", {"means": ()}),
    ("BR-DE-2", {"seller": replace(einvoices.SELLER, contact=None)}),
    ("BR-DE-3", {"seller": replace(einvoices.SELLER, address=terms.Address(postcode="1", country="NL"))}),
    ("BR-DE-6", {"seller": replace(einvoices.SELLER, contact=terms.Contact("Ida", "", "ida@b.example"))}),
    ("BR-DE-7", {"seller": replace(einvoices.SELLER, contact=terms.Contact("Ida", "0201234"))}),
    ("BR-DE-9", {"buyer": replace(einvoices.BUYER, address=terms.Address(city="Hamburg", country="DE"))}),
    ("BR-DE-10", {"delivery": terms.Delivery(on=einvoices.invoice().issued_on, address=terms.Address(postcode="1"))}),
    ("BR-DE-15", {"buyer_reference": ""}),
    ("BR-DE-16", {"seller": replace(einvoices.SELLER, vat_id="")}),
    ("BR-DE-17", {"type_code": "386"}),
    ("BR-DE-18", {"terms": "#SKONTO#TAGE=14#PROZENT=2#\n"}),
    ("BR-DE-21", {"customization": terms.EN16931}),
    ("BR-DE-22", {"supporting": (terms.Supporting("1", filename="a.pdf"), terms.Supporting("2", filename="a.pdf"))}),
    ("BR-DE-26", {"type_code": "384"}),
    ("BR-DE-27", {"seller": replace(einvoices.SELLER, contact=terms.Contact("Ida", "12", "ida@b.example"))}),
    ("BR-DE-28", {"seller": replace(einvoices.SELLER, contact=terms.Contact("Ida", "0201234", "ida"))}),
    ("BR-DE-19", {"means": (terms.Means("58", account=terms.Account("NL91ABNA0417164301")),)}),
    ("BR-DE-23-a", {"means": (terms.Means("30"),)}),
    ("BR-DE-24-a", {"means": (terms.Means("48"),)}),
    ("BR-DE-25-a", {"means": (terms.Means("59"),)}),
    ("BR-DE-TMP-32", {"delivery": None}),
]


@pytest.mark.parametrize(("rule", "changes"), CASES)
def test_what_a_german_administration_would_refuse_is_named(rule: str, changes: dict[str, Any]) -> None:
    ours: dict[str, Any] = {"customization": terms.XRECHNUNG}
    assert list(findings(einvoices.invoice(**ours))) == []
    assert [one.rule for one in findings(einvoices.invoice(**(ours | changes)))] == [rule]


def test_a_direct_debit_needs_its_creditor_and_its_account() -> None:
    debit = einvoices.invoice(customization=terms.XRECHNUNG, mandate="M-1", means=(terms.Means("59"),))
    assert {"BR-DE-30", "BR-DE-31"} <= {one.rule for one in findings(debit)}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("", True),
        ("Net 30 days", True),
        ("#SKONTO#TAGE=14#PROZENT=2.00#\n", True),
        ("#SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=-252.94#\nNet 30", True),
        ("#SKONTO#TAGE=14#PROZENT=2.00#", False),
        ("#Skonto#TAGE=14#PROZENT=2.00#\n", False),
        ("#SKONTO#TAGE=14#PROZENT=2,00#\n", False),
    ],
)
def test_early_payment_discounts_have_one_form(text: str, holds: bool) -> None:
    assert discounts_hold(text) is holds
