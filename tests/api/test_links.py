"""Links through the API: made, listed with their addresses, revoked, seen, and refused at their field."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api import client
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_link_is_made_listed_seen_and_revoked(api: Api) -> None:
    factories.customer(api.context, "C-1")
    factories.invoice(api.context, "INV-1", "10.00")
    made = api.post("/links", {"number": "INV-1", "days": 10})
    assert (made.status, made.body["expires_on"]) == (201, "2026-07-10") and made.body["url"].startswith("/p/")
    (row,) = api.get("/links", number="INV-1").body["rows"]
    assert (row["url"], row["viewed_at"], row["revoked_at"]) == (made.body["url"], None, None)
    assert api.post(f"/links/{row['id']}/view", {}).status == 200
    assert api.post(f"/links/{row['id']}/revoke", {}).status == 200
    (row,) = api.get("/links", number="INV-1").body["rows"]
    assert row["viewed_at"] and row["revoked_at"]


def test_bad_input_is_refused_by_its_field(api: Api) -> None:
    assert api.post("/links", {"number": "INV-9"}).code == "not_found"
    assert api.post("/links", {"number": "INV-9", "days": 0}).field == "days"
    assert api.post("/links/5/revoke", {}).code == "not_found"
    factories.customer(api.context, "C-1")
    factories.invoice(api.context, "INV-1", "10.00")
    api.post("/links", {"number": "INV-1"})
    reader = Api(api.context, client.key_of(api.context, "auditor", name="reader"))
    assert reader.get("/links", number="INV-1").code == "not_allowed"


def test_an_estimate_is_queued_for_the_mail(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quittance.actions.mailing.check_set_up", lambda: None)
    factories.customer(api.context, "C-1", email="ap@a.example")
    made = api.post("/estimates", {"customer_number": "C-1", "total": "10.00"}).body["number"]
    assert api.post(f"/estimates/{made}/deliveries", {}).status == 201
    assert [row["state"] for row in api.get(f"/estimates/{made}/deliveries").body["rows"]] == ["queued"]
    assert len(api.get("/links", number=made).body["rows"]) == 1
