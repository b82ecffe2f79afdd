"""Promises, plans and holds through the API."""

from __future__ import annotations

import datetime

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def late(api: Api) -> Api:
    """C-1 owes 1,000.00 and 500.00, both late."""
    factories.customer(api.context, "C-1")
    today = api.context.today
    factories.invoice(api.context, "INV-1", "1000.00", today - 60 * DAY, today - 30 * DAY)
    factories.invoice(api.context, "INV-2", "500.00", today - 50 * DAY, today - 20 * DAY)
    return api


def day(api: Api, days: int) -> str:
    """So many days from today."""
    return (api.context.today + days * DAY).isoformat()


def test_a_promise_is_taken_listed_judged_and_withdrawn(late: Api) -> None:
    body = {"customer_number": "C-1", "promised_on": day(late, 3), "documents": ["INV-1"], "said_by": "Ada"}
    made = late.post("/promises", body)
    assert (made.status, made.body["number"], made.body["amount"]) == (201, "PRM-0001", "1000.00")
    (row,) = late.get("/promises", state="open").body["rows"]
    assert (row["amount"], row["received"], row["documents"], row["said_by"]) == ("1000.00", "0.00", ["INV-1"], "Ada")
    (held,) = late.get("/held-back").body["rows"]
    assert (held["rule"], held["amount"], held["document"], held["source"]) == (
        "promise",
        "1000.00",
        "INV-1",
        "PRM-0001",
    )
    assert late.post("/collecting/judge", {}).body["broken"] == 0
    gone = late.post("/promises/PRM-0001/withdraw", {"reason": "They pay today"})
    assert gone.body["state"] == "withdrawn" and late.get("/held-back").body["rows"] == []


def test_a_plan_is_agreed_shown_and_ended(late: Api) -> None:
    made = late.post("/plans", {"customer_number": "C-1", "documents": ["INV-2"], "count": 2})
    assert (made.status, made.body["state"], len(made.body["instalments"])) == (201, "active", 2)
    (row,) = late.get("/plans", customer_number="C-1").body["rows"]
    assert (row["amount"], row["settled"], row["instalments"][0]["amount"]) == ("500.00", "0.00", "250.00")
    assert "made_by" not in row
    assert late.post("/plans/PLN-0001/end", {"reason": "All was paid"}).body["state"] == "ended"
    parts = [{"due_on": day(late, 5), "amount": "100"}, {"due_on": day(late, 400), "amount": "400"}]
    far = late.post("/plans", {"customer_number": "C-1", "documents": ["INV-2"], "instalments": parts})
    assert far.body["state"] == "proposed" and "months" in far.body["beyond"]
    assert late.post("/plans/PLN-0002/approve", {}).status in (403, 422)


def test_a_hold_is_placed_and_lifted(late: Api) -> None:
    made = late.post("/holds", {"customer_number": "C-1", "reason": "Audit", "until_on": day(late, 9)})
    assert made.status == 201
    (row,) = late.get("/holds").body["rows"]
    assert (row["reason"], row["until_on"], row["document"]) == ("Audit", day(late, 9), "")
    assert late.post(f"/holds/{row['id']}/lift", {}).status == 200
    assert late.get("/holds").body["rows"] == []


def test_the_policy_is_shown_and_set(late: Api) -> None:
    assert late.get("/collecting/policy").body["plan_months"] == 6
    made = late.ask("PUT", "/collecting/policy", {"plan_months": 12, "plan_most": "9000"})
    assert (made.status, made.body["plan_months"], made.body["plan_most"]) == (200, 12, "9000.00")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/promises", {"customer_number": "C-1", "promised_on": "2020-01-01"}, "promised_on"),
        ("/promises", {"customer_number": "C-1", "promised_on": "thursday"}, "promised_on"),
        ("/plans", {"customer_number": "C-1"}, "instalments"),
        ("/plans", {"customer_number": "C-1", "count": 99}, "count"),
        ("/holds", {"customer_number": "C-1", "reason": ""}, "reason"),
        ("/holds", {"customer_number": "C-1", "reason": "x", "document": "INV-9"}, "document"),
    ],
)
def test_what_cannot_be_is_refused(late: Api, path: str, body: dict[str, object], field: str) -> None:
    found = late.post(path, body)
    assert found.status in (404, 422) and found.field == field
