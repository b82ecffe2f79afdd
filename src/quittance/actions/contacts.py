"""Contacts: the people at a customer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quittance.actions import command, subscriptions
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules import text
from quittance.rules.refusals import NotFound


@dataclass(frozen=True, slots=True)
class AddContact:
    """A person at a customer; `main` makes them the one who is written to first."""

    customer_number: str
    name: str
    email: str = ""
    phone: str = ""
    duty: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class EditContact:
    """Changes to a contact; None leaves a field, `remove` takes the contact away."""

    id: int
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    duty: str | None = None
    main: bool | None = None
    remove: bool = False


@dataclass(frozen=True, slots=True)
class ContactKept:
    """The contact, and whether it is still there."""

    id: int
    customer_id: int
    removed: bool


@command.verb("contacts.add", ContactKept)
def add(context: Context, data: AddContact) -> ContactKept:
    """Add a contact; raises `NotFound` for an unknown customer."""
    found = sql.row(
        "SELECT id FROM customer WHERE tenant_id = %s AND number = %s",
        [context.tenant_id, data.customer_number],
    )
    if found is None:
        raise NotFound(f"There is no customer {data.customer_number[:60]!r}.", field="customer")
    customer_id, id = found[0], new_id()
    if data.main:
        _clear_main(context, customer_id)
    name = text.clean(data.name, "name", 200, needed=True)
    values = [
        name,
        text.email(data.email),
        text.clean(data.phone, "phone", 64),
        text.clean(data.duty, "duty", 100),
    ]
    sql.insert(
        "contact",
        ["tenant_id", "id", "customer_id", "name", "email", "phone", "duty", "main"],
        [[context.tenant_id, id, customer_id, *values, data.main]],
    )
    command.note(context, "contacts.add", Subject("contact", id, customer_id), {"name": name})
    return ContactKept(id, customer_id, False)


@command.verb("contacts.edit", ContactKept)
def edit(context: Context, data: EditContact) -> ContactKept:
    """Change or remove a contact; raises `NotFound` for an unknown one."""
    found = sql.row(
        "SELECT customer_id, name FROM contact WHERE tenant_id = %s AND id = %s",
        [context.tenant_id, command.check_id(data.id)],
    )
    if found is None:
        raise NotFound("There is no such contact.", field="id")
    customer_id, name = found
    if data.remove:
        subscriptions.remove(context, "contact_id", data.id)
        sql.execute("DELETE FROM contact WHERE tenant_id = %s AND id = %s", [context.tenant_id, data.id])
        command.note(context, "contacts.edit", Subject("contact", data.id, customer_id), {"removed": name})
        return ContactKept(data.id, customer_id, True)
    changes = _changes(data)
    if data.main:
        _clear_main(context, customer_id)
    if changes:
        sets = ", ".join(f"{column} = %s" for column in changes)
        sql.execute(
            f"UPDATE contact SET {sets} WHERE tenant_id = %s AND id = %s",
            [*changes.values(), context.tenant_id, data.id],
        )
    command.note(context, "contacts.edit", Subject("contact", data.id, customer_id), {"name": name, **changes})
    return ContactKept(data.id, customer_id, False)


def _changes(data: EditContact) -> dict[str, object]:
    checks: dict[str, Callable[[Any], object]] = {
        "name": lambda value: text.clean(value, "name", 200, needed=True),
        "email": text.email,
        "phone": lambda value: text.clean(value, "phone", 64),
        "duty": lambda value: text.clean(value, "duty", 100),
        "main": bool,
    }
    return {name: check(getattr(data, name)) for name, check in checks.items() if getattr(data, name) is not None}


def _clear_main(context: Context, customer_id: int) -> None:
    sql.execute(
        "UPDATE contact SET main = %s WHERE tenant_id = %s AND customer_id = %s",
        [False, context.tenant_id, customer_id],
    )
