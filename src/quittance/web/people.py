"""People of the company: added, given roles and passwords, let in and kept out."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from quittance.actions import users
from quittance.actions.users import ChangeUserRoles, InviteUser, NameUser, SetPassword
from quittance.reports import people as listed
from quittance.reports.people import MemberRow, RoleRow
from quittance.rules import duties
from quittance.rules.refusals import NotFound
from quittance.web import menu, visit
from quittance.web.form import Form
from quittance.web.templatetags.quittance import Option
from quittance.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Person:
    """A member as the list shows them: titles of their roles and how many duties lie together that should not."""

    row: MemberRow
    titles: tuple[str, ...]
    together: int


@visit.page(*menu.PEOPLE)
def people(visit: Visit) -> HttpResponse:
    """Everybody, and the API keys."""
    roles = listed.roles(visit.books)
    values = {
        "people": [_person(row, roles) for row in listed.members(visit.books)],
        "keys_made": listed.keys(visit.books),
        "titles": {role.name: role.title for role in roles},
    }
    return visit.show("settings/people.html", values)


@visit.form("users.invite")
def new(visit: Visit) -> HttpResponse:
    """Add a person with a first password, which they change themselves."""
    form = Form(visit)
    if form.sent:
        made = form.does(users.invite, lambda: _invited(form))
        if made is not None:
            return visit.go("people", f"{made.email} may sign in. Tell them the password; they can change it.")
    return visit.show("settings/person_new.html", {"form": form, "roles": options(visit)}, status=form.status)


@visit.page(*menu.PEOPLE)
def person(visit: Visit, id: int) -> HttpResponse:
    """One person: roles, access and password, each its own form."""
    return _show(visit, _member(visit, id), Form(visit), "")


@visit.deed("users.change_roles")
def change_roles(visit: Visit, id: int) -> HttpResponse:
    """Give a person exactly the ticked roles."""
    row, form = _member(visit, id), Form(visit)
    if form.does(users.change_roles, lambda: ChangeUserRoles(row.email, form.all("roles"))) is None:
        return _show(visit, row, form, "roles")
    return visit.go("person", f"{row.name} has new roles.", id=id)


@visit.deed("users.deactivate")
def deactivate(visit: Visit, id: int) -> HttpResponse:
    """End a person's access."""
    row, form = _member(visit, id), Form(visit)
    if form.does(users.deactivate, lambda: NameUser(row.email)) is None:
        return _show(visit, row, form, "access")
    return visit.go("person", f"{row.name} may no longer enter.", id=id)


@visit.deed("users.reactivate")
def reactivate(visit: Visit, id: int) -> HttpResponse:
    """Let a person in again."""
    row, form = _member(visit, id), Form(visit)
    if form.does(users.reactivate, lambda: NameUser(row.email)) is None:
        return _show(visit, row, form, "access")
    return visit.go("person", f"{row.name} may enter again.", id=id)


@visit.deed("users.set_password")
def set_password(visit: Visit, id: int) -> HttpResponse:
    """Give a person a new password."""
    row, form = _member(visit, id), Form(visit)
    if form.does(users.set_password, lambda: SetPassword(row.email, users.hashed(form["password"]))) is None:
        return _show(visit, row, form, "password")
    return visit.go("person", f"{row.name} has a new password; their open sessions have ended.", id=id)


def options(visit: Visit) -> list[Option]:
    """Every role with what it is for, to tick."""
    return [Option(role.name, role.title, _about(role)) for role in listed.roles(visit.books)]


def permissions_of(row_roles: tuple[str, ...], roles: tuple[RoleRow, ...]) -> frozenset[str]:
    """What the named roles allow together."""
    return frozenset(one for role in roles if role.name in row_roles for one in role.permissions)


def _show(visit: Visit, row: MemberRow, form: Form, which: str) -> HttpResponse:
    roles = listed.roles(visit.books)
    held = permissions_of(row.roles, roles)
    if which != "roles":
        form.start = {"roles": row.roles}
    values = {
        "row": row,
        "form": form,
        "which": which,
        "ticked": form.all("roles") if which == "roles" else row.roles,
        "roles": options(visit),
        "may": [words for name, words in duties.PERMISSIONS.items() if name in held],
        "together": [(duties.PERMISSIONS[one], duties.PERMISSIONS[other]) for one, other in duties.conflicts(held)],
        "self": row.id == visit.context.actor.id,
    }
    return visit.show("settings/person.html", values, status=form.status)


def _invited(form: Form) -> InviteUser:
    return InviteUser(form["email"], form["name"], form.all("roles"), users.hashed(form["password"]))


def _member(visit: Visit, id: int) -> MemberRow:
    found = next((row for row in listed.members(visit.books) if row.id == id), None)
    if found is None:
        raise NotFound("There is no such person.", field="id")
    return found


def _person(row: MemberRow, roles: tuple[RoleRow, ...]) -> Person:
    titles = tuple(role.title for role in roles if role.name in row.roles)
    return Person(row, titles, len(duties.conflicts(permissions_of(row.roles, roles))))


def _about(role: RoleRow) -> str:
    """How many verbs a role may use, or that it only looks."""
    verbs = [one for one in role.permissions if one in duties.VERBS and not one.startswith("views.")]
    return f"{len(verbs)} kinds of change" if verbs else "Looks only"
