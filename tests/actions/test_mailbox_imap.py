"""The conversation with a mailbox: it looks and changes nothing, and every way in which it fails says what to do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import mailbox_imap
from quittance.actions.mailbox_imap import Where
from quittance.rules.refusals import Conflict, Invalid, Refusal
from tests.actions import certified, imap_fake
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


@pytest.mark.parametrize(
    ("security", "capabilities"), [("tls", "IMAP4rev1 AUTH=PLAIN"), ("starttls", "STARTTLS IMAP4rev1 AUTH=PLAIN")]
)
def test_a_mailbox_under_tls_is_read_where_its_certificate_holds_and_refused_otherwise(
    fake: Fake, settings: Settings, tmp_path: Path, security: str, capabilities: str
) -> None:
    own = certified.made(tmp_path)
    fake.tls, fake.capabilities = own.server, capabilities
    asked = replace(where(fake), security=security)
    with (
        pytest.raises(Conflict, match=r"certificate .* does not hold: .*QUITTANCE_MAIL_CA"),
        mailbox_imap.opened(asked),
    ):
        pass
    assert not {"AUTHENTICATE", "LOGIN"} & set(fake.asked), "no password goes to a server that nobody vouches for"
    settings.MAIL_CA, fake.capabilities = str(own.authority), capabilities
    with mailbox_imap.opened(asked) as box:
        assert box.content(5) == b"five"


def test_a_certificate_of_another_name_does_not_hold(fake: Fake, settings: Settings, tmp_path: Path) -> None:
    own = certified.made(tmp_path, "127.0.0.9")
    fake.tls, settings.MAIL_CA = own.server, str(own.authority)
    asked = replace(where(fake), security="tls")
    with pytest.raises(Conflict, match="does not hold"), mailbox_imap.opened(asked):
        pass


def test_a_server_without_starttls_is_told_nothing(fake: Fake) -> None:
    with (
        pytest.raises(Conflict, match="TLS not supported"),
        mailbox_imap.opened(replace(where(fake), security="starttls")),
    ):
        pass
    assert not {"AUTHENTICATE", "LOGIN"} & set(fake.asked)


def test_a_user_without_a_password_signs_in_by_the_token_that_a_command_prints(fake: Fake, settings: Settings) -> None:
    settings.MAIL_TOKEN_COMMAND = f"{sys.executable} -c 'print(\"a-token\")'"
    fake.capabilities, fake.token = "IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2", "a-token"
    asked = replace(where(fake), password="")
    with mailbox_imap.opened(asked) as box:
        assert box.count == 2
    with mailbox_imap.opened(where(fake)) as box:
        assert box.count == 2, "a password is still a password"
    fake.token = "another"
    with pytest.raises(Conflict, match="wrong password"), mailbox_imap.opened(asked):
        pass
    fake.capabilities = "IMAP4rev1 AUTH=PLAIN"
    with pytest.raises(Conflict, match="takes no access token"), mailbox_imap.opened(asked):
        pass
