"""Notices: one mail for what waits, in the reader's language, ended by one click, held when the receiver wants none."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from quittance.actions import contacts, disputes, dunning, holds, jobs, notices, notifications, subscriptions
from quittance.actions.command import Context
from quittance.actions.subscriptions import Follow, Tell
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import books, people
from quittance.reports import subscriptions as reports
from quittance.rules import link, topics
from quittance.rules.refusals import Conflict, NotFound
from tests import factories, informed, killed
from tests.actions.mail_sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def context(settings: Settings) -> Context:
    """A company with a German customer and its contact Ada."""
    settings.ADDRESS = "https://quittance.example"
    made = factories.company("Delft Tiles", country="NL")
    factories.customer(made, "C-1", name="Hellwasser", language="de", country="DE")
    contacts.add(made, contacts.AddContact("C-1", "Ada", "ada@hell.example", "", "", True))
    factories.invoice(made, "INV-1", "100.00")
    return made


def ada(context: Context) -> str:
    """The id of the contact."""
    found = sql.row("SELECT id FROM contact WHERE tenant_id = %s", [context.tenant_id])
    assert found is not None
    return str(found[0])


def post(context: Context) -> None:
    """Look, and let the worker send everything that is due."""
    sql.execute("DELETE FROM job WHERE tenant_id = %s AND state = 'queued'", [context.tenant_id])
    informed.look(context)
    while worker.once():
        pass


def states(context: Context) -> list[tuple[str, str]]:
    """State and fault of every notice."""
    return sql.rows("SELECT state, fault FROM notice WHERE tenant_id = %s ORDER BY id", [context.tenant_id])


def test_a_contact_reads_its_own_business_in_its_language_and_ends_it_with_one_click(
    context: Context, sink: Sink
) -> None:
    subscriptions.tell(context, Tell("contact", ada(context), customer_number="C-1"))
    number = disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "40.00")).number
    holds.place(context, holds.PlaceHold("C-1", "An inside word"))
    disputes.move(context, disputes.MoveDispute(number, "review", owner="billing"))
    factories.payment(context, "P-1", "50.00")
    post(context)
    (message,) = sink.messages()
    body = message.get_body(("plain",))
    assert body is not None
    said = body.get_content()
    assert message["Subject"] == "Neues zu Ihrem Konto bei Delft Tiles" and message["To"] == "ada@hell.example"
    assert "Wir haben 50,00\u00a0€ erhalten." in said and f"Ihren Einwand {number}" in said
    assert "inside" not in said and "billing" not in said
    address = str(message["List-Unsubscribe"]).strip("<> ")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and address in said
    secret = address.rstrip("/").rpartition("/")[2]
    guest = notices.enter(secret)
    assert (guest.language, guest.address) == ("de", "ada@hell.example")
    assert notices.leave(guest.context, notices.LeaveMails(guest.address)).subscriptions == 1
    factories.payment(context, "P-2", "10.00")
    post(context)
    assert len(sink.taken) == 1
    with pytest.raises(Conflict, match="no more"):
        subscriptions.tell(context, Tell("contact", ada(context), customer_number="C-1"))
    (row,) = reports.everything(books.of(context))
    assert row.left
    with pytest.raises(Conflict, match="no more"):
        subscriptions.edit(context, subscriptions.EditSubscription(row.id, paused=False))


def test_a_person_gets_one_mail_of_many_things_and_is_told_in_the_product_too(context: Context, sink: Sink) -> None:
    boss = factories.member(context, "credit_manager")
    subscriptions.follow(boss, Follow("customer", "C-1", channel="mail"))
    factories.payment(context, "P-1", "50.00")
    holds.place(context, holds.PlaceHold("C-1", "Wait"))
    post(context)
    post(context)
    (message,) = sink.messages()
    body = message.get_body(("plain",))
    assert body is not None and "Hellwasser: €50.00 came in, payment P-1." in body.get_content()
    assert message["Subject"] == "2 things happened at your customers"
    assert informed.topics_of(boss) == [topics.PAYMENT, topics.HOLD]
    email = next(row.email for row in people.members(books.of(context)) if row.id == boss.actor.id)
    assert notices.leave(context, notices.LeaveMails(email.upper())).subscriptions == 1
    assert reports.of_member(books.of(context), boss.actor.id)[1].channel == "product"
    with pytest.raises(NotFound):
        notices.leave(context, notices.LeaveMails(email))


def test_a_mail_a_day_leaves_in_the_morning_and_one_by_night_waits(context: Context, sink: Sink) -> None:
    boss = factories.member(context, "credit_manager")
    subscriptions.follow(boss, Follow("customer", "C-1", channel="daily"))
    night = factories.later(context, 11)  # 23:00
    other = factories.member(context, "controller")
    subscriptions.follow(other, Follow("customer", "C-1", channel="mail"))
    holds.place(night, holds.PlaceHold("C-1", "Wait"))
    post(night)
    assert not sink.taken
    post(factories.later(context, 18))  # 6:00
    assert not sink.taken
    post(factories.later(context, 19))
    assert len(sink.taken) == 2


def test_nights_are_those_of_the_customer_who_is_told(context: Context, sink: Sink) -> None:
    dunning.set_customer(context, dunning.SetDunning("C-1", time_zone="Asia/Tokyo"))
    subscriptions.tell(context, Tell("contact", ada(context), customer_number="C-1"))
    factories.payment(context, "P-1", "50.00")
    post(factories.later(context, 2))  # 14:00 here, past nine in the evening there
    sql.execute("UPDATE heard SET through = %s WHERE tenant_id = %s", [2**62, context.tenant_id])  # all is heard
    assert not sink.taken and notifications.plan(factories.later(context, 3).now) == 0, "nothing is due by night"
    early = factories.later(context, 11)  # 23:00 here, eight in the morning there
    assert notifications.plan(early.now) == 1
    post(early)
    assert len(sink.taken) == 1


def test_what_is_true_at_the_moment_of_sending_holds_it(context: Context, sink: Sink) -> None:
    subscriptions.tell(context, Tell("contact", ada(context), customer_number="C-1"))
    dunning.set_customer(context, dunning.SetDunning("C-1", opted_out=("email",)))
    factories.payment(context, "P-1", "50.00")
    post(context)
    assert states(context) == [("held", "The customer wants no mail.")] and not sink.taken


def test_an_address_that_takes_no_mail_gets_none_any_more(context: Context, sink: Sink) -> None:
    subscriptions.tell(context, Tell("contact", ada(context), customer_number="C-1"))
    sink.refuse["RCPT"] = "550 5.1.1 no such person"
    factories.payment(context, "P-1", "50.00")
    post(context)
    assert states(context)[0][0] == "failed"
    sink.refuse.clear()
    factories.payment(context, "P-2", "50.00")
    post(context)
    assert states(context)[1] == ("held", "Mail to the address came back.")


def test_a_worker_that_was_killed_leaves_a_doubtful_mail_and_never_two(context: Context, sink: Sink) -> None:
    subscriptions.tell(context, Tell("contact", ada(context), customer_number="C-1"))
    factories.payment(context, "P-1", "50.00")
    notifications.look(context)
    sql.execute("UPDATE notice SET state = 'sending' WHERE tenant_id = %s", [context.tenant_id])
    while worker.once():
        pass
    assert states(context)[0][0] == "doubtful" and not sink.taken


def test_a_link_for_papers_ends_no_mails_and_a_removed_contact_takes_its_subscriptions_along(
    context: Context, sink: Sink, settings: Settings
) -> None:
    paper = link.secret(settings.SECRET_KEY, context.tenant_id, 7)
    for wrong in (paper, link.secret(settings.SECRET_KEY, context.tenant_id, 7, link.LEAVE), "x"):
        with pytest.raises(NotFound):
            notices.enter(wrong)
    subscriptions.tell(context, Tell("contact", ada(context), customer_number="C-1"))
    factories.payment(context, "P-1", "50.00")
    post(context)
    contacts.edit(context, contacts.EditContact(int(ada(context)), remove=True))
    assert [informed.count(context, table) for table in ("notice", "notification")] == [0, 0]
    assert reports.everything(books.of(context)) == ()


def test_a_mail_whose_workers_die_has_failed_with_its_reason(context: Context, sink: Sink) -> None:
    subscriptions.tell(context, Tell("contact", ada(context), customer_number="C-1"))
    factories.payment(context, "P-1", "50.00")
    notifications.look(context)
    sql.execute("DELETE FROM job WHERE tenant_id = %s AND name <> %s", [context.tenant_id, notices.JOB])
    killed.six_times(context, notices.JOB)
    assert states(context) == [("failed", jobs.STOPPED)] and not sink.taken
