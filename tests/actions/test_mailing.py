"""The conversation with the mail server: each answer told apart, and a server that is away is a no for now."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import mailing
from quittance.actions.mailing import NotTaken, Unknown, Unreachable
from quittance.rules.refusals import Conflict
from tests.actions.mail_sink import Sink


def test_a_message_is_handed_over_as_it_is(sink: Sink) -> None:
    with mailing.opened() as conversation:
        conversation.offer("a@b.example", "c@d.example")
        conversation.hand_over(b"Subject: x\r\n\r\n.dot\r\n..two\r\n")
    assert sink.taken == [b"Subject: x\r\n\r\n.dot\r\n..two\r\n"]


@pytest.mark.parametrize(("said", "for_good"), [("421 busy", False), ("550 never", True)])
def test_a_no_says_whether_trying_again_is_of_use(sink: Sink, said: str, for_good: bool) -> None:
    sink.refuse["RCPT"] = said
    with pytest.raises(NotTaken) as refused, mailing.opened() as conversation:
        conversation.offer("a@b.example", "c@d.example")
    assert refused.value.for_good is for_good and said[:3] in refused.value.sentence


def test_an_address_of_other_letters_is_a_no_for_good_and_no_copy(sink: Sink) -> None:
    with mailing.opened() as conversation:
        conversation.offer("a@b.example", "c@d.example")
        assert not conversation.copy("jürgen@d.example")
    with pytest.raises(Unreachable, match="plain letters") as refused, mailing.opened() as conversation:
        conversation.offer("a@b.example", "jürgen@d.example")
    assert refused.value.for_good


def test_silence_after_the_message_is_no_answer(sink: Sink) -> None:
    sink.silent = True
    with pytest.raises(Unknown), mailing.opened() as conversation:
        conversation.offer("a@b.example", "c@d.example")
        conversation.hand_over(b"x\r\n")


def test_a_server_that_is_away_is_a_no_for_now(settings: Settings, sink: Sink) -> None:
    settings.EMAIL_PORT = 1
    with pytest.raises(NotTaken) as refused, mailing.opened():
        pass
    assert not refused.value.for_good
    settings.MAIL = ""
    with pytest.raises(Conflict, match="QUITTANCE_SMTP_URL"):
        mailing.check_set_up()
