"""Reversals through the API: by number, by reference or by entry, once."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_payment_is_reversed_once_and_its_invoice_is_open_again(api: Api) -> None:
    factories.customer(api.context)
    factories.invoice(api.context, "INV-1", "10.00")
    entry = factories.payment(api.context, "PAY-1", "10.00", allocate="oldest").entry_id
    made = api.post("/reversals", {"number": "PAY-1", "reason": "bounced"})
    assert (made.status, made.body["reversed_entry_id"], made.body["kind"]) == (201, str(entry), "payment")
    assert api.get("/documents/INV-1").body["open"] == "10.00"
    again = api.post("/reversals", {"entry_id": str(entry), "reason": "bounced"})
    assert (again.status, again.code) == (409, "already_reversed")
    assert api.get("/verify").body["clean"]


def test_what_cannot_be_reversed_is_refused(api: Api) -> None:
    factories.customer(api.context)
    factories.invoice(api.context, "INV-1", "10.00")
    assert api.post("/reversals", {"reason": "x"}).field == "number"
    assert api.post("/reversals", {"reason": "x", "number": "INV-1", "entry_id": "5"}).field == "number"
    assert api.post("/reversals", {"reason": "x", "number": "INV-9"}).code == "not_found"
    assert api.post("/reversals", {"reason": "x", "entry_id": str(2**63 - 1)}).code == "not_found"
    assert api.post("/reversals", {"reason": "x", "entry_id": str(2**63)}).field == "entry_id"
    assert api.post("/reversals", {"number": "INV-1"}).field == "reason"
    early = api.post("/reversals", {"reason": "x", "number": "INV-1", "effective_on": "2026-06-29"})
    assert (early.status, early.field) == (422, "effective_on")
    undone = api.post("/reversals", {"reason": "x", "number": "INV-1"}).body["entry_id"]
    assert api.post("/reversals", {"reason": "x", "entry_id": undone}).code == "invalid"
