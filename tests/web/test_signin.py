"""Signing in: email and password, a second step, no sign-up, the same answer for strangers and members."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.test import Client

from quittance.actions import users
from quittance.actions.command import Context
from tests.web import browse

EMAIL, PASSWORD = "sanne@alder.example", "several quiet words"


@pytest.fixture
def member(company: Context) -> int:
    """A clerk with a password; the id of the account."""
    users.invite(company, users.InviteUser(EMAIL, "Sanne de Wit", ("clerk",), users.hashed(PASSWORD)))
    return int(get_user_model().objects.get(username=EMAIL).pk)


def attempt(client: Client, email: str, password: str) -> str:
    """The page after an attempt to sign in."""
    response = client.post("/account/login/", {"login": email, "password": password}, follow=True)
    return response.content.decode()


@pytest.mark.django_db
def test_email_and_password_lead_to_today(member: int) -> None:
    assert "Open receivables" in attempt(Client(), EMAIL.upper(), PASSWORD)


@pytest.mark.django_db
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(member: int) -> None:
    wrong = browse.text_of(attempt(Client(), EMAIL, "wrong")).replace(EMAIL, "")
    unknown = browse.text_of(attempt(Client(), "who@alder.example", "wrong")).replace("who@alder.example", "")
    assert wrong == unknown and "not correct" in wrong


@pytest.mark.django_db
def test_too_many_attempts_are_slowed_down(member: int) -> None:
    client = Client()
    pages = [attempt(client, EMAIL, "wrong") for _ in range(11)]
    assert "Too many" in pages[-1]
    assert "Open receivables" not in attempt(client, EMAIL, PASSWORD)


@pytest.mark.django_db
def test_an_authenticator_app_is_asked_for_after_the_password(member: int) -> None:
    user = get_user_model().objects.get(pk=member)
    totp.TOTP.activate(user, totp.generate_totp_secret())
    codes = RecoveryCodes.activate(user).get_unused_codes()
    client = Client()
    assert "Second step" in attempt(client, EMAIL, PASSWORD)
    assert client.get("/").status_code == 302
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "Incorrect code" in wrong.content.decode()
    right = client.post("/account/2fa/authenticate/", {"code": codes[0]}, follow=True)
    assert "Open receivables" in right.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["signup/", "email/", "password/set/", "login/code/confirm/", "confirm-email/x/"])
def test_nobody_opens_an_account_or_changes_an_address_here(path: str) -> None:
    assert Client().get(f"/account/{path}").status_code == 404
    assert Client().post(f"/account/{path}", {"email": "x@y.example", "password1": PASSWORD}).status_code == 404
    assert not get_user_model().objects.filter(email="x@y.example").exists()


@pytest.mark.django_db
def test_signing_out_ends_the_session(member: int) -> None:
    client = Client()
    attempt(client, EMAIL, PASSWORD)
    assert client.get("/account/logout/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_a_changed_password_leads_back_to_the_own_page(member: int) -> None:
    client = Client()
    attempt(client, EMAIL, PASSWORD)
    fields = {"oldpassword": PASSWORD, "password1": "other quiet words", "password2": "other quiet words"}
    response = client.post("/account/password/change/", fields, follow=True)
    assert response.redirect_chain[-1][0] == "/you/"
    assert "Your password is changed." in response.content.decode()


@pytest.mark.django_db
def test_nobody_is_led_to_another_site_after_signing_in(member: int) -> None:
    response = Client().post("/account/login/?next=https://elsewhere.example/", {"login": EMAIL, "password": PASSWORD})
    assert response.headers["Location"] == "/"
