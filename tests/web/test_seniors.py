"""Senior contacts of the company's own on screen: named, proposed to escalate to, and told when they have left."""

from __future__ import annotations

import pytest

from quittance.actions import dunning, users
from quittance.actions.command import Context
from quittance.actions.dunning import SetDunning
from quittance.actions.users import NameUser
from quittance.books import sql
from quittance.reports import books, dunning_log, worklist
from quittance.reports import dunning as reports
from tests import dunned, factories
from tests.web import browse
from tests.web.browse import Person
from tests.web.test_dunning import FORM

pytestmark = pytest.mark.django_db

HERE = "/collect/accounts/C-1"
PAGE = "/collections/policies/?name=Standard"


@pytest.fixture
def manager(company: Context) -> Person:
    """Proposes, adopts and collects."""
    return browse.person(company, "credit_manager")


@pytest.fixture
def nora(company: Context) -> str:
    """The address of a member who can be named."""
    made = factories.member(company, "sales")
    sql.execute("UPDATE member SET name = 'Nora Weiss' WHERE tenant_id = %s AND id = %s",
                [company.tenant_id, made.actor.id])  # fmt: skip
    found = sql.row("SELECT email FROM member WHERE tenant_id = %s AND id = %s", [company.tenant_id, made.actor.id])
    assert found is not None
    return str(found[0])


def owner(company: Context) -> str:
    """Whose account C-1 is."""
    here = books.of(company)
    (id,) = sql.row("SELECT id FROM customer WHERE tenant_id = %s AND number = 'C-1'", [company.tenant_id]) or (0,)
    found = worklist.account(here, company.today, int(id))
    assert found is not None
    return found.owner


def test_a_policy_names_its_senior_in_the_editor_and_says_so(company: Context, manager: Person, nora: str) -> None:
    inside = FORM | {"channel1": "inside", "fee1": "", "approval1": "", "tone1": "firm"}
    answer = manager.post("/collections/policies/edit/", **inside)
    assert answer.status_code == 422 and "Name who of the company stands behind" in browse.text_of(manager.last)
    assert f'<option value="{nora}">Nora Weiss</option>' in manager.last and ">Inside</option>" in manager.last
    manager.follow("/collections/policies/edit/", **inside | {"our_senior": nora})
    dunning.adopt(company, dunning.AdoptPolicy("Standard"))
    said = manager.text(f"{PAGE}&step=15")
    assert "Step 2, escalation" in said and "to Nora Weiss" in said and "For Nora Weiss alone" in said
    assert "Escalations go to Nora Weiss, or to who is named for the customer" in said
    assert f"escalations go to {nora}" in manager.text("/collections/policies/versions/?name=Standard")
    assert "Nothing is written to the customer" in manager.text("/collections/policies/edit/?name=Standard&step=15")
    users.deactivate(company, NameUser(nora))
    said = manager.text(PAGE)
    assert "Nora Weiss has left or may not read the books. Escalations go to Credit_Manager" in said
    assert "Nora Weiss, who cannot be brought in now" in manager.text("/collections/policies/edit/?name=Standard")


def test_wording_of_a_step_that_stays_inside_now_is_dropped(company: Context, manager: Person, nora: str) -> None:
    dunned.policy(company, "3 email friendly", "15 email firm")
    page = "/collections/policies/edit/?name=Standard&step=15&language=en"
    given = FORM | {"channel1": "inside", "fee1": "", "approval1": "", "our_senior": nora}
    manager.follow(page, **given, subject="Mine", body="Hello")
    assert reports.versions(books.of(company), "Standard")[0].policy.texts == {}


def test_the_preview_the_log_and_the_worklist_say_who_is_brought_in(
    company: Context, manager: Person, nora: str
) -> None:
    dunned.policy(company, "1 inside firm", from_hour=0, until_hour=24, our_senior=nora)
    assert "to Nora Weiss" in manager.text("/collections/reminders/preview/")
    dunned.run(company)
    (row,) = dunning_log.reminders(books.of(company), customer_number="C-1")
    said = manager.text("/collections/reminders/")
    assert "escalation" in said and "Nora Weiss" in said
    said = manager.text(f"/collections/reminders/{row.id}/")
    assert "Given to Nora Weiss" in said and "The escalation" in said and "It is dealt with" in said
    assert "escalation to Nora Weiss" in manager.text("/customers/C-1/reminders/")
    assert owner(company) == "Nora Weiss"
    said = manager.text("/collect/?at=C-1&tab=team")
    assert "Given to Nora Weiss by step 1 of Standard" in said and "Escalated by the policy:" in said
    assert "Escalated to Nora Weiss over €" in manager.text("/customers/C-1/")
    manager.follow(f"/collections/reminders/{row.id}/finish/", outcome="They pay on Friday")
    assert "Given to Nora Weiss by step" not in manager.text("/collect/?at=C-1&tab=team")


def test_who_was_brought_in_sees_their_own_accounts_first(company: Context, manager: Person) -> None:
    seller = browse.person(company, "sales")
    seller.get("/collect/")
    assert 'href="?tab=team" aria-current="true"' in seller.last
    found = sql.row("SELECT email FROM member WHERE tenant_id = %s AND id = %s",
                    [company.tenant_id, seller.context.actor.id])  # fmt: skip
    assert found is not None
    dunned.policy(company, "1 inside firm", from_hour=0, until_hour=24, our_senior=found[0])
    dunned.run(company)
    said = seller.text("/collect/")
    assert 'href="?tab=mine" aria-current="true"' in seller.last
    assert "Take over C" in said and "Escalated by the policy: 40 days late" in said


def test_to_escalate_proposes_the_senior_says_so_on_the_timeline_and_is_undone(
    company: Context, manager: Person, nora: str
) -> None:
    dunning.set_customer(company, SetDunning("C-1", our_senior=nora))
    manager.get("/collect/?at=C-1&tab=team")
    assert f'<option value="{nora}" selected>Nora Weiss</option>' in manager.last
    manager.follow(f"{HERE}/next/", step="escalate", owner=nora, reason="Three broken promises")
    assert "Escalated to Nora Weiss" in browse.text_of(manager.last) and owner(company) == "Nora Weiss"
    manager.follow("/collect/undo/next/C-1/")
    assert "As it was before" in browse.text_of(manager.last) and owner(company) == ""
    manager.follow(f"{HERE}/next/", step="escalate", owner=nora, reason="Three broken promises")
    manager.get("/collect/?at=C-1&tab=team")
    asked = manager.last.split('id="f-owner"')[1].split("</select>")[0]
    assert "selected" not in asked, "the account is theirs already"
    said = manager.text("/customers/C-1/")
    assert "Escalated to Nora Weiss" in said and "Three broken promises" in said
    wrong = manager.post(f"{HERE}/next/", step="escalate", owner="ghost@company.example")
    assert wrong.status_code == 422 and "data-reopen" in manager.last
