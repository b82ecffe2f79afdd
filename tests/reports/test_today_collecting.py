"""What waits for a collector today, each sort counted once and only while it waits."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import customers, disputes, inbox, promises
from quittance.actions.command import Context
from quittance.reports import books, today_collecting
from quittance.reports.today import Waiting
from tests import dunned, factories
from tests.formats.mailed import mailed

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOTHING = Waiting(0, 0)


@pytest.fixture
def context() -> Context:
    """A customer that owes 100.00 and has been late for ten days."""
    made = factories.company(country="NL")
    factories.customer(made, "C-1", city="Delft")
    due = made.today - DAY * 10
    factories.invoice(made, "INV-1", "100.00", due - DAY * 30, due, customer="C-1")
    return made


def test_a_broken_promise_waits_until_there_is_a_new_one(context: Context) -> None:
    promises.take(context, promises.TakePromise("C-1", context.today + DAY, "60.00"))
    then = factories.at(context, context.today + DAY * 8)
    assert today_collecting.collecting(books.of(then), then.today).broken == NOTHING
    promises.judge_all(then)
    assert today_collecting.collecting(books.of(then), then.today).broken == Waiting(1, 6_000)
    promises.take(then, promises.TakePromise("C-1", then.today + DAY))
    assert today_collecting.collecting(books.of(then), then.today).broken == NOTHING


def test_a_broken_promise_is_over_when_nothing_is_late_any_more(context: Context) -> None:
    promises.take(context, promises.TakePromise("C-1", context.today + DAY, "60.00"))
    then = factories.at(context, context.today + DAY * 8)
    promises.judge_all(then)
    factories.payment(then, "PAY-1", "100.00")
    factories.allocate(then, "PAY-1")
    assert today_collecting.collecting(books.of(then), then.today).broken == NOTHING


def test_a_dispute_waits_from_the_day_after_its_answer_was_due(context: Context) -> None:
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "damage", "25.00", answer_by=context.today + DAY))
    for days, waiting in ((1, NOTHING), (2, Waiting(1, 2_500))):
        then = factories.at(context, context.today + DAY * days)
        assert today_collecting.collecting(books.of(then), then.today).disputes == waiting


def test_reminders_that_need_a_word_wait_in_the_company_that_wrote_them(context: Context) -> None:
    dunned.policy(context, "3 letter formal approval")
    dunned.run(context)
    found = today_collecting.collecting(books.of(context), context.today)
    assert found == today_collecting.Collecting(NOTHING, NOTHING, Waiting(1, 10_000), NOTHING, NOTHING)
    other = factories.company("Other Ltd")
    assert today_collecting.collecting(books.of(other), other.today).reminders == NOTHING


def test_mail_waits_to_be_read_and_who_has_no_address_to_be_reached(context: Context) -> None:
    dunned.policy(context, "3 email firm", from_hour=0, until_hour=24)
    dunned.run(context)
    found = today_collecting.collecting(books.of(context), context.today)
    assert (found.unreached, found.mails) == (Waiting(1, 10_000), NOTHING)
    customers.edit(context, customers.EditCustomer("C-1", email="c@customer.example"))
    id = inbox.take_bytes(context, mailed("Which order?", "Reminder", sender="c@customer.example")).id
    inbox.take_bytes(context, mailed("Who are you?", "Hello", sender="x@stranger.example", message="<7@x.example>"))
    assert today_collecting.collecting(books.of(context), context.today).mails == Waiting(1, 0)
    inbox.dismiss(context, inbox.DismissMail(id))
    then = factories.at(context, context.today + DAY)
    found = today_collecting.collecting(books.of(then), then.today)
    assert (found.mails, found.unreached) == (NOTHING, NOTHING)
