"""What is done at the worklist: each deed, what it says, what is refused, and its undo."""

from __future__ import annotations

import re

import pytest

from quittance.actions import dossiers
from quittance.actions.command import Context
from quittance.reports import activities, books, customers, disputes, plans, promises
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

HERE = "/collect/accounts/C-1"


@pytest.fixture
def collector(company: Context) -> Person:
    """Calls, writes and keeps promises."""
    return browse.person(company, "collector")


def undo(person: Person) -> str:
    """Press what the message offers, and read the page it leads to."""
    action = re.search(r'class="toast".*?action="([^"]+)"', person.last, re.DOTALL)
    assert action is not None
    person.follow(action[1])
    return browse.text_of(person.last)


def spoken(company: Context) -> tuple[activities.ActivityRow, ...]:
    """What was said to C-1."""
    mine = books.of(company)
    return activities.of_customer(mine, customers.id_of(mine, "C-1"))


def test_a_promise_is_saved_with_its_call_and_taken_back(company: Context, collector: Person) -> None:
    form = {"promised_on": "+3", "amount": "1,000.00", "document": "INV-1", "said_by": "Ada", "called": "yes"}
    collector.follow(f"{HERE}/promise/", **form)
    assert "Promise saved: 1,000.00 EUR" in browse.text_of(collector.last)
    (row,) = promises.rows(books.of(company))
    assert (row.documents, row.said_by) == (("INV-1",), "Ada")
    assert [(one.kind, one.outcome) for one in spoken(company)] == [("call", "reached")]
    assert "PRM-0001 is withdrawn" in undo(collector) and promises.rows(books.of(company)) == ()


def test_a_promise_that_cannot_be_is_shown_again_with_what_was_typed(company: Context, collector: Person) -> None:
    answer = collector.post(f"{HERE}/promise/", promised_on="someday", amount="10", document="INV-1")
    assert answer.status_code == 422 and "data-reopen" in collector.last and 'value="someday"' in collector.last
    answer = collector.post(f"{HERE}/promise/", promised_on="+3", amount="5000", document="INV-1")
    assert answer.status_code == 409 and "is open and not held back" in browse.text_of(collector.last)


def test_a_call_a_note_and_a_step_are_kept_and_taken_back(company: Context, collector: Person) -> None:
    collector.follow(f"{HERE}/log/", kind="call", outcome="no_answer", text="Rang out")
    assert "Call logged: no answer" in browse.text_of(collector.last)
    assert "Taken back" in undo(collector) and spoken(company) == ()
    collector.follow(f"{HERE}/log/", kind="note", text="New buyer", document="INV-1")
    assert [one.text for one in spoken(company)] == ["New buyer"]
    assert collector.post(f"{HERE}/log/", kind="call").status_code == 422
    collector.follow(f"{HERE}/next/", on="+5", reason="They move")
    assert "Back on the list on" in browse.text_of(collector.last)
    assert "As it was before" in undo(collector)
    collector.follow(f"{HERE}/next/", step="escalate", reason="Too old")
    assert "Escalated to the team" in browse.text_of(collector.last)
    assert collector.post(f"{HERE}/next/", on="never").status_code == 422


def test_an_account_is_handed_to_who_got_the_last_one_and_taken_back(company: Context, collector: Person) -> None:
    collector.follow(f"{HERE}/next/", step="escalate", owner="lawyer")
    assert "Say who the lawyer is" in browse.text_of(collector.last), "the first time it is asked"
    dossiers.propose(company, dossiers.ProposeDossier("C-1", "lawyer", "Marsh & Vale"))
    assert collector.post(f"{HERE}/next/", step="escalate", owner="lawyer").status_code == 409, "it has one"
    dossiers.drop(company, dossiers.DropDossier("DOS-0001", "They paid a part"))
    collector.follow(f"{HERE}/next/", step="escalate", owner="lawyer")
    assert "DOS-0002 for Marsh & Vale waits for a second person" in browse.text_of(collector.last)
    assert "DOS-0002 is dropped" in undo(collector)


def test_a_dispute_is_opened_and_withdrawn(company: Context, collector: Person) -> None:
    collector.follow(f"{HERE}/dispute/", disputed="INV-1", reason="price", disputed_amount="200", evidence="An offer")
    assert "DSP-0001: 200.00 EUR of INV-1, sales answers by" in browse.text_of(collector.last)
    assert "DSP-0001 is withdrawn" in undo(collector) and disputes.rows(books.of(company), "open") == ()
    assert collector.post(f"{HERE}/dispute/", disputed="INV-1", reason="").status_code == 422


def test_a_plan_is_agreed_and_ended(company: Context, collector: Person) -> None:
    collector.follow(f"{HERE}/plan/", document="INV-1", amount="", count="3", first_on="+10")
    assert "PLN-0001: 1,000.00 EUR in 3 instalments" in browse.text_of(collector.last)
    assert "PLN-0001 is ended" in undo(collector)
    assert [one.state for one in plans.rows(books.of(company))] == ["ended"]
    assert collector.post(f"{HERE}/plan/", document="INV-1", count="many").status_code == 422
    collector.follow(f"{HERE}/plan/", document="INV-1", count="12", first_on="+10")
    assert "waits for approval" in browse.text_of(collector.last)


def test_a_mail_needs_a_mail_server_and_keeps_what_was_written(company: Context, collector: Person) -> None:
    form = {"address": "ada@customer.example", "subject": "Open", "text": "Dear Ada, my own words"}
    answer = collector.post(f"{HERE}/mail/", **form)
    assert answer.status_code == 409 and "my own words" in collector.last
    assert "Mail is not set up here" in browse.text_of(collector.last)


def test_an_account_is_given_to_somebody(company: Context, collector: Person) -> None:
    mine = activities.members(books.of(company))
    email = next(email for id, _, email in mine if id == collector.context.actor.id)
    collector.follow(f"{HERE}/assign/", owner=email)
    assert f"{email} looks after C-1" in browse.text_of(collector.last)
    assert "As it was before" in undo(collector)
    assert collector.post(f"{HERE}/assign/", owner="nobody@company.example").status_code == 422


def test_a_clerk_does_none_of_it(company: Context, clerk: Person) -> None:
    for deed in ("promise", "dispute", "plan", "log", "next", "mail", "assign"):
        assert clerk.post(f"{HERE}/{deed}/").status_code == 403
