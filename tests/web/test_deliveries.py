"""Sending from the screen: the message is shown, the address corrected, and the document says what became of it."""

from __future__ import annotations

import pytest

from tests.web.browse import Person, text_of

pytestmark = pytest.mark.django_db
PAGE = "/invoices/INV-1/send/"


def test_a_document_is_queued_with_the_address_that_was_typed(clerk: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quittance.actions.mailing.check_set_up", lambda: None)
    assert clerk.get(PAGE).status_code == 200 and "Please find attached" in text_of(clerk.last)
    assert clerk.post(PAGE, address="nobody").status_code == 422
    assert 'href="#f-address"' in clerk.last and 'value="nobody"' in clerk.last
    clerk.follow(PAGE, address="ap@a.example", key="once")
    said = text_of(clerk.last)
    assert "INV-1 is queued for ap@a.example" in said and "queued" in said
    assert clerk.post(PAGE, address="ap@a.example").status_code == 409


def test_without_a_mail_server_the_page_says_what_to_set(clerk: Person) -> None:
    assert clerk.post(PAGE, address="ap@a.example").status_code == 409
    assert "QUITTANCE_SMTP_URL" in clerk.last


def test_who_may_not_send_is_told_so(auditor: Person) -> None:
    assert auditor.get(PAGE).status_code == 403
    auditor.get("/invoices/INV-1/")
    assert PAGE not in auditor.last
