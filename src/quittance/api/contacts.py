"""Contacts: the people at a customer."""

from __future__ import annotations

from typing import Annotated

from ninja import Router
from pydantic import Field

from quittance.actions import contacts
from quittance.actions.contacts import AddContact, ContactKept, EditContact
from quittance.api.desk import Desk, does, result_of
from quittance.api.kinds import PLAIN, Email, Given, Id, Number

router = Router()

PersonName = Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
Phone = Annotated[str, Field(max_length=64, pattern=PLAIN)]
Duty = Annotated[str, Field(max_length=100, pattern=PLAIN, description="Such as accounts payable.")]
Main = Annotated[bool, Field(description="Who is written to first; the one before no longer is.")]


class NewContact(Given):
    """A person at a customer."""

    customer_number: Number
    name: PersonName
    email: Email | None = None
    phone: Phone | None = None
    duty: Duty | None = None
    main: Main | None = None


class ContactChanges(Given):
    """Changes to a contact: what is left out stays, empty text clears."""

    name: PersonName | None = None
    email: Email | None = None
    phone: Phone | None = None
    duty: Duty | None = None
    main: Main | None = None


@does(router, "POST", "/contacts", "contacts.add", result_of(ContactKept), status=201)
def add(desk: Desk, body: NewContact) -> ContactKept:
    """Add a contact to a customer."""
    return contacts.add(desk.context, AddContact(**body.fields()))


@does(router, "PATCH", "/contacts/{contact_id}", "contacts.edit", result_of(ContactKept))
def edit(desk: Desk, contact_id: Id, body: ContactChanges) -> ContactKept:
    """Change a contact."""
    return contacts.edit(desk.context, EditContact(contact_id, **body.fields()))


@does(router, "DELETE", "/contacts/{contact_id}", "contacts.edit", result_of(ContactKept))
def remove(desk: Desk, contact_id: Id) -> ContactKept:
    """Remove a contact."""
    return contacts.edit(desk.context, EditContact(contact_id, remove=True))
