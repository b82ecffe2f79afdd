"""Webhooks at the terminal."""

from __future__ import annotations

import pytest

from quittance.actions import webhooks
from quittance.actions.command import Context
from tests import factories
from tests.cli.terminal import quittance

pytestmark = pytest.mark.django_db

URL, SECRET = "https://erp.example/hook", "a secret of enough letters"


@pytest.fixture
def context() -> Context:
    """A fresh company."""
    return factories.company()


def test_a_webhook_is_added_logged_and_removed(context: Context) -> None:
    said = quittance("webhook", "add", "erp", URL, "--secret", SECRET, "--event", "cash.applied").out
    assert f"{URL} is told of cash.applied." in said and SECRET not in said
    webhooks.tell(context, "cash.applied", {})
    assert quittance("webhook", "list", "--format", "csv").rows[0]["name"] == "erp"
    assert quittance("webhook", "log", "--format", "csv").rows[0]["state"] == "queued"
    assert "nothing more" in quittance("webhook", "remove", "erp").out
    assert quittance("webhook", "remove", "erp", "--format", "json").refusal == ("not_found", "name")
