"""Visits: who may open what, what a refusal looks like, and what a view is given."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from quittance.actions import users
from quittance.actions.command import Context
from tests.web import browse
from tests.web.browse import Person


@pytest.mark.django_db
def test_a_stranger_is_led_to_sign_in_and_back() -> None:
    response = Client().get("/journal/?since=2026-01-01")
    assert response.status_code == 302
    assert response.headers["Location"] == "/account/login/?next=/journal/%3Fsince%3D2026-01-01"


@pytest.mark.django_db
def test_a_page_that_is_not_open_says_so_with_its_code(clerk: Person) -> None:
    assert clerk.get("/audit/").status_code == 403
    said = browse.text_of(clerk.last)
    assert "You may not see the audit trail" in said and "403 · not_allowed" in said


@pytest.mark.django_db
def test_a_button_opened_like_a_page_says_what_it_is(controller: Person) -> None:
    response = controller.get("/settings/periods/lock/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "It is the answer to a button" in controller.last


@pytest.mark.django_db
def test_a_person_whose_access_ended_is_told_and_can_sign_out(company: Context) -> None:
    person = browse.person(company, "clerk")
    users.deactivate(company, users.NameUser(email_of(person)))
    response = person.get("/")
    assert response.status_code == 403
    assert "sign_in_needed" in person.last and 'action="/account/logout/"' in person.last


@pytest.mark.django_db
def test_a_signed_in_account_without_a_company_sees_no_menu(company: Context, django_user_model: type[User]) -> None:
    client = Client()
    client.force_login(
        django_user_model.objects.create(username="lone", email="lone@a.example"), backend=browse.BACKEND
    )
    response = client.get("/")
    assert response.status_code == 403
    assert "no access to a company" in response.content.decode()
    assert "Find or do" not in response.content.decode()


@pytest.mark.django_db
def test_no_page_is_kept_where_another_person_could_see_it(clerk: Person) -> None:
    for path in ("/", "/audit/", "/nowhere-in-particular/"):
        response = clerk.get(path)
        assert path == "/nowhere-in-particular/" or response.headers["Cache-Control"] == "private, no-cache"


def email_of(person: Person) -> str:
    """The email a member signs in with."""
    from quittance.books.people import Member

    return str(Member.objects.get(tenant_id=person.context.tenant_id, id=person.context.actor.id).email)
