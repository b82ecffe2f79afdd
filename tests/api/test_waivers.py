"""Waivers through the API: proposed, given by somebody else, listed and taken back."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import waivers
from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_interest_is_given_up_by_two(api: Api) -> None:
    factories.customer(api.context, "C-1")
    factories.invoice(api.context, "INV-1", "10000.00", datetime.date(2024, 1, 1), datetime.date(2024, 1, 31))
    assert api.ask("PUT", "/interest/terms", {"pack": "eu"}).status == 200
    made = api.post("/interest/waivers", {"document": "INV-1", "reason": "Goodwill", "through": "2024-06-30"})
    assert (made.status, made.body["interest"], made.body["compensation"]) == (201, "517.12", "40.00")
    assert api.post("/interest/waivers/approve", {"document": "INV-1"}).status == 403
    waivers.approve(factories.member(api.context, "credit_manager"), waivers.ApproveWaiver("INV-1"))
    (row,) = api.get("/interest/waivers", customer_number="C-1", state="given").body["rows"]
    assert (row["through"], row["reason"], row["interest"]) == ("2024-06-30", "Goodwill", "517.12")
    assert api.get("/interest", customer_number="C-1", through="2024-06-30").body["rows"] == []
    ended = api.post("/interest/waivers/end", {"document": "INV-1", "reason": "They broke their word"})
    assert (ended.status, ended.body["state"]) == (200, "ended")
    assert api.post("/interest/waivers", {"document": "INV-1"}).status == 422
