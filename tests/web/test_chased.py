"""An invoice page tells what is said of the debt: disputes, promises, plans, holds, reminders, what is next."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import collecting, disputes, holds, promises
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books, document
from quittance.reports import chased as reports
from quittance.reports.customers import id_of
from tests import dunned, factories
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def collector(company: Context) -> Person:
    """Collects."""
    return browse.person(company, "collector")


def chased(context: Context, number: str = "INV-1") -> reports.Chased:
    found = books.of(context)
    return reports.of_document(found, document.card(found, number, context.today), id_of(found, "C-1"), context.today)


def test_of_a_debt_of_which_nothing_is_said_nothing_is_shown(company: Context, collector: Person) -> None:
    said = collector.text("/invoices/INV-1/")
    assert "What is said of it" not in said and "Next, by policy" not in said and "Chasing" not in said
    assert "Late interest, 40 days at 10.15 %" in said and "Days they used 70 of 30" in said
    assert "Amount due today" in said and "Cost of recovery 40.00" in said and "Not charged yet" in said
    assert "Remind E" in said and "?open=mail" in collector.last
    assert "Cost of recovery" not in collector.text("/invoices/INV-2/") and "?open=mail" not in collector.last


def test_a_part_that_is_disputed_stands_beside_the_number_and_among_what_happened(
    company: Context, collector: Person
) -> None:
    number = disputes.open_dispute(company, disputes.OpenDispute("INV-1", "price", "200.00")).number
    said = collector.text("/invoices/INV-1/")
    assert "€200.00 disputed" in said and f"{number}, with sales until" in said
    assert f"{number}: €200.00 of INV-1 disputed" in said, "the event of the dispute is the invoice's, too"
    assert number not in collector.text("/invoices/INV-2/")
    disputes.withdraw(company, disputes.WithdrawDispute(number, "Found"))
    said = collector.text("/invoices/INV-1/")
    assert "€200.00 disputed" not in said.split("What happened")[0] and "ended: withdrawn" in said


def test_a_promise_is_told_until_it_is_kept_or_broken(company: Context, collector: Person) -> None:
    given = promises.TakePromise("C-1", company.today + 2 * DAY, "1000.00", ("INV-1",), said_by="Daan")
    number = promises.take(company, given).number
    said = collector.text("/invoices/INV-1/")
    assert "Promised for 2 Jul" in said and "by Daan" in said and "Held back it is promised" in said
    later = factories.at(company, company.today + 30 * DAY)
    collecting.judge(later, collecting.Judge())
    found = chased(later)
    assert found.promise is not None and (found.promise.number, found.promise.state) == (number, "broken")
    said = collector.text("/invoices/INV-1/")
    assert "Promise broken" in said and f"Promise {number} is broken" in said


def test_a_hold_of_the_customer_holds_each_of_its_invoices(company: Context, collector: Person) -> None:
    holds.place(company, holds.PlaceHold("C-1", "Their books move"))
    said = collector.text("/invoices/INV-1/")
    assert "On hold" in said and "Their books move" in said and "Held back it is on hold" in said
    assert chased(company).held == "hold"


def test_what_the_policy_has_done_and_does_next_is_told_with_its_day(company: Context, collector: Person) -> None:
    dunned.policy(company, "3 call friendly", "45 letter formal")
    found = chased(company).next
    assert found is not None and (found.channel, found.place, found.steps, found.on) == ("call", 1, 2, company.today)
    dunned.run(company)
    after = chased(company)
    assert [one.tone for one in after.reminded] == ["friendly"] and after.next is not None
    assert (after.next.channel, after.next.on) == ("letter", company.today + 5 * DAY)
    said = collector.text("/invoices/INV-1/")
    assert "Chasing step 2 of 2, letter 5 Jul" in said and "Friendly call 30 Jun" in said
    happened = said.split("What happened")[1].split("Amount due today")[0]
    assert happened.count("Friendly call") == 1, "the reminder is among what happened, once"


def test_every_step_that_is_left_is_told_with_the_first_day_on_which_it_may_be_taken(company: Context) -> None:
    dunned.policy(company, "3 email friendly", "45 email firm", "60 letter formal", "360 letter formal")
    assert [(one.place, one.on - company.today) for one in chased(company).ahead] == [
        (1, 0 * DAY),
        (2, 5 * DAY),
        (3, 20 * DAY),
    ]


def test_a_reminder_without_an_event_of_its_own_stands_among_what_happened(company: Context, collector: Person) -> None:
    dunned.policy(company, "3 call friendly", "45 letter formal")
    dunned.run(company)
    assert "Friendly call over" in collector.text("/invoices/INV-1/?show=sent")
    sql.execute("DELETE FROM event WHERE tenant_id = %s AND subject_kind = 'reminder'", [company.tenant_id])
    for show, there in (("", True), ("sent", True), ("money", False)):
        said = collector.text(f"/invoices/INV-1/?show={show}").split("What happened")[1]
        assert ("Friendly call is to be made" in said) is there
    assert "What happened All Sent and read Money" in collector.text("/invoices/INV-2/")


def test_a_broken_promise_of_the_whole_account_is_told_of_what_was_due_by_it(
    company: Context, collector: Person
) -> None:
    before = factories.at(company, company.today - 30 * DAY)
    promises.take(before, promises.TakePromise("C-1", company.today - 20 * DAY, "600.00"))
    collecting.judge(company, collecting.Judge())
    said = collector.text("/invoices/INV-1/")
    assert "Promise broken" in said and "Promised for 10 Jun broken on 30 Jun" in said
    assert "Promise" not in collector.text("/invoices/INV-2/").split("Lines")[0], "it was issued later"
