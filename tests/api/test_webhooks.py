"""Webhooks through the API."""

from __future__ import annotations

import pytest

from quittance.actions import jobs, webhooks
from tests import killed
from tests.api.client import Api

pytestmark = pytest.mark.django_db

HOOK = {"name": "erp", "url": "https://erp.example/hook", "secret": "a secret of enough letters"}


def test_a_webhook_is_added_shown_logged_and_removed(api: Api) -> None:
    made = api.post("/webhooks", HOOK)
    assert made.status == 201 and "secret" not in made.body
    assert api.post("/webhooks", HOOK).code == "duplicate"
    webhooks.tell(api.context, "cash.applied", {})
    assert api.get("/webhooks").body["rows"][0]["url"] == HOOK["url"]
    (message,) = api.get("/webhook-deliveries").body["rows"]
    assert message["state"] == "queued"
    assert api.post(f"/webhook-deliveries/{message['id']}/resend", {}).code == "conflict"
    killed.six_times(api.context, "webhooks.deliver")
    (failed,) = api.get("/webhook-deliveries").body["rows"]
    assert (failed["state"], failed["fault"]) == ("failed", jobs.STOPPED)
    again = api.post(f"/webhook-deliveries/{message['id']}/resend", {})
    assert (again.status, again.body["state"]) == (200, "queued")
    assert api.ask("DELETE", "/webhooks/erp").status == 200
    assert api.ask("DELETE", "/webhooks/erp").code == "not_found"


def test_an_address_that_may_not_be_told_is_refused(api: Api) -> None:
    for wrong in ({"url": "http://erp.example/"}, {"secret": "short"}, {"events": ["cash.lost"]}):
        assert api.post("/webhooks", HOOK | wrong).status == 422
