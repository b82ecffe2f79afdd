"""Where reminders leave: the mail server and the provider of texts, each reached before anything is marked as sent."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Protocol

from django.conf import settings

from quittance.actions import mailing, messaging
from quittance.actions.mailing import Conversation
from quittance.actions.messaging import Gateway, Text
from quittance.formats import letter
from quittance.formats.letter import Envelope, Note
from quittance.reports.dunning_letter import Words
from quittance.rules import dunning as rules

DOUBT = {
    rules.EMAIL: "The mail server may have taken it: the connection or the worker ended before it had answered.",
    **dict.fromkeys(
        rules.TEXTED, "The provider may have taken it: the connection or the worker ended before it had answered."
    ),
}
"""Channel -> what is said of a message whose fate nobody knows."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A reminder that is written; `now` in microseconds, `reply_to` an address or ""."""

    id: int
    channel: str
    address: str
    tone: str
    copies: tuple[str, ...]
    words: Words
    issuer: str
    reply_to: str
    now: int


class Outlet(Protocol):
    """An open way out for one reminder."""

    def prepare(self, ready: Ready) -> None:
        """Make the message, while it can still be taken back."""

    def hand_over(self) -> str:
        """Give it away: the id by which whoever took it knows it; raises `NotTaken`, `Unknown`."""


def opened(channel: str, address: str) -> AbstractContextManager[Outlet]:
    """The way out of a channel to an address; entering raises `Conflict` where none is set up, `NotTaken` for a no."""
    return _opened(channel, address)


@contextmanager
def _opened(channel: str, address: str) -> Iterator[Outlet]:
    if channel in rules.TEXTED:
        with messaging.opened() as gateway:
            yield _Texted(gateway)
        return
    mailing.check_set_up()
    with mailing.opened() as conversation:
        conversation.offer(sender(), address)
        yield _Mailed(conversation)


def sender() -> str:
    """The bare address of `QUITTANCE_MAIL_FROM`."""
    return parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1]


def message_id(id: int) -> str:
    """The Message-ID of a reminder."""
    return f"<{id}@{sender().rpartition('@')[2] or 'localhost'}>"


class _Mailed:
    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._message, self._id = b"", ""

    def prepare(self, ready: Ready) -> None:
        copies = tuple(to for to in ready.copies if self._conversation.copy(to))
        moment = datetime.datetime.fromtimestamp(ready.now // 1_000_000, datetime.UTC)
        words = ready.words
        self._id = message_id(ready.id)
        self._message = letter.note(
            Note(words.language, ready.issuer, words.subject, words.body, copies, listing=words.listing),
            Envelope(sender(), ready.reply_to, ready.address, self._id, moment),
        )

    def hand_over(self) -> str:
        self._conversation.hand_over(self._message)
        return self._id


class _Texted:
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._message: Text | None = None

    def prepare(self, ready: Ready) -> None:
        self._message = Text(
            str(ready.id),
            ready.channel,
            ready.address,
            settings.MESSAGES_FROM or ready.issuer,
            ready.words.body,
            ready.words.language,
            ready.tone,
            ready.now // 1_000_000,
        )

    def hand_over(self) -> str:
        assert self._message is not None, "a message is prepared before it is handed over"
        return self._gateway.hand_over(self._message)
