"""Supervision on the screen: work done, whose the accounts are, and who stands in."""

from __future__ import annotations

import re

import pytest

from quittance.actions import activities
from quittance.actions.command import Context
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(company: Context) -> Person:
    """Supervises the collectors."""
    return browse.person(company, "credit_manager")


def test_work_is_counted_and_accounts_are_handed_over(company: Context, manager: Person) -> None:
    collector = browse.person(company, "collector")
    activities.log(collector.context, activities.LogActivity("C-1", "call", "", "reached"))
    assert "Collector" in manager.text("/collect/people/")
    assert "Nobody did anything" in manager.text("/collect/people/?since=1%20jan%202020&until=2%20jan%202020")
    assert manager.get("/collect/people/?since=odd").status_code == 200
    answer = manager.post("/collect/people/hand-over/", owner="a@b.example", to="c@d.example")
    assert answer.status_code == 422
    [address] = re.findall(r'value="([^"]+)"[^>]*>Collector', manager.last.partition('name="to"')[0])[:1]
    assert manager.post("/collect/people/hand-over/", owner=address, to="").status_code == 422
    assert "Choose a person" in browse.text_of(manager.last) and f'value="{address}" selected' in manager.last


def test_accounts_of_nobody_are_shared_out(company: Context, manager: Person) -> None:
    browse.person(company, "collector")
    assert "Nobody" in manager.text("/collect/people/")
    manager.follow("/collect/people/share-out/")
    assert re.search(r"\d+ accounts? (is|are) with 1 person now", browse.text_of(manager.last))
    manager.follow("/collect/people/share-out/")
    assert "Every overdue account has somebody" in browse.text_of(manager.last)
    assert browse.person(company, "clerk").post("/collect/people/share-out/").status_code == 403


def test_somebody_is_away_and_comes_back(company: Context, manager: Person) -> None:
    for _ in range(2):
        browse.person(company, "collector")
    manager.get("/collect/people/")
    first, second, *_ = dict.fromkeys(re.findall(r'option value="([^"]+@[^"]+)"', manager.last))
    refused = manager.post("/collect/people/away/", person=first, stand_in=first, until_on="+3")
    assert refused.status_code == 422 and "Nobody stands in for themselves" in browse.text_of(manager.last)
    manager.follow("/collect/people/away/", person=first, stand_in=second, until_on="+3")
    assert f"{second} stands in until" in browse.text_of(manager.last)
    [end] = re.findall(r'action="(/collect/people/away/\d+/end/)"', manager.last)
    manager.follow(end)
    assert "is here again" in browse.text_of(manager.last) and end not in manager.last


def test_whoever_takes_no_accounts_begins_with_the_list_of_all(company: Context, manager: Person) -> None:
    collector = browse.person(company, "collector")
    for person, tab in ((manager, "team"), (collector, "mine")):
        assert re.search(rf'<a href="[^"]*tab={tab}[^"]*" aria-current', str(person.get("/collect/").content)), tab
