"""Registered post through the API."""

from __future__ import annotations

import datetime

import pytest

from tests import dunned, factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_a_letter_is_posted_settled_and_listed(api: Api) -> None:
    today = api.context.today
    factories.customer(api.context, "C-1", city="Delft")
    dunned.policy(api.context, "3 letter formal")
    factories.invoice(api.context, "INV-1", "100.00", today - 40 * DAY, today - 10 * DAY)
    dunned.run(api.context)
    id = api.get("/dunning/reminders").body["rows"][0]["id"]
    made = api.post(f"/dunning/reminders/{id}/post", {"tracking": "RR1", "carrier": "PostNL"})
    assert (made.status, made.body["state"]) == (201, "under_way")
    assert api.post(f"/dunning/reminders/{id}/settle", {"state": "lost"}).status == 422
    assert api.post(f"/dunning/reminders/{id}/settle", {"state": "returned", "proof": "Moved"}).status == 200
    (row,) = api.get("/letters", state="returned", customer_number="C-1").body["rows"]
    assert (row["reminder_id"], row["tracking"], row["proof"]) == (id, "RR1", "Moved")
    right = api.post(
        f"/dunning/reminders/{id}/correct", {"reason": "Typing error", "tracking": "RR2", "state": "delivered"}
    )
    assert (right.status, right.body["tracking"], right.body["state"]) == (200, "RR2", "delivered")
    assert api.post(f"/dunning/reminders/{id}/correct", {"tracking": "RR2"}).status == 422
    assert api.post("/dunning/reminders/5/post", {"tracking": "RR1"}).status == 404
