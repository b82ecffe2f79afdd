"""Webhooks on screen: added, logged, removed, refused with what was typed."""

from __future__ import annotations

from typing import Any

import pytest

from quittance.actions import webhooks
from quittance.actions.command import Context
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
    person.follow("/settings/webhooks/remove/", name="erp")
    assert "Nobody yet" in browse.text_of(person.last)
    assert clerk.get("/settings/webhooks/").status_code == 403
