"""The audit trail through the API: newest first, filtered, in pages that hold while events come in."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_events_are_filtered_by_what_who_and_how_it_went(api: Api) -> None:
    made = api.post("/customers", {"name": "Ada", "number": "C-1"}).body
    api.post("/customers", {"name": "Eve", "number": "C-1"})
    found = api.get("/audit", verb="customers.create").body["rows"]
    assert [(row["outcome"], row["words"], row["face"]) for row in found] == [
        ("duplicate", "create a customer", "api"),
        ("done", "create a customer", "api"),
    ]
    assert found[0]["data"]["input"]["name"] == "Eve"
    assert found[1]["customer_number"] == "C-1"
    for query in (
        {"outcome": "refused"},
        {"outcome": "duplicate"},
    ):
        assert [row["outcome"] for row in api.get("/audit", **query).body["rows"]] == ["duplicate"]
    assert len(api.get("/audit", customer_number="C-1").body["rows"]) == 1
    assert len(api.get("/audit", subject_kind="customer", subject_id=made["id"]).body["rows"]) == 1
    assert {row["actor_name"] for row in api.get("/audit", actor="till").body["rows"]} == {"till"}
    assert api.get("/audit", customer_number="C-9").code == "not_found"
    for query in (
        {"limit": "0"},
        {"limit": "201"},
        {"cursor": "!"},
        {"cursor": "W10"},
        {"subject_id": "x"},
        {"verb": ""},
    ):
        assert api.get("/audit", **query).field == next(iter(query)), query


def test_pages_lose_and_repeat_nothing_while_events_come_in(api: Api) -> None:
    for n in range(30):
        factories.customer(api.context, f"C-{n}")
    every = [row["id"] for row in api.get("/audit", limit=200).body["rows"]]
    seen: list[str] = []
    cursor = ""
    while True:
        page = api.get("/audit", limit=7, cursor=cursor).body
        seen += [row["id"] for row in page["rows"]]
        cursor = page["next"]
        if not cursor:
            break
        factories.customer(api.context, f"N-{len(seen)}")
    assert seen == every
