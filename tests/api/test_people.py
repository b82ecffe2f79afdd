"""People, roles and keys through the API: secrets shown once, access ended at once."""

from __future__ import annotations

import pytest

from tests import factories
from tests.api.client import Api

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


def test_a_person_is_added_changed_ended_and_restored(api: Api) -> None:
    body = {"email": "Ada@Company.example", "name": "Ada", "roles": ["clerk"], "password": PASSWORD}
    made = api.post("/users", body, key="ada")
    assert (made.status, made.body["email"], made.body["roles"]) == (201, "ada@company.example", ["clerk"])
    assert PASSWORD not in api.get("/audit").text
    assert api.post("/users", body).code == "duplicate"
    email = {"email": "ada@company.example"}
    assert api.post("/users/roles", {**email, "roles": ["auditor", "sales"]}).body["roles"] == ["auditor", "sales"]
    assert api.post("/users/deactivate", email).body["active"] is False
    assert [(row["email"], row["active"]) for row in api.get("/users").body["rows"]] == [(email["email"], False)]
    assert api.post("/users/reactivate", email).body["active"] is True
    assert api.post("/users/password", {**email, "password": "another long one"}).status == 200
    assert api.post("/users/deactivate", {"email": "eve@company.example"}).code == "not_found"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "x" * 201}, "password"),
        ({"roles": []}, "roles"),
        ({"roles": ["king"]}, "roles"),
        ({"roles": "clerk"}, "roles"),
        ({"email": "ada"}, "email"),
        ({"email": ""}, "email"),
        ({"admin": True}, "admin"),
    ],
)
def test_what_is_no_person_is_refused(api: Api, change: dict[str, object], field: str) -> None:
    body = {"email": "ada@company.example", "name": "Ada", "roles": ["clerk"], "password": PASSWORD}
    found = api.post("/users", {**body, **change})
    assert (found.status, found.field) == (422, field)


def test_a_key_is_shown_once_works_and_is_revoked(api: Api) -> None:
    dry = api.post("/keys", {"name": "shop", "roles": ["auditor"]}, dry_run="true")
    assert (dry.status, dry.body["secret"]) == (200, "")
    made = api.post("/keys", {"name": "shop", "roles": ["auditor"]}, key="once")
    secret = made.body["secret"]
    assert made.status == 201 and secret.startswith("qk_")
    assert Api(api.context, secret).get("/me").body["name"] == "shop"
    assert api.post("/keys", {"name": "shop", "roles": ["auditor"]}, key="once").code == "conflict"
    assert api.post("/keys", {"name": "shop", "roles": ["auditor"]}).code == "duplicate"
    told = api.get("/keys").text + api.get("/audit").text
    assert secret not in told and f"…{secret[-4:]}" in told
    assert api.post("/keys/revoke", {"name": "shop"}).body["revoked"] is True
    assert Api(api.context, secret).get("/me").status == 401
    assert api.post("/keys/revoke", {"name": "shop"}).code == "conflict"


def test_a_role_does_exactly_what_it_is_given(api: Api) -> None:
    clerk = factories.member(api.context, "clerk")
    assert "payments.record" in clerk.actor.permissions
    changed = api.ask("PUT", "/roles/clerk", {"permissions": ["books.read", "payments.record"]})
    assert (changed.status, changed.body["permissions"]) == (200, ["books.read", "payments.record"])
    held = {row["name"]: row["permissions"] for row in api.get("/roles").body["rows"]}
    assert held["clerk"] == ["books.read", "payments.record"]
    assert api.ask("PUT", "/roles/clerk", {"permissions": ["everything"]}).field == "permissions"
    assert api.ask("PUT", "/roles/king", {"permissions": []}).code == "not_found"
    assert api.ask("PUT", "/roles/administrator", {"permissions": []}).field == "permissions"
