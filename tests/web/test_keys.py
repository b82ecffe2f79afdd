"""API keys: the secret is shown once, works, and ends when it is revoked."""

from __future__ import annotations

import re

import pytest

from quittance.actions import identity
from quittance.actions.command import Context
from quittance.rules.refusals import SignInNeeded
from tests.web import browse
from tests.web.browse import Person


@pytest.mark.django_db
def test_a_secret_is_shown_once_and_opens_the_books(administrator: Person, company: Context) -> None:
    response = administrator.post("/settings/keys/new/", name="Web shop", roles="clerk")
    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-store"
    found = re.search(r'value="(qk_[^"]+)"', administrator.last)
    assert found is not None
    assert "invoices.record" in identity.of_key(found[1]).actor.permissions
    administrator.get("/settings/people/")
    assert found[1] not in administrator.last and f"…{found[1][-4:]}" in administrator.last


@pytest.mark.django_db
def test_the_same_form_sent_again_makes_no_second_key(administrator: Person) -> None:
    fields = {"key": "one-form", "name": "Web shop", "roles": "clerk"}
    administrator.post("/settings/keys/new/", **fields)
    assert administrator.post("/settings/keys/new/", **fields).status_code == 409


@pytest.mark.django_db
def test_a_revoked_key_ends_at_once(administrator: Person) -> None:
    administrator.post("/settings/keys/new/", name="Web shop", roles="clerk")
    secret = administrator.last.split('value="qk_')[1].split('"')[0]
    administrator.follow("/settings/keys/revoke/", name="Web shop")
    said = browse.text_of(administrator.last)
    assert "The key Web shop is revoked." in said and "Revoked Today 14:00" in said
    with pytest.raises(SignInNeeded):
        identity.of_key(f"qk_{secret}")


@pytest.mark.django_db
def test_a_key_without_a_name_or_a_role_is_refused(administrator: Person) -> None:
    assert administrator.post("/settings/keys/new/", name="", roles="clerk").status_code == 422
    assert administrator.post("/settings/keys/new/", name="Web shop").status_code == 422
    assert administrator.post("/settings/keys/revoke/", name="No such").status_code == 404


@pytest.mark.django_db
def test_keys_are_for_who_may_make_them(clerk: Person, auditor: Person) -> None:
    for person in (clerk, auditor):
        assert person.get("/settings/keys/new/").status_code == 403
        assert person.post("/settings/keys/revoke/", name="x").status_code == 403
