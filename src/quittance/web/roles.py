"""Roles: what each may do, and which duties lie together in one person that should lie with two."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from quittance.actions import users
from quittance.actions.users import ChangeRole
from quittance.reports import people as listed
from quittance.reports.people import RoleRow
from quittance.rules import duties
from quittance.rules.refusals import NotFound
from quittance.web import menu, people, visit
from quittance.web.form import Form
from quittance.web.templatetags.quittance import Option
from quittance.web.visit import Visit

NOUNS = {
    "books": "The books",
    "audit": "The books",
    "customers": "Customers",
    "contacts": "Customers",
    "invoices": "Invoices and credit notes",
    "credits": "Invoices and credit notes",
    "payments": "Payments and allocations",
    "allocations": "Payments and allocations",
    "writeoffs": "Corrections",
    "reversals": "Corrections",
    "closing": "Periods and rates",
    "rates": "Periods and rates",
    "imports": "Import",
    "banking": "Bank files",
    "views": "Saved views",
    "users": "People and roles",
    "roles": "People and roles",
    "entities": "Company",
}
"""First word of a permission -> the group it stands in."""


@dataclass(frozen=True, slots=True)
class Line:
    """One permission in words, and for each role whether it holds it."""

    permission: str
    words: str
    held: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """A person (or a role) who holds two duties that should lie with two people."""

    who: str
    pairs: tuple[tuple[str, str], ...]


@visit.page()
def roles(visit: Visit) -> HttpResponse:
    """The matrix of roles and permissions, and the duties that lie together."""
    held = listed.roles(visit.books)
    values = {
        "roles": held,
        "groups": [(title, [_line(one, held) for one in some]) for title, some in groups()],
        "in_roles": _of_roles(held),
        "in_people": _of_people(visit, held) if any(visit.may(one) for one in menu.PEOPLE) else None,
    }
    return visit.show("settings/roles.html", values)


@visit.form("roles.change")
def role(visit: Visit, name: str) -> HttpResponse:
    """Change what a role may do."""
    found = next((one for one in listed.roles(visit.books) if one.name == name), None)
    if found is None:
        raise NotFound(f"There is no role {name[:60]!r}.", field="name")
    form = Form(visit, {"permissions": found.permissions})
    if form.sent and form.does(users.change_role, lambda: ChangeRole(name, form.all("permissions"))) is not None:
        return visit.go("roles", f"The role {found.title} is changed; it holds from the next click of its people.")
    choices = [(title, [Option(one, duties.PERMISSIONS[one]) for one in some]) for title, some in groups()]
    values = {"role": found, "form": form, "choices": choices, "chosen": form.all("permissions")}
    return visit.show("settings/role.html", values, status=form.status)


def groups() -> list[tuple[str, list[str]]]:
    """Permissions by group, in the order of the groups."""
    made: dict[str, list[str]] = {title: [] for title in NOUNS.values()}
    for permission in duties.PERMISSIONS:
        noun = permission.split(".", maxsplit=1)[0]
        made.setdefault(NOUNS.get(noun, noun.title()), []).append(permission)
    return [(title, some) for title, some in made.items() if some]


def _line(permission: str, held: tuple[RoleRow, ...]) -> Line:
    return Line(permission, duties.PERMISSIONS[permission], tuple(permission in role.permissions for role in held))


def _of_roles(held: tuple[RoleRow, ...]) -> list[Together]:
    made = [Together(role.title, _pairs(frozenset(role.permissions))) for role in held]
    return [one for one in made if one.pairs]


def _of_people(visit: Visit, held: tuple[RoleRow, ...]) -> list[Together]:
    made = [
        Together(row.name, _pairs(people.permissions_of(row.roles, held)))
        for row in listed.members(visit.books)
        if row.active
    ]
    return [one for one in made if one.pairs]


def _pairs(permissions: frozenset[str]) -> tuple[tuple[str, str], ...]:
    words = duties.PERMISSIONS
    return tuple((words[one], words[other]) for one, other in duties.conflicts(permissions))
