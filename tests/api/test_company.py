"""The company and the identity that asks, through the API."""

from __future__ import annotations

import pytest

from tests.api import client
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_settings_are_shown_and_changed(api: Api) -> None:
    before = api.get("/company").body
    assert (before["name"], before["currency"], before["writeoff_limit"]) == ("Practice Ltd", "EUR", "5.00")
    changed = api.ask("PATCH", "/company", {"writeoff_limit": "7.50", "timezone": "Asia/Tokyo", "country": "nl"})
    assert sorted(changed.body["changed"]) == ["country", "timezone", "writeoff_limit"]
    after = api.get("/company").body
    assert (after["writeoff_limit"], after["timezone"], after["country"], after["today"]) == (
        "7.50",
        "Asia/Tokyo",
        "NL",
        "2026-06-30",
    )
    for body, field in (
        ({"timezone": "Mars"}, "timezone"),
        ({"writeoff_limit": 5}, "writeoff_limit"),
        ({"currency": "USD"}, "currency"),
    ):
        assert api.ask("PATCH", "/company", body).field == field


def test_an_identity_is_told_what_it_may_do() -> None:
    asking = client.company("auditor")
    found = asking.get("/me").body
    assert found == {
        "kind": "key",
        "name": "till",
        "permissions": ["audit.read", "books.read", "views.remove", "views.save"],
    }
