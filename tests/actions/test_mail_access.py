"""Mail servers: certificates of one's own, and access tokens that a command prints, for outgoing mail, too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from django.core.mail import send_mail
from pytest_django.fixtures import Settings

from quittance.actions import mail_access, mailing
from quittance.actions.mailing import NotTaken
from quittance.rules.refusals import Conflict
from tests.actions import certified
from tests.actions.mail_sink import Sink

SAID = "user=billing@x.example\x01auth=Bearer ya29.token\x01\x01"


def printing(text: str) -> str:
    """A command that prints a text."""
    return f"{sys.executable} -c 'print({text!r})'".replace("('", '("').replace("')", '")')


def handed_over() -> None:
    """Send a message the way documents go."""
    with mailing.opened() as conversation:
        conversation.offer("a@b.example", "c@d.example")
        conversation.hand_over(b"Subject: x\r\n\r\nx\r\n")


def backend() -> None:
    """Send a message the way mails about accounts go."""
    send_mail("x", "x", "a@b.example", ["c@d.example"])


@pytest.mark.parametrize(("offers", "setting"), [((), "EMAIL_USE_SSL"), (("STARTTLS",), "EMAIL_USE_TLS")])
def test_mail_leaves_under_tls_where_the_certificate_holds(
    sink: Sink, settings: Settings, tmp_path: Path, offers: tuple[str, ...], setting: str
) -> None:
    own = certified.made(tmp_path)
    sink.tls, sink.offers = own.server, offers
    setattr(settings, setting, True)
    settings.EMAIL_BACKEND = "quittance.actions.mail_access.Backend"
    with pytest.raises(NotTaken, match=r"certificate .* does not hold: .*QUITTANCE_MAIL_CA") as refused:
        handed_over()
    assert not refused.value.for_good and sink.taken == []
    with pytest.raises(OSError, match="certificate verify failed"):
        backend()
    settings.MAIL_CA = str(own.authority)
    handed_over()
    backend()
    assert len(sink.taken) == 2


def test_outgoing_mail_signs_in_by_a_token_where_there_is_no_password(sink: Sink, settings: Settings) -> None:
    sink.offers = ("AUTH PLAIN XOAUTH2",)
    settings.EMAIL_BACKEND = "quittance.actions.mail_access.Backend"
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "billing@x.example", ""
    settings.MAIL_TOKEN_COMMAND = printing("ya29.token")
    handed_over()
    backend()
    assert sink.signed_in == [SAID, SAID] and len(sink.taken) == 2
    settings.MAIL_TOKEN_COMMAND = "false"
    with pytest.raises(NotTaken, match="ended with 1"):
        handed_over()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("false", "ended with 1"),
        (printing(""), "no token"),
        ("/no/such/file", "cannot be run"),
        (printing("a b"), "no"),
    ],
)
def test_a_command_that_prints_no_token_is_told(settings: Settings, command: str, words: str) -> None:
    settings.MAIL_TOKEN_COMMAND = command
    with pytest.raises(Conflict, match=words):
        mail_access.token("billing@x.example", "imap.x.example")


def test_the_command_knows_for_whom_and_where_it_is_asked(settings: Settings) -> None:
    settings.MAIL_TOKEN_COMMAND = "sh -c 'echo $QUITTANCE_MAIL_USER/$QUITTANCE_MAIL_HOST'"
    assert mail_access.token("billing@x.example", "imap.x.example") == "billing@x.example/imap.x.example"


def test_a_file_of_certificates_that_is_none_is_told(settings: Settings, tmp_path: Path) -> None:
    for content in (None, "no certificate"):
        path = tmp_path / "authority.pem"
        if content:
            path.write_text(content)
        settings.MAIL_CA = str(path)
        with pytest.raises(Conflict, match="QUITTANCE_MAIL_CA"):
            mail_access.trusted()
