"""Preflight through the API: in the answer of an invoice, of an issued one, and as a policy."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_an_invoice_answers_what_would_delay_it_even_in_a_dry_run(api: Api) -> None:
    factories.customer(api.context, "C-7")
    body = {"customer_number": "C-7", "issued_on": "2026-06-01", "total": "5.00", "number": "I-1"}
    tried = api.post("/invoices", body, dry_run="true").body
    assert [one["check"] for one in tried["warnings"]] == ["address", "bank"]
    assert api.post("/invoices", body).body["warnings"] == tried["warnings"]
    assert [row["check"] for row in api.get("/preflight?number=I-1").body["rows"]] == ["address", "bank"]
    assert api.get("/preflight?number=I-9").status == 404


def test_a_policy_is_set_and_an_order_demanded(api: Api) -> None:
    factories.customer(api.context, "C-7")
    levels = {"levels": [{"check": "bank", "level": "off"}, {"check": "address", "level": "off"}]}
    assert api.ask("PUT", "/preflight/policy", levels).status == 200
    rows = {row["check"]: row["level"] for row in api.get("/preflight/policy").body["rows"]}
    assert (rows["bank"], rows["order"]) == ("off", "block")
    assert api.ask("PUT", "/preflight/orders", {"customer_number": "C-7", "required": True}).body["required"] is True
    body = {"customer_number": "C-7", "issued_on": "2026-06-01", "total": "5.00"}
    refused = api.post("/invoices", body)
    assert (refused.code, refused.field) == ("rules_broken", "purchase_order")
    assert api.post("/invoices", body | {"purchase_order": "PO-1"}).body["warnings"] == []
    assert api.ask("PUT", "/preflight/policy", {"levels": [{"check": "x", "level": "off"}]}).status == 422
