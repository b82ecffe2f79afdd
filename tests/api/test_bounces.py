"""Bounces through the API: a notification taken in, the address listed, other mail refused."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.api.client import HOME, Api
from tests.formats.bounced import notification

pytestmark = pytest.mark.django_db


def test_a_notification_is_taken_in_and_its_address_listed(api: Api) -> None:
    factories.customer(api.context, "C-1", email="office@bright.example")

    def post(content: bytes) -> tuple[int, dict[str, object]]:
        file = SimpleUploadedFile("bounce.eml", content)
        headers = {"Authorization": f"Bearer {api.secret}"}
        response = api.client.post(f"{HOME}/bounces", {"file": file}, headers=headers)
        return response.status_code, json.loads(response.content)

    status, body = post(notification())
    assert (status, body["stopped"], body["numbers"]) == (201, ["office@bright.example"], [])
    assert [row["customer_number"] for row in api.get("/bounces").body["rows"]] == ["C-1"]
    assert post(b"hello")[1]["code"] == "malformed_file"
