"""VAT categories: each has its rates, its reasons and its registrations, under ids of its own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from quittance.rules import einvoice as terms
from quittance.rules.einvoice_vat import CATEGORIES, findings
from tests import einvoices


def rules(invoice: terms.Invoice) -> set[str]:
    """Ids of what is broken."""
    return {one.rule for one in findings(invoice)}


@pytest.mark.parametrize("category", [one for one in CATEGORIES if one.code != "O"])
def test_a_seller_without_registration_is_named(category: object) -> None:
    code, prefix, taxed = category.code, category.prefix, category.taxed  # type: ignore[attr-defined]
    line = einvoices.line(1, "100.00", category=code, rate="7" if taxed else "0")
    assert rules(einvoices.invoice(line)) == set()
    bare = replace(einvoices.SELLER, vat_id="")
    assert rules(einvoices.invoice(line, seller=bare)) == {f"{prefix}-02"}


def test_a_reverse_charge_needs_the_buyer_and_a_supply_its_country() -> None:
    bare = replace(einvoices.BUYER, vat_id="")
    for code, prefix in (("AE", "BR-AE"), ("K", "BR-IC")):
        line = einvoices.line(1, "100.00", category=code, rate="0")
        assert rules(einvoices.invoice(line, buyer=bare)) == {f"{prefix}-02"}
    supply = einvoices.line(1, "100.00", category="K", rate="0")
    assert rules(einvoices.invoice(supply, delivery=None)) == {"BR-IC-11", "BR-IC-12"}


@pytest.mark.parametrize(
    ("category", "rate", "rule"),
    [
        ("S", "0", "BR-S-05"),
        ("Z", "7", "BR-Z-05"),
        ("E", "7", "BR-E-05"),
        ("O", "0", "BR-O-05"),
        ("L", None, "BR-AF-05"),
    ],
)
def test_a_rate_that_the_category_forbids_is_named(category: str, rate: str | None, rule: str) -> None:
    assert rule in rules(einvoices.invoice(einvoices.line(1, "100.00", category=category, rate=rate)))


def test_a_breakdown_must_match_the_rows() -> None:
    whole = einvoices.invoice()
    off = replace(whole.taxes[0], taxable=Decimal("90.00"))
    assert rules(replace(whole, taxes=(off, whole.taxes[1]))) == {"BR-S-08", "BR-S-09"}
    assert rules(replace(whole, taxes=())) == {"BR-S-01"}
    said = replace(whole.taxes[0], reason="Because")
    assert rules(replace(whole, taxes=(said, whole.taxes[1]))) == {"BR-S-10"}
    exempt = einvoices.invoice(einvoices.line(1, "1.00", category="E", rate="0"))
    assert rules(replace(exempt, taxes=(replace(exempt.taxes[0], reason=""),))) == {"BR-E-10"}


def test_what_is_not_subject_to_vat_stands_alone() -> None:
    lines = (einvoices.line(1, "1.00", category="O", rate=None), einvoices.line(2, "1.00"))
    charge = terms.Charge(True, Decimal("1.00"), category="Z", rate=Decimal(0))
    assert {"BR-O-11", "BR-O-12", "BR-O-14"} <= rules(einvoices.invoice(*lines, charges=(charge,)))
