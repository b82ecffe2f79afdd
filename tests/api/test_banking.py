"""Bank files through the API: taken in once, waiting, released, and their lines with every field."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api import client
from tests.api.client import Answer, Api
from tests.formats.test_camt import SAMPLE as CAMT

pytestmark = pytest.mark.django_db


def send(api: Api, data: bytes, name: str = "march.xml", **query: str) -> Answer:
    """Upload a file."""
    found = api.client.post(
        "/api/v1/bank-files" + (f"?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else ""),
        {"file": SimpleUploadedFile(name, data)},
        headers={"Authorization": f"Bearer {api.secret}"},
    )
    body = found.json()
    return Answer(found.status_code, body, found.content.decode(), dict(found.headers))


def test_a_file_comes_in_once_and_shows_its_lines(api: Api) -> None:
    made = send(api, CAMT.format(closing="40.00").encode())
    assert (made.status, made.body["state"], made.body["new"]) == (201, "imported", 2)
    assert send(api, CAMT.format(closing="40.00").encode()).body["again"] is True
    rows = api.get("/bank-lines", order="booked").body["rows"]
    assert [row["amount"] for row in rows] == ["20.00", "10.00"]
    card = api.get(f"/bank-lines/{rows[0]['id']}").body
    assert {"name": "RmtInf/Ustrd", "value": "INV-2"} in card["fields"]
    file = api.get(f"/bank-files/{made.body['id']}").body
    assert file["statements"][0]["closing"] == "40.00" and file["name"] == "march.xml"


def test_a_file_that_does_not_add_up_waits_until_it_is_released(api: Api) -> None:
    made = send(api, CAMT.format(closing="45.00").encode())
    assert made.body["state"] == "quarantined" and "-5.00 EUR" in made.body["differences"][0]
    assert api.get("/bank-lines").body["rows"] == []
    path = f"/bank-files/{made.body['id']}/release"
    assert api.post(path, {}).status == 422
    assert api.post(path, {"reason": "The bank has confirmed it"}).body["new"] == 2
    assert api.post(path, {"reason": "again"}).code == "conflict"


def test_a_malformed_file_is_refused_with_its_place_and_a_dry_run_writes_nothing(api: Api) -> None:
    refused = send(api, b"<Document>")
    assert (refused.status, refused.code) == (422, "malformed_file") and "line 1" in refused.body["detail"]
    assert send(api, CAMT.format(closing="40.00").encode(), dry_run="true").body["new"] == 2
    assert api.get("/bank-files").body["rows"] == []


def test_another_companys_file_does_not_exist_here(api: Api) -> None:
    made = send(api, CAMT.format(closing="40.00").encode())
    other = client.company()
    assert other.get(f"/bank-files/{made.body['id']}").status == 404
    line = api.get("/bank-lines").body["rows"][0]
    assert other.get(f"/bank-lines/{line['id']}").status == 404
    assert other.post(f"/bank-lines/{line['id']}/pass", {"reason": "x"}).status == 404
