"""Bounces: what came back is marked, its address stopped until it is another, and a delay stops nothing."""

from __future__ import annotations

import pytest

from quittance.actions import bounces, contacts, customers, deliveries, dunning
from quittance.actions.command import Context
from quittance.actions.deliveries import SendDocument
from quittance.formats.bank import Malformed
from quittance.jobs import worker
from quittance.reports import audit, books
from quittance.reports import bounces as reports
from quittance.reports import deliveries as delivered
from quittance.rules.refusals import Conflict, NotAllowed
from tests import factories, returned
from tests.actions.mail_sink import Sink
from tests.formats.bounced import notification
from tests.returned import OFFICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def context(sink: Sink) -> Context:
    """A company that has mailed INV-1."""
    return returned.company()


def only(context: Context) -> delivered.DeliveryRow:
    """The one delivery."""
    (found,) = delivered.of_document(books.of(context), "INV-1")
    return found


def test_what_came_back_is_marked_and_its_address_is_stopped_until_it_is_another(context: Context) -> None:
    taken = bounces.take_bytes(context, notification(message=only(context).message))
    assert (taken.stopped, taken.numbers, taken.unknown) == ((OFFICE,), ("INV-1",), ())
    assert (only(context).state, only(context).fault[:18]) == ("bounced", "Came back: 5.1.1 5")
    with pytest.raises(Conflict, match="Correct the address") as refused:
        deliveries.send(context, SendDocument("INV-1"))
    assert refused.value.field == "address"
    (wrong,) = reports.to_correct(books.of(context))
    assert (wrong.customer_number, wrong.address) == ("C-1", OFFICE)
    again = bounces.take_bytes(context, notification(message=only(context).message))
    assert again.stopped == taken.stopped and only(context).state == "bounced"
    deliveries.send(context, SendDocument("INV-1", "other@bright.example"))
    customers.edit(context, customers.EditCustomer("C-1", email="new@bright.example"))
    assert reports.to_correct(books.of(context)) == ()
    deliveries.send(context, SendDocument("INV-1"))


def test_an_address_that_is_right_is_cleared_by_a_person(context: Context) -> None:
    bounces.take_bytes(context, notification(message=only(context).message))
    dunning.set_customer(context, dunning.SetDunning("C-1", bounced=""))
    assert deliveries.send(context, SendDocument("INV-1")).address == OFFICE


def test_a_delay_stops_nothing(context: Context) -> None:
    taken = bounces.take_bytes(context, notification(action="delayed", status="4.4.1", message=only(context).message))
    assert (taken.stopped, taken.late, only(context).state) == ((), (OFFICE,), "sent")
    deliveries.send(context, SendDocument("INV-1"))
    (event,) = audit.trail(books.of(context), audit.Filter(verb="bounces.take_in"))
    assert event.data["kind"] == "soft" and event.subject_kind == "document"


def test_without_a_message_of_ours_the_address_tells_whose_it_is(context: Context) -> None:
    contacts.add(context, contacts.AddContact("C-1", "Ada", "ada@bright.example", "", "", False))
    taken = bounces.take_bytes(context, notification("Ada@Bright.example", message="<9@elsewhere.example>"))
    assert (taken.stopped, taken.numbers) == (("Ada@Bright.example",), ())
    assert [one.address for one in reports.to_correct(books.of(context))] == ["ada@bright.example"]
    stranger = bounces.take_bytes(context, notification("nobody@x.example", message="<9@elsewhere.example>"))
    assert stranger.unknown == ("nobody@x.example",)


def test_nothing_of_another_company_is_touched(context: Context) -> None:
    other = factories.company("Other")
    taken = bounces.take_bytes(other, notification(message=only(context).message))
    assert taken.unknown == (OFFICE,) and only(context).state == "sent"


def test_other_mail_is_refused_and_kept_as_an_event(context: Context) -> None:
    with pytest.raises(Malformed):
        bounces.take_bytes(context, b"Subject: away\r\n\r\nUntil Monday.")
    (event,) = audit.trail(books.of(context), audit.Filter(verb="bounces.take_in"))
    assert event.outcome == "malformed_file"
    with pytest.raises(NotAllowed):
        bounces.take_bytes(factories.member(context, "auditor"), notification())


@pytest.mark.parametrize(("answer", "state"), [("550 5.1.1 no such user", "bounced"), ("550 5.7.1 blocked", "failed")])
def test_a_mail_servers_no_to_the_address_stops_it(context: Context, sink: Sink, answer: str, state: str) -> None:
    sink.refuse["RCPT"] = answer
    deliveries.send(context, SendDocument("INV-1"))
    worker.once()
    assert delivered.of_document(books.of(context), "INV-1")[0].state == state
    assert bool(reports.to_correct(books.of(context))) is (state == "bounced")
