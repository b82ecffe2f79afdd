"""Codes come from their lists, and one that does not is named with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quittance.rules import einvoice as terms
from quittance.rules.einvoice_lists import findings, registered
from tests import einvoices


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("BR-CL-01", {"type_code": "999"}),
        ("BR-CL-04", {"currency": "XXQ"}),
        ("BR-CL-04", {"currency": "BGN"}),
        ("BR-CL-05", {"tax_currency": "BGN"}),
        ("BR-CL-06", {"tax_point_code": "29"}),
        ("BR-CL-10", {"seller": replace(einvoices.SELLER, ids=(terms.Identifier("1", "0999"),))}),
        ("BR-CL-14", {"buyer": replace(einvoices.BUYER, address=terms.Address(country="UK"))}),
        ("BR-CL-16", {"means": (terms.Means("99"),)}),
        ("BR-CL-22", {"taxes": (terms.Tax("E", reason_code="VATEX-EU-1"),)}),
        ("BR-CL-24", {"supporting": (terms.Supporting("1", content=b"x", media_type="text/html"),)}),
        ("BR-CL-25", {"buyer": replace(einvoices.BUYER, endpoint=terms.Identifier("1", "1234"))}),
    ],
)
def test_a_code_of_no_list_is_named(rule: str, changes: dict[str, Any]) -> None:
    whole = einvoices.invoice()
    assert list(findings(whole)) == []
    (found,) = findings(replace(whole, **changes))
    assert (found.rule == rule and "is not in" in found.sentence and "BT-" in found.place) or found.place.startswith(
        "BG-"
    )


def test_codes_of_a_line_are_checked_with_its_number() -> None:
    line = einvoices.line(1, "1.00")
    assert line.item is not None
    odd = replace(
        line,
        quantity=terms.Quantity(line.quantity.value if line.quantity else 1, "PCS"),  # type: ignore[arg-type]
        item=replace(line.item, origin="EU", classes=(terms.Classification("1", "XXX"),)),
        charges=(terms.Charge(False, reason_code="FC"), terms.Charge(True, reason_code="95")),
    )
    found = list(findings(replace(einvoices.invoice(), lines=(odd,))))
    assert [one.rule for one in found] == ["BR-CL-23", "BR-CL-15", "BR-CL-13", "BR-CL-19", "BR-CL-20"]
    assert all(one.place.startswith("line 1") for one in found)


def test_registered_schemes_are_those_of_iso_6523() -> None:
    assert registered("0088") and registered("0248") and not registered("0001") and not registered("9930")
