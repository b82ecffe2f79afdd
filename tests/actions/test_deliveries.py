"""Deliveries: queued with the books, sent once, and every other end told by its name."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import contacts, deliveries, entities, jobs, mailing
from quittance.actions.command import Context
from quittance.actions.deliveries import SendDocument
from quittance.actions.entities import EditEntity
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import audit, books
from quittance.reports import deliveries as reports
from quittance.reports.deliveries import DeliveryRow
from quittance.rules.refusals import Conflict, Invalid, NotFound
from tests import factories, killed
from tests.actions.mail_sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with an invoice to a customer that has an address."""
    made = factories.company("Delft Tiles")
    entities.edit(made, EditEntity(email="billing@tiles.example"))
    factories.customer(made, "C-1", name="Brightwater", email="office@bright.example")
    factories.invoice(made, "INV-1", "10.00")
    return made


def only(context: Context, number: str = "INV-1") -> DeliveryRow:
    """The one delivery of a document."""
    (found,) = reports.of_document(books.of(context), number)
    return found


def again(context: Context) -> None:
    """Let the job that waits be due at once, and carry it out."""
    sql.execute("UPDATE job SET run_at = 0, leased_until = 0 WHERE tenant_id = %s", [context.tenant_id])
    worker.once()


def test_a_document_goes_out_once_with_its_pdf(context: Context, sink: Sink) -> None:
    contacts.add(context, contacts.AddContact("C-1", "Ada", "ada@bright.example", "", "", True))
    made = deliveries.send(context, SendDocument("INV-1"))
    assert (made.address, only(context).state) == ("ada@bright.example", "queued") and not sink.taken
    assert worker.once() and not worker.once()
    (message,) = sink.messages()
    assert message["To"] == "ada@bright.example" and message["Reply-To"] == "Delft Tiles <billing@tiles.example>"
    assert message["From"] == "Delft Tiles <billing@company.example>"
    assert message["Subject"] == "Invoice INV-1 from Delft Tiles"
    (pdf,) = message.iter_attachments()
    assert pdf.get_filename() == "INV-1.pdf" and pdf.get_content().startswith(b"%PDF")
    sent = only(context)
    assert (sent.state, sent.message) == ("sent", message["Message-ID"]) and sent.settled_at
    events = audit.trail(books.of(context), audit.Filter(verb="deliveries.send"))
    assert [event.data.get("state", "queued") for event in events] == ["sent", "queued"]


def test_nothing_is_queued_twice_while_it_is_under_way(context: Context, sink: Sink) -> None:
    deliveries.send(context, SendDocument("INV-1"))
    with pytest.raises(Conflict, match="under way"):
        deliveries.send(context, SendDocument("INV-1", "office@bright.example"))
    deliveries.send(context, SendDocument("INV-1", "other@bright.example"))
    worker.once()
    worker.once()
    deliveries.send(context, SendDocument("INV-1"))
    worker.once()
    assert [one["To"] for one in sink.messages()] == [
        "office@bright.example",
        "other@bright.example",
        "office@bright.example",
    ]


def test_a_dry_run_and_a_refusal_queue_nothing(context: Context, sink: Sink, settings: Settings) -> None:
    with pytest.raises(NotFound):
        deliveries.send(context, SendDocument("INV-9"))
    for wrong in ("nobody", "jürgen@bright.example"):
        with pytest.raises(Invalid) as refused:
            deliveries.send(context, SendDocument("INV-1", wrong))
        assert refused.value.field == "address"
    factories.customer(context, "C-2")
    factories.invoice(context, "INV-2", "1.00", customer="C-2")
    with pytest.raises(Invalid, match="No address"):
        deliveries.send(context, SendDocument("INV-2"))
    settings.MAIL = ""
    with pytest.raises(Conflict, match="QUITTANCE_SMTP_URL"):
        deliveries.send(context, SendDocument("INV-1"))
    assert not worker.once() and not sink.taken


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "."])
def test_a_clear_no_for_good_is_a_failure_and_the_document_can_be_sent_again(
    context: Context, sink: Sink, command: str
) -> None:
    sink.refuse[command] = "554 no such user"
    deliveries.send(context, SendDocument("INV-1"))
    worker.once()
    assert (only(context).state, only(context).fault) == ("failed", "The mail server says 554: no such user")
    sink.refuse.clear()
    deliveries.send(context, SendDocument("INV-1"))
    worker.once()
    assert len(sink.taken) == 1


def test_a_no_for_now_is_tried_again_and_given_up_in_the_end(
    context: Context, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink.refuse["."] = "451 try later"
    deliveries.send(context, SendDocument("INV-1"))
    worker.once()
    assert only(context).state == "queued" and not worker.once(), "it waits for its moment"
    sink.refuse.clear()
    again(context)
    assert only(context).state == "sent" and len(sink.taken) == 1
    monkeypatch.setattr(jobs, "MOST_ATTEMPTS", 1)
    sink.refuse["MAIL"] = "451 try later"
    deliveries.send(context, SendDocument("INV-1", "other@bright.example"))
    worker.once()
    states = {one.address: one.state for one in reports.of_document(books.of(context), "INV-1")}
    assert states["other@bright.example"] == "failed"


def test_no_answer_after_the_message_is_doubtful_and_never_sent_again(context: Context, sink: Sink) -> None:
    sink.silent = True
    deliveries.send(context, SendDocument("INV-1"))
    worker.once()
    doubtful = only(context)
    assert doubtful.state == "doubtful" and "Message-ID" in doubtful.fault
    again(context)
    assert len(sink.taken) == 1
    sink.silent = False
    deliveries.send(context, SendDocument("INV-1"))
    worker.once()
    assert len(sink.taken) == 2, "a person may decide to send it again"


def test_a_worker_that_dies_after_the_message_leaves_it_doubtful(
    context: Context, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliveries.send(context, SendDocument("INV-1"))
    hand_over = mailing.Conversation.hand_over

    def die(self: mailing.Conversation, message: bytes) -> None:
        hand_over(self, message)
        raise KeyboardInterrupt

    monkeypatch.setattr(mailing.Conversation, "hand_over", die)
    with pytest.raises(KeyboardInterrupt):
        worker.once()
    monkeypatch.undo()
    assert only(context).state == "sending"
    again(context)
    assert only(context).state == "doubtful" and len(sink.taken) == 1


def test_a_worker_that_dies_before_the_message_sends_it_later(
    context: Context, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliveries.send(context, SendDocument("INV-1"))

    def die(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(mailing.Conversation, "offer", die)
    with pytest.raises(KeyboardInterrupt):
        worker.once()
    monkeypatch.undo()
    sink_before = len(sink.taken)
    again(context)
    assert (sink_before, len(sink.taken), only(context).state) == (0, 1, "sent")


def test_the_settings_can_be_tried_out(context: Context, sink: Sink) -> None:
    assert "has taken" in deliveries.try_out(context, "me@company.example")
    assert sink.messages()[0]["To"] == "me@company.example"
    sink.refuse["RCPT"] = "550 unknown"
    with pytest.raises(Conflict, match="550"):
        deliveries.try_out(context, "me@company.example")
    with pytest.raises(Invalid):
        deliveries.try_out(context, "")


def test_a_delivery_whose_workers_die_has_failed_or_is_doubtful(context: Context, sink: Sink) -> None:
    deliveries.send(context, SendDocument("INV-1"))
    killed.six_times(context, deliveries.JOB)
    assert (only(context).state, only(context).fault) == ("failed", jobs.STOPPED)
    factories.invoice(context, "INV-2", "20.00")
    deliveries.send(context, SendDocument("INV-2"))
    sql.execute("UPDATE delivery SET state = 'sending' WHERE tenant_id = %s AND state = 'queued'", [context.tenant_id])
    sql.execute("DELETE FROM job WHERE tenant_id = %s AND state = 'failed'", [context.tenant_id])
    killed.six_times(context, deliveries.JOB)
    assert only(context, "INV-2").state == "doubtful" and not sink.taken
