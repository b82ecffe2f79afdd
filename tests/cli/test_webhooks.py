"""Webhooks at the terminal."""

from __future__ import annotations

import pytest

from quittance.actions import jobs, webhooks
from quittance.actions.command import Context
from tests import factories, killed
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
    killed.six_times(context, "webhooks.deliver")
    row = quittance("webhook", "log", "--format", "csv").rows[0]
    assert (row["state"], row["fault"]) == ("failed", jobs.STOPPED)
    assert "cash.applied is sent to erp again." in quittance("webhook", "resend", row["id"]).out
    assert quittance("webhook", "log", "--format", "csv").rows[0]["state"] == "queued"
    assert "nothing more" in quittance("webhook", "remove", "erp").out
    assert quittance("webhook", "remove", "erp", "--format", "json").refusal == ("not_found", "name")
