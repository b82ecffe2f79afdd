"""The page of an e-invoice: what the receiver would refuse by its rule, and the file when nothing is left."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from tests import einvoiced, factories
from tests.web.browse import Person

pytestmark = pytest.mark.django_db


def test_an_invoice_that_keeps_every_rule_is_downloaded(clerk: Person, company: Context) -> None:
    einvoiced.fill(company)
    clerk.get("/invoices/E-INV-1/")
    assert "/invoices/E-INV-1/einvoice/" in clerk.last
    assert clerk.get("/invoices/E-INV-1/einvoice/").status_code == 200
    assert "It keeps every rule of its profile." in clerk.last and "download=1" in clerk.last
    answer = clerk.get("/invoices/E-INV-1/einvoice/?profile=cii&download=1")
    assert answer.headers["Content-Type"] == "application/xml" and b"CrossIndustryInvoice" in answer.content


def test_what_is_missing_is_named_by_its_rule(clerk: Person, company: Context) -> None:
    einvoiced.fill(company)
    clerk.get("/invoices/E-INV-1/einvoice/?profile=xrechnung-ubl")
    assert "BR-DE-15" in clerk.last and "The receiver would refuse it." in clerk.last
    assert "download=1" not in clerk.last
    answer = clerk.get("/invoices/E-INV-1/einvoice/?profile=xrechnung-ubl&download=1")
    assert answer.headers["Content-Type"].startswith("text/html")


def test_lines_at_zero_are_zero_rated_unless_another_category_is_chosen(clerk: Person, company: Context) -> None:
    einvoiced.fill(company)
    factories.invoice(company, "E-INV-3", "", customer="E-1", lines=(factories.line("Advice", "1", "10.00", "0"),))
    assert clerk.get("/invoices/E-INV-3/einvoice/?buyer_reference=1").status_code == 200
    assert "It keeps every rule of its profile." in clerk.last and "Reverse charge (AE)" in clerk.last
    clerk.get("/invoices/E-INV-3/einvoice/?untaxed=AE&buyer_reference=1")
    assert "It keeps every rule of its profile." in clerk.last
    assert clerk.get("/invoices/E-INV-1/einvoice/?delivered_on=never").status_code == 422


def test_a_buyer_is_reached_where_it_says(clerk: Person, company: Context) -> None:
    einvoiced.fill(company)
    assert clerk.get("/invoices/E-INV-1/einvoice/?buyer_endpoint=0088:8712345000004").status_code == 200
    assert "It keeps every rule of its profile." in clerk.last and "buyer_endpoint=0088%3A8712345000004" in clerk.last
    assert clerk.get("/invoices/E-INV-1/einvoice/?buyer_endpoint=one").status_code == 422
    assert "#f-buyer_endpoint" in clerk.last and "is no electronic address" in clerk.last


def test_a_document_that_is_not_there_has_no_e_invoice(clerk: Person) -> None:
    assert clerk.get("/invoices/INV-99/einvoice/").status_code == 404
