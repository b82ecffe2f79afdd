"""Steps inside: the account goes to a senior contact of the company's own, once, and the customer hears nothing."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import activities, disputes, dunning, dunning_runs, followups, promises, users
from quittance.actions.activities import LogActivity
from quittance.actions.command import Context
from quittance.actions.disputes import OpenDispute
from quittance.actions.dunning import AdoptPolicy, ProposePolicy, SetDunning
from quittance.actions.dunning_runs import FinishReminder
from quittance.actions.followups import TakeNextBack
from quittance.actions.promises import TakePromise
from quittance.actions.users import NameUser
from quittance.books import sql
from quittance.reports import audit, books, contacted, dunning_log, dunning_preview, happened, verify, worklist
from quittance.reports import dunning as reports
from quittance.reports.happened import Whose
from quittance.reports.worklist import Wanted
from quittance.rules.refusals import Invalid
from tests import dunned, factories
from tests.actions.mail_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY
NOON = datetime.datetime.combine(TODAY, datetime.time(12), datetime.UTC)


@pytest.fixture
def context() -> Context:
    """A company with a customer who is late by 22 days."""
    made = factories.company("Delft Tiles", country="NL", timezone="Europe/Amsterdam")
    factories.customer(made, "C-1", name="Brightwater", email="office@bright.example", country="NL", city="Delft")
    due = TODAY - DAY * 22
    factories.invoice(made, "INV-1", "1000.00", due - DAY * 30, due)
    return made


@pytest.fixture
def nora(context: Context) -> Context:
    """The member who stands behind the escalations of the policy in force."""
    made = factories.member(context, "credit_manager")
    dunned.policy(context, "3 email friendly", "22 inside firm", "30 letter formal", our_senior=email(made))
    return made


def email(one: Context) -> str:
    """The address of a person."""
    found = sql.row("SELECT email FROM member WHERE tenant_id = %s AND id = %s", [one.tenant_id, one.actor.id])
    assert found is not None
    return str(found[0])


def account(context: Context) -> worklist.Account:
    """The customer on the worklist."""
    found = worklist.account(books.of(context), context.today, customer_id(context))
    assert found is not None
    return found


def customer_id(context: Context) -> int:
    """The id of the customer."""
    (found,) = sql.row("SELECT id FROM customer WHERE tenant_id = %s AND number = 'C-1'", [context.tenant_id]) or (0,)
    return int(found)


def inside(context: Context) -> list[tuple[str, int, str]]:
    """State, base amount and rule of every reminder inside."""
    return [(row[3], int(row[4]), row[5]) for row in dunned.reminders(context) if row[2] == "inside"]


def test_the_account_is_given_to_who_stands_behind_the_policy_and_nobody_else_hears(
    context: Context, nora: Context, sink: Sink
) -> None:
    assert dunned.run(context)["inside"] == 1
    assert sink.messages() == [] and inside(context) == [("to_do", 100_000, "")]
    one = account(context)
    reason = "Escalated by the policy: 22 days late, €1,000.00"
    assert (one.owner_id, one.proposal.step, one.proposal.on) == (nora.actor.id, "escalate", TODAY)
    assert one.proposal.reason == reason
    mine = Wanted("mine", me=nora.actor.id)
    assert [row.number for row in worklist.accounts(books.of(context), TODAY, mine).accounts] == ["C-1"]
    (row,) = dunning_log.reminders(books.of(context), states=("to_do",))
    letter = dunning_log.letter(books.of(context), row.id)
    assert (row.owner, row.address, row.number, row.fee) == ("Credit_Manager", "", "", 0)
    assert letter.body.startswith(f"{reason}.") and "INV-1" in letter.body and letter.subject == ""
    event = next(one for one in audit.trail(books.of(context)) if one.data.get("owner"))
    assert (event.data["owner"], event.data["fault"], event.customer_id) == (
        "Credit_Manager",
        reason,
        customer_id(context),
    )
    assert verify.run(books.of(context)).differences == ()


def test_it_is_no_contact_of_the_customer(context: Context, nora: Context) -> None:
    for n in range(8):
        activities.log(factories.at(context, TODAY, f"call-{n}"), LogActivity("C-1", "call", "", "no_answer"))
    given = SetDunning("C-1", consumer=True, opted_out=("email", "call", "letter"), bounced="office@bright.example")
    dunning.set_customer(context, given)
    met = contacted.free_on(books.of(context), customer_id(context), TODAY)
    night = factories.later(context, 10)
    assert dunned.decide(night)["inside"] == 1
    dunned.send(night)
    assert inside(context) == [("to_do", 100_000, "")]
    assert contacted.free_on(books.of(context), customer_id(context), TODAY) == met
    with pytest.raises(Invalid):
        dunning.set_customer(context, SetDunning("C-1", opted_out=("inside",)))
    whose = Whose(customer_id(context), "C-1", TODAY - DAY * 60)
    assert all("inside" not in (one.kind, one.said) for one in happened.of(books.of(context), whose))


def test_a_message_of_the_same_day_and_one_under_way_do_not_stand_in_its_way(
    context: Context, nora: Context, sink: Sink
) -> None:
    factories.invoice(context, "INV-2", "70.00", TODAY - DAY * 40, TODAY - DAY * 4)
    sql.execute("UPDATE open_item SET due_on = %s WHERE tenant_id = %s AND amount = 100000",
                [TODAY - DAY * 4, context.tenant_id])  # fmt: skip
    assert dunned.decide(context)["email"] == 1
    sql.execute("UPDATE reminder SET state = 'waiting' WHERE tenant_id = %s", [context.tenant_id])
    sql.execute("UPDATE open_item SET due_on = %s WHERE tenant_id = %s AND amount = 100000",
                [TODAY - DAY * 22, context.tenant_id])  # fmt: skip
    assert dunned.run(context)["inside"] == 1
    assert [(row[2], row[3]) for row in dunned.reminders(context)] == [("email", "waiting"), ("inside", "to_do")]


def test_it_is_given_once_however_often_a_run_is_asked_for(context: Context, nora: Context) -> None:
    dunned.decide(context)
    assert dunned.decide(context)["held"] == {"waits": 1}
    dunned.send(context)
    dunned.send(context)
    for day in (TODAY, TODAY + DAY, TODAY + DAY * 5):
        assert dunned.run(factories.at(context, day))["inside"] == 0
    assert inside(context) == [("to_do", 100_000, "")]


def test_after_downtime_only_the_step_that_is_reached_is_taken(context: Context, nora: Context) -> None:
    report = dunned.run(factories.at(context, TODAY + DAY * 9))
    assert (report["inside"], report["letter"]) == (0, 1) and inside(context) == []


def test_what_is_true_when_it_is_given_is_left_out_or_holds_it(context: Context, nora: Context) -> None:
    dunned.decide(context)
    factories.payment(context, "PAY-1", "250.00")
    disputes.open_dispute(context, OpenDispute("INV-1", "damage", "50.00"))
    dunned.send(context)
    assert inside(context) == [("to_do", 70_000, "")]
    assert account(context).proposal.reason == "Escalated by the policy: 22 days late, €700.00"
    assert ("C-1", "dispute", False, 5_000) in dunned.held(context)
    assert ("C-1", "unapplied", False, 25_000) in dunned.held(context)


@pytest.mark.parametrize("way", ["paid", "promised", "disputed"])
def test_nobody_is_brought_in_about_what_is_no_longer_owed(context: Context, nora: Context, way: str) -> None:
    dunned.decide(context)
    if way == "paid":
        factories.payment(context, "PAY-1", "1000.00", allocate="oldest")
    elif way == "promised":
        promises.take(context, TakePromise("C-1", TODAY + DAY))
    else:
        disputes.open_dispute(context, OpenDispute("INV-1", "damage"))
    dunned.send(context)
    rule = {"paid": "settled", "promised": "promise", "disputed": "dispute"}[way]
    assert [(state, said) for state, _, said in inside(context)] == [("held", rule)]
    assert [row[1] for row in dunned.held(context)] == [rule]
    if way != "paid":
        assert account(context).owner_id is None


def test_the_customers_own_senior_goes_before_the_policys_and_who_left_is_passed_over(
    context: Context, nora: Context
) -> None:
    own = factories.member(context, "sales")
    dunning.set_customer(context, SetDunning("C-1", our_senior=email(own)))
    (row,) = dunning_preview.now(books.of(context), TODAY, context.now).rows
    assert (row.channel, row.ours) == ("inside", "Sales")
    gone = factories.member(context, "sales")
    for one in (own, gone):
        users.deactivate(context, NameUser(email(one)))
    (row,) = dunning_preview.now(books.of(context), TODAY, context.now).rows
    assert row.ours == "Credit_Manager"
    with pytest.raises(Invalid, match="nobody here who may read the books now"):
        dunning.set_customer(context, SetDunning("C-1", our_senior=email(gone)))
    dunning.set_customer(context, SetDunning("C-1", our_senior=email(own), senior_name="Ada"))
    assert reports.customer(books.of(context), "C-1", context.today).our_senior == email(own), (
        "what stands there may stay"
    )
    dunning.set_customer(context, SetDunning("C-1", our_senior=""))
    assert sql.row("SELECT our_senior_id FROM dunning_customer WHERE tenant_id = %s", [context.tenant_id]) == (None,)


def test_where_nobody_can_be_brought_in_it_is_held_and_logged_until_somebody_can(
    context: Context, nora: Context
) -> None:
    users.deactivate(context, NameUser(email(nora)))
    assert dunned.run(context)["held"] == {"nobody": 1}
    assert dunned.held(context) == [("C-1", "nobody", True, 100_000)] and inside(context) == []
    users.reactivate(context, NameUser(email(nora)))
    assert dunned.run(factories.at(context, TODAY + DAY))["inside"] == 1
    assert account(context).owner_id == nora.actor.id


def test_a_policy_names_a_person_who_is_here_when_it_is_proposed_and_when_it_is_adopted(context: Context) -> None:
    one = factories.member(context, "controller")
    given = ProposePolicy("Standard", ("22 inside firm",), standard=True, our_senior="ghost@company.example")
    with pytest.raises(Invalid, match=r"ghost@company\.example. is nobody here") as refusal:
        dunning.propose(context, given)
    assert refusal.value.field == "our_senior"
    dunning.propose(context, ProposePolicy("Standard", ("22 inside firm",), standard=True, our_senior=email(one)))
    users.deactivate(context, NameUser(email(one)))
    with pytest.raises(Invalid, match="Name another person"):
        dunning.adopt(context, AdoptPolicy("Standard"))


def test_once_it_is_dealt_with_the_next_step_is_proposed_anew(context: Context, nora: Context) -> None:
    dunned.run(context)
    (row,) = dunning_log.reminders(books.of(context), states=("to_do",))
    dunning_runs.finish(nora, FinishReminder(row.id, "Spoke to their CFO"))
    assert inside(context) == [("sent", 100_000, "")]
    one = account(context)
    assert (one.owner_id, one.proposal.step) == (nora.actor.id, "call"), "it stays with them, and goes on"
    assert dunned.run(factories.at(context, TODAY + DAY))["inside"] == 0


def test_another_invoice_waits_until_somebody_has_said_what_came_of_the_last_escalation(
    context: Context, nora: Context
) -> None:
    factories.invoice(context, "INV-2", "70.00", TODAY - DAY * 40, TODAY - DAY * 20)
    dunned.run(context)
    later = factories.at(context, TODAY + DAY * 2)
    followups.set_next(nora, followups.SetNext("C-1", "call", TODAY + DAY * 5, "They are on holiday"))
    assert dunned.run(later)["held"] == {"given": 1}
    assert account(later).proposal.on == TODAY + DAY * 5, "what its owner has said of it stands"
    (row,) = dunning_log.reminders(books.of(context), states=("to_do",))
    dunning_runs.finish(nora, FinishReminder(row.id, "They pay the first"))
    assert account(later).facts.set_step == "call"
    assert dunned.run(later)["inside"] == 1
    assert inside(context) == [("sent", 107_000, ""), ("to_do", 107_000, "")]


def test_an_escalation_to_somebody_who_has_left_keeps_nobody_from_being_brought_in(
    context: Context, nora: Context
) -> None:
    factories.invoice(context, "INV-2", "70.00", TODAY - DAY * 40, TODAY - DAY * 20)
    dunned.run(context)
    users.deactivate(context, NameUser(email(nora)))
    other = factories.member(context, "credit_manager")
    later = factories.at(context, TODAY + DAY * 2)
    assert dunned.run(later)["inside"] == 1
    assert account(later).owner_id == other.actor.id


def test_who_leaves_hands_over_what_was_escalated_to_them(context: Context, nora: Context) -> None:
    dunned.run(context)
    users.deactivate(context, NameUser(email(nora)))
    other = factories.member(context, "controller")
    followups.hand_over(context, followups.HandOver(email(nora), email(other)))
    (row,) = dunning_log.reminders(books.of(context), states=("to_do",))
    assert (row.owner, account(context).owner_id) == ("Controller", other.actor.id)
    dunning_runs.finish(other, FinishReminder(row.id, "Paid by telephone"))
    assert account(context).facts.set_step == ""


def test_the_account_goes_back_when_it_is_taken_back(context: Context, nora: Context) -> None:
    dunned.run(context)
    followups.take_back(nora, TakeNextBack("C-1"))
    assert (account(context).owner_id, account(context).facts.set_step) == (None, "")
    assert dunned.run(factories.at(context, TODAY + DAY))["inside"] == 0


def test_our_senior_gets_a_copy_of_a_message(context: Context, sink: Sink) -> None:
    one = factories.member(context, "controller")
    dunned.policy(context, "22 email firm ours senior", our_senior=email(one))
    dunning.set_customer(context, SetDunning("C-1", senior_name="Ada", senior_email="ada@bright.example"))
    (row,) = dunning_preview.now(books.of(context), TODAY, context.now).rows
    assert row.copies == ("ada@bright.example", email(one))
    dunned.run(context)
    (message,) = sink.messages()
    assert message["Cc"] == f"ada@bright.example, {email(one)}"
    (kept,) = dunning_log.reminders(books.of(context))
    assert dunning_log.letter(books.of(context), kept.id).copies == ("ada@bright.example", email(one))


def test_a_later_step_that_has_come_meanwhile_is_left_to_the_next_run(context: Context, nora: Context) -> None:
    dunned.decide(context)
    later = factories.at(context, TODAY + DAY * 8)
    dunned.send(later)
    assert [(state, rule) for state, _, rule in inside(context)] == [("held", "passed")]
    assert dunned.run(later)["letter"] == 1
