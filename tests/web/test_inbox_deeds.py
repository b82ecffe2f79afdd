"""What is done with mail on screen: accepted, corrected, dismissed, assigned, answered, taken in from a file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quittance.actions import identity
from quittance.actions.command import Context
from quittance.jobs import worker
from quittance.reports import activities, books, customers, promises
from quittance.reports import inbox as reports
from tests.actions.conftest import sink
from tests.actions.mail_sink import Sink
from tests.formats.mailed import mailed
from tests.web import browse
from tests.web.browse import Person
from tests.web.test_inbox import collector, company, taken

__all__ = ["collector", "company", "sink"]

pytestmark = pytest.mark.django_db


def first(company: Context, id: int) -> int:
    """The first proposal of a mail."""
    return reports.proposals(books.of(company), id)[0].id


def test_a_promise_is_accepted_as_it_was_corrected(company: Context, collector: Person) -> None:
    id = taken(company)
    path = f"/collect/inbox/{id}/accept/{first(company, id)}/"
    assert collector.post(path, on="20 Jul", amount="900.00", documents="INV-1").status_code in (409, 422)
    assert 'id="faults"' in collector.last and 'value="900.00"' in collector.last
    collector.follow(path, on="20 Jul", amount="1.00", documents="INV-1")
    assert "PRM-0001: 1.00 EUR by 2026-07-20" in browse.text_of(collector.last)
    (row,) = promises.rows(books.of(company), "", "C-1")
    assert (str(row.promised_on), row.amount) == ("2026-07-20", 100)
    said = collector.text("/customers/C-1/")
    assert "Mail from Ada Reed: About it" in said and "Promises to pay, by mail of ada@bright.example" in said
    assert "PRM-0001" in collector.text(f"/collect/inbox/?state=done&at={id}")


def test_a_mail_is_dismissed_or_put_away(company: Context, collector: Person) -> None:
    id = taken(company)
    collector.follow(f"/collect/inbox/{id}/dismiss/{first(company, id)}/")
    assert "Nothing waits" in browse.text_of(collector.last)
    other = taken(company, "Thanks!", message="<2@x.example>")
    collector.follow(f"/collect/inbox/{other}/done/")
    assert "The mail is done" in browse.text_of(collector.last)


def test_a_stranger_is_given_to_a_customer(company: Context, collector: Person) -> None:
    id = taken(company, "We will pay by 15 July.", sender="zoe@x.example")
    assert "Whose is it?" in collector.text("/collect/inbox/?state=unknown")
    assert collector.post(f"/collect/inbox/{id}/assign/", customer_number="nobody").status_code == 422
    collector.follow(f"/collect/inbox/{id}/assign/", customer_number="Bright", add_contact="yes")
    assert "The mail is of C-1" in browse.text_of(collector.last) and "Take the promise" in collector.last


def test_an_answer_leaves_by_the_composer_in_the_same_thread(
    company: Context, collector: Person, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = taken(company)
    assert (
        collector.post(f"/collect/inbox/{id}/reply/", address="ada@bright.example", subject="", text="x").status_code
        == 422
    )
    collector.follow(f"/collect/inbox/{id}/reply/", address="ada@bright.example", subject="Re: it", text="Thank you.")
    (row,) = activities.of_customer(books.of(company), customers.id_of(books.of(company), "C-1"))
    assert (row.kind, row.state, row.subject) == ("mail", "queued", "Re: it")
    soon = identity.now_micros() + 60 * 10**6
    monkeypatch.setattr(worker, "now_micros", lambda: soon)
    assert worker.once()
    assert sink.messages()[0]["In-Reply-To"] == "<1@bright.example>"


def test_a_file_of_mails_is_taken_in_once(company: Context, collector: Person) -> None:
    file = SimpleUploadedFile("mail.eml", mailed("Hello"))
    collector.follow("/collect/inbox/take/", file=file)
    assert "1 mail in" in browse.text_of(collector.last)
    collector.follow("/collect/inbox/take/", file=SimpleUploadedFile("mail.eml", mailed("Hello")))
    assert "0 mails in, 1 here before" in browse.text_of(collector.last)
    assert collector.post("/collect/inbox/take/").status_code == 422
    assert collector.post("/collect/inbox/take/", file=SimpleUploadedFile("x.eml", b"nothing")).status_code == 422
    assert browse.person(company, "auditor").post("/collect/inbox/take/").status_code == 403
