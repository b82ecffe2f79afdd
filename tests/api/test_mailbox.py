"""The mailbox through the API: set, shown without its password, asked to be fetched, removed."""

from __future__ import annotations

import pytest

from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_mailbox_is_set_shown_and_removed(api: Api) -> None:
    assert api.get("/mailbox").status == 404
    given = {"host": "127.0.0.1", "user": "ar@x.example", "password": "secret"}
    assert api.ask("PUT", "/mailbox", given).body["port"] == 993
    shown = api.get("/mailbox").body
    assert shown["user"] == "ar@x.example" and "secret" not in str(shown) and shown["checked_at"] is None
    assert api.post("/mailbox/fetch").body["job_id"].isdecimal()
    said = api.post("/mailbox/test")
    assert (said.status, said.body["field"]) == (422, "host")
    assert api.ask("DELETE", "/mailbox").body["host"] == ""
    assert api.ask("PUT", "/mailbox", {**given, "host": "no host"}).body["field"] == "host"
