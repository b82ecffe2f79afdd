"""What the reason of an account tells beside its lateness: what they wrote, what came, how they usually pay."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import activities, contacts, dunning_runs, grading, inbox, inbox_accept
from quittance.actions.activities import LogActivity, TakeActivityBack
from quittance.actions.command import Context
from quittance.actions.contacts import AddContact
from quittance.actions.dunning_runs import FinishReminder
from quittance.actions.inbox import DismissMail
from quittance.actions.inbox_accept import AcceptProposal
from quittance.reports import books, dunning_log, worklist
from quittance.reports import inbox as mails
from tests import dunned, factories
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """C-1 owes 1,000.00 since 40 days, C-2 200.00 since 11; Ada writes for C-1."""
    made = factories.company(country="NL")
    for number, amount, late in (("C-1", "1000.00", 40), ("C-2", "200.00", 11)):
        factories.customer(made, number)
        due = made.today - late * DAY
        factories.invoice(made, f"INV-{number[-1]}", amount, due - 30 * DAY, due, customer=number)
    contacts.add(made, AddContact("C-1", "Ada Reed", "ada@bright.example", main=True))
    return made


def said(context: Context, number: str = "C-1") -> tuple[str, str]:
    """Step and reason of an account, the same by itself and in the list."""
    here = books.of(context)
    (found,) = (one for one in worklist.accounts(here, context.today).accounts if one.number == number)
    assert worklist.account(here, context.today, found.customer_id) == found
    return found.proposal.step, found.proposal.reason


def wrote(context: Context, text: str, message: str = "<1@bright.example>") -> int:
    """A mail of Ada's, written on 29 June 2026."""
    content = mailed(text, message=message).replace(b"Wed, 25 Nov 2026", b"Mon, 29 Jun 2026")
    return inbox.take_bytes(context, content).id


def test_a_plan_that_was_asked_for_is_the_next_step_until_somebody_has_answered(context: Context) -> None:
    assert said(context) == ("call", "40 days late; nobody has called yet")
    id = wrote(context, "Can we pay INV-1 in three instalments?")
    assert said(context) == ("plan", "Asked for a plan on 29 Jun, no reply yet")
    inbox.dismiss(context, DismissMail(id))
    assert said(context) == ("call", "40 days late; nobody has called yet")
    id = wrote(context, "Could we pay INV-1 in instalments, please?", "<2@bright.example>")
    assert said(context)[0] == "plan"
    inbox_accept.accept(context, AcceptProposal(id, mails.proposals(books.of(context), id)[0].id))
    step, reason = said(context)
    assert step == "plan" and "no reply yet" not in reason, "what a person has set stands"


def test_an_invoice_that_is_missing_is_sent_again_before_anybody_calls(context: Context) -> None:
    wrote(context, "Please send us a copy of invoice INV-1.")
    assert said(context) == ("email", "Asked for the invoice on 29 Jun; send it again")


def test_what_arrived_today_is_told_unless_it_was_taken_back(context: Context) -> None:
    factories.payment(context, "PAY-0", "10.00", context.today - DAY)
    assert "arrived" not in said(context)[1]
    factories.payment(context, "PAY-1", "300.00")
    factories.payment(context, "PAY-2", "100.50")
    assert said(context) == ("call", "400.50 EUR arrived today; ask for the rest")
    factories.reverse(context, "PAY-2")
    assert said(context) == ("call", "300.00 EUR arrived today; ask for the rest")


def test_the_first_call_tells_how_many_reminders_went_before_it(context: Context) -> None:
    dunned.policy(context, "3 letter friendly", "10 letter firm", "16 call firm")
    factories.customer(context, "C-3", city="Delft")
    due = context.today - 20 * DAY
    factories.invoice(context, "INV-3", "50.00", due - 30 * DAY, due, customer="C-3")
    for days in (15, 8):
        remind(factories.at(context, context.today - days * DAY))
    assert said(context, "C-3") == ("call", "20 days late; first call after 2 reminders")
    made = activities.log(context, LogActivity("C-3", "call", "", "no_answer"))
    assert "first call" not in said(context, "C-3")[1]
    activities.take_back(context, TakeActivityBack(made.id))
    assert "first call" in said(context, "C-3")[1]
    remind(context)
    assert "first call" not in said(context, "C-3")[1], "the policy had somebody call"


def remind(context: Context) -> None:
    """A run whose letters are posted and whose calls are made."""
    dunned.run(context)
    for one in dunning_log.reminders(books.of(context), states=("to_do",)):
        dunning_runs.finish(context, FinishReminder(one.id))


def test_who_was_always_on_time_is_late_for_the_first_time(context: Context) -> None:
    for n in range(3):
        settled(context, f"OLD-{n}", context.today - (430 - n) * DAY, 0)
    assert said(context, "C-2") == ("email", "First time late in 14 months")
    settled(context, "LATE", context.today - 100 * DAY, 9)
    assert said(context, "C-2") == ("email", "11 days late; a friendly word is enough"), "three months ago it was, too"


def test_how_late_a_customer_usually_pays_is_told_by_the_kept_grade(context: Context) -> None:
    settled(context, "OLD", context.today - 60 * DAY, 9)
    assert "Usually" not in said(context, "C-2")[1]
    grading.keep(context)
    assert said(context, "C-2") == ("email", "Usually pays 9 days late; now 11")


def settled(context: Context, number: str, due: datetime.date, late: int) -> None:
    """A debt of C-2 that was paid so many days after its due day."""
    paid = due + late * DAY
    factories.invoice(context, number, "10.00", due - 30 * DAY, due, customer="C-2")
    factories.payment(context, f"P-{number}", "10.00", paid, customer="C-2")
    factories.allocate(context, f"P-{number}", (number, "10.00"), on=paid)
