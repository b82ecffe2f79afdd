"""E-invoices through the API: a file in a profile, and a refusal that names the rules."""

from __future__ import annotations

import pytest

from tests import einvoiced
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_document_comes_as_an_e_invoice(api: Api) -> None:
    einvoiced.fill(api.context)
    for profile, root in (("ubl", "<Invoice "), ("cii", "<rsm:CrossIndustryInvoice ")):
        found = api.get("/documents/E-INV-1/einvoice", profile=profile)
        assert (found.status, found.headers["Content-Type"]) == (200, "application/xml")
        assert root in found.text and f"E-INV-1-{profile}.xml" in found.headers["Content-Disposition"]


def test_a_paper_carries_its_e_invoice(api: Api) -> None:
    einvoiced.fill(api.context)
    found = api.get("/documents/E-INV-1/einvoice", profile="factur-x")
    assert (found.status, found.headers["Content-Type"]) == (200, "application/pdf")
    assert found.text.startswith("%PDF") and "E-INV-1-factur-x.pdf" in found.headers["Content-Disposition"]


def test_broken_rules_are_refused_by_their_ids(api: Api) -> None:
    einvoiced.fill(api.context)
    refused = api.get("/documents/E-INV-1/einvoice", profile="xrechnung-ubl")
    assert (refused.status, refused.code, refused.field) == (409, "rules_broken", "profile")
    assert "BR-DE-15" in refused.text
    assert api.get("/documents/E-INV-1/einvoice", profile="paper").code == "invalid"
    assert api.get("/documents/E-INV-9/einvoice").code == "not_found"


def test_a_buyer_is_reached_where_it_says(api: Api) -> None:
    einvoiced.fill(api.context)
    found = api.get("/documents/E-INV-1/einvoice", buyer_endpoint="0088:8712345000004")
    assert '<cbc:EndpointID schemeID="0088">8712345000004</cbc:EndpointID>' in found.text
    refused = api.get("/documents/E-INV-1/einvoice", buyer_endpoint="8712345000004")
    assert (refused.status, refused.code, refused.field) == (422, "invalid", "buyer_endpoint")
