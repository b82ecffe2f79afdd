"""Statements by mail through the API: sent, planned, run, and refused at their field."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def history(api: Api, settings: Settings) -> None:
    """A customer with a debt, one without an address, and a mail server."""
    settings.MAIL = "smtp://here"
    factories.customer(api.context, "C-1", email="ap@bright.example")
    factories.customer(api.context, "C-2")
    for number in ("C-1", "C-2"):
        factories.invoice(api.context, f"INV-{number}", "100.00", customer=number)


def test_one_is_sent_and_listed(api: Api) -> None:
    made = api.post("/statements/sent", {"customer_number": "C-1", "group": True})
    assert (made.status, made.body["address"]) == (201, "ap@bright.example")
    (row,) = api.get("/statements/sent", customer_number="C-1").body["rows"]
    assert (row["id"], row["state"], row["kind"], row["group"]) == (made.body["id"], "queued", "open_item", True)
    assert row["period_on"] is None and row["until"] == factories.TODAY.isoformat()


def test_plans_are_kept_shown_and_taken_away(api: Api) -> None:
    assert api.get("/statements/plans").body == {"company": None, "customers": []}
    made = api.post("/statements/plans", {"every": "month", "on_day": 30})
    assert (made.body["said"], made.body["next_on"]) == ("every month on day 30", "2026-06-30")
    api.post("/statements/plans", {"customer_number": "C-2", "every": "week", "on_day": 5, "kind": "activity"})
    found = api.get("/statements/plans").body
    assert (found["company"]["on_day"], found["customers"][0]["said"]) == (30, "every week on Friday")
    assert api.post("/statements/plans", {"customer_number": "C-2"}).body["said"] == "as the company has it"
    ran = api.post("/statements/run", {}).body
    assert (ran["queued"], ran["held"], ran["more"]) == (1, 1, False)
    rows = api.get("/statements/sent").body["rows"]
    assert {row["customer_number"]: (row["state"], row["why"]) for row in rows} == {
        "C-1": ("queued", ""),
        "C-2": ("held", "no address is known"),
    }


def test_bad_input_is_refused_by_its_field(api: Api) -> None:
    assert api.post("/statements/sent", {"customer_number": "C-9"}).code == "not_found"
    assert api.post("/statements/sent", {"customer_number": "C-2"}).field == "address"
    assert api.post("/statements/sent", {"customer_number": "C-1", "since": "2026-07-05"}).field == "since"
    assert api.post("/statements/plans", {"every": "week", "on_day": 9}).field == "on_day"
    assert api.post("/statements/plans", {"every": "year"}).field == "every"
    assert api.post("/statements/plans", {"customer_number": "C-9", "every": "week"}).code == "not_found"
