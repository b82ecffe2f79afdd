"""People: added, given roles and passwords, let in and kept out; nobody changes their own access."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import people as listed
from tests import factories
from tests.web import browse
from tests.web.browse import Person

NEW = {"name": "Sanne de Wit", "email": "sanne@alder.example", "password": "several quiet words", "roles": "clerk"}


def id_of(company: Context, email: str) -> int:
    """A member's id."""
    return next(row.id for row in listed.members(books.of(company)) if row.email == email)


@pytest.mark.django_db
def test_a_person_who_is_added_can_sign_in(administrator: Person) -> None:
    page = administrator.follow("/settings/people/new/", **NEW)
    assert page.status_code == 200 and "sanne@alder.example may sign in" in administrator.last
    sent = {"login": "sanne@alder.example", "password": "several quiet words"}
    assert "Open receivables" in Client().post("/account/login/", sent, follow=True).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed"),
    [("email", "nobody"), ("name", ""), ("password", "short"), ("roles", "king"), ("roles", "")],
)
def test_a_person_is_refused_at_the_field_that_is_wrong(administrator: Person, field: str, typed: str) -> None:
    assert administrator.post("/settings/people/new/", **{**NEW, field: typed}).status_code == 422
    assert f'href="#f-{field}"' in administrator.last


@pytest.mark.django_db
def test_an_email_that_has_an_account_is_a_conflict(administrator: Person) -> None:
    administrator.post("/settings/people/new/", **NEW)
    assert administrator.post("/settings/people/new/", **{**NEW, "name": "Other"}).status_code == 409
    assert "has an account already" in administrator.last


@pytest.mark.django_db
def test_roles_access_and_password_change_from_the_page_of_the_person(administrator: Person, company: Context) -> None:
    administrator.post("/settings/people/new/", **NEW)
    id = id_of(company, NEW["email"])
    there = f"/settings/people/{id}/"
    assert administrator.follow(f"{there}roles/", roles=["controller", "sales"]).status_code == 200
    assert browse.text_of(administrator.last).count("has new roles") == 1
    administrator.follow(f"{there}deactivate/")
    assert "Ended" in administrator.last and "in again" in administrator.last
    administrator.follow(f"{there}reactivate/")
    assert "May enter" in administrator.last
    administrator.follow(f"{there}password/", password="other quiet words")
    assert "has a new password" in administrator.last
    row = next(row for row in listed.members(books.of(company)) if row.id == id)
    assert row.roles == ("controller", "sales") and row.active


@pytest.mark.django_db
def test_a_refused_change_stays_on_the_page_with_its_reason(administrator: Person, company: Context) -> None:
    administrator.post("/settings/people/new/", **NEW)
    there = f"/settings/people/{id_of(company, NEW['email'])}/"
    assert administrator.post(f"{there}roles/").status_code == 422
    assert "Choose from administrator" in administrator.last
    assert administrator.post(f"{there}password/", password="short").status_code == 422
    assert administrator.last.count('id="faults"') == 1


@pytest.mark.django_db
def test_nobody_changes_their_own_access(administrator: Person) -> None:
    there = f"/settings/people/{administrator.context.actor.id}/"
    administrator.get(there)
    assert "This is you" in administrator.last and "Keep these roles" not in administrator.last
    assert administrator.post(f"{there}roles/", roles="clerk").status_code == 422
    assert administrator.post(f"{there}deactivate/").status_code == 422


@pytest.mark.django_db
def test_an_auditor_looks_and_changes_nothing(auditor: Person, administrator: Person) -> None:
    there = f"/settings/people/{administrator.context.actor.id}/"
    assert auditor.get(there).status_code == 200
    assert "Keep these roles" not in auditor.last and "End access" not in auditor.last
    for deed in ("roles", "deactivate", "reactivate", "password"):
        assert auditor.post(f"{there}{deed}/", roles="clerk", password="several words").status_code == 403


@pytest.mark.django_db
def test_a_person_of_another_company_is_not_there(administrator: Person) -> None:
    stranger = factories.member(factories.company("Elsewhere"), "clerk")
    assert administrator.get(f"/settings/people/{stranger.actor.id}/").status_code == 404
    assert administrator.post(f"/settings/people/{stranger.actor.id}/deactivate/").status_code == 404
    assert administrator.get(f"/settings/people/{2**70}/").status_code == 404


@pytest.mark.django_db
def test_duties_that_lie_together_are_counted_beside_the_person(administrator: Person, company: Context) -> None:
    factories.member(company, "clerk", "controller")
    administrator.get("/settings/people/")
    said = browse.text_of(administrator.last)
    assert re.search(r"Clerk, Controller \d+ pairs May enter", said)
    assert "Administrator – May enter" in said
