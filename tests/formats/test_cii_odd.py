"""What a cross industry invoice says in its own way: tax points, registrations, objects, both tax totals."""

from __future__ import annotations

import datetime
from decimal import Decimal

from quittance.formats import cii
from quittance.rules import einvoice as terms
from tests import einvoices


def test_the_tax_point_stands_in_the_first_row_of_the_breakdown() -> None:
    invoice = einvoices.invoice(tax_point_on=datetime.date(2026, 3, 1))
    data = cii.write(invoice)
    assert data.count(b"<ram:TaxPointDate>") == 1 and len(invoice.taxes) == 2 and cii.read(data) == invoice


def test_the_code_of_a_tax_point_is_that_of_the_other_list() -> None:
    invoice = einvoices.invoice(tax_point_code="432")
    data = cii.write(invoice)
    assert b"<ram:DueDateTypeCode>72</ram:DueDateTypeCode>" in data and cii.read(data) == invoice


def test_an_object_has_its_scheme_as_the_type_of_reference() -> None:
    invoice = einvoices.invoice(references=terms.References(object_id=terms.Identifier("METER-1", "AVE")))
    data = cii.write(invoice)
    assert b"<ram:ReferenceTypeCode>AVE</ram:ReferenceTypeCode>" in data and cii.read(data) == invoice


def test_tax_numbers_and_tax_totals_are_told_apart() -> None:
    invoice = einvoices.invoice(tax_currency="SEK", tax_total_accounting=Decimal("250.10"))
    data = cii.write(invoice)
    assert b'<ram:ID schemeID="VA">NL123456782B90' in data
    assert b'<ram:TaxTotalAmount currencyID="SEK">250.10' in data and cii.read(data) == invoice


def test_the_delivery_stands_there_though_nothing_is_known_of_it() -> None:
    assert b"<ram:ApplicableHeaderTradeDelivery/>" in cii.write(einvoices.invoice(delivery=None))
