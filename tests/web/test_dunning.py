"""Policies on screen: shown, proposed, adopted by another, with wording of one's own; and one customer's reminders."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from quittance.actions import customers, dunning
from quittance.actions.command import Context
from quittance.reports import books, dunning_effect
from quittance.reports import dunning as reports
from quittance.rules.effect import Gain
from quittance.rules.refusals import Conflict
from tests import dunned
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db

ROW = {"rows": "2", "day0": "3", "channel0": "email", "tone0": "friendly", "day1": "15", "channel1": "letter"}
FORM = {
    **ROW,
    "tone1": "firm",
    "fee1": "5.00",
    "approval1": "yes",
    "risk1": "CDE",
    "name": "Standard",
    "standard": "yes",
    "countries": "",
    "minimum": "25.00",
    "pause_days": "5",
    "most_contacts": "8",
    "period_days": "90",
    "from_hour": "8",
    "until_hour": "18",
    "sender": "Helena Brandt",
    "holdout": "0",
    "holdout_days": "30",
    "holdout_seed": "",
}


VERSIONS = "/collections/policies/versions/?name=Standard"


@pytest.fixture
def manager(company: Context) -> Person:
    """Proposes and adopts."""
    return browse.person(company, "credit_manager")


def test_a_policy_is_proposed_and_a_second_person_adopts_it(
    company: Context, manager: Person, controller: Person
) -> None:
    assert "No policy yet" in manager.text("/collections/policies/")
    wrong = manager.post("/collections/policies/edit/", **FORM | {"pause_days": "x"})
    assert wrong.status_code == 422 and 'value="15"' in manager.last
    first = re.search(r'<button[^>]*type="submit"[^>]*>', manager.last[manager.last.index('name="rows"') - 400 :])
    assert first is not None and "more" not in first[0], "Enter presses the first button of a form"
    more = manager.post("/collections/policies/edit/", **FORM | {"more": "1"})
    assert more.status_code == 200 and 'name="day2"' in manager.last
    manager.follow("/collections/policies/edit/", **FORM)
    assert "Nothing is sent yet" in browse.text_of(manager.last)
    assert manager.post("/collections/policies/adopt/", name="Standard", version="1").status_code == 403
    controller.follow("/collections/policies/adopt/", name="Standard", version="1")
    said = browse.text_of(controller.last)
    assert "Version 1 of Standard is in force" in said and "fee €5.00" in said and "a person says yes" in said
    assert "late payers (C–E)" in said
    assert controller.get("/collections/policies/edit/?name=Standard").status_code == 403
    assert '<option value="CDE" selected>' in str(manager.get("/collections/policies/edit/?name=Standard").content)


def test_what_is_proposed_is_taken_back_and_a_policy_ends(
    company: Context, manager: Person, controller: Person
) -> None:
    dunned.policy(company, "3 email friendly")
    manager.follow("/collections/policies/edit/?name=Standard", **FORM)
    assert "Take it back" in manager.text("/collections/policies/?name=Standard")
    manager.follow("/collections/policies/withdraw/", name="Standard")
    said = browse.text_of(manager.last)
    assert "Version 2 of Standard is taken back" in said and "Go back to it" in controller.text(VERSIONS)
    assert "End it" in controller.last
    controller.follow("/collections/policies/retire/", name="Standard")
    assert "Standard is in force no more" in browse.text_of(controller.last) and "End it" not in controller.last
    assert "No policy yet" in controller.text("/collections/policies/")
    assert browse.person(company, "collector").post("/collections/policies/retire/", name="Standard").status_code == 403


def test_own_wording_stands_in_the_next_version(company: Context, manager: Person, controller: Person) -> None:
    dunned.policy(company, "3 email friendly", "15 email firm")
    page = "/collections/policies/edit/?name=Standard&step=15&language=de"
    assert manager.get(page).status_code == 200 and "erwartet am {due}" in manager.last
    manager.follow(page, **FORM | {"channel1": "email", "subject": "{invoices}: bitte", "body": "Guten Tag"})
    policy = reports.versions(books.of(company), "Standard")[0].policy
    assert policy.texts == {15: {"de": ("{invoices}: bitte", "Guten Tag")}}
    assert "own wording of step 15 (de)" in manager.text("/collections/policies/versions/?name=Standard")
    bad = manager.post(page, **FORM | {"subject": "{nothing}", "body": "x"})
    assert bad.status_code == 422


def test_steps_and_wording_are_looked_at_one_by_one(company: Context, manager: Person) -> None:
    dunned.policy(company, minimum="25.00", thanks=True)
    said = manager.text("/collections/policies/?name=Standard&step=30&language=fr")
    assert "Mise en demeure" in said and "Step 4, formal notice" in said and "Below €25.00 nothing leaves" in said
    assert 'aria-selected="true"' in manager.last and "#i-letter" in manager.last
    assert "Step" in manager.text("/collections/policies/?name=Nobody&step=x&language=xx")


def test_what_a_policy_is_worth_stands_on_its_page(
    company: Context, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert manager.post("/collections/policies/edit/", **FORM | {"holdout": "60"}).status_code == 422
    manager.follow("/collections/policies/edit/", **FORM | {"holdout": "20", "holdout_days": "45"})
    dunning.adopt(company, dunning.AdoptPolicy("Standard"))
    said = manager.text("/collections/policies/?name=Standard")
    assert "20 % held out" in said and "Too few to tell" in said
    assert "20 percent held out at random for 45 days" in manager.text("/collections/policies/versions/?name=Standard")
    known = replace(
        dunning_effect.measured(books.of(company), "Standard", company.today),
        plain=Gain(2.0, 0.5, 3.5, 2.1, "earlier"),
        weighted=Gain(1.5, -0.5, 3.5, 2.9, "unclear"),
    )
    monkeypatch.setattr(dunning_effect, "measured", lambda *_: known)
    said = manager.text("/collections/policies/?name=Standard")
    assert "between 0.5 days later and 3.5 days earlier" in said and "with a confidence of 95 percent" in said
    assert "By amount: 1.5 days, between -0.5 and 3.5" in manager.last


def test_a_version_for_segments_and_grades_is_tried_before_it_is_adopted(
    company: Context, manager: Person, controller: Person
) -> None:
    dunned.policy(company, "3 letter friendly")
    customers.edit(company, customers.EditCustomer("C-2", segment="Key accounts"))
    manager.get("/collections/policies/edit/")
    assert "there are Key accounts" in manager.last
    given = FORM | {"name": "Key", "standard": "", "segments": "key accounts, More", "grades": ["D", "E"]}
    manager.follow("/collections/policies/edit/", **given)
    assert "See who would get what" in browse.text_of(manager.last)
    policy = reports.version(books.of(company), "Key").policy
    assert (policy.segments, policy.grades) == (("key accounts", "More"), "DE")
    manager.get("/collections/policies/edit/?name=Key")
    assert 'value="key accounts, More"' in manager.last and 'name="grades" value="E" checked' in manager.last
    said = manager.text("/collections/policies/versions/?name=Key")
    assert "customers of the segment key accounts" in said and "payers of grades D, E" in said
    said = manager.text("/collections/policies/changes/?name=Key")
    assert "1 customer from Standard to Key" in said and "Palmera" in said
    controller.follow("/collections/policies/adopt/", name="Key", version="1")
    assert "policy Key, by its segment" in manager.text("/customers/C-2/reminders/")
    with pytest.raises(Conflict):
        dunned.policy(company, "3 letter friendly", name="Claims", standard=False, segments=("more",))
    assert manager.get("/collections/policies/changes/?name=Claims").status_code == 409
    every = given | {"grades": ["A", "B", "C", "D", "E", "N"]}
    assert manager.post("/collections/policies/edit/", **every).status_code == 422 and "every grade" in manager.last
