"""Contacts: the people at a customer, at most one of them the main one."""

from __future__ import annotations

import pytest

from quittance.actions import contacts
from quittance.actions.command import Context
from quittance.actions.contacts import AddContact, EditContact
from quittance.reports import audit, books, customers
from quittance.reports.audit import Filter
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with two customers."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    return context


def people(context: Context, number: str = "C-1") -> list[tuple[str, str, str, str, bool]]:
    """The contacts of a customer, without their ids."""
    mine = books.of(context)
    found = customers.contacts(mine, customers.id_of(mine, number))
    return [(one.name, one.email, one.phone, one.duty, one.main) for one in found]


def test_a_contact_is_kept_as_it_was_given(context: Context) -> None:
    contacts.add(context, AddContact("C-1", " Ann ", "ann@c.example", "+31 20 1234567", "accounts payable", True))
    assert people(context) == [("Ann", "ann@c.example", "+31 20 1234567", "accounts payable", True)]
    assert people(context, "C-2") == []


def test_only_one_is_the_main_one(context: Context) -> None:
    ann = contacts.add(context, AddContact("C-1", "Ann", main=True))
    contacts.add(context, AddContact("C-2", "Other", main=True))
    contacts.add(context, AddContact("C-1", "Bob", main=True))
    assert [(one[0], one[4]) for one in people(context)] == [("Bob", True), ("Ann", False)]
    contacts.edit(context, EditContact(ann.id, main=True))
    assert [(one[0], one[4]) for one in people(context)] == [("Ann", True), ("Bob", False)]
    contacts.edit(context, EditContact(ann.id, main=False))
    assert not any(one[4] for one in people(context))
    assert people(context, "C-2")[0][4], "another customer's people are left alone"


def test_an_edit_changes_what_was_named_and_nothing_else(context: Context) -> None:
    ann = contacts.add(context, AddContact("C-1", "Ann", "ann@c.example", "1", "buyer"))
    contacts.edit(context, EditContact(ann.id, email="", duty="owner"))
    assert people(context) == [("Ann", "", "1", "owner", False)]
    assert contacts.edit(context, EditContact(ann.id)).removed is False
    assert people(context) == [("Ann", "", "1", "owner", False)]


def test_a_removed_contact_is_gone_and_its_events_stay(context: Context) -> None:
    ann = contacts.add(context, AddContact("C-1", "Ann"))
    assert contacts.edit(context, EditContact(ann.id, remove=True)).removed is True
    assert people(context) == []
    rows = audit.trail(books.of(context), Filter(customer_id=ann.customer_id))
    assert [(row.verb, row.data) for row in rows[:2]] == [
        ("contacts.edit", {"removed": "Ann"}),
        ("contacts.add", {"name": "Ann"}),
    ]
    with pytest.raises(NotFound):
        contacts.edit(context, EditContact(ann.id, name="Back"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (AddContact("C-1", ""), "name"),
        (AddContact("C-1", "x" * 201), "name"),
        (AddContact("C-1", "Ann", "nobody"), "email"),
        (AddContact("C-1", "Ann", phone="x" * 65), "phone"),
        (AddContact("C-1", "Ann", duty="\x07"), "duty"),
    ],
)
def test_a_wrong_field_is_refused_by_its_name(context: Context, given: AddContact, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        contacts.add(context, given)
    assert refused.value.field == field
    assert people(context) == []


def test_the_main_one_stays_when_the_next_is_refused(context: Context) -> None:
    contacts.add(context, AddContact("C-1", "Ann", main=True))
    with pytest.raises(Invalid):
        contacts.add(context, AddContact("C-1", "", main=True))
    assert people(context)[0][4]


def test_people_of_another_company_are_unknown(context: Context) -> None:
    ann = contacts.add(context, AddContact("C-1", "Ann"))
    other = factories.company()
    with pytest.raises(NotFound):
        contacts.edit(other, EditContact(ann.id, name="Theirs"))
    with pytest.raises(NotFound):
        contacts.add(other, AddContact("C-1", "Ann"))
    for id in (0, -5, 2**63):
        with pytest.raises(Invalid):
            contacts.edit(context, EditContact(id))
