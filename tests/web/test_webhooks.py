"""Webhooks on screen: added, logged, removed, refused with what was typed."""

from __future__ import annotations

from typing import Any

import pytest

from quittance.actions import jobs, webhooks
from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import webhooks as reports
from tests import killed
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

FIELDS: dict[str, Any] = {
    "name": "erp",
    "url": "https://erp.example/hook",
    "secret": "a secret of enough letters",
    "events": ["cash.applied"],
}


def test_an_administrator_adds_and_removes_an_address(company: Context, clerk: Person) -> None:
    person = browse.person(company, "administrator")
    assert "Nobody yet" in person.text("/settings/webhooks/")
    refused = person.post("/settings/webhooks/", **FIELDS | {"url": "http://erp.example/"})
    assert refused.status_code == 422 and 'value="http://erp.example/"' in person.last
    person.follow("/settings/webhooks/", **FIELDS)
    assert "erp is told from now on" in browse.text_of(person.last) and FIELDS["secret"] not in person.last
    webhooks.tell(company, "cash.applied", {})
    assert "waits" in person.text("/settings/webhooks/")
    killed.six_times(company, "webhooks.deliver")
    assert jobs.STOPPED in person.text("/settings/webhooks/") and "resend" in person.last
    (message,) = reports.deliveries(books.of(company))
    person.follow(f"/settings/webhooks/resend/{message.id}/")
    said = browse.text_of(person.last)
    assert "cash.applied is sent to erp again" in said and "waits" in said and "resend" not in person.last
    assert clerk.post(f"/settings/webhooks/resend/{message.id}/").status_code == 403
    person.follow("/settings/webhooks/remove/", name="erp")
    assert "Nobody yet" in browse.text_of(person.last)
    assert clerk.get("/settings/webhooks/").status_code == 403
