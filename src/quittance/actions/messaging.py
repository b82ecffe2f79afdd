"""The conversation with the provider of text messages: reached first, handed over last, and every answer told apart."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from quittance import __version__
from quittance.actions import webhooks_post
from quittance.actions.mailing import NotTaken, Unknown, Unreachable
from quittance.rules import webhook
from quittance.rules.refusals import Conflict, Invalid

FOLDER = "folder:"
MOST_READ = 16_384
"""Bytes of an answer that are read."""

MOST_ID = 200
NO_SUCH_NUMBER = 422
NOT_NOW = frozenset({408, 425, 429, 503})
NOT_SET_UP = "No provider of text messages is set up here. Set QUITTANCE_MESSAGES_URL."


@dataclass(frozen=True, slots=True)
class Text:
    """A text message: `reference` is ours, and the same one again is the same message; `moment` in seconds, UTC."""

    reference: str
    channel: str
    to: str
    sender: str
    text: str
    language: str
    tone: str
    moment: int


class Gateway(Protocol):
    """An open way to the provider."""

    def hand_over(self, message: Text) -> str:
        """Give the message: the provider's id of it; raises `NotTaken`, `Unreachable`, `Unknown`."""


def check_set_up() -> None:
    """Raise `Conflict` where no provider is named, or not as it can be used."""
    if not settings.MESSAGES:
        raise Conflict(NOT_SET_UP)
    if settings.MESSAGES.startswith(FOLDER):
        return
    try:
        webhook.check_url(settings.MESSAGES, local=True)
        webhook.check_secret(settings.MESSAGES_SECRET)
    except Invalid as refusal:
        named = "QUITTANCE_MESSAGES_URL" if refusal.field == "url" else "QUITTANCE_MESSAGES_SECRET"
        raise Conflict(f"{named}: {refusal.sentence}") from None


def opened() -> AbstractContextManager[Gateway]:
    """A way to the provider of the settings; entering raises `NotTaken` when it cannot be reached."""
    return _opened()


@contextmanager
def _opened() -> Iterator[Gateway]:
    check_set_up()
    if settings.MESSAGES.startswith(FOLDER):
        yield Folder(Path(settings.MESSAGES.removeprefix(FOLDER)))
        return
    told = webhook.check_url(settings.MESSAGES, local=True)
    try:
        connection = webhooks_post.connected(told, told.host)
    except OSError as fault:
        raise NotTaken(f"The provider cannot be reached. {webhooks_post.in_words(fault)}", False) from None
    try:
        yield Posted(connection, told.path)
    finally:
        connection.close()


class Folder:
    """The local stand-in: each message is a file, which nobody reads but you."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, message: Text) -> str:
        """Write the file; one that is there already is the same message."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / f"{message.reference}.json").open("x", encoding="utf-8") as file:
                file.write(_json(message))
        except FileExistsError:
            pass
        except OSError as fault:
            raise NotTaken(f"The folder of messages cannot be written: {fault}", False) from None
        return f"folder-{message.reference}"


class Posted:
    """The provider, reached by HTTP: one signed POST, whose answer is waited for."""

    def __init__(self, connection: http.client.HTTPConnection, path: str) -> None:
        self._connection, self._path = connection, path

    def hand_over(self, message: Text) -> str:
        """Post it; what is not answered, or answered by a broken server, may have been taken: `Unknown`."""
        body = _json(message)
        headers = webhook.signed(settings.MESSAGES_SECRET, message.moment, body) | {
            "User-Agent": f"Quittance/{__version__}",
            "Idempotency-Key": message.reference,
        }
        try:
            self._connection.request("POST", self._path, body=body.encode(), headers=headers)
            answer = self._connection.getresponse()
            status, said = answer.status, answer.read(MOST_READ)
        except (OSError, http.client.HTTPException) as fault:
            raise Unknown(str(fault)) from None
        if 200 <= status < 300:
            return _id(said)
        if status == NO_SUCH_NUMBER:
            raise Unreachable(f"The provider cannot reach the number: {_said(said)}", True)
        if status >= 500 and status not in NOT_NOW:
            raise Unknown(f"The provider says {status}: {_said(said)}")
        raise NotTaken(f"The provider says {status}: {_said(said)}", False)


def _json(message: Text) -> str:
    return json.dumps(
        {
            "reference": message.reference,
            "channel": message.channel,
            "to": message.to,
            "from": message.sender,
            "text": message.text,
            "language": message.language,
            "template": message.tone,
        },
        ensure_ascii=False,
    )


def _id(said: bytes) -> str:
    """The provider's id of the message, "" where the answer names none."""
    try:
        found = json.loads(said)
    except ValueError:
        return ""
    given = found.get("id", "") if isinstance(found, dict) else ""
    return str(given)[:MOST_ID] if isinstance(given, str | int) else ""


def _said(answer: bytes) -> str:
    return " ".join(answer.decode(errors="replace").split())[:300]
