"""Profiles of bank tables through the API: guessed, saved, used, removed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.actions.test_banking_profiles import CSV
from tests.api.client import Api
from tests.api.test_banking import send

pytestmark = pytest.mark.django_db


def test_a_table_is_guessed_its_profile_kept_and_the_file_read(api: Api) -> None:
    made = send(api, CSV.encode(), "march.csv")
    assert (made.status, made.body["state"]) == (201, "unread")
    found = api.client.post(
        "/api/v1/bank-layouts",
        {"file": SimpleUploadedFile("march.csv", CSV.encode())},
        headers={"Authorization": f"Bearer {api.secret}"},
    ).json()
    assert found["layout"]["columns"]["credit"] == "Credit" and found["lines"][0]["amount"] == "100.00"
    assert api.ask("PUT", "/bank-profiles/Harbour", found["layout"]).status == 200
    assert api.get("/bank-profiles").body["rows"][0]["layout"] == found["layout"]
    assert api.post(f"/bank-files/{made.body['id']}/read", {"profile": "Harbour"}).body["new"] == 2
    assert send(api, CSV.encode(), "march.csv", profile="Harbour").body["again"] is True
    assert api.ask("DELETE", "/bank-profiles/Harbour").status == 200
    assert api.get("/bank-profiles").body["rows"] == []


def test_what_is_no_table_of_movements_is_refused(api: Api) -> None:
    for data in (b"PK", b"hello", b"a,b,c\nd,e,f\n"):
        found = api.client.post(
            "/api/v1/bank-layouts",
            {"file": SimpleUploadedFile("x.csv", data)},
            headers={"Authorization": f"Bearer {api.secret}"},
        )
        assert (found.status_code, found.json()["field"]) == (422, "file")


def test_a_profile_that_cannot_be_is_refused(api: Api) -> None:
    assert api.ask("PUT", "/bank-profiles/X", {"columns": {"amount": "A"}}).code == "invalid"
    assert api.ask("PUT", "/bank-profiles/X", {"columns": {"price": "A"}}).code == "invalid"
    assert api.ask("DELETE", "/bank-profiles/X").code == "not_found"
