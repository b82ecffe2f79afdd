"""Papers through the API: PDFs of documents, receipts and statements, and refusals where there is none."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_papers_come_as_pdf(api: Api) -> None:
    factories.customer(api.context, "C-1")
    factories.invoice(api.context, "INV/1", "10.00")
    factories.payment(api.context, "PAY-1", "4.00", allocate="oldest")
    for path, query, name in (
        ("/documents/INV/1/pdf", {}, "INV_1.pdf"),
        ("/payments/PAY-1/pdf", {}, "PAY-1.pdf"),
        ("/statements/pdf", {"customer_number": "C-1"}, "statement-C-1-2026-06-30.pdf"),
        ("/statements/pdf", {"customer_number": "C-1", "kind": "activity"}, "statement-C-1-2026-06-30.pdf"),
    ):
        found = api.get(path, **query)
        assert (found.status, found.headers["Content-Type"]) == (200, "application/pdf"), path
        assert found.text.startswith("%PDF") and name in found.headers["Content-Disposition"]


def test_what_is_not_there_has_no_paper(api: Api) -> None:
    assert api.get("/documents/INV-9/pdf").code == "not_found"
    assert api.get("/payments/PAY-9/pdf").code == "not_found"
    assert api.get("/statements/pdf", customer_number="C-9").code == "not_found"
    factories.customer(api.context, "C-1")
    assert api.get("/statements/pdf", customer_number="C-1", since="2026-01-01").field == "since"
