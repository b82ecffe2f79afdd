"""The conversation with a mailbox: it looks and changes nothing, and every way in which it fails says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import mailbox_imap
from quittance.actions.mailbox_imap import Where
from quittance.rules.refusals import Conflict, Invalid, Refusal
from tests.actions import imap_fake
from tests.actions.imap_fake import Fake


@pytest.fixture
def fake(settings: Settings) -> Iterator[Fake]:
    """A mailbox on this machine."""
    settings.MAILBOX_LOCAL = True
    with imap_fake.listening() as made:
        made.mails = {3: b"three", 5: b"five"}
        yield made


def where(fake: Fake) -> Where:
    """The fake's settings."""
    return Where("127.0.0.1", fake.port, "none", "billing@x.example", fake.password, "INBOX")


@pytest.mark.parametrize("capabilities", ["IMAP4rev1 AUTH=PLAIN", "IMAP4rev1"])
def test_mails_are_read_and_nothing_is_changed(fake: Fake, capabilities: str) -> None:
    fake.capabilities = capabilities
    with mailbox_imap.opened(where(fake)) as box:
        assert (box.count, box.validity) == (2, 7)
        assert box.uids(0, "1-Jan-2026") == [3, 5] and box.uids(3, "") == [5] and box.uids(5, "") == []
        assert (box.size(5), box.content(5)) == (4, b"five")
    asked = " ".join(fake.asked)
    assert "EXAMINE" in asked and "PEEK" in asked and "SELECT" not in asked and "STORE" not in asked


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        ({"password": "wrong"}, Conflict, "wrong password"),
        ({"folder": "Other"}, Conflict, "no such folder"),
        ({"port": 1}, Conflict, "does not answer"),
        ({"host": f"{'x' * 70}.example"}, Invalid, "Nobody is known"),
        ({"security": "tls"}, Conflict, "does not answer"),
    ],
)
def test_each_failure_says_what_to_do(fake: Fake, change: dict[str, object], kind: type[Refusal], words: str) -> None:
    with pytest.raises(kind, match=words), mailbox_imap.opened(replace(where(fake), **change)):  # type: ignore[arg-type]
        pass


def test_a_network_inside_is_for_whoever_runs_the_server_to_allow(fake: Fake, settings: Settings) -> None:
    settings.MAILBOX_LOCAL = False
    with pytest.raises(Invalid, match="QUITTANCE_MAILBOX_LOCAL"), mailbox_imap.opened(where(fake)):
        pass


def test_what_login_cannot_say_is_refused(fake: Fake) -> None:
    fake.capabilities = "IMAP4rev1"
    with pytest.raises(Conflict, match="no such user"), mailbox_imap.opened(replace(where(fake), user="a b")):
        pass
