"""Files of documents and drafts through the API: added, listed, given out, marked, taken off, refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import attached, factories
from tests.api.client import HOME, Api

pytestmark = pytest.mark.django_db


def sent(api: Api, path: str, name: str, content: bytes) -> dict[str, Any]:
    """A file that is sent, and the answer."""
    headers = {"Authorization": f"Bearer {api.secret}"}
    response = api.client.post(f"{HOME}{path}", {"file": SimpleUploadedFile(name, content)}, headers=headers)
    made: dict[str, Any] = json.loads(response.content)
    return made


def test_a_file_is_added_listed_given_out_and_taken_off(api: Api) -> None:
    factories.customer(api.context)
    factories.invoice(api.context, "INV-1", "10.00")
    made = sent(api, "/documents/INV-1/attachments?with_mail=false", "../proof.exe", attached.PDF)
    assert (made["name"], made["with_mail"]) == ("proof.pdf", False)
    (row,) = api.get("/documents/INV-1/attachments").body["rows"]
    assert (row["id"], row["media_type"], row["size_bytes"]) == (made["id"], "application/pdf", len(attached.PDF))
    headers = {"Authorization": f"Bearer {api.secret}"}
    found = api.client.get(f"{HOME}/attachments/{made['id']}", headers=headers)
    assert found.content == attached.PDF and found.headers["Content-Type"] == "application/octet-stream"
    assert found.headers["Content-Disposition"] == 'attachment; filename="proof.pdf"'
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert api.post(f"/attachments/{made['id']}/mark", {"with_mail": True}).body["with_mail"] is True
    assert api.ask("DELETE", f"/attachments/{made['id']}").status == 200
    assert api.get("/documents/INV-1/attachments").body["rows"] == []
    assert api.get(f"/attachments/{made['id']}").code == "not_found"


def test_a_draft_takes_files_and_strangers_are_refused(api: Api) -> None:
    factories.customer(api.context, "C-1")
    draft = factories.draft(api.context)
    assert sent(api, f"/drafts/{draft.id}/attachments", "hours", attached.CSV)["name"] == "hours.csv"
    assert len(api.get(f"/drafts/{draft.id}/attachments").body["rows"]) == 1
    refused = sent(api, f"/drafts/{draft.id}/attachments", "page.pdf", b"<html></html>")
    assert (refused["code"], refused["field"]) == ("invalid", "file")
    assert sent(api, "/documents/INV-9/attachments", "a.pdf", attached.PDF)["code"] == "not_found"
    assert api.post("/attachments/5/mark", {"with_mail": True}).code == "not_found"


def test_what_there_is_to_show_hangs_on_the_dispute(api: Api) -> None:
    factories.customer(api.context)
    factories.invoice(api.context, "INV-1", "10.00")
    number = api.post("/disputes", {"document": "INV-1", "reason": "damage"}).body["number"]
    made = sent(api, f"/disputes/{number}/attachments", "boxes.png", attached.PNG)
    assert (made["name"], made["with_mail"]) == ("boxes.png", False)
    (row,) = api.get(f"/disputes/{number}/attachments").body["rows"]
    assert row["id"] == made["id"] and api.get("/documents/INV-1/attachments").body["rows"] == []
    assert api.post(f"/attachments/{made['id']}/mark", {"with_mail": True}).field == "with_mail"
    assert sent(api, "/disputes/DSP-9/attachments", "boxes.png", attached.PNG)["code"] == "not_found"
