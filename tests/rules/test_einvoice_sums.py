"""What must add up: every total that is a cent off is named, and amounts have two decimals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from quittance.rules import einvoice as terms
from quittance.rules.einvoice_sums import findings
from tests import einvoices

CENT = Decimal("0.01")


@pytest.mark.parametrize(
    ("field", "rules"),
    [
        ("lines", {"BR-CO-10", "BR-CO-13"}),
        ("allowances", {"BR-CO-11", "BR-CO-13"}),
        ("charges", {"BR-CO-12", "BR-CO-13"}),
        ("net", {"BR-CO-13", "BR-CO-15"}),
        ("gross", {"BR-CO-15", "BR-CO-16"}),
        ("prepaid", {"BR-CO-16"}),
        ("payable", {"BR-CO-16"}),
    ],
)
def test_a_total_that_is_a_cent_off_is_named(field: str, rules: set[str]) -> None:
    charges = (
        terms.Charge(False, Decimal("5.00"), reason="Loyal", category="S", rate=Decimal(21)),
        terms.Charge(True, Decimal("2.00"), reason="Freight", category="S", rate=Decimal(21)),
    )
    whole = einvoices.invoice(charges=charges, prepaid=Decimal("10.00"))
    assert list(findings(whole)) == [] and whole.totals is not None
    off = replace(whole.totals, **{field: getattr(whole.totals, field) + CENT})
    assert {one.rule for one in findings(replace(whole, totals=off))} == rules


def test_the_tax_must_be_the_sum_of_its_rows_and_right_within_a_unit() -> None:
    whole = einvoices.invoice()
    wrong = replace(whole.taxes[0], amount=Decimal("99.00"))
    found = {one.rule for one in findings(replace(whole, taxes=(wrong, *whole.taxes[1:])))}
    assert found == {"BR-CO-14", "BR-CO-17"}


def test_an_amount_with_three_decimals_is_named() -> None:
    whole = einvoices.invoice()
    lines = (replace(whole.lines[0], net=Decimal("100.000")), *whole.lines[1:])
    assert [one.rule for one in findings(replace(whole, lines=lines))] == ["BR-DEC-23"]


def test_a_seller_must_be_known_and_a_vat_id_begins_with_a_country() -> None:
    bare = replace(einvoices.SELLER, ids=(), legal_id=None, vat_id="")
    assert [one.rule for one in findings(einvoices.invoice(seller=bare))] == ["BR-CO-26"]
    odd = replace(einvoices.BUYER, vat_id="123456789")
    assert [one.rule for one in findings(einvoices.invoice(buyer=odd))] == ["BR-CO-09"]


def test_what_is_due_must_say_when() -> None:
    assert [one.rule for one in findings(einvoices.invoice(due_on=None, terms=""))] == ["BR-CO-25"]
