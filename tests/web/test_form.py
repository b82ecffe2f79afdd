"""Forms: days as people type them, one key a form, and what was typed stays when it is refused."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import cast

import pytest
from django.test import RequestFactory

from quittance.rules.refusals import Invalid
from quittance.web.form import Form, read_day
from quittance.web.visit import Visit
from tests.web import browse
from tests.web.browse import Person

TODAY = datetime.date(2026, 3, 10)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-31", "2026-03-31"),
        ("31 mar", "2026-03-31"),
        ("31 March 2025", "2025-03-31"),
        ("31/3", "2026-03-31"),
        ("31.3.2027", "2027-03-31"),
        ("thu", "2026-03-12"),
        ("tue", "2026-03-17"),
        ("+3", "2026-03-13"),
        ("-10", "2026-02-28"),
        ("today", "2026-03-10"),
        (" Yesterday ", "2026-03-09"),
        ("tomorrow", "2026-03-11"),
        ("eom", "2026-03-31"),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: str) -> None:
    assert read_day(typed, TODAY, "on") == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed", ["", "31", "2026-02-30", "31 foo", "32/1", "1/13", "+99999", "٣/٣", "x" * 500, "0001-01-01x"]
)
def test_what_is_no_day_is_refused_by_the_name_of_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_day(typed, TODAY, "on")
    assert refused.value.field == "on"
    assert "2026-03-31" in refused.value.sentence


@pytest.mark.django_db
def test_a_refused_form_keeps_what_was_typed_and_points_at_the_field(administrator: Person) -> None:
    response = administrator.post(
        "/settings/people/new/", name="Sanne", email="no address", password="long enough 1", roles="clerk"
    )
    assert response.status_code == 422
    assert 'value="Sanne"' in administrator.last
    assert 'value="no address" autocomplete="off" aria-invalid="true" aria-describedby="h-email"' in administrator.last
    assert 'href="#f-email"' in administrator.last
    assert 'tabindex="-1" autofocus id="faults"' in administrator.last
    assert "long enough 1" not in administrator.last


@pytest.mark.django_db
def test_the_same_form_sent_twice_is_carried_out_once(administrator: Person) -> None:
    fields = {"key": "one-form", "name": "Sanne", "email": "s@a.example", "password": "long enough 1", "roles": "clerk"}
    for _ in range(2):
        assert administrator.post("/settings/people/new/", **fields).status_code == 302
    administrator.get("/settings/people/")
    assert administrator.last.count("<span>s@a.example</span>") == 1


@pytest.mark.django_db
def test_a_key_used_for_something_else_is_a_conflict(administrator: Person) -> None:
    fields = {"key": "one-form", "email": "s@a.example", "password": "long enough 1", "roles": "clerk"}
    administrator.post("/settings/people/new/", name="Sanne", **fields)
    response = administrator.post("/settings/people/new/", name="Someone", **fields)
    assert response.status_code == 409
    assert "This cannot be done as it stands. This idempotency key was used" in browse.text_of(administrator.last)


@pytest.mark.django_db
def test_every_form_that_is_shown_has_a_key_of_its_own(administrator: Person) -> None:
    keys = set()
    for _ in range(3):
        administrator.get("/settings/people/new/")
        keys.add(administrator.last.split('name="key" value="')[1].split('"')[0])
    assert len(keys) == 3 and all(len(key) > 20 for key in keys)


@pytest.mark.parametrize(("given", "whole"), [("7", 7), ("", 0), ("-1", 0), ("٣", 0), ("1.5", 0), ("9" * 10, 0)])
def test_a_version_that_is_no_whole_number_is_none(rf: RequestFactory, given: str, whole: int) -> None:
    visit = cast(Visit, SimpleNamespace(request=rf.post("/", {"version": given})))
    assert Form(visit).whole("version") == whole
