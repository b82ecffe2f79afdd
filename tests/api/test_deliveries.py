"""Deliveries through the API: queued, shown, and refused at their field."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_document_is_queued_and_its_deliveries_are_shown(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quittance.actions.mailing.check_set_up", lambda: None)
    factories.customer(api.context, "C-1", email="ap@a.example")
    factories.invoice(api.context, "INV/1", "10.00")
    made = api.post("/documents/INV/1/deliveries", {})
    assert (made.status, made.body["address"]) == (201, "ap@a.example")
    assert api.post("/documents/INV/1/deliveries", {}).code == "conflict"
    assert api.post("/documents/INV/1/deliveries", {"address": "nobody"}).field == "address"
    (row,) = api.get("/documents/INV/1/deliveries").body["rows"]
    assert (row["id"], row["state"], row["settled_at"]) == (made.body["id"], "queued", None)
    assert api.get("/documents/INV-9/deliveries").code == "not_found"


def test_without_a_mail_server_nothing_is_queued(api: Api) -> None:
    factories.customer(api.context, "C-1", email="ap@a.example")
    factories.invoice(api.context, "INV-1", "10.00")
    assert api.post("/documents/INV-1/deliveries", {}).code == "conflict"
    assert api.get("/documents/INV-1/deliveries").body["rows"] == []
