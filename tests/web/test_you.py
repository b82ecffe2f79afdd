"""The own page: ways to sign in, looks, and what one may do in words."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import User

from quittance.books.people import Member
from tests.web import browse
from tests.web.browse import Person

PASSWORD = "several quiet words"


def user_of(person: Person) -> User:
    """The account behind a member."""
    member = Member.objects.get(tenant_id=person.context.tenant_id, id=person.context.actor.id)
    return User.objects.get(pk=member.user_id)


@pytest.mark.django_db
def test_the_page_says_what_the_person_may_do_and_no_more(auditor: Person) -> None:
    auditor.get("/you/")
    said = browse.text_of(auditor.last)
    assert "See the books See the audit trail" in said
    assert "Record a payment" not in said.split("What you may do")[1].split("Skip")[0].split("Go to")[0]


@pytest.mark.django_db
def test_without_a_second_step_there_are_no_recovery_codes_to_show(clerk: Person) -> None:
    clerk.get("/you/")
    assert "Turn on" in clerk.last and "Recovery codes" not in clerk.last


@pytest.mark.django_db
def test_with_an_authenticator_app_its_codes_are_counted(clerk: Person) -> None:
    user = user_of(clerk)
    totp.TOTP.activate(user, totp.generate_totp_secret())
    RecoveryCodes.activate(user)
    clerk.get("/you/")
    assert "Turn off" in clerk.last and "10 left" in clerk.last


@pytest.mark.django_db
def test_a_passkey_is_listed_by_its_name(clerk: Person) -> None:
    credential = {"id": "x", "clientExtensionResults": {"credProps": {"rk": True}}}
    Authenticator.objects.create(
        user=user_of(clerk), type=Authenticator.Type.WEBAUTHN, data={"name": "Blue <key>", "credential": credential}
    )
    clerk.get("/you/")
    assert "Blue &lt;key&gt;" in clerk.last and "Passkey, added" in clerk.last


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["2fa/totp/activate/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/"])
def test_ways_to_sign_in_change_only_after_showing_who_one_is(clerk: Person, path: str) -> None:
    give_password(clerk)
    response = clerk.get(f"/account/{path}")
    assert response.status_code == 302 and "/reauthenticate/" in response.headers["Location"]
    clerk.get("/account/reauthenticate/")
    assert "Is it still you?" in clerk.last
    clerk.follow(f"/account/reauthenticate/?next=/account/{path}", password=PASSWORD)
    assert "Is it still you?" not in clerk.last and "Find or do" in clerk.last


@pytest.mark.django_db
def test_an_app_is_turned_on_with_the_code_it_shows(clerk: Person) -> None:
    give_password(clerk)
    clerk.follow("/account/reauthenticate/?next=/account/2fa/totp/activate/", password=PASSWORD)
    secret = clerk.last.split('<code class="boxed">')[1].split("<")[0]
    clerk.post("/account/2fa/totp/activate/", code="000000")
    assert "Incorrect code" in clerk.last
    secret = clerk.last.split('<code class="boxed">')[1].split("<")[0]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    clerk.follow("/account/2fa/totp/activate/", code=code)
    assert "Recovery codes" in clerk.last and "10 of 10 are left" in browse.text_of(clerk.last)
    clerk.get("/you/")
    assert "On: six digits after the password" in clerk.last


@pytest.mark.django_db
def test_who_may_change_the_password_is_the_person_alone(clerk: Person) -> None:
    give_password(clerk)
    assert clerk.get("/account/password/change/").status_code == 200
    assert "Your password now" in clerk.last
    clerk.post("/account/password/change/", oldpassword="wrong", password1="a" * 12, password2="a" * 12)
    assert 'aria-invalid="true"' in clerk.last


def give_password(person: Person) -> None:
    """Let the member have a password, and a session that knows it."""
    user = user_of(person)
    user.set_password(PASSWORD)
    user.save()
    person.client.force_login(user, backend=browse.BACKEND)
