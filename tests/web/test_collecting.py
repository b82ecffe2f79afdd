"""Promises and plans, the board of disputes, holds, the policy and the work that was done, on the screen."""

from __future__ import annotations

import re

import pytest

from quittance.actions import cash, disputes, plans, promises
from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import disputes as reports
from quittance.web.collecting import Column
from tests.actions.test_cash import line
from tests.web import browse
from tests.web.browse import Person
from tests.web.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(company: Context) -> Person:
    """Decides on disputes and plans."""
    return browse.person(company, "credit_manager")


def test_promises_plans_and_holds_stand_on_one_page(company: Context, manager: Person) -> None:
    promises.take(company, promises.TakePromise("C-1", company.today + DAY, "100.00", ("INV-1",)))
    plans.agree(company, plans.AgreePlan("C-2", ("INV-3",), count=12))
    said = manager.text("/collect/promises/")
    assert "PRM-0001" in said and "INV-1" in said and "Waits for approval" in said
    assert manager.post("/collect/plans/PLN-0001/approve/").status_code == 302
    assert "Running" in manager.text("/collect/promises/")
    assert manager.post("/collect/plans/PLN-0001/approve/").status_code == 409
    assert manager.post("/collect/plans/PLN-0001/end/").status_code == 302
    assert manager.post("/collect/promises/PRM-0001/withdraw/").status_code == 302
    assert manager.post("/collect/promises/PRM-0001/withdraw/").status_code == 409
    assert "None here" in manager.text("/collect/promises/?state=kept")


def test_reminders_are_held_back_and_asked_for_again(company: Context, manager: Person) -> None:
    form = {"customer_number": "C-1", "reason": "Audit", "until_on": "+9"}
    assert manager.post("/collect/holds/place/", **form).status_code == 302
    assert "Audit" in manager.text("/collect/promises/")
    (hold,) = reports.holds(books.of(company), company.today)
    assert manager.post(f"/collect/holds/{hold.id}/lift/").status_code == 302
    assert manager.post(f"/collect/holds/{hold.id}/lift/").status_code == 409
    assert manager.post("/collect/holds/place/", **(form | {"reason": ""})).status_code == 422


def test_what_is_empty_says_what_comes_there(company: Context, manager: Person) -> None:
    said = manager.text("/collect/disputes/")
    assert "Nothing is disputed" in said and "Waits for the customer" not in said and "0 open" not in said
    for tab, words in (
        ("promised", "No promise is due"),
        ("held", "Nothing is held back"),
        ("snoozed", "Nothing rests"),
        ("done", "Nothing was done today"),
    ):
        assert words in manager.text(f"/collect/?tab={tab}")


def test_a_dispute_in_another_currency_names_it(company: Context, manager: Person) -> None:
    disputes.open_dispute(company, disputes.OpenDispute("INV-3", "price", "20.00"))
    said = manager.text("/collect/disputes/?at=DSP-0001")
    assert "20.00 USD of INV-3" in said and "Decide 20.00 USD" in said


def test_a_dispute_moves_over_the_board_and_is_decided(company: Context, manager: Person) -> None:
    disputes.open_dispute(company, disputes.OpenDispute("INV-1", "price", "200.00", evidence="An offer"))
    part = cash.Part("INV-2", "200.50", "50", "deduction", "damage")
    cash.apply_line(company, cash.ApplyLine(line(company, "200.50"), "C-1", (part,)))
    said = manager.text("/collect/disputes/?at=DSP-0001")
    assert "1 open, €200.00" in said and "An offer" in said and "Left out: damaged or missing" in said
    assert "We have your objection" in said
    form = {"state": "waiting", "owner": "Ada", "told": "Please send the offer."}
    assert manager.post("/collect/disputes/DSP-0001/move/", **form).status_code == 302
    assert "Please send the offer." in manager.text("/collect/disputes/?at=DSP-0001&by=customer")
    assert manager.post("/collect/disputes/DSP-0001/resolve/", way="credit", resolution="").status_code == 422
    form = {"way": "credit", "resolution": "The offer held", "amount": "150"}
    manager.follow("/collect/disputes/DSP-0001/resolve/", **form)
    assert "DSP-0001 is resolved by CN-" in browse.text_of(manager.last)
    assert manager.post("/collect/disputes/DSP-0001/move/", state="review").status_code == 409
    assert manager.get("/collect/disputes/?at=DSP-0099&by=odd").status_code == 200
    assert Column("new", "New", ()).count == 0


def test_a_collector_proposes_and_the_decision_is_filled_in(company: Context, manager: Person) -> None:
    disputes.open_dispute(company, disputes.OpenDispute("INV-1", "damage", "100.00"))
    collector = browse.person(company, "collector")
    at = "/collect/disputes/?at=DSP-0001"
    assert "Propose an end" in collector.text(at)
    refused = collector.post("/collect/disputes/DSP-0001/propose/", way="write_off", resolution="", amount="60.00")
    assert refused.status_code == 422 and 'value="60.00"' in collector.last
    collector.follow("/collect/disputes/DSP-0001/propose/", way="write_off", resolution="Not worth it", amount="60.00")
    assert "to write it off waits for a decision" in browse.text_of(collector.last)
    said = manager.text(at)
    assert "To write it off, 60.00 EUR: Not worth it" in said and "Propose an end" not in said
    assert re.search(r'value="write_off"[^>]* checked', manager.last) and 'value="60.00"' in manager.last
    assert "write off?" in manager.text("/collect/disputes/"), "the card asks the question"
    assert "is proposed" in manager.text("/customers/C-1/")


def test_the_policy_is_set_and_refused(company: Context, manager: Person) -> None:
    assert 'value="14"' in str(manager.get("/collect/policy/").content)
    names = ("promise_grace_days", "plan_grace_days", "answer_days", "plan_months", "plan_share_percent")
    form = dict.fromkeys(names, "5") | {"plan_most": "1,000.00"}
    assert manager.post("/collect/policy/", **form).status_code == 302
    assert "1000.00" in manager.client.get("/collect/policy/").content.decode()
    assert manager.post("/collect/policy/", **(form | {"plan_months": "many"})).status_code == 422
