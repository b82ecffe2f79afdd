"""Webhooks and messages are shown to their own company, without secrets."""

from __future__ import annotations

import pytest

from quittance.actions import webhooks
from quittance.actions.webhooks import AddWebhook
from quittance.reports import books
from quittance.reports import webhooks as reports
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_company_sees_its_own_webhooks_and_messages() -> None:
    context = factories.company()
    webhooks.add(context, AddWebhook("erp", "https://erp.example/hook", secret="a secret of enough letters"))
    webhooks.tell(context, "cash.applied", {"line": "1"})
    (row,), (message,) = reports.webhooks(books.of(context)), reports.deliveries(books.of(context))
    assert (row.name, row.events[0]) == ("erp", "cash.applied") and not hasattr(row, "secret")
    assert (message.webhook, message.state, message.attempts) == ("erp", "queued", 0)
    other = books.of(factories.company("Other Ltd"))
    assert reports.webhooks(other) == ()
    assert reports.deliveries(other) == ()
