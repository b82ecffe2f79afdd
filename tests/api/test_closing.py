"""Periods through the API: locked up to today, unlocked with a reason."""

from __future__ import annotations

import pytest

from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_period_is_locked_and_unlocked(api: Api) -> None:
    locked = api.post("/periods/lock", {"through": "2026-05-31"})
    assert (locked.status, locked.body["locked_through"], locked.body["before"]) == (200, "2026-05-31", None)
    assert api.get("/company").body["locked_through"] == "2026-05-31"
    assert api.post("/periods/lock", {"through": "2026-05-01"}).code == "conflict"
    back = api.post("/periods/unlock", {"reason": "late paper", "through": "2026-04-30"})
    assert back.body["locked_through"] == "2026-04-30"
    assert api.post("/periods/unlock", {"reason": "x", "through": "2026-06-30"}).code == "conflict"
    assert api.post("/periods/unlock", {"reason": "all of it"}).body["locked_through"] is None
    assert api.post("/periods/unlock", {"reason": "once more"}).code == "conflict"


def test_what_is_no_period_is_refused(api: Api) -> None:
    assert api.post("/periods/lock", {"through": "2026-07-01"}).field == "through"
    assert api.post("/periods/lock", {}).field == "through"
    assert api.post("/periods/lock", {"through": None}).field == "through"
    assert api.post("/periods/unlock", {"through": "2026-04-30"}).field == "reason"
