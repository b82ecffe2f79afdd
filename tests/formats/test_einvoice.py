"""An e-invoice is recognised by its root, and anything else is refused."""

from __future__ import annotations

import pytest

from quittance.formats import cii, einvoice, ubl
from quittance.formats.bank import Malformed
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
