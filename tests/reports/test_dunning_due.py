"""Who is reminded: amounts in the company's currency, consumers, and caps."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.actions import activities, customers, dunning, grading, inbox
from quittance.actions.activities import LogActivity, TakeActivityBack
from quittance.actions.command import Context
from quittance.actions.dunning import SetDunning
from quittance.reports import books, dunning_due
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_due import Decision
from tests import dunned, factories
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
HOUR = 3_600 * 10**6


@pytest.fixture
def context() -> Context:
    """A customer in dollars who is late, under a policy of calls."""
    made = factories.company(country="NL", timezone="Europe/Amsterdam")
    factories.customer(made, "C-1", currency="USD", country="NL")
    due = made.today - DAY * 4
    factories.invoice(made, "INV-1", "100.00", due - DAY * 30, due, rate="0.90")
    return made


def one(context: Context, hours: int = 0) -> Decision:
    """The one decision, so many hours after noon UTC."""
    (found,) = dunning_due.decisions(books.of(context), Moment(context.today, context.now + hours * HOUR))
    return found


def test_amounts_are_in_the_companys_currency_and_parts_are_cut(context: Context) -> None:
    dunned.policy(context, "3 call firm", minimum="60.00")
    assert (one(context).base, one(context).rule) == (9_000, "")
    factories.payment(context, "PAY-1", "33.33", rate="0.90")
    assert (one(context).base, one(context).held, one(context).held_rule) == (6_001, 2_999, "unapplied")
    factories.payment(context, "PAY-2", "20.00", rate="0.90")
    assert one(context).rule == "small"


def test_a_step_for_some_payers_is_taken_for_them_alone(context: Context) -> None:
    dunned.policy(context, "3 call firm risk=CDE")
    assert one(context).rule == "grade", "nothing was paid within a year"
    dunned.policy(context, "3 call firm risk=CDEN")
    assert one(context).rule == ""
    factories.invoice(context, "OLD", "10.00", context.today - DAY * 60, context.today - DAY * 30)
    factories.payment(context, "PAY-9", "10.00", context.today - DAY * 28)
    factories.allocate(context, "PAY-9", ("OLD", "10.00"))
    assert one(context).rule == "grade", "two days late in the mean is a B"
    grading.keep(context)
    assert one(context).rule == "grade"
    dunned.policy(context, "3 call firm risk=AB min=500.00")
    assert one(context).rule == "small", "the amount is told before the grade"


def test_a_consumer_has_hours_and_a_number_of_contacts_of_its_own(context: Context) -> None:
    dunned.policy(context, "3 call firm", from_hour=0, until_hour=24)
    dunning.set_customer(context, SetDunning("C-1", consumer=True))
    assert (one(context).rule, one(context, 7).rule) == ("", "hours")
    dunning.set_customer(context, SetDunning("C-1", consumer=False))
    assert one(context, 7).rule == ""


@pytest.mark.parametrize("outcome", ["reached", "message"])
def test_whom_a_person_has_met_is_left_alone_as_after_a_message(context: Context, outcome: str) -> None:
    dunned.policy(context, "3 call firm", from_hour=0, until_hour=24, pause_days=5)
    activities.log(context, LogActivity("C-1", "call", outcome="no_answer"))
    assert one(context).rule == "", "nobody was met"
    made = activities.log(context, LogActivity("C-1", "call", outcome=outcome))
    assert one(context).rule == "pause"
    rules = [one(factories.at(context, context.today + DAY * days)).rule for days in (1, 3, 6)]
    assert rules == ["pause", "pause", ""]
    activities.take_back(context, TakeActivityBack(made.id))
    assert one(context).rule == ""


def test_a_mail_that_waits_to_be_read_holds_the_machine_back_for_a_week_at_most(context: Context) -> None:
    dunned.policy(context, "3 call firm", from_hour=0, until_hour=24)
    customers.edit(context, customers.EditCustomer("C-1", email="c@customer.example"))
    content = mailed("Where is our credit note?", "Your reminder", sender="c@customer.example")
    id = inbox.take_bytes(context, content).id
    assert one(context).rule == "answer"
    days = [one(factories.at(context, context.today + DAY * days)).rule for days in (6, 8)]
    assert days == ["answer", ""], "an inbox that nobody reads stops nothing for good"
    inbox.dismiss(context, inbox.DismissMail(id))
    assert one(context).rule == ""
    reply = mailed("I am away.", "Automatic reply", sender="c@customer.example", Auto_Submitted="auto-replied")
    inbox.take_bytes(context, reply)
    assert one(context).rule == "", "nobody wrote that"


def test_calls_and_mails_of_people_count_for_a_consumer_who_may_be_met_seven_times_in_seven_days(
    context: Context,
) -> None:
    dunned.policy(context, "3 call firm", from_hour=0, until_hour=24)
    dunning.set_customer(context, SetDunning("C-1", consumer=True))
    made = [activities.log(context, LogActivity("C-1", "call", outcome="no_answer")) for _ in range(7)]
    activities.log(context, LogActivity("C-1", "note", "Asked the neighbour"))
    assert one(context).rule == "seven"
    week = factories.at(context, context.today + DAY * 7)
    assert one(factories.at(context, context.today + DAY * 6)).rule == "seven" and one(week).rule == ""
    activities.take_back(context, TakeActivityBack(made[0].id))
    assert one(context).rule == "", "six are not too many"
    activities.log(context, LogActivity("C-1", "call", outcome="no_answer"))
    assert one(context).rule == "seven"
    dunning.set_customer(context, SetDunning("C-1", consumer=False))
    assert one(context).rule == "", "a company has no such right"


def test_no_more_go_out_than_the_policy_allows(context: Context) -> None:
    dunned.policy(context, "1 call firm", "4 call firm", "5 call firm", pause_days=0, most_contacts=1)
    dunned.run(context)
    assert dunning_due.decisions(books.of(context), Moment(context.today, context.now)) == ()
    later = replace(context, today=context.today + DAY, now=context.now + 24 * HOUR)
    assert one(later).rule == "most"
    dunned.policy(context, "1 call firm", "4 call firm", "5 call firm", pause_days=3, most_contacts=9)
    assert one(later).rule == "pause"


def test_without_a_policy_nobody_is_reminded(context: Context) -> None:
    at = Moment(context.today, context.now)
    here = books.of(context)
    assert not dunning_due.decisions(here, at) and not dunning_due.parts(here, at)
    assert not dunning_due.items(here, at, 1) and not dunning_due.grateful(here, at)
    dunned.policy(context, "1 call firm", name="Abroad", standard=False, countries=("DE",))
    assert dunning_due.decisions(here, at) == ()
