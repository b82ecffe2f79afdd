"""The catalogue through the API, and items on lines."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.api.client import Api, answer_of

pytestmark = pytest.mark.django_db

ROPE = {
    "number": "ROPE/1",
    "name": "Rope",
    "price": "3.50",
    "unit": "roll",
    "tax": "21",
}

STOCK = {"stocked": True, "low_at": "3"}


def test_items_are_added_changed_priced_and_shown(api: Api) -> None:
    made = api.post("/catalogue", ROPE | STOCK | {"texts": [{"language": "de", "name": "Seil"}]})
    assert made.status == 201 and made.body["version"] == 1
    assert api.post("/catalogue", ROPE).code == "duplicate"
    assert api.post("/catalogue-prices", {"item": "ROPE/1", "price": "3.00", "from_quantity": "10"}).status == 201
    assert api.post("/catalogue-receipts", {"item": "ROPE/1", "quantity": "2"}).body["low"] is True
    assert api.post("/catalogue-counts", {"item": "ROPE/1", "counted": "9", "reason": "Counted"}).body["on_hand"] == "9"
    assert api.ask("PATCH", "/catalogue/ROPE/1", {"version": 1, "name": "Rope, 50 m"}).body["version"] == 2
    shown = api.get("/catalogue/ROPE/1").body
    assert (shown["name"], shown["price"], shown["unit"], shown["on_hand"]) == ("Rope, 50 m", "3.5", "XRO", "9")
    assert [one["from_quantity"] for one in shown["prices"]] == ["10", "0"] and shown["texts"] == {"de": "Seil"}
    assert [row["number"] for row in api.get("/catalogue?search=rope").body["rows"]] == ["ROPE/1"]
    assert api.get("/catalogue/NONE").status == 404


def test_a_line_takes_what_its_item_says(api: Api) -> None:
    factories.customer(api.context, "C-7")
    api.post("/catalogue", ROPE)
    body = {"customer_number": "C-7", "issued_on": "2026-06-01", "number": "I-1"}
    made = api.post("/invoices", body | {"lines": [{"item": "ROPE/1", "quantity": "12"}]})
    assert made.body["total"] == "50.82"
    kept = api.get("/documents/I-1").body["lines"][0]
    assert (kept["item"], kept["unit"], kept["description"]) == ("ROPE/1", "XRO", "Rope")
    missing = api.post("/invoices", body | {"number": "I-2", "lines": [{"item": "NONE"}]})
    assert (missing.code, missing.field) == ("not_found", "lines[1].item")
    bare = api.post("/invoices", body | {"number": "I-3", "lines": [{"description": "No price"}]})
    assert (bare.code, bare.field) == ("invalid", "lines[0].unit_price")


def test_items_are_imported_from_a_file(api: Api) -> None:
    file = SimpleUploadedFile("items.csv", b"number,name,price\nA,Anchor,12.00\n,Nameless,1\n")
    headers = {"Authorization": f"Bearer {api.secret}"}
    made = answer_of(api.client.post("/api/v1/catalogue-files", {"file": file}, headers=headers))
    assert (made.body["added"], made.body["refused"], made.body["faults"][0]["row"]) == (1, 1, 3)
