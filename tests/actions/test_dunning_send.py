"""Truth at send time: what has changed since the decision is left out, held and logged; nothing goes twice."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import customers, disputes, dunning, dunning_send, holds, jobs, promises
from quittance.actions.command import Context
from quittance.actions.disputes import OpenDispute
from quittance.actions.dunning import SetDunning
from quittance.actions.holds import LiftHold, PlaceHold
from quittance.actions.jobs import Leased, Work
from quittance.actions.promises import TakePromise
from quittance.books import sql
from quittance.reports import audit, books, interest, verify
from quittance.rules.refusals import Conflict
from tests import dunned, factories
from tests.actions.mail_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """A company with a policy that charges, and a customer who is late with two invoices."""
    made = factories.company("Delft Tiles", country="NL", timezone="Europe/Amsterdam")
    factories.customer(made, "C-1", name="Brightwater", email="office@bright.example", country="NL")
    dunned.policy(made, "3 email friendly", "15 email firm fee=5.00 senior interest", "30 letter formal fee=10.00")
    due = TODAY - DAY * 16
    factories.invoice(made, "INV-1", "100.00", due - DAY * 30, due)
    factories.invoice(made, "INV-2", "50.00", due - DAY * 30, due + DAY)
    return made


def charged(context: Context) -> list[tuple[int, str]]:
    """Total and note of each document over the fee of a reminder."""
    fees = "SELECT total, note FROM document WHERE tenant_id = %s AND ancillary = 'dunning_fee' ORDER BY id"
    return sql.rows(fees, [context.tenant_id])


def the_one(context: Context) -> int:
    """The id of the one reminder."""
    ((id,),) = sql.rows("SELECT id FROM reminder WHERE tenant_id = %s", [context.tenant_id])
    return int(id)


def test_a_message_says_what_is_true_now_charges_its_fee_and_copies_the_senior(context: Context, sink: Sink) -> None:
    dunning.set_customer(context, SetDunning("C-1", senior_name="Ada", senior_email="ada@bright.example"))
    dunned.decide(context)
    factories.payment(context, "PAY-1", "30.00")
    dunned.send(context)
    (message,) = sink.messages()
    assert message["To"] == "office@bright.example" and message["Cc"] == "ada@bright.example"
    said = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "€120.00" in said and "Reminder fee: €5.00." in said and "Late interest up to today: €" in said
    assert "40 euros" in said and message.get_body(("html",)) is not None
    assert dunned.held(context) == [("C-1", "unapplied", False, 3_000)]
    assert charged(context) == [(500, "Fee for reminder RM-2026-00001")]
    events = audit.trail(books.of(context), audit.Filter(verb="dunning.run"))
    assert events[0].data["state"] == "sent" and verify.run(books.of(context)).clean


def test_a_fee_is_charged_in_the_language_of_its_message_and_bears_no_interest_itself(
    context: Context, sink: Sink
) -> None:
    factories.customer(context, "C-2", email="kontor@hell.example", language="de", country="DE")
    factories.invoice(context, "INV-9", "90.00", TODAY - DAY * 46, TODAY - DAY * 16, customer="C-2")
    dunned.run(context)
    assert charged(context)[1] == (500, "Mahngebühr zu RM-2026-00002")
    account = interest.account(books.of(context), "C-2", TODAY)
    assert [one.document for one in account.items] == ["INV-9"], "and a debt of 5.00 is not asked 40 euros"
    later = interest.account(books.of(context), "C-2", TODAY + 30 * DAY)
    assert [one.document for one in later.items] == ["INV-9"]


def test_a_debt_that_was_settled_or_held_since_is_not_asked_for(context: Context, sink: Sink) -> None:
    dunned.decide(context)
    made = holds.place(context, PlaceHold("C-1", "Moving house"))
    dunned.send(context)
    assert dunned.reminders(context) == [("C-1", 15, "email", "held", 15_000, "hold")]
    holds.lift(context, LiftHold(made.ids[0]))
    dunned.decide(context)
    factories.payment(context, "PAY-1", "150.00")
    factories.allocate(context, "PAY-1")
    dunned.send(context)
    assert dunned.reminders(context)[1] == ("C-1", 15, "email", "held", 15_000, "settled")
    assert not sink.taken and [row[1] for row in dunned.held(context)] == ["hold", "settled"]


@pytest.mark.parametrize("held", ["dispute", "promise", "whole promise"])
def test_money_that_has_come_is_not_asked_for_because_an_older_debt_is_held(
    context: Context, sink: Sink, held: str
) -> None:
    dunned.decide(context)
    if held == "dispute":
        disputes.open_dispute(context, OpenDispute("INV-1", "damage"))
    else:
        documents = () if held == "whole promise" else ("INV-1",)
        promises.take(context, TakePromise("C-1", TODAY + DAY * 5, "100.00", documents))
    factories.payment(context, "PAY-1", "50.00")
    dunned.send(context)
    assert not sink.taken and dunned.reminders(context)[0][3] == "held"


def test_a_message_that_is_sent_again_and_again_goes_once(context: Context, sink: Sink) -> None:
    dunned.decide(context)
    id = the_one(context)
    for _ in range(24):
        dunning_send.send(context, id)
        dunned.run(context)
    assert len(sink.taken) == 1
    assert sql.row("SELECT COUNT(*) FROM reminder WHERE tenant_id = %s", [context.tenant_id]) == (1,)


def test_an_address_that_is_refused_is_not_written_to_again(context: Context, sink: Sink) -> None:
    sink.refuse["RCPT"] = "550 no such person"
    dunned.run(context)
    assert dunned.reminders(context)[0][3] == "failed"
    later = factories.at(context, TODAY + DAY)
    assert dunned.run(later)["held"] == {"bounced": 1}
    sink.refuse.clear()
    customers.edit(later, customers.EditCustomer("C-1", email="new@bright.example"))
    dunned.run(later)
    assert sink.messages()[0]["To"] == "new@bright.example"


def test_a_server_that_is_away_is_tried_again_and_a_silent_one_is_doubtful(context: Context, sink: Sink) -> None:
    dunned.decide(context)
    id = the_one(context)
    sink.refuse["DATA"] = "451 later"
    with pytest.raises(Conflict):
        dunning_send.send(context, id)
    assert dunned.reminders(context)[0][3] == "queued"
    assert sql.row("SELECT COUNT(*) FROM reminder_item WHERE tenant_id = %s", [context.tenant_id]) == (0,)
    sink.refuse.clear()
    sink.silent = True
    dunning_send.send(context, id)
    assert dunned.reminders(context)[0][3] == "doubtful"
    assert sql.rows("SELECT id FROM document WHERE tenant_id = %s AND note <> ''", [context.tenant_id]) == []
    dunned.run(context)
    assert len(sink.taken) == 1


def test_what_a_worker_left_in_the_middle_is_doubtful(context: Context, sink: Sink) -> None:
    dunned.decide(context)
    sql.execute("UPDATE reminder SET state = 'sending' WHERE tenant_id = %s", [context.tenant_id])
    dunned.send(context)
    assert dunned.reminders(context)[0][3] == "doubtful" and not sink.taken


def test_a_job_sends_its_lane_and_gives_up_after_the_last_attempt(context: Context, sink: Sink) -> None:
    dunned.decide(context)
    sink.refuse["MAIL"] = "451 later"
    lane = the_one(context) % 4
    run_id = sql.row("SELECT id FROM dunning_run WHERE tenant_id = %s", [context.tenant_id])
    assert run_id is not None
    for attempts, state in ((1, "queued"), (jobs.MOST_ATTEMPTS, "failed")):
        held = Leased(context.tenant_id, 1, "dunning.send", "{}", attempts, 0)
        work = Work(held, held.name, {"run_id": str(run_id[0]), "lane": lane}, context)
        if state == "queued":
            with pytest.raises(Conflict):
                dunning_send.carry_out(work)
        else:
            dunning_send.carry_out(work)
        assert dunned.reminders(context)[0][3] == state


def test_nobody_on_hold_is_thanked(context: Context, sink: Sink) -> None:
    dunned.policy(context, "3 email friendly", thanks=True)
    dunned.run(context)
    made = holds.place(context, PlaceHold("C-1", "Sent to the wrong address", "INV-2"))
    later = factories.at(context, TODAY + DAY * 7)
    factories.payment(later, "PAY-1", "150.00")
    factories.allocate(later, "PAY-1")
    assert dunned.run(later)["held"] == {"hold": 1} and dunned.held(context) == [("C-1", "hold", True, 15_000)]
    holds.lift(later, LiftHold(made.ids[0]))
    dunned.decide(later)
    holds.place(later, PlaceHold("C-1", "Moving house"))
    dunned.send(later)
    assert len(sink.taken) == 1 and dunned.reminders(context)[1][3:] == ("held", 15_000, "hold")


def test_thanks_follow_when_all_that_was_asked_for_is_paid(context: Context, sink: Sink) -> None:
    dunned.policy(context, "3 email friendly", thanks=True)
    dunned.run(context)
    later = factories.at(context, TODAY + DAY * 7)
    factories.payment(later, "PAY-1", "150.00")
    factories.allocate(later, "PAY-1")
    for _ in range(3):
        dunned.run(later)
    assert [one["Subject"] for one in sink.messages()][1:] == ["Thank you for your payment"]
    assert dunned.reminders(context)[1][1:4] == (9_999, "email", "sent")
