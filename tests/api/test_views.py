"""Saved views through the API."""

from __future__ import annotations

import pytest

from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_view_is_saved_listed_replaced_and_removed(api: Api) -> None:
    first = api.post("/views", {"page": "invoices", "name": "Late", "query": "state=overdue"})
    again = api.post("/views", {"page": "invoices", "name": "Late", "query": "state=overdue&order=due"})
    assert (first.status, again.body["id"]) == (201, first.body["id"])
    rows = api.get("/views", page="invoices").body["rows"]
    assert [(row["name"], row["query"], row["shared"]) for row in rows] == [("Late", "state=overdue&order=due", True)]
    assert api.get("/views", page="aging").body["rows"] == []
    assert api.ask("DELETE", f"/views/{first.body['id']}").status == 200
    assert api.ask("DELETE", f"/views/{first.body['id']}").code == "not_found"


def test_what_is_no_view_is_refused(api: Api) -> None:
    assert api.get("/views").field == "page"
    assert api.get("/views", page="secrets").field == "page"
    assert api.post("/views", {"page": "aging", "name": "x" * 61, "query": ""}).field == "name"
    assert api.post("/views", {"page": "aging", "name": "x", "query": "x" * 1_001}).field == "query"
