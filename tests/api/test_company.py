"""The company and the identity that asks, through the API."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api import client
from tests.api.client import Api
from tests.formats.pictures import SVG, png

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
        "permissions": [
            "audit.read",
            "books.read",
            "notifications.read",
            "subscriptions.edit",
            "subscriptions.end",
            "subscriptions.follow",
            "views.remove",
            "views.save",
        ],
    }


def test_the_letterhead_is_changed_and_the_logo_comes_back_as_it_was_given(api: Api) -> None:
    given = {"street": "Quay 1\nGate B", "city": "Delft", "vat_id": "nl851234501b01", "footer": "Thank you."}
    assert api.ask("PATCH", "/company", given).status == 200
    shown = api.get("/company").body
    assert {name: shown[name] for name in given} == {**given, "vat_id": "NL851234501B01"}
    assert api.ask("PATCH", "/company", {"vat_id": "NL1"}).field == "vat_id"
    assert api.get("/company/logo").code == "not_found"
    for content, kind in ((png(), "image/png"), (SVG, "image/svg+xml")):
        assert _send(api, content).status == 200
        assert api.get("/company/logo").headers["Content-Type"] == kind
    assert _send(api, b"GIF89a").code == "malformed_file"
    assert api.post("/company/logo/remove").body == {"kind": "", "dry_run": False}


def _send(api: Api, content: bytes) -> client.Answer:
    files = {"file": SimpleUploadedFile("logo", content)}
    signed = {"Authorization": f"Bearer {api.secret}"}
    return client.answer_of(api.client.post(f"{client.HOME}/company/logo", files, headers=signed))
