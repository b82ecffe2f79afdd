"""The worklist on the screen: who is called next and why, what is said, and what is not asked for."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from quittance.actions import collecting, disputes, dunning, followups
from quittance.actions.collecting import SetCollectPolicy
from quittance.actions.command import Context
from quittance.actions.dunning import SetDunning
from quittance.reports import activities, books, dunning_held, worklist
from tests import factories
from tests.web import browse
from tests.web.browse import Person
from tests.web.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def collector(company: Context) -> Person:
    """Calls, writes and keeps promises."""
    return browse.person(company, "collector")


def test_the_list_shows_the_next_step_with_its_reason_and_the_script(company: Context, collector: Person) -> None:
    said = collector.text("/collect/")
    assert "Brightwater Foods" in said and "40 days late; nobody has called yet" in said and "Palmera" not in said
    assert "550.00" in said, "a payment and a credit note wait to be allocated and are not asked for"
    assert said.count("450.00 of theirs has come and waits to be allocated") == 2, "beside the script and the promise"
    assert "for what is left without it: 550.00" in said
    assert "Ask for INV-1" in collector.last and "Ask for INV-2" not in collector.last, "it is not due"
    collecting.set_policy(company, SetCollectPolicy(promise_grace_days=5))
    collector.get("/collect/")
    assert 'name="promised_on" value="3\xa0Jul\xa02026"' in collector.last, "in three working days"
    assert "Reminders pause until Fri 10\xa0Jul" in collector.last, "five working days of grace later"


def test_a_script_names_what_is_owed_in_the_currency_of_the_invoices(company: Context, collector: Person) -> None:
    late = company.today - 30 * DAY
    factories.invoice(company, "INV-8", "175.38", late, late, customer="C-2", rate="0.90")
    said = collector.text("/collect/accounts/C-2/")
    assert "about one open invoice, USD 175.38." in said and "To ask for in USD" in said
    assert "157.84" not in collector.part("/collect/accounts/C-2/"), "what it is in euros is nobody's business there"
    factories.invoice(company, "INV-9", "20.00", late, late, customer="C-2", currency="EUR")
    said = collector.text("/collect/accounts/C-2/")
    assert "2 open invoices, USD 175.38 and €20.00 together" in said and "in EUR and USD; USD is ticked" in said
    factories.payment(company, "PAY-9", "25.38", customer="C-2", currency="USD", rate="0.90")
    assert "USD 150.00 and €20.00 together" in collector.text("/collect/accounts/C-2/")


def test_who_is_asleep_or_does_not_want_to_be_called_is_told_before_the_call(
    company: Context, collector: Person
) -> None:
    said = collector.text("/collect/")
    assert ":00 there" not in said and "They do not want" not in said
    known = SetDunning("C-1", consumer=True, time_zone="America/Los_Angeles", opted_out=("call", "sms"))
    dunning.set_customer(company, known)
    said = collector.text("/collect/")
    assert "there" in said and "They do not want: calls, SMS" in said
    with time_machine.travel(datetime.datetime(2026, 7, 1, 10, 30, tzinfo=datetime.UTC), tick=False):
        said = collector.text("/collect/")
    assert "3:30 there" in said and "neither called nor written to before 8:00 and after 21:00" in said
    with time_machine.travel(datetime.datetime(2026, 7, 4, 20, tzinfo=datetime.UTC), tick=False):
        assert "Nobody works there today" in collector.text("/collect/")


def test_what_is_disputed_is_left_out_of_the_call(company: Context, collector: Person) -> None:
    disputes.open_dispute(company, disputes.OpenDispute("INV-1", "damage"))
    said = collector.text("/collect/?tab=held")
    assert "There is nothing to ask for" in said and "out of the call" in said and "Disputed" in said
    assert "Nothing waits for you" in collector.text("/collect/")


def test_what_is_in_the_bank_file_is_not_asked_for_again(
    company: Context, collector: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dunning_held, "likely", lambda here: [("INV-1", 30_000)])
    said = collector.text("/collect/")
    assert "In the bank file" in said and "of 1,000.00 700.00" in said
    (account,) = worklist.accounts(books.of(company), company.today).accounts
    assert (account.facts.held, account.facts.asked) == (30_000, 25_000), "and 450.00 waits to be allocated"
    assert "In the bank file" in collector.text("/customers/C-1/")
    monkeypatch.setattr(dunning_held, "likely", lambda here: [("INV-1", 100_000)])
    assert "Nothing waits for you" in collector.text("/collect/")
    assert "There is nothing to ask for" in collector.text("/collect/?tab=held")


def test_what_is_disputed_in_part_is_asked_for_without_that_part(company: Context, collector: Person) -> None:
    disputes.open_dispute(company, disputes.OpenDispute("INV-1", "price", "200.00"))
    said = collector.text("/collect/")
    assert "of 1,000.00 800.00 To ask for 800.00" in said
    assert "Leave 200.00 of INV-1 out of the call: it is with" in said


def test_a_fragment_shows_one_account_and_nothing_for_who_owes_nothing(company: Context, collector: Person) -> None:
    assert "Good day" in collector.part("/collect/accounts/C-1/") and "<html" not in collector.last
    assert collector.part("/collect/accounts/C-2/") == ""
    assert collector.get("/collect/accounts/C-9/").status_code == 404


def test_the_address_of_an_account_is_a_page_too(company: Context, collector: Person) -> None:
    assert "Good day" in collector.text("/collect/accounts/C-1/") and "<html" in collector.last
    assert collector.get("/collect/accounts/C-2/").headers["Location"] == "/customers/C-2/"


def test_a_name_is_filtered_and_a_page_out_of_range_is_the_last(company: Context, collector: Person) -> None:
    said = collector.text("/collect/?q=zzz")
    assert "No account fits" in said and "Drop find zzz" in said
    assert "Brightwater" in collector.text("/collect/?q=bright&page=99&tab=odd")
    for n in range(60):
        factories.customer(company, f"L-{n}")
        factories.invoice(
            company, f"LATE-{n}", "10.00", company.today - 40 * DAY, company.today - 9 * DAY, customer=f"L-{n}"
        )
    assert "1 of 2" in collector.text("/collect/") and "2 of 2" in collector.text("/collect/?page=2")


def test_sums_follow_the_page_where_many_owe(
    company: Context, collector: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = collector.text("/collect/")
    assert "1 account, " in at_once and "Mine 1" in at_once, at_once[:900]
    monkeypatch.setattr(worklist, "SMALL", 0)
    first = collector.text("/collect/")
    assert "40 days late" in first and "overdue" not in first.split("Customer and reason")[0]
    assert 'hx-get="?sums=1"' in collector.last and "hx-select-oob" in collector.last
    assert "Team 1" in collector.text("/collect/?sums=1") and "hx-select-oob" not in collector.last
    assert "Team 1" in collector.text("/collect/?page=9"), "the last page is found by the sums"
    assert "Good day" in collector.text("/collect/?at=C-1&tab=team")
    assert "Good day" in collector.text("/collect/?at=C-99"), "who is not there leaves the first"


def test_accounts_of_others_stand_in_the_team_and_rest_until_their_day(company: Context, collector: Person) -> None:
    other = browse.person(company, "collector")
    email = _email(company, other)
    followups.assign(company, followups.AssignAccounts(("C-1",), email))
    assert "Nothing waits for you" in collector.text("/collect/")
    assert "Brightwater" in collector.text("/collect/?tab=team") and "Brightwater" in other.text("/collect/")
    followups.set_next(company, followups.SetNext("C-1", "", company.today + DAY))
    assert "Brightwater" in other.text("/collect/?tab=snoozed") and "Nothing waits" in other.text("/collect/")


def test_who_may_only_read_sees_no_button(company: Context) -> None:
    auditor = browse.person(company, "auditor")
    assert "Brightwater" in auditor.text("/collect/")
    assert "Save promise" not in auditor.last and "data-call" not in auditor.last


def _email(company: Context, person: Person) -> str:
    return next(email for id, _, email in activities.members(books.of(company)) if id == person.context.actor.id)


def test_letters_that_are_switched_off_are_off_at_the_worklist_and_the_inbox_too(collector: Person) -> None:
    collector.client.cookies["keys"] = "off"
    for path in ("/collect/", "/collect/inbox/"):
        collector.get(path)
        assert 'data-keys="off"' in collector.last and "Keys " in browse.text_of(collector.last)
