"""Every page for every role: it renders or is refused, keeps its policy and asks a bounded number of questions."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from quittance.actions.command import Context
from quittance.books import sql
from quittance.web import menu, urls
from quittance.web.policy import POLICY
from tests import factories
from tests.web import browse
from tests.web.browse import ROLES, Person
from tests.web.conftest import DAY

MOST_STATEMENTS = 35
SAMPLES = {
    "customer": "C-1",
    "contact": "C-1",
    "invoice": "INV-1",
    "credit": "CN-1",
    "payment": "PAY-1",
    "role": "clerk",
}
"""First word of a URL name -> the number or name that stands in its address."""

ASKED = {"allocation-new": "/new/allocation/?credit=PAY-1", "recurring-new": "/new/recurring/?invoice=INV-1"}
"""Pages that need to be told in their address what they are about."""

ON_BOTH = ("administrator", "clerk")
"""Roles whose pages are opened on PostgreSQL, too."""

SAID = (200, 301, 302, 403, 405)
INLINE = re.compile(r"<[^>]+\s(?:style|on[a-z]+)\s*=|<style\b|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE)


def addresses() -> list[str]:
    """One address for each URL of the screens whose kwargs are known."""
    made = list(ASKED.values())
    for one in urls.urlpatterns:
        assert isinstance(one, URLPattern) and one.name
        named = list(one.pattern.converters)
        sample = SAMPLES.get(one.name.split("-", maxsplit=1)[0], "")
        if one.name in ASKED:
            continue
        if not named:
            made.append(reverse(one.name))
        elif len(named) == 1 and sample and named[0] in ("number", "reference", "name"):
            made.append(reverse(one.name, kwargs={named[0]: sample}))
    return made


ADDRESSES = addresses()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_page_renders_or_is_refused_with_a_code_and_what_is_offered_opens(company: Context, role: str) -> None:
    if sql.on_postgresql() and role not in ON_BOTH:
        pytest.skip("what a role may see does not depend on the database")
    person, statuses = browse.person(company, role), {}
    for path in ADDRESSES:
        response = person.get(path)
        statuses[path] = response.status_code
        assert response.status_code in SAID, f"{path} for {role}: {response.status_code}"
        assert response.headers["Content-Security-Policy"] == POLICY, path
        if response.status_code == 403:
            assert "not_allowed" in person.last, path
        if "html" in response.headers["Content-Type"]:
            assert INLINE.search(person.last) is None, path
            assert SCRIPT.search(person.last) is None, path
    offered = menu.allowed((*menu.PLACES, *menu.DEEDS), person.context)
    assert {place.title: statuses[place.url] for place in offered if statuses[place.url] != 200} == {}


@pytest.mark.django_db
def test_no_page_shows_anything_of_another_company(company: Context) -> None:
    other = factories.company("Elsewhere Trading")
    factories.customer(other, "E-1", name="Elsewhere Customer")
    factories.invoice(
        other, "ELSE-7", "7777.77", factories.TODAY - 90 * DAY, factories.TODAY - 60 * DAY, customer="E-1"
    )
    factories.payment(other, "ELSE-PAY", "66.66", customer="E-1")
    browse.person(other, "clerk")
    person = browse.person(company, *ROLES)
    for path in (*ADDRESSES, "/find/?q=else", "/find/?q=7777.77"):
        said = person.text(path).replace("q=else", "")
        for word in ("Elsewhere", "ELSE-7", "7,777.77", "ELSE-PAY"):
            assert word not in said, f"{path} shows {word}"


@pytest.mark.django_db
def test_a_page_asks_the_same_number_of_questions_however_much_there_is(company: Context) -> None:
    person = browse.person(company, *ROLES)
    few = {path: count(person, path) for path in ADDRESSES}
    for n in range(10, 24):
        factories.customer(company, f"C-{n}", currency="USD" if n % 2 else "")
        factories.invoice(
            company, f"INV-{n}", f"{n}.00", factories.TODAY - 60 * DAY, customer=f"C-{n}", rate="0.9" if n % 2 else ""
        )
        factories.payment(company, f"PAY-{n}", "5.00", customer=f"C-{n}", rate="0.9" if n % 2 else "")
        factories.member(company, "sales")
    many = {path: count(person, path) for path in ADDRESSES}
    assert {path: (few[path], many[path]) for path in few if many[path] > few[path]} == {}
    assert {path: number for path, number in many.items() if number > MOST_STATEMENTS} == {}


@pytest.mark.django_db
def test_nobody_sees_a_page_without_signing_in() -> None:
    client = Client()
    for path in ADDRESSES:
        response = client.get(path)
        open_to_all = (
            path in ("/robots.txt", "/manifest.webmanifest", "/look/", "/favicon.ico") or response.status_code == 405
        )
        assert open_to_all or response.headers["Location"].startswith("/account/login/?next="), path


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_and_changes_nothing(company: Context) -> None:
    person = browse.person(company, *ROLES)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = person.client.cookies
    for path in ADDRESSES:
        response = strict.post(path, {"name": "Forged", "through": "today"})
        assert response.status_code in (403, 405), path
        if response.status_code == 403:
            assert "form_expired" in response.content.decode(), path
    assert "Forged" not in person.text("/settings/")


@pytest.mark.django_db
def test_the_sidebar_marks_where_one_is(clerk: Person) -> None:
    clerk.get("/settings/periods/")
    assert re.search(r'<a href="/settings/periods/" aria-current="page">', clerk.last)
    assert re.search(r'<a href="/settings/" aria-current="true">', clerk.last)
    clerk.get("/")
    assert re.search(r'<a href="/" aria-current="page">', clerk.last)


def count(person: Person, path: str) -> int:
    """Statements that a page asks."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        person.get(path)
    return len(asked)
