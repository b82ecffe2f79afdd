"""What UBL says in its own way: subjects of notes, orders without a number, tax totals, the SEPA creditor."""

from __future__ import annotations

from decimal import Decimal

from quittance.formats import ubl
from quittance.rules import einvoice as terms
from tests import einvoices


def test_the_subject_of_a_note_stands_between_number_signs() -> None:
    data = ubl.write(einvoices.invoice(notes=(terms.Note("Registered in Amsterdam", "REG"),)))
    assert b"<cbc:Note>#REG#Registered in Amsterdam</cbc:Note>" in data
    assert ubl.read(data).notes == (terms.Note("Registered in Amsterdam", "REG"),)


def test_a_sales_order_alone_is_written_with_a_stand_in() -> None:
    invoice = einvoices.invoice(references=terms.References(sales_order="SO-1"))
    data = ubl.write(invoice)
    assert b"<cbc:ID>NA</cbc:ID>" in data and ubl.read(data) == invoice


def test_the_creditor_of_a_direct_debit_stands_with_the_payee_or_the_seller() -> None:
    debit = {
        "creditor_id": "NL98ZZZ999999990000",
        "mandate": "M-1",
        "means": (terms.Means("59", debited="NL91ABNA0417164300"),),
    }
    for invoice in (einvoices.invoice(**debit), einvoices.invoice(payee=terms.Payee("Factor NV"), **debit)):
        data = ubl.write(invoice)
        assert data.count(b'schemeID="SEPA"') == 1 and ubl.read(data) == invoice


def test_both_tax_totals_are_told_apart_by_currency() -> None:
    invoice = einvoices.invoice(tax_currency="SEK", tax_total_accounting=Decimal("250.10"))
    data = ubl.write(invoice)
    assert data.count(b"<cac:TaxTotal>") == 2 and b'<cbc:TaxAmount currencyID="SEK">250.10' in data
    assert ubl.read(data) == invoice
