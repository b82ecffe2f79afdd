"""Estimates through the API: written, accepted, converted, printed."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db
LINES = [{"description": "Boxes", "quantity": "12", "unit_price": "3.50", "tax_rate": "21"}]
BODY: dict[str, Any] = {"customer_number": "C-1", "lines": LINES, "valid_until": "2026-08-31"}
HERE = "/estimates/EST-2026-00001"


@pytest.fixture(autouse=True)
def written(api: Api) -> None:
    """An estimate of 50.82."""
    factories.customer(api.context)
    made = api.post("/estimates", BODY)
    assert (made.status, made.body["number"], made.body["total"]) == (201, "EST-2026-00001", "50.82")


def test_an_estimate_is_accepted_and_becomes_an_invoice(api: Api) -> None:
    assert api.post(f"{HERE}/sent", {}).body["state"] == "sent"
    assert api.post(f"{HERE}/convert", {}).code == "conflict"
    accepted = {"on": "2026-06-29", "decided_with": "Mrs Vermeer", "purchase_order": "PO 7"}
    assert api.post(f"{HERE}/accept", accepted).field == "on", "it was written today"
    assert api.post(f"{HERE}/accept", {**accepted, "on": "2026-06-30"}).body["state"] == "accepted"
    made = api.post(f"{HERE}/convert", {"issue": "now"})
    assert (made.status, made.body["invoice"]) == (201, "INV-2026-00001")
    card = api.get(HERE).body
    assert (card["state"], card["invoice"], card["purchase_order"]) == ("invoiced", "INV-2026-00001", "PO 7")
    assert api.get("/documents/INV-2026-00001").body["total"] == "50.82"


def test_an_estimate_is_changed_by_version_declined_and_listed(api: Api) -> None:
    changed = api.ask("PUT", HERE, {**BODY, "version": 1, "note": "Cheaper"})
    assert changed.body["version"] == 2
    assert api.ask("PUT", HERE, {**BODY, "version": 1}).status == 412
    assert api.post(f"{HERE}/decline", {"reason": "Too dear"}).body["state"] == "declined"
    rows = api.get("/estimates", state="declined").body["rows"]
    assert [(row["number"], row["reason"]) for row in rows] == [("EST-2026-00001", "Too dear")]
    assert api.get(HERE).body["note"] == "Cheaper"


def test_it_is_given_as_pdf_and_what_is_not_there_is_refused(api: Api) -> None:
    assert api.get(f"{HERE}/pdf").headers["Content-Type"] == "application/pdf"
    assert api.get("/estimates/EST-9").code == "not_found"
    assert api.post("/estimates", {**BODY, "lines": []}).field == "total"
    assert api.post(f"{HERE}/sent", {"now": True}).field == "now"
