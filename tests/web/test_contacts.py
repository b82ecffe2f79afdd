"""People at a customer: noted, changed, taken away, never of another customer."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import books, customers
from tests.web.browse import Person

pytestmark = pytest.mark.django_db


def people(company: Context, number: str = "C-1") -> tuple[customers.ContactCard, ...]:
    mine = books.of(company)
    return customers.contacts(mine, customers.id_of(mine, number))


def test_a_person_is_noted_changed_and_taken_away(clerk: Person, company: Context) -> None:
    clerk.follow("/customers/C-1/contacts/new/", name="Sanne", email="s@b.example", phone="+31 1", duty="AP", main="1")
    one = people(company)[0]
    assert (one.name, one.duty, one.main) == ("Sanne", "AP", True)
    there = f"/customers/C-1/contacts/{one.id}/"
    clerk.get(there)
    assert 'value="Sanne"' in clerk.last and "checked" in clerk.last
    clerk.follow(there, name="Sanne de Wit", email="s@b.example", phone="", duty="AP")
    assert (people(company)[0].name, people(company)[0].main) == ("Sanne de Wit", False)
    clerk.follow(there, do="remove")
    assert people(company) == () and "is taken away" in clerk.last


def test_a_fault_keeps_what_was_typed(clerk: Person) -> None:
    assert clerk.post("/customers/C-1/contacts/new/", name="Joost", email="nobody").status_code == 422
    assert 'value="Joost"' in clerk.last and 'href="#f-email"' in clerk.last


def test_a_person_of_another_customer_is_not_found_here(clerk: Person, company: Context) -> None:
    clerk.follow("/customers/C-1/contacts/new/", name="Sanne")
    assert clerk.get(f"/customers/C-2/contacts/{people(company)[0].id}/").status_code == 404
    assert clerk.get("/customers/C-9/contacts/new/").status_code == 404
