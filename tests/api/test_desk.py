"""What holds for every route: each verb has one, a dry run writes nothing, a key does it once, a role decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from quittance.api import desk
from quittance.api.app import api as served
from quittance.books import sql
from quittance.reports import audit, books
from quittance.rules import duties
from tests import factories, once
from tests.api import client
from tests.api.client import Answer, Api

PASSWORD = "correct horse battery"
DEEDS: dict[str, tuple[str, str, Any]] = {
    "customers.create": ("POST", "/customers", {"name": "Ada"}),
    "customers.edit": ("PATCH", "/customers/C-1", {"name": "Ada"}),
    "contacts.add": ("POST", "/contacts", {"customer_number": "C-1", "name": "Eve", "main": True}),
    "contacts.edit": ("PATCH", "/contacts/{contact}", {"name": "Eve"}),
    "invoices.record": ("POST", "/invoices", {"customer_number": "C-1", "issued_on": "2026-06-01", "total": "5.00"}),
    "credits.record": ("POST", "/credit-notes", {"customer_number": "C-1", "issued_on": "2026-06-30", "total": "5.00"}),
    "payments.record": ("POST", "/payments", {"customer_number": "C-1", "received_on": "2026-06-30", "amount": "5.00"}),
    "payments.move": ("POST", "/moves", {"reference": "PAY-1", "customer_number": "C-2", "amount": "1.00"}),
    "payments.refund": ("POST", "/refunds", {"reference": "PAY-1", "amount": "1.00"}),
    "allocations.allocate": ("POST", "/allocations", {"credit": "PAY-1", "shares": [{"invoice_number": "INV-2"}]}),
    "allocations.unallocate": ("POST", "/allocations/unallocate", {"allocation_ids": ["{allocation}"]}),
    "writeoffs.write_off": ("POST", "/write-offs", {"number": "INV-2", "amount": "1.00", "reason": "small"}),
    "reversals.reverse": ("POST", "/reversals", {"number": "INV-1", "reason": "wrong"}),
    "closing.lock": ("POST", "/periods/lock", {"through": "2026-05-31"}),
    "closing.unlock": ("POST", "/periods/unlock", {"reason": "late paper"}),
    "rates.set": ("POST", "/rates", {"currency": "usd", "on": "2026-06-01", "rate": "0.91"}),
    "views.save": ("POST", "/views", {"page": "aging", "name": "Late", "query": "state=overdue"}),
    "views.remove": ("DELETE", "/views/{view}", None),
    "users.invite": (
        "POST",
        "/users",
        {"email": "ada@company.example", "name": "Ada", "roles": ["clerk"], "password": PASSWORD},
    ),
    "users.change_roles": ("POST", "/users/roles", {"email": "{email}", "roles": ["sales"]}),
    "users.deactivate": ("POST", "/users/deactivate", {"email": "{email}"}),
    "users.reactivate": ("POST", "/users/reactivate", {"email": "{email}"}),
    "users.set_password": ("POST", "/users/password", {"email": "{email}", "password": PASSWORD}),
    "users.create_key": ("POST", "/keys", {"name": "another", "roles": ["auditor"]}),
    "users.revoke_key": ("POST", "/keys/revoke", {"name": "spare"}),
    "roles.change": ("PUT", "/roles/sales", {"permissions": ["books.read"]}),
    "entities.edit": ("PATCH", "/company", {"writeoff_limit": "7.50"}),
}
"""Verb -> a request that carries it out in the company of `stage`."""

TABLES = (
    "customer contact document line payment open_item entry posting allocation exchange_rate saved_view member role "
    "api_key entity series command event"
).split()


@pytest.fixture
def stage(made: tuple[Api, dict[str, str]], db: None) -> tuple[Api, dict[str, str]]:
    """A company in which every deed can be done, and what it is done to."""
    return made


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Api, dict[str, str]]]:
    """The stage, made once."""
    yield from once.made(django_db_blocker, build)


def build() -> tuple[Api, dict[str, str]]:
    """A company with a bit of everything, and the names of what is in it."""
    api = client.company()
    context = api.context
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    factories.invoice(context, "INV-1", "10.00")
    factories.invoice(context, "INV-2", "10.00")
    factories.payment(context, "PAY-1", "30.00")
    factories.allocate(context, "PAY-1", ("INV-1", "4.00"))
    api.post("/periods/lock", {"through": "2026-04-30"})
    client.key_of(context, "clerk", name="spare")
    member = factories.member(context, "clerk")
    names = {
        "contact": api.post("/contacts", {"customer_number": "C-1", "name": "Old"}).body["id"],
        "view": api.post("/views", {"page": "aging", "name": "Old", "query": ""}).body["id"],
        "allocation": api.get("/payments/PAY-1").body["met"][0]["id"],
        "email": next(row["email"] for row in api.get("/users").body["rows"] if row["id"] == str(member.actor.id)),
    }
    return api, names


def do(api: Api, verb: str, names: dict[str, str], **more: Any) -> Answer:
    """Carry out a deed with the names filled in."""
    method, path, body = DEEDS[verb]
    filled = filled_in(body, names)
    return api.ask(method, path.format(**names), filled, **more)


def filled_in(value: Any, names: dict[str, str]) -> Any:
    """A body with the names of `stage` in place of {name}."""
    if isinstance(value, str):
        return names.get(value.strip("{}"), value) if value.startswith("{") else value
    if isinstance(value, list):
        return [filled_in(one, names) for one in value]
    return {key: filled_in(one, names) for key, one in value.items()} if isinstance(value, dict) else value


def counts(api: Api) -> dict[str, Any]:
    """How many rows each table holds for the company, and what its rows say of what may change."""
    tenant = [api.context.tenant_id]
    found: dict[str, Any] = {
        table: sql.rows(f"SELECT COUNT(*) FROM {table} WHERE tenant_id = %s", tenant) for table in TABLES
    }
    changing = {"customer": "version", "member": "roles", "role": "permissions", "entity": "locked_through"}
    for table, column in changing.items():
        found[column] = sql.rows(f"SELECT id, {column} FROM {table} WHERE tenant_id = %s ORDER BY id", tenant)
    return found


def test_every_verb_has_its_route_and_every_route_its_deed() -> None:
    assert served.title == "Quittance"
    assert set(desk.VERBS) == set(duties.VERBS)
    assert set(DEEDS) <= set(desk.VERBS)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", DEEDS)
def test_a_dry_run_tells_what_the_deed_then_does(stage: tuple[Api, dict[str, str]], verb: str) -> None:
    api, names = stage
    before = counts(api)
    dry = do(api, verb, names, query={"dry_run": "true"})
    assert dry.status == 200 and dry.body["dry_run"] is True
    assert counts(api) == before, "a dry run leaves every table as it was"
    done = do(api, verb, names)
    assert done.status in (200, 201) and done.body["dry_run"] is False
    changing = {"dry_run", "id", "entry_id", "allocated", "reopened", "secret"}
    assert {k: v for k, v in done.body.items() if k not in changing} == {
        k: v for k, v in dry.body.items() if k not in changing
    }
    assert audit.trail(books.of(api.context))[0].verb == verb
    assert api.get("/verify").body["clean"]


@pytest.mark.django_db
@pytest.mark.parametrize("verb", sorted(set(DEEDS) - {"users.create_key"}))
def test_the_same_key_does_it_once_and_answers_the_same(stage: tuple[Api, dict[str, str]], verb: str) -> None:
    api, names = stage
    first = do(api, verb, names, key="only-once")
    before = counts(api)
    again = do(api, verb, names, key="only-once")
    assert (again.status, again.text) == (first.status, first.text)
    assert counts(api) == before
    other = api.post("/customers", {"name": "Somebody else"}, key="only-once")
    assert (other.status, other.code, other.field) == (409, "conflict", "key")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role.name for role in duties.ROLES])
def test_a_role_decides_and_each_refusal_is_an_event(stage: tuple[Api, dict[str, str]], role: str) -> None:
    api, names = stage
    asking = Api(api.context, client.key_of(api.context, role, name=f"of {role}"))
    allowed = next(set(one.permissions) for one in duties.ROLES if one.name == role)
    for verb in DEEDS:
        found = do(asking, verb, names, query={"dry_run": "true"})
        assert (found.status == 403) == (verb not in allowed), (role, verb, found)
    refused = [verb for verb in DEEDS if verb not in allowed]
    for verb in refused[:3]:
        found = do(asking, verb, names)
        assert found.code == "not_allowed"
        event = audit.trail(books.of(api.context))[0]
        assert (event.verb, event.outcome, event.actor_name) == (verb, "not_allowed", f"of {role}")


@pytest.mark.django_db
def test_who_may_not_read_is_refused_and_that_is_an_event(api: Api) -> None:
    api.ask("PUT", "/roles/sales", {"permissions": ["views.save"]})
    asking = Api(api.context, client.key_of(api.context, "sales", name="blind"))
    for path in ("/customers", "/aging", "/open-items", "/journal", "/verify", "/users", "/documents/INV-1"):
        assert asking.get(path).code == "not_allowed", path
        event = audit.trail(books.of(api.context))[0]
        assert (event.verb, event.outcome, event.actor_name) == ("books.read", "not_allowed", "blind")
    assert asking.get("/audit").code == "not_allowed"
    assert audit.trail(books.of(api.context))[0].verb == "audit.read"
    assert asking.get("/me").body["permissions"] == ["views.save"]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["x" * 201, "a\x01b"])
def test_a_key_beyond_its_bounds_is_refused(api: Api, key: str) -> None:
    found = api.ask("POST", "/customers", {"name": "Ada"}, headers={"Idempotency-Key": key})
    assert (found.status, found.field) == (422, "Idempotency-Key")


@pytest.mark.django_db
def test_a_key_belongs_to_its_company(api: Api) -> None:
    other = client.company(name="Other Ltd")
    assert api.post("/customers", {"name": "Ada"}, key="same").status == 201
    assert other.post("/customers", {"name": "Bob"}, key="same").status == 201


@pytest.mark.django_db
def test_moments_are_read_in_the_time_zone_of_the_company(api: Api) -> None:
    api.ask("PATCH", "/company", {"timezone": "Europe/Amsterdam"})
    asking = desk.Desk(None, api.context)  # type: ignore[arg-type]
    day = factories.noon(factories.TODAY) + 10 * 3600 * 10**6
    assert asking.moment("2026-06-30", "known_at") == day - 1, "the last moment of a summer's day, two hours ahead"
    assert asking.moment("2026-06-30T12:00:00Z", "known_at") == factories.noon(factories.TODAY)
    assert asking.moment("2026-06-30T14:00", "known_at") == factories.noon(factories.TODAY)
    for wrong in ("2026-06-31", "2026-06-30T25:00", "0000-01-01"):
        assert api.get("/aging", known_at=wrong).field == "known_at", wrong
