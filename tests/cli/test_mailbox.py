"""The mailbox at the terminal: set, shown, tried, fetched from, removed."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from tests import factories
from tests.actions import imap_fake
from tests.cli.terminal import done, quittance
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db


def test_a_mailbox_is_set_tried_and_fetched_from(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.company()
    settings.MAILBOX_LOCAL = True
    assert "No mailbox" in quittance("mail", "box").out
    with imap_fake.listening() as fake:
        fake.mails = {1: mailed("Hello")}
        monkeypatch.setenv("QUITTANCE_MAILBOX_PASSWORD", fake.password)
        made = done("mail", "set", "127.0.0.1", "billing@x.example", "--security", "none", "--port", str(fake.port))
        assert made["folder"] == "INBOX"
        assert "1 mail in INBOX" in quittance("mail", "test").out
        assert "1 new, 0 here before" in quittance("mail", "fetch").out
        assert "billing@x.example" in quittance("mail", "box").out
    assert "No mail is fetched" in quittance("mail", "remove").out
