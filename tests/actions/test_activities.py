"""Activities: logged, taken back, and mails that leave once and late enough to be undone."""

from __future__ import annotations

import pytest

from quittance.actions import activities, identity, jobs
from quittance.actions.activities import LogActivity, TakeActivityBack, WriteMail
from quittance.actions.command import Context
from quittance.jobs import worker
from quittance.reports import activities as reports
from quittance.reports import books, customers
from quittance.rules.refusals import Conflict, Invalid, NotFound
from tests import factories, killed
from tests.actions.mail_sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with C-1."""
    context = factories.company()
    factories.customer(context, "C-1")
    return context


def rows(context: Context) -> tuple[reports.ActivityRow, ...]:
    """What was said and written to C-1."""
    return reports.of_customer(books.of(context), customers.id_of(books.of(context), "C-1"))


def test_a_call_and_a_note_stand_on_the_timeline_until_taken_back(context: Context) -> None:
    made = activities.log(context, LogActivity("C-1", "call", "Pays on Thursday", "reached", "Ada Reed"))
    activities.log(context, LogActivity("C-1", "note", "New buyer since May"))
    assert [(row.kind, row.outcome, row.contact) for row in rows(context)] == [
        ("note", "", ""),
        ("call", "reached", "Ada Reed"),
    ]
    assert activities.take_back(context, TakeActivityBack(made.id)).state == "taken_back"
    assert [row.kind for row in rows(context)] == ["note"]
    with pytest.raises(Conflict):
        activities.take_back(context, TakeActivityBack(made.id))
    with pytest.raises(NotFound):
        activities.take_back(context, TakeActivityBack(7))


def test_a_call_about_an_invoice_says_so_and_of_another_customer_it_is_refused(context: Context) -> None:
    factories.invoice(context, "INV-1", "10.00")
    factories.customer(context, "C-2")
    activities.log(context, LogActivity("C-1", "call", "They look for it", "reached", document="INV-1"))
    activities.log(context, LogActivity("C-1", "note", "New buyer"))
    assert [row.document for row in rows(context)] == ["", "INV-1"]
    for customer, number in (("C-2", "INV-1"), ("C-1", "INV-9")):
        with pytest.raises(NotFound) as refused:
            activities.log(context, LogActivity(customer, "note", "x", document=number))
        assert refused.value.field == "document"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (LogActivity("C-1", "shout"), "kind"),
        (LogActivity("C-1", "call", "x", "maybe"), "outcome"),
        (LogActivity("C-1", "note", " "), "text"),
        (LogActivity("C-1", "note", "x" * 8_001), "text"),
    ],
)
def test_what_is_no_activity_is_refused(context: Context, data: LogActivity, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        activities.log(context, data)
    assert refused.value.field == field


def test_without_a_mail_server_nothing_is_queued(context: Context) -> None:
    with pytest.raises(Conflict):
        activities.mail(context, WriteMail("C-1", "ada@customer.example", "Open invoices", "Dear Ada"))


def test_a_mail_leaves_once_after_its_wait(context: Context, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    made = activities.mail(context, WriteMail("C-1", "ada@customer.example", "Open invoices", "Dear Ada,\n\nplease."))
    later = context.now + activities.WAIT_SECONDS * jobs.SECOND
    monkeypatch.setattr(worker, "now_micros", lambda: later - 1)
    assert not worker.once()
    monkeypatch.setattr(worker, "now_micros", lambda: later)
    assert worker.once() and not worker.once()
    (message,) = sink.messages()
    assert rows(context)[0].state == "sent" and message["Subject"] == "Open invoices"
    assert message["To"] == "ada@customer.example" and "please." in str(message)
    with pytest.raises(Conflict):
        activities.take_back(context, TakeActivityBack(made.id))


def test_a_mail_taken_back_in_time_never_leaves(context: Context, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    made = activities.mail(context, WriteMail("C-1", "ada@customer.example", "Open invoices", "Dear Ada"))
    activities.take_back(context, TakeActivityBack(made.id))
    monkeypatch.setattr(worker, "now_micros", identity.now_micros)
    worker.once()
    assert sink.taken == [] and rows(context) == ()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (WriteMail("C-1", "nobody", "x", "y"), "address"),
        (WriteMail("C-1", "", "x", "y"), "address"),
        (WriteMail("C-1", "ada@customer.example", "", "y"), "subject"),
        (WriteMail("C-1", "ada@customer.example", "x", ""), "text"),
    ],
)
def test_what_is_no_mail_is_refused(context: Context, sink: Sink, data: WriteMail, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        activities.mail(context, data)
    assert refused.value.field == field and sink.taken == []


def test_a_mail_whose_workers_die_has_failed(context: Context, sink: Sink) -> None:
    activities.mail(context, WriteMail("C-1", "ada@customer.example", "Open invoices", "Dear Ada"))
    killed.six_times(context, activities.JOB)
    assert rows(context)[0].state == "failed" and not sink.taken
