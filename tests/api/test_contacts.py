"""Contacts through the API: added, changed, made the main one, removed."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db


def test_a_contact_is_added_changed_and_removed(api: Api) -> None:
    factories.customer(api.context)
    first = api.post("/contacts", {"customer_number": "C-1", "name": "Ada", "main": True, "email": "ada@c.example"})
    assert (first.status, first.body["removed"]) == (201, False)
    second = api.post("/contacts", {"customer_number": "C-1", "name": "Eve", "phone": "+31 20", "duty": "payables"})
    api.ask("PATCH", f"/contacts/{second.body['id']}", {"main": True, "email": "eve@c.example"})
    held = {one["name"]: (one["main"], one["email"]) for one in api.get("/customers/C-1").body["contacts"]}
    assert held == {"Eve": (True, "eve@c.example"), "Ada": (False, "ada@c.example")}
    gone = api.ask("DELETE", f"/contacts/{first.body['id']}")
    assert (gone.status, gone.body["removed"]) == (200, True)
    assert api.ask("DELETE", f"/contacts/{first.body['id']}").code == "not_found"


def test_what_is_no_contact_is_refused(api: Api) -> None:
    factories.customer(api.context)
    assert api.post("/contacts", {"customer_number": "C-9", "name": "Ada"}).code == "not_found"
    for change, field in (
        ({"name": ""}, "name"),
        ({"email": "x"}, "email"),
        ({"main": 1}, "main"),
        ({"id": "1"}, "id"),
    ):
        assert api.post("/contacts", {"customer_number": "C-1", "name": "Ada", **change}).field == field
    for id in ("0", "x", "99999999999999999999"):
        assert api.ask("PATCH", f"/contacts/{id}", {"name": "Ada"}).field == "contact_id"
    assert api.ask("PATCH", "/contacts/5", {"name": "Ada"}).code == "not_found"
