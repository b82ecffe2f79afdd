"""An e-invoice is recognised by its root, and anything else is refused."""

from __future__ import annotations

import pytest

from quittance.formats import cii, einvoice, ubl
from quittance.formats.bank import Malformed
from quittance.rules import einvoice as terms
from tests import einvoices


def test_the_syntax_is_told_by_the_root() -> None:
    invoice = einvoices.invoice()
    credit = einvoices.invoice(type_code="381")
    found = [einvoice.read(data) for data in (ubl.write(invoice), ubl.write(credit), cii.write(invoice))]
    assert [one.syntax for one in found] == ["UBL Invoice", "UBL CreditNote", "CII"]
    assert [one.invoice for one in found] == [invoice, credit, invoice]


def test_another_file_is_refused_by_name() -> None:
    with pytest.raises(Malformed, match="<Order> is no e-invoice"):
        einvoice.read(b"<Order/>")


@pytest.mark.parametrize(
    ("specification", "severity"),
    [(terms.EN16931, "fatal"), (terms.XRECHNUNG, "fatal"), ("urn:factur-x.eu:1p0:minimum", "warning")],
)
def test_a_currency_where_none_belongs_is_as_grave_as_the_specification_has_it(
    specification: str, severity: str
) -> None:
    data = cii.write(einvoices.invoice(customization=specification))
    assert einvoice.read(data).faults == ()
    wrong = data.replace(b"<ram:GrandTotalAmount>", b'<ram:GrandTotalAmount currencyID="EUR">')
    (found,) = einvoice.read(wrong).faults
    assert (found.rule, found.severity) == ("CII-DT-031", severity) and "GrandTotalAmount" in found.place


@pytest.mark.parametrize(
    ("specification", "severities"),
    [(terms.EN16931, ["fatal"]), (terms.PEPPOL, ["fatal"]), (terms.XRECHNUNG, [])],
)
def test_an_empty_element_is_as_grave_as_the_specification_has_it(specification: str, severities: list[str]) -> None:
    data = cii.write(einvoices.invoice(customization=specification))
    wrong = data.replace(b"</ram:IncludedNote>", b"<ram:SubjectCode/></ram:IncludedNote>")
    assert [one.severity for one in einvoice.read(wrong).faults if one.rule == "PEPPOL-EN16931-R008"] == severities
