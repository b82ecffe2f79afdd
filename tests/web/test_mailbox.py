"""The mailbox on screen: kept without showing its password, tried, fetched from, removed."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from quittance.actions.command import Context
from tests.actions import imap_fake
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db


def test_an_administrator_sets_tries_and_removes_it(company: Context, clerk: Person, settings: Settings) -> None:
    settings.MAILBOX_LOCAL = True
    person = browse.person(company, "administrator")
    assert "No mailbox yet" in person.text("/settings/mailbox/")
    with imap_fake.listening() as fake:
        given = {"host": "127.0.0.1", "user": "billing@x.example", "security": "none", "folder": "INBOX"}
        assert person.post("/settings/mailbox/", **given, port=str(fake.port)).status_code == 422
        person.follow("/settings/mailbox/", **given, port=str(fake.port), password=fake.password)
        said = browse.text_of(person.last)
        assert "is fetched from 127.0.0.1" in said and fake.password not in person.last
        person.follow("/settings/mailbox/test/")
        assert "The mailbox answers: 0 mails in INBOX." in browse.text_of(person.last)
        person.follow("/settings/mailbox/fetch/")
        assert "looks for new mail now" in browse.text_of(person.last)
    assert person.post("/settings/mailbox/test/").status_code == 409 and "does not answer" in person.last
    person.follow("/settings/mailbox/remove/")
    assert "No mailbox yet" in browse.text_of(person.last)
    assert clerk.get("/settings/mailbox/").status_code == 403
