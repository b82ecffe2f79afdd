"""Subscriptions through the API: topics, others told, changed, ended and left; a key has no notifications."""

from __future__ import annotations

import pytest

from quittance.actions import webhooks
from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_webhook_is_told_of_a_customer_and_of_that_no_more(api: Api) -> None:
    factories.customer(api.context, "C-1")
    webhooks.add(api.context, webhooks.AddWebhook("erp", "https://erp.example/hook", secret="a secret of letters"))
    names = {row["name"] for row in api.get("/subscriptions/topics").body["rows"]}
    body = {"to": "webhook", "receiver": "erp", "customer_number": "C-1", "channel": "webhook", "topics": ["payment"]}
    made = api.post("/subscriptions/others", body)
    assert made.status == 201 and set(made.body["topics"]) <= names
    (row,) = api.get("/subscriptions/others", customer_number="C-1").body["rows"]
    assert (row["to"], row["name"], row["channel"]) == ("webhook", "erp", "webhook")
    changed = api.ask("PATCH", f"/subscriptions/{row['id']}", {"least": "100.00", "days": 14, "topics": ["hold"]})
    assert changed.body["topics"] == ["hold"]
    assert api.get("/subscriptions/others").body["rows"][0]["least"] == "100.00"
    assert api.ask("DELETE", f"/subscriptions/{row['id']}").status == 200
    assert api.get("/subscriptions/others").body["rows"] == []


def test_what_makes_no_sense_is_refused_by_its_field(api: Api) -> None:
    factories.customer(api.context, "C-1")
    assert api.post("/subscriptions", {"customer_number": "C-1"}).field == "to"
    wrong = api.post("/subscriptions/others", {"to": "person", "receiver": "a@b.example", "customer_number": "C-1"})
    assert (wrong.code, wrong.field) == ("not_found", "receiver")
    assert api.post("/subscriptions/leave", {"address": "nobody@b.example"}).code == "not_found"
    assert api.post("/notifications/read", {}).code == "invalid"
    assert api.get("/notifications").body == {"rows": [], "unread": 0} and api.get("/subscriptions").body["rows"] == []
