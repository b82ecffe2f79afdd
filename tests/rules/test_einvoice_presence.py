"""What a document must have: each part that is taken away is named by its rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quittance.rules import einvoice as terms
from quittance.rules.einvoice_presence import findings
from tests import einvoices

GONE: list[tuple[str, dict[str, Any]]] = [
    ("BR-01", {"customization": ""}),
    ("BR-02", {"number": ""}),
    ("BR-03", {"issued_on": None}),
    ("BR-04", {"type_code": ""}),
    ("BR-05", {"currency": ""}),
    ("BR-06", {"seller": replace(einvoices.SELLER, name="")}),
    ("BR-07", {"buyer": None}),
    ("BR-08", {"seller": replace(einvoices.SELLER, address=None)}),
    ("BR-11", {"buyer": replace(einvoices.BUYER, address=terms.Address(city="Hamburg"))}),
    ("BR-16", {"lines": ()}),
    ("BR-17", {"payee": terms.Payee()}),
    ("BR-52", {"supporting": (terms.Supporting(),)}),
    ("BR-53", {"tax_currency": "SEK"}),
    ("BR-55", {"preceding": (terms.Preceding(),)}),
    ("BR-56", {"representative": terms.Representative("Rep", "", terms.Address(country="FR"))}),
    ("BR-61", {"means": (terms.Means("30"),)}),
    ("BR-CO-18", {"taxes": ()}),
]


@pytest.mark.parametrize(("rule", "changes"), GONE)
def test_what_is_taken_away_is_named_by_its_rule(rule: str, changes: dict[str, Any]) -> None:
    whole = einvoices.invoice()
    assert list(findings(whole)) == []
    assert rule in [one.rule for one in findings(replace(whole, **changes))]


@pytest.mark.parametrize(
    ("adds", "on_line", "rules"),
    [
        (False, False, ["BR-31", "BR-32", "BR-33", "BR-CO-21"]),
        (True, False, ["BR-36", "BR-37", "BR-38", "BR-CO-22"]),
        (False, True, ["BR-41", "BR-42", "BR-CO-23"]),
        (True, True, ["BR-43", "BR-44", "BR-CO-24"]),
    ],
)
def test_allowances_and_charges_have_ids_of_their_own(adds: bool, on_line: bool, rules: list[str]) -> None:
    whole = einvoices.invoice()
    charge = terms.Charge(adds)
    if on_line:
        whole = replace(whole, lines=(replace(whole.lines[0], charges=(charge,)),))
    else:
        whole = replace(whole, charges=(charge,))
    assert [one.rule for one in findings(whole)] == rules
