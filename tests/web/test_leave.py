"""The link in a mail of notifications: it asks, then ends them; a mail program ends them with one click."""

from __future__ import annotations

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django.fixtures import Settings

from quittance.actions import contacts, subscriptions
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books
from quittance.reports import subscriptions as reports
from quittance.rules import link
from quittance.web import leave
from tests import factories, informed, served
from tests.web import browse

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(company: Context, settings: Settings) -> str:
    """Where a mail to the contact Ada leads."""
    settings.ADDRESS, settings.MAIL = "https://quittance.example", "smtp://127.0.0.1:9"
    leave.forget()
    contacts.add(company, contacts.AddContact("C-1", "Ada", "ada@one.example", "", "", True))
    found = sql.row("SELECT id FROM contact WHERE tenant_id = %s AND name = 'Ada'", [company.tenant_id])
    assert found is not None
    subscriptions.tell(company, subscriptions.Tell("contact", str(found[0]), customer_number="C-1"))
    factories.payment(company, "P-LEAVE", "5.00")
    informed.look(company)
    notice = sql.row("SELECT id FROM notice WHERE tenant_id = %s", [company.tenant_id])
    assert notice is not None
    return f"/u/{link.secret(configured.SECRET_KEY, company.tenant_id, notice[0], link.LEAVE)}/"


def test_looking_changes_nothing_and_one_click_ends_it(company: Context, address: str) -> None:
    client: Client = served.client()
    asked = client.get(address)
    assert "No more of these messages?" in browse.text_of(asked.content.decode())
    assert asked.headers["X-Robots-Tag"].startswith("noindex")
    assert not reports.everything(books.of(company))[0].left
    done = client.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert done.status_code == 200 and "ada@one.example gets no more" in browse.text_of(done.content.decode())
    assert reports.everything(books.of(company))[0].left
    assert client.post(address).status_code == 200, "again it stays as it is"
    assert client.put(address).status_code == 405


def test_a_wrong_link_opens_nothing_and_too_many_wait(
    company: Context, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leave, "REQUESTS_PER_SECOND", 0.05)
    client: Client = served.client()
    assert client.post("/u/nothing/").status_code == 404
    answers = [client.get("/u/nothing/").status_code for _ in range(4)]
    assert answers[0] == 404 and answers[-1] == 429
