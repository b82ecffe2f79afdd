"""Receipts: what came in, what it was used for, and what is left."""

from __future__ import annotations

import pytest

from quittance.reports import paper_receipt
from quittance.reports.books import of
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_receipt_names_what_the_payment_was_used_for() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "10.00")
    factories.payment(context, "PAY-1", "25.00", payer_name="Brightwater", allocate="oldest")
    sheet = paper_receipt.of(of(context), "PAY-1")
    (table,) = sheet.tables
    assert [row.cells for row in table.rows] == [("INV-1", "30 Jun 2026", "10.00")]
    assert [fact.value for fact in table.sums] == ["10.00", "15.00", "25.00"]
    assert {fact.label: fact.value for fact in sheet.facts}["Paid by"] == "Brightwater"
    assert [box.value for box in sheet.boxes] == ["30 June 2026", "€25.00"]


def test_a_payment_taken_back_says_so_and_a_refund_is_a_use() -> None:
    context = factories.company()
    factories.customer(context, "C-1", language="de")
    factories.payment(context, "PAY-1", "25.00")
    factories.reverse(context, "PAY-1")
    sheet = paper_receipt.of(of(context), "PAY-1")
    assert sheet.title == "Zahlungsbestätigung"
    assert {fact.label: fact.value for fact in sheet.facts}["Storniert am"] == "30. Juni 2026"
