"""Fixtures of the verbs: a still clock, a mail server and a provider of text messages that take everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests import once
from tests.actions import mail_sink, text_sink
from tests.actions.mail_sink import Sink
from tests.actions.text_sink import Provider


@pytest.fixture
def noon() -> Iterator[None]:
    """Noon of the factories' day, for what reads the clock, as jobs do."""
    with once.noon():
        yield


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """The mail server of the settings, on this machine."""
    with mail_sink.listening() as made:
        settings.MAIL = f"smtp://127.0.0.1:{made.port}"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = ""
        settings.EMAIL_TIMEOUT = 5
        settings.DEFAULT_FROM_EMAIL = "Billing <billing@company.example>"
        yield made


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """The provider of text messages of the settings, on this machine."""
    with text_sink.listening() as made:
        settings.MESSAGES = f"http://127.0.0.1:{made.server_port}/send"
        settings.MESSAGES_SECRET = "a secret that signs"
        yield made
