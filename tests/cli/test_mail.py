"""Mail at the terminal: a document queued, its deliveries listed, the settings tried."""

from __future__ import annotations

import pytest

from tests import factories
from tests.cli.terminal import done, quittance

pytestmark = pytest.mark.django_db


def test_a_document_is_queued_and_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quittance.actions.mailing.check_set_up", lambda: None)
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "10.00")
    assert "quittance send INV-1" in quittance("document", "deliveries", "INV-1").out
    assert quittance("send", "INV-1", "--format", "json").refusal == ("invalid", "address")
    assert done("send", "INV-1", "--to", "ap@a.example")["address"] == "ap@a.example"
    (row,) = done("document", "deliveries", "INV-1")
    assert (row["address"], row["state"]) == ("ap@a.example", "queued")


def test_without_a_mail_server_the_setting_is_named() -> None:
    factories.company()
    said = quittance("mail-test", "me@a.example")
    assert said.code == 3 and "QUITTANCE_SMTP_URL" in said.err
