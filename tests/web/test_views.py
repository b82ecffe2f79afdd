"""Saved views: kept for oneself or for everybody, shown as tabs, replaced by name, taken away."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from quittance.actions.command import Context
from quittance.web import views
from quittance.web.visit import Visit
from tests.web import browse
from tests.web.browse import Person

LATE = {"page": "customers", "name": "Late & large", "query": "state=overdue"}


def tabs(person: Person, query: str = "") -> views.Tabs:
    """The tabs of the customers page for a person."""
    request: HttpRequest = RequestFactory().get(f"/customers/?{query}")
    return views.tabs(Visit(request, person.context), "customers")


@pytest.mark.django_db
def test_a_view_is_kept_for_its_owner_alone_unless_shared(clerk: Person, auditor: Person) -> None:
    clerk.post("/views/save/", **LATE)
    assert [one.name for one in tabs(clerk).views] == ["Late & large"]
    assert tabs(auditor).views == ()
    clerk.post("/views/save/", **{**LATE, "name": "Ours", "shared": "1"})
    assert [one.name for one in tabs(auditor).views] == ["Ours"]


@pytest.mark.django_db
def test_the_tab_of_the_filter_that_is_shown_is_current(clerk: Person) -> None:
    clerk.post("/views/save/", **LATE)
    found = tabs(clerk, "state=overdue&after=abc&search=")
    assert found.current == found.views[0].id and not found.unsaved
    other = tabs(clerk, "state=open")
    assert other.current == 0 and other.unsaved and other.place == "page=customers&query=state%3Dopen"
    assert not tabs(clerk).unsaved


@pytest.mark.django_db
def test_the_same_name_replaces_and_a_removed_view_is_gone(clerk: Person) -> None:
    clerk.post("/views/save/", **LATE)
    clerk.post("/views/save/", **{**LATE, "query": "state=open"})
    held = tabs(clerk).views
    assert [one.query for one in held] == ["state=open"]
    clerk.post("/views/remove/", id=str(held[0].id), page="customers")
    assert tabs(clerk).views == ()


@pytest.mark.django_db
def test_a_view_that_cannot_be_kept_stays_a_form(clerk: Person) -> None:
    assert clerk.get("/views/save/", page="customers", query="state=open").status_code == 200
    assert 'name="query" value="state=open"' in clerk.last
    assert clerk.post("/views/save/", **{**LATE, "name": ""}).status_code == 422
    assert clerk.post("/views/save/", **{**LATE, "page": "elsewhere"}).status_code == 422
    assert clerk.post("/views/save/", **{**LATE, "query": "x" * 1001}).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("id", ["", "x", "0", "1", "99999999999999999999999"])
def test_a_view_that_is_not_there_cannot_be_removed(clerk: Person, id: str) -> None:
    assert clerk.post("/views/remove/", id=id, page="customers").status_code in (400, 404)


@pytest.mark.django_db
def test_nobody_removes_the_view_of_somebody_else(clerk: Person, company: Context) -> None:
    clerk.post("/views/save/", **LATE)
    other = browse.person(company, "clerk")
    assert other.post("/views/remove/", id=str(tabs(clerk).views[0].id), page="customers").status_code == 404
    assert len(tabs(clerk).views) == 1
