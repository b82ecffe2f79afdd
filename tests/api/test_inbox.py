"""The inbox through the API: taken in once, listed, shown, assigned, accepted with corrections, dismissed."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.api.client import HOME, Api
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db


def post(api: Api, content: bytes) -> tuple[int, dict[str, Any]]:
    """Send a mail."""
    headers = {"Authorization": f"Bearer {api.secret}"}
    response = api.client.post(f"{HOME}/inbox", {"file": SimpleUploadedFile("m.eml", content)}, headers=headers)
    return response.status_code, json.loads(response.content)


def test_a_mail_is_taken_in_and_decided(api: Api) -> None:
    factories.customer(api.context, "C-1", email="ada@bright.example")
    factories.invoice(api.context, "INV-1", "100.00")
    soon = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=5)
    text = f"We will pay EUR 60.00 for INV-1 on {soon.isoformat()}.\n\nThe goods of INV-1 arrived damaged."
    status, made = post(api, mailed(text))
    assert (status, made["customer_number"], made["proposals"]) == (201, "C-1", 2)
    assert post(api, mailed(text))[1]["again"] is True
    inbox = api.get("/inbox").body
    assert (inbox["open"], inbox["unknown"], inbox["rows"][0]["proposes"]) == (1, 0, ["promise", "dispute"])
    card = api.get(f"/inbox/{made['id']}").body
    promise, dispute = card["proposals"]
    assert (promise["amount"], promise["on"], promise["documents"]) == ("60.00", soon.isoformat(), ["INV-1"])
    path = f"/inbox/{made['id']}/proposals"
    assert api.post(f"{path}/{promise['id']}/accept", {"amount": "900.00"}).status in (409, 422)
    done = api.post(f"{path}/{promise['id']}/accept", {"amount": "30.00"}).body
    assert done["outcome"].startswith("PRM-0001: 30.00") and done["proposals"] == 1
    assert api.post(f"{path}/{dispute['id']}/dismiss").body["state"] == "done"
    assert api.get("/inbox?state=done").body["rows"][0]["id"] == made["id"]


def test_a_stranger_is_assigned_and_put_away(api: Api) -> None:
    factories.customer(api.context, "C-1")
    made = post(api, mailed("Hello"))[1]
    assert made["customer_number"] == "" and api.get("/inbox?state=unknown").body["rows"]
    kept = api.post(f"/inbox/{made['id']}/assign", {"customer_number": "C-1", "add_contact": True}).body
    assert kept["customer_number"] == "C-1"
    assert api.get(f"/inbox/{made['id']}").body["is_known"] is True
    assert api.post(f"/inbox/{made['id']}/done").body["state"] == "done"
    headers = {"Authorization": f"Bearer {api.secret}"}
    original = api.client.get(f"{HOME}/inbox/{made['id']}/original", headers=headers)
    assert original.content == mailed("Hello") and "attachment" in original.headers["Content-Disposition"]


def test_what_is_no_mail_is_refused(api: Api) -> None:
    assert post(api, b"hello")[1]["code"] == "malformed_file"
    assert api.get("/inbox/7").status == 404
