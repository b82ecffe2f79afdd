"""The provider: a signed post, each answer told apart, and the folder that stands in for one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import messaging
from quittance.actions.mailing import NotTaken, Unknown, Unreachable
from quittance.actions.messaging import Text
from quittance.rules import webhook
from quittance.rules.refusals import Conflict
from tests.actions.text_sink import Provider

TEXT = Text("77", "sms", "+31612345678", "Delft Tiles", "INV-1 is due – €5", "en", "firm", 1_790_000_000)


def handed_over(text: Text = TEXT) -> str:
    """The id that the provider gives it."""
    with messaging.opened() as gateway:
        return gateway.hand_over(text)


def test_a_message_is_posted_signed_and_known_by_the_id_of_the_answer(provider: Provider) -> None:
    assert handed_over() == "SM-1"
    assert provider.taken == [
        {
            "reference": "77",
            "channel": "sms",
            "to": "+31612345678",
            "from": "Delft Tiles",
            "text": "INV-1 is due – €5",
            "language": "en",
            "template": "firm",
        }
    ]
    (headers,) = provider.headers
    signed = webhook.signature("a secret that signs", 1_790_000_000, provider.bodies[0])
    assert headers["quittance-signature"] == f"v1={signed}" and headers["idempotency-key"] == "77"
    for answer in ("taken", "[]", '{"id": null}'):
        provider.answer = answer
        assert handed_over() == ""


@pytest.mark.parametrize("status", [400, 401, 404, 408, 429, 503, 302])
def test_a_clear_no_for_now_is_tried_again(provider: Provider, status: int) -> None:
    provider.status, provider.answer = status, "no credit"
    with pytest.raises(NotTaken, match=f"says {status}: no credit") as fault:
        handed_over()
    assert not fault.value.for_good


def test_a_number_that_cannot_be_reached_is_told_for_good(provider: Provider) -> None:
    provider.status = 422
    with pytest.raises(Unreachable) as fault:
        handed_over()
    assert fault.value.for_good


def test_silence_and_a_broken_server_leave_doubt(provider: Provider) -> None:
    provider.status = 502
    with pytest.raises(Unknown):
        handed_over()
    provider.silent = True
    with pytest.raises(Unknown):
        handed_over()
    assert len(provider.taken) == 2


def test_a_provider_that_is_away_was_given_nothing(provider: Provider, settings: Settings) -> None:
    settings.MESSAGES = "http://127.0.0.1:1/send"
    with pytest.raises(NotTaken, match="cannot be reached"):
        handed_over()


def test_settings_that_cannot_work_are_told(settings: Settings) -> None:
    for url, secret, said in (
        ("", "", "QUITTANCE_MESSAGES_URL"),
        ("http://gateway.example/send", "a secret that signs", "QUITTANCE_MESSAGES_URL"),
        ("https://gateway.example/send", "short", "QUITTANCE_MESSAGES_SECRET"),
    ):
        settings.MESSAGES, settings.MESSAGES_SECRET = url, secret
        with pytest.raises(Conflict, match=said):
            messaging.check_set_up()


def test_a_folder_stands_in_for_a_provider_and_writes_each_message_once(settings: Settings, tmp_path: Path) -> None:
    settings.MESSAGES = f"folder:{tmp_path}/out"
    assert handed_over() == handed_over(replace(TEXT, text="again")) == "folder-77"
    (file,) = (tmp_path / "out").iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))["text"] == TEXT.text
    settings.MESSAGES = f"folder:{file}/below"
    with pytest.raises(NotTaken, match="cannot be written"):
        handed_over()
