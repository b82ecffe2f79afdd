"""Recurring invoices through the API."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def invoice(api: Api) -> None:
    """An invoice to repeat."""
    factories.customer(api.context)
    factories.invoice(api.context, "INV-1", "10.00")


def test_a_schedule_is_started_run_paused_resumed_and_stopped(api: Api) -> None:
    given = {"number": "INV-1", "start_on": "2026-06-30", "on_day": 31, "mode": "issue"}
    made = api.post("/recurring", given)
    assert (made.status, made.body["next_on"]) == (201, "2026-06-30")
    here = f"/recurring/{made.body['id']}"
    assert api.post(f"{here}/run", {"n": 1}).body["number"] == "INV-2026-00001"
    assert api.post(f"{here}/run", {}).code == "conflict"
    assert api.post(f"{here}/pause", {}).body["state"] == "paused"
    assert api.get("/recurring", state="paused").body["rows"][0]["said"] == "every month on the last day"
    assert api.post(f"{here}/resume", {}).body["next_on"] == "2026-07-31"
    card = api.get(here).body
    assert card["ahead"][:2] == ["2026-07-31", "2026-08-31"]
    assert [(one["n"], one["number"]) for one in card["periods"]] == [(1, "INV-2026-00001")]
    assert api.post(f"{here}/stop", {}).body["next_on"] is None


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"every": 0}, "every"), ({"unit": "year"}, "unit"), ({"number": "INV-9"}, "number"), ({"size": 1}, "size")],
)
def test_what_cannot_repeat_is_refused_by_its_field(api: Api, sent: dict[str, object], field: str) -> None:
    assert api.post("/recurring", {"number": "INV-1", "start_on": "2026-06-30", **sent}).field == field


def test_a_schedule_is_changed_from_a_day_on(api: Api) -> None:
    made = api.post("/recurring", {"number": "INV-1", "start_on": "2026-07-01"}).body
    here = f"/recurring/{made['id']}"
    content = {"customer_number": "C-1", "total": "12.00", "version": 1, "from_on": "2026-08-01"}
    changed = api.ask("PUT", here, content)
    assert (changed.body["version"], changed.body["total"]) == (2, "12.00")
    card = api.get(here).body
    assert [one["total"] for one in card["days"][:2]] == ["10.00", "12.00"] and card["ahead"][0] == "2026-07-01"
    assert [(one["version"], one["from_on"]) for one in card["edits"]] == [(2, "2026-08-01")]
    assert api.ask("PUT", here, content).code == "changed"
    assert api.ask("PUT", here, {**content, "version": 2, "customer_number": "C-9"}).code == "not_found"
