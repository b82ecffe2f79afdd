"""Who is asking: keys that are wrong, revoked or another company's, and the session of a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from quittance.actions import users
from quittance.reports import audit, books, people
from tests import factories
from tests.api import client
from tests.api.client import HOME, Api, answer_of

WRONG: dict[str, Callable[[str], str]] = {
    "no header": lambda secret: "",
    "no scheme": lambda secret: secret,
    "another scheme": lambda secret: f"Basic {secret}",
    "nothing behind it": lambda secret: "Bearer ",
    "a word": lambda secret: "Bearer hello",
    "no such key": lambda secret: f"Bearer {secret[:-1]}{'A' if secret[-1] != 'A' else 'B'}",
    "another tenant": lambda secret: "Bearer qk_1_" + secret.split("_", 2)[2],
    "a tenant beyond every id": lambda secret: "Bearer qk_99999999999999999999_x",
    "digits of another script": lambda secret: "Bearer qk_\u0661_x",
    "far too long": lambda secret: f"Bearer {secret}{'x' * 10_000}",
}


@pytest.mark.parametrize("which", WRONG)
def test_a_key_that_is_not_in_force_is_refused(api: Api, which: str) -> None:
    header = WRONG[which](api.secret)
    found = answer_of(Client().get(f"{HOME}/customers", headers={"Authorization": header} if header else {}))
    assert (found.status, found.code) == (401, "sign_in_needed")
    assert found.headers["WWW-Authenticate"].startswith("Bearer")
    assert found.headers["Content-Type"] == "application/problem+json"


def test_a_revoked_key_is_refused_at_once(api: Api) -> None:
    assert api.get("/me").status == 200
    users.revoke_key(api.context, users.RevokeKey("till"))
    assert api.get("/me").status == 401


def test_what_belongs_to_another_company_is_never_seen(api: Api) -> None:
    other = client.company(name="Other Ltd")
    factories.customer(other.context, "C-9")
    factories.invoice(other.context, "INV-9", "10.00", customer="C-9")
    factories.payment(other.context, "PAY-9", "5.00", customer="C-9", allocate="oldest")
    contact = other.post("/contacts", {"customer_number": "C-9", "name": "Eve"}).body["id"]
    view = other.post("/views", {"page": "aging", "name": "Mine", "query": "", "shared": True}).body["id"]
    payment = other.get("/payments/PAY-9").body
    asked = [
        api.get("/customers/C-9"),
        api.get("/documents/INV-9"),
        api.get("/payments/PAY-9"),
        api.get("/statements", customer_number="C-9"),
        api.get("/open-items", customer_number="C-9"),
        api.ask("PATCH", "/customers/C-9", {"name": "Mine"}),
        api.ask("PATCH", f"/contacts/{contact}", {"name": "Mine"}),
        api.ask("DELETE", f"/contacts/{contact}"),
        api.ask("DELETE", f"/views/{view}"),
        api.post("/contacts", {"customer_number": "C-9", "name": "Eve"}),
        api.post("/invoices", {"customer_number": "C-9", "issued_on": "2026-06-01", "total": "1.00"}),
        api.post("/allocations", {"credit": "PAY-9"}),
        api.post("/allocations/unallocate", {"allocation_ids": [payment["met"][0]["id"]]}),
        api.post("/moves", {"reference": "PAY-9", "customer_number": "UNIDENTIFIED"}),
        api.post("/refunds", {"reference": "PAY-9"}),
        api.post("/write-offs", {"number": "INV-9", "reason": "small"}),
        api.post("/reversals", {"number": "INV-9", "reason": "wrong"}),
        api.post("/reversals", {"entry_id": payment["entry_id"], "reason": "wrong"}),
    ]
    assert [(one.status, one.code) for one in asked] == [(404, "not_found")] * len(asked)
    lists = [api.get(path).body["rows"] for path in ("/documents", "/payments", "/aging", "/open-items", "/journal")]
    assert lists == [[]] * 5
    assert [row["number"] for row in api.get("/customers").body["rows"]] == ["UNIDENTIFIED"]
    events = [row for row in api.get("/audit", limit=200).body["rows"] if "C-9" in str(row)]
    assert {row["outcome"] for row in events} == {"not_found"}, "only what this company itself has asked for"
    assert other.get("/verify").body["clean"]


def signed_in(api: Api, *roles: str, checks: bool = False) -> Client:
    """A browser in which a member with these roles has signed in."""
    member = factories.member(api.context, *roles)
    browser = Client(enforce_csrf_checks=checks)
    email = next(one.email for one in books_people(api) if one.id == member.actor.id)
    browser.force_login(get_user_model().objects.get(username=email))
    return browser


def books_people(api: Api) -> tuple[people.MemberRow, ...]:
    """Everybody of the company."""
    return people.members(books.of(api.context))


def test_a_signed_in_person_may_ask(api: Api) -> None:
    factories.customer(api.context)
    found = answer_of(signed_in(api, "clerk").get(f"{HOME}/customers/C-1"))
    assert (found.status, found.body["number"]) == (200, "C-1")
    assert answer_of(signed_in(api, "clerk").get(f"{HOME}/audit")).code == "not_allowed"


def test_a_browser_writes_only_with_its_token(api: Api) -> None:
    browser = signed_in(api, "clerk", checks=True)
    body = {"name": "Ada", "number": "C-7"}
    without = answer_of(browser.post(f"{HOME}/customers", body, content_type="application/json"))
    assert (without.status, without.code) == (403, "token_missing")
    browser.cookies["csrftoken"] = "a" * 32
    token = {"X-CSRFToken": "a" * 32}
    made = answer_of(browser.post(f"{HOME}/customers", body, content_type="application/json", headers=token))
    assert made.status == 201
    event = audit.trail(books.of(api.context), audit.Filter(verb="customers.create"))[0]
    assert (event.actor_kind, event.face) == ("user", "api")


def test_a_person_without_a_company_is_refused(api: Api) -> None:
    stranger = get_user_model().objects.create_user("eve@elsewhere.example", "eve@elsewhere.example", "x" * 12)
    browser = Client()
    browser.force_login(stranger)
    assert answer_of(browser.get(f"{HOME}/me")).code == "sign_in_needed"


def test_a_key_goes_before_a_session(api: Api) -> None:
    browser = signed_in(api, "clerk")
    found = answer_of(browser.get(f"{HOME}/me", headers={"Authorization": f"Bearer {api.secret}"}))
    assert found.body["name"] == "till"
    assert answer_of(browser.get(f"{HOME}/me", headers={"Authorization": "Bearer wrong"})).status == 401
