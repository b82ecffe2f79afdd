"""A customer who came by a link says what is wrong: once, with a name, and sees how it stands."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quittance.actions import disputes, drafts, links
from quittance.actions.command import Context
from quittance.actions.disputes import MoveDispute
from quittance.actions.drafts import IssueDraft, SaveDraft
from quittance.actions.links import MakeLink
from quittance.reports import attachments, books
from quittance.reports import disputes as reports
from quittance.rules.draft import Content
from quittance.web import link
from tests import attached, factories
from tests.web import browse
from tests.web.browse import text_of

pytestmark = pytest.mark.django_db

SAID = {"reason": "damage", "part": "0", "text": "Two boxes were crushed.", "name": "Ida Brook"}


@pytest.fixture(autouse=True)
def nobody_waits() -> None:
    """A memory without requests."""
    link.forget()


@pytest.fixture
def url(company: Context) -> str:
    """The address of a link to INV-1."""
    return links.make(company, MakeLink("INV-1")).url


def sent(url: str, key: str = "", **given: Any) -> Any:
    """The form, as a stranger sends it."""
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{url}wrong/").content.decode()
    token, own = (re.search(rf'name="{name}" value="([^"]+)"', page) for name in ("csrfmiddlewaretoken", "key"))
    assert token and own
    return client.post(f"{url}wrong/", {"csrfmiddlewaretoken": token[1], "key": key or own[1], **SAID, **given})


def rows(company: Context) -> tuple[reports.DisputeRow, ...]:
    """The disputes of the company."""
    return reports.rows(books.of(company), "")


def test_what_is_wrong_becomes_a_dispute_with_what_there_is_to_show(company: Context, url: str) -> None:
    assert f'href="{url}wrong/"' in Client().get(url).content.decode()
    photo = SimpleUploadedFile("crushed boxes.png", attached.PNG)
    done = sent(url, file=photo)
    assert (done.status_code, done.headers["Location"]) == (302, url)
    [row] = rows(company)
    assert (row.document, row.reason, row.said_by, row.evidence) == ("INV-1", "damage", "Ida Brook", SAID["text"])
    assert row.amount == row.open and row.state == "new"
    [file] = attachments.of_dispute(books.of(company), row.id)
    assert (file.name, file.actor_name, file.with_mail) == ("crushed boxes.png", "Ida Brook", False)
    page = Client().get(url).content.decode()
    assert "We have your objection" in text_of(page) and row.number in page
    assert f'href="{url}wrong/"' not in page, "all of it is disputed"
    assert Client().get(f"{url}wrong/").status_code == 302


def test_the_same_form_sent_twice_is_one_dispute(company: Context, url: str) -> None:
    other = links.make(company, MakeLink("INV-1")).url
    key = "one-and-the-same"
    assert sent(url, key).status_code == 302
    [row] = rows(company)
    disputes.withdraw(company, disputes.WithdrawDispute(row.number, "Looked into"))
    assert sent(url, key).status_code == 302 and len(rows(company)) == 1
    assert sent(other, key).status_code == 302 and len(rows(company)) == 2, "another link is another customer's word"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "Say who you are"),
        ({"reason": ""}, "Choose what it is"),
        ({"text": ""}, "Say in a few words"),
        ({"reason": "weather"}, "cannot be said now"),
        ({"part": "77"}, "cannot be said now"),
        ({"file": SimpleUploadedFile("run.exe", b"MZ\x00\x01")}, "file cannot be taken"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    company: Context, url: str, given: dict[str, Any], said: str
) -> None:
    found = sent(url, **given)
    page = found.content.decode()
    assert found.status_code == 422 and said in text_of(page) and rows(company) == ()
    assert (given.get("text", SAID["text"]) or "Ida Brook") in page


def test_what_staff_writes_for_the_customer_is_read_there(company: Context, url: str) -> None:
    sent(url)
    [row] = rows(company)
    disputes.move(company, MoveDispute(row.number, "review", told="The carrier looks for the boxes."))
    assert "The carrier looks for the boxes." in text_of(Client().get(url).content.decode())
    clerk = browse.person(company, "credit_manager")
    assert row.number in clerk.text(f"/collect/disputes/?at={row.number}")


def test_staff_and_forms_without_their_page_say_nothing(company: Context, url: str) -> None:
    manager = browse.person(company, "credit_manager")
    assert "wrong/" not in str(manager.get(url).content)
    manager.post(f"{url}wrong/", **SAID)
    assert Client(enforce_csrf_checks=True).post(f"{url}wrong/", SAID).status_code == 403
    assert rows(company) == ()
    factories.credit_note(company, "CN-77", "1.00", company.today)
    credit = links.make(company, MakeLink("CN-77")).url
    assert Client().get(f"{credit}wrong/").status_code == 302


def test_a_line_is_objected_to_alone(company: Context) -> None:
    lines = (factories.line("Tiles", "1", "90", "21"), factories.line("Grout", "2", "10", "21"))
    kept = drafts.save(company, SaveDraft(Content("C-1", lines=lines)))
    number = drafts.issue(company, IssueDraft(kept.id)).number
    found = links.make(company, MakeLink(number)).url
    assert ">Grout</option>" in Client().get(f"{found}wrong/").content.decode()
    assert sent(found, part="2", reason="quantity").status_code == 302
    [row] = rows(company)
    assert (row.line_n, row.product, row.amount) == (2, "Grout", 24_20)
    assert f'href="{found}wrong/"' in Client().get(found).content.decode(), "the rest may be objected to"
