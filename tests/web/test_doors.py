"""What is around sign-in: where no mail is sent, a forgotten password leads to an administrator."""

from __future__ import annotations

import pytest
from django.test import Client

from quittance.web import doors
from tests.web.browse import Person


@pytest.mark.django_db
def test_without_mail_a_forgotten_password_leads_to_an_administrator() -> None:
    response = Client().get("/account/password/reset/")
    assert response.status_code == 200
    assert "This installation sends no mail" in response.content.decode()


@pytest.mark.django_db
def test_without_mail_no_link_of_a_mail_opens_anything() -> None:
    assert Client().get("/account/password/reset/key/1-set-password/").status_code == 404
    assert Client().get("/account/password/reset/done/").status_code == 404


@pytest.mark.django_db
def test_the_overviews_of_second_steps_lead_to_the_own_page(clerk: Person) -> None:
    for path in ("/account/2fa/", "/account/2fa/webauthn/"):
        assert clerk.get(path).headers["Location"] == "/you/"


def test_every_own_address_has_a_name_and_the_closed_ones_stay_closed() -> None:
    assert all(one.name for one in doors.urlpatterns)
    assert {one.name for one in doors.urlpatterns if one.callback is doors.closed} >= {
        "account_signup",
        "account_email",
    }
