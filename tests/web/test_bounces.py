"""Mail that came back, on screen: what did not arrive, notifications taken in, and files that are none."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import deliveries as delivered
from tests import returned
from tests.actions.conftest import sink
from tests.actions.mail_sink import Sink
from tests.formats.bounced import notification
from tests.returned import OFFICE
from tests.web import browse
from tests.web.browse import Person

__all__ = ["sink"]

pytestmark = pytest.mark.django_db
PATH = "/bounces/"


@pytest.fixture
def company(sink: Sink) -> Context:
    """A company that has mailed INV-1."""
    return returned.company()


@pytest.fixture
def clerk(company: Context) -> Person:
    """Who has mailed it."""
    return browse.person(company, "clerk")


def mail(content: bytes, name: str = "back.eml") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, "message/rfc822")


def came_back(clerk: Person, action: str = "failed", status: str = "5.1.1") -> bytes:
    """The notification about INV-1."""
    (sent,) = delivered.of_document(books.of(clerk.context), "INV-1")
    return notification(action=action, status=status, message=sent.message)


def test_a_notification_marks_what_came_back_and_names_the_address(clerk: Person) -> None:
    said = clerk.text(PATH)
    assert "Nothing came back" in said and "None: nothing is held back" in said
    clerk.post(PATH, files=mail(came_back(clerk)))
    said = browse.text_of(clerk.last)
    assert f"back.eml {OFFICE} is stopped It was INV-1 stopped" in said
    assert "INV-1 Today" in said and "Came back: 5.1.1" in said and "bounced" in said
    assert 'href="/customers/C-1/edit/"' in clerk.last and "Addresses to correct 1" in said
    assert "bounced" in clerk.text("/invoices/?stage=bounced")


def test_a_delay_and_an_address_of_nobody_are_told_and_stop_nothing(clerk: Person) -> None:
    late = mail(came_back(clerk, action="delayed", status="4.4.1"), "late.eml")
    stranger = mail(notification("nobody@x.example", message="<9@elsewhere.example>"), "stranger.eml")
    clerk.post(PATH, files=[late, stranger, mail(b"Subject: Lunch\n\nAt one?", "lunch.eml")])
    said = browse.text_of(clerk.last)
    assert f"{OFFICE} is late, the mail server tries on" in said and "nobody@x.example is nobody’s here" in said
    assert "lunch.eml" in said and "no delivery status notification" in said
    assert "Nothing came back" in said


def test_what_is_no_notification_is_refused_and_only_who_may_is_asked(company: Context, clerk: Person) -> None:
    assert clerk.post(PATH).status_code == 422 and "Choose between 1 and 20 mails" in clerk.last
    answer = clerk.post(PATH, files=mail(b"Subject: Lunch\n\nAt one?"))
    assert answer.status_code == 422 and 'href="#f-files"' in clerk.last
    auditor = browse.person(company, "auditor")
    assert "Take notifications in" not in auditor.text(PATH)
    assert auditor.post(PATH, files=mail(came_back(clerk))).status_code == 403
