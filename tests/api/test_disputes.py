"""Disputes through the API: opened, moved on, resolved, and counted by their causes."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(api: Api) -> Api:
    """C-1 owes INV-1 over 121.00 for boxes."""
    factories.customer(api.context, "C-1")
    factories.invoice(api.context, "INV-1", "", lines=(factories.line("Boxes", "1", "100.00", "21"),))
    return api


def test_a_dispute_goes_from_new_to_resolved(owed: Api) -> None:
    made = owed.post("/disputes", {"document": "INV-1", "reason": "damage", "line": 1, "evidence": "Photos"})
    assert (made.status, made.body["number"], made.body["amount"]) == (201, "DSP-0001", "121.00")
    moved = owed.post("/disputes/DSP-0001/move", {"state": "waiting", "told": "Please send the photos."})
    assert (moved.body["state"], moved.body["evidence"]) == ("waiting", "Photos")
    (row,) = owed.get("/disputes", state="open").body["rows"]
    assert (row["amount"], row["open"], row["product"], row["told"]) == (
        "121.00",
        "121.00",
        "Boxes",
        "Please send the photos.",
    )
    done = owed.post("/disputes/DSP-0001/resolve", {"resolution": "Broken", "way": "credit", "amount": "60.50"})
    assert (done.body["amount"], done.body["way"]) == ("60.50", "credit") and done.body["credit_number"]
    assert owed.get("/disputes", state="open").body["rows"] == []


def test_root_causes_are_counted_by_reason_customer_and_product(owed: Api) -> None:
    owed.post("/disputes", {"document": "INV-1", "reason": "damage", "line": 1, "amount": "50"})
    owed.post("/disputes", {"document": "INV-1", "reason": "price", "amount": "20"})
    by_reason = owed.get("/disputes/causes").body
    assert [(row["name"], row["count"], row["amount"]) for row in by_reason["rows"]] == [
        ("Damaged or missing", 1, "50.00"),
        ("Price difference", 1, "20.00"),
    ]
    assert owed.get("/disputes/causes", by="customer").body["rows"][0]["count"] == 2
    assert [row["name"] for row in owed.get("/disputes/causes", by="product").body["rows"]] == ["Boxes"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"document": "INV-9", "reason": "price"}, "document"),
        ({"document": "INV-1", "reason": "whim"}, "reason"),
        ({"document": "INV-1", "reason": "price", "amount": "500"}, "amount"),
        ({"document": "INV-1", "reason": "price", "amount": 5}, "amount"),
        ({"document": "INV-1", "reason": "price", "line": 7}, "line"),
    ],
)
def test_what_is_no_dispute_is_refused(owed: Api, body: dict[str, object], field: str) -> None:
    found = owed.post("/disputes", body)
    assert found.status in (404, 409, 422) and found.field == field


def test_an_end_is_proposed_for_who_may_decide(api: Api) -> None:
    factories.customer(api.context, "C-7")
    factories.invoice(api.context, "INV-7", "200.00", customer="C-7")
    number = api.post("/disputes", {"document": "INV-7", "reason": "freight", "amount": "12.00"}).body["number"]
    given = {"way": "write_off", "resolution": "Too small"}
    made = api.post(f"/disputes/{number}/propose", given)
    assert (made.status, made.body["amount"], made.body["document"]) == (200, "12.00", "INV-7")
    row = next(one for one in api.get("/disputes").body["rows"] if one["number"] == number)
    assert (row["proposed_way"], row["proposed_amount"], row["proposal"]) == ("write_off", "12.00", "Too small")
    assert api.post(f"/disputes/{number}/propose", given | {"amount": "12.01"}).field == "amount"
