"""Remittances through the API: files and text in, attached, shown with differences, detached, thrown away."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api import client
from tests.api.client import Api
from tests.api.test_banking import send
from tests.formats.test_camt import SAMPLE as CAMT

pytestmark = pytest.mark.django_db

TEXT = "Payment date: 2026-03-02\nINV-1 9.00\nINV-2 1.00\nTotal 10.00"


@pytest.fixture
def line(api: Api) -> str:
    """A line of 10.00 that nothing explains."""
    send(api, CAMT.format(closing="40.00").encode())
    return str(next(row["id"] for row in api.get("/bank-lines").body["rows"] if row["amount"] == "10.00"))


def test_text_is_read_attached_and_shown_beside_the_line(api: Api, line: str) -> None:
    made = api.post("/remittances/text", {"text": TEXT, "line_id": line, "name": "mail"})
    assert (made.status, made.body["documents"], made.body["attached"]) == (201, 2, 1)
    (row,) = api.get("/remittances", state="attached").body["rows"]
    assert (row["line_id"], row["total"], row["lines"][0]["net"]) == (line, "10.00", "9.00")
    card = api.get(f"/remittances/{row['id']}").body
    assert {"name": "line 2", "value": "INV-1 9.00"} in card["fields"] and card["off_total"] == "0.00"
    assert api.ask("DELETE", f"/remittances/{row['id']}").code == "conflict"
    assert api.post(f"/remittances/{row['id']}/detach").status == 200
    assert api.post(f"/remittances/{row['id']}/attach", {"line_id": line}).body["line_id"] == line
    api.post(f"/remittances/{row['id']}/detach")
    assert api.ask("DELETE", f"/remittances/{row['id']}").status == 200
    assert api.get("/remittances").body["rows"] == []


def test_a_file_is_taken_in_and_a_text_without_documents_refused(api: Api) -> None:
    found = api.client.post(
        "/api/v1/remittances",
        {"file": SimpleUploadedFile("r.csv", b"Invoice,Amount\nINV-1,9.00\n")},
        headers={"Authorization": f"Bearer {api.secret}"},
    )
    assert found.status_code == 201 and found.json()["format"] == "table"
    assert api.post("/remittances/text", {"text": "hello"}).code == "malformed_file"
    assert api.post("/remittances/text", {"text": ""}).status == 422
    id = found.json()["ids"][0]
    assert client.company().get(f"/remittances/{id}").status == 404
