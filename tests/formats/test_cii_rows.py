"""The table of cross industry invoices speaks of the same terms as that of UBL."""

from __future__ import annotations

from quittance.formats.cii_rows import DOCUMENT
from quittance.formats.ubl_rows import INVOICE
from tests.formats import bound

ODD_IN_UBL = {
    *("references.purchase_order references.sales_order notes.text notes.subject creditor_id remittance".split()),
    *("mandate means means.code means.text means.card means.card.number means.card.holder means.debited".split()),
    *("means.account means.account.id means.account.name means.account.bank taxes taxes.category taxes.rate".split()),
    *("taxes.taxable taxes.amount taxes.reason taxes.reason_code".split()),
}
ODD_HERE = {"tax_point_on", "tax_point_code", "references.object_id", "lines.object_id"}


def test_both_syntaxes_speak_of_the_same_terms() -> None:
    here, there = bound.fields(DOCUMENT), bound.fields(INVOICE)
    assert here - there == ODD_IN_UBL
    assert there - here == ODD_HERE
