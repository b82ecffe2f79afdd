"""People, roles and API keys: who may enter, and what each role may do."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from quittance.actions import identity, users
from quittance.actions.users import (
    ChangeRole,
    ChangeUserRoles,
    CreateKey,
    InviteUser,
    KeyKept,
    MemberKept,
    NameUser,
    RevokeKey,
    RoleKept,
    SetPassword,
)
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import MOST_PERMISSIONS, MOST_ROLES, PLAIN, Email, Given, IdShown, MomentShown, Shown
from quittance.reports import people

router = Router()

Roles = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=32, pattern=PLAIN)]],
    Field(min_length=1, max_length=MOST_ROLES),
]
Password = Annotated[str, Field(min_length=10, max_length=200)]
KeyName = Annotated[str, Field(min_length=1, max_length=100, pattern=PLAIN)]
RoleName = Annotated[str, Field(min_length=1, max_length=32, pattern=PLAIN)]
Permissions = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=64, pattern=PLAIN)]], Field(max_length=MOST_PERMISSIONS)
]


class NewUser(Given):
    """A person who may sign in with this password; only its slow hash is kept."""

    email: Email
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]
    roles: Roles
    password: Password


class UserRoles(Given):
    """The roles a person holds from now on."""

    email: Email
    roles: Roles


class UserNamed(Given):
    """A person, by email."""

    email: Email


class UserPassword(Given):
    """A new password; every session of the person ends."""

    email: Email
    password: Password


class NewKey(Given):
    """An API key to be."""

    name: KeyName
    roles: Roles


class KeyNamed(Given):
    """A key, by name."""

    name: KeyName


class RolePermissions(Given):
    """Everything the role may do from now on."""

    permissions: Permissions


class UserShown(Shown):
    """A person of the company."""

    id: IdShown
    name: str
    email: str
    roles: list[str]
    active: bool


class Users(Shown):
    """Everybody, those who may no longer enter too."""

    rows: list[UserShown]


class RoleShown(Shown):
    """A role."""

    name: str
    title: str
    permissions: list[str]


class RoleRows(Shown):
    """Every role."""

    rows: list[RoleShown]


class KeyShown(Shown):
    """An API key; `hint` is the end of its secret."""

    id: IdShown
    name: str
    hint: str
    roles: list[str]
    created_at: MomentShown
    revoked_at: MomentShown | None


class Keys(Shown):
    """Every key, revoked ones too."""

    rows: list[KeyShown]


class KeyMade(Shown):
    """The key with its secret, which is shown this once and kept nowhere; empty on a dry run."""

    id: IdShown
    name: str
    roles: list[str]
    revoked: bool
    secret: str
    dry_run: bool


@asks(router, "/users", Users)
def list_users(desk: Desk) -> dict[str, Any]:
    """List the people of the company."""
    return {"rows": people.members(desk.books)}


@does(router, "POST", "/users", "users.invite", result_of(MemberKept), status=201)
def invite(desk: Desk, body: NewUser) -> MemberKept:
    """Add a person."""
    given = InviteUser(body.email, body.name, tuple(body.roles), users.hashed(body.password))
    return users.invite(desk.context, given)


@does(router, "POST", "/users/roles", "users.change_roles", result_of(MemberKept))
def change_roles(desk: Desk, body: UserRoles) -> MemberKept:
    """Change a person's roles."""
    return users.change_roles(desk.context, ChangeUserRoles(body.email, tuple(body.roles)))


@does(router, "POST", "/users/deactivate", "users.deactivate", result_of(MemberKept))
def deactivate(desk: Desk, body: UserNamed) -> MemberKept:
    """End a person's access."""
    return users.deactivate(desk.context, NameUser(body.email))


@does(router, "POST", "/users/reactivate", "users.reactivate", result_of(MemberKept))
def reactivate(desk: Desk, body: UserNamed) -> MemberKept:
    """Restore a person's access."""
    return users.reactivate(desk.context, NameUser(body.email))


@does(router, "POST", "/users/password", "users.set_password", result_of(MemberKept))
def set_password(desk: Desk, body: UserPassword) -> MemberKept:
    """Give a person a new password."""
    return users.set_password(desk.context, SetPassword(body.email, users.hashed(body.password)))


@asks(router, "/roles", RoleRows)
def list_roles(desk: Desk) -> dict[str, Any]:
    """List the roles with what each may do."""
    return {"rows": people.roles(desk.books)}


@does(router, "PUT", "/roles/{name}", "roles.change", result_of(RoleKept))
def change_role(desk: Desk, name: RoleName, body: RolePermissions) -> RoleKept:
    """Change what a role may do to exactly the permissions named."""
    return users.change_role(desk.context, ChangeRole(name, tuple(body.permissions)))


@asks(router, "/keys", Keys)
def list_keys(desk: Desk) -> dict[str, Any]:
    """List the API keys."""
    rows = [
        {
            "id": one.id,
            "name": one.name,
            "hint": one.hint,
            "roles": one.roles,
            "created_at": plain.moment(one.created_at),
            "revoked_at": None if one.revoked_at is None else plain.moment(one.revoked_at),
        }
        for one in people.keys(desk.books)
    ]
    return {"rows": rows}


@does(router, "POST", "/keys", "users.create_key", KeyMade, status=201)
def create_key(desk: Desk, body: NewKey) -> dict[str, Any]:
    """Create an API key; its secret is shown this once.

    The secret is new each time, so the same idempotency key a second time answers `conflict`.
    """
    secret = identity.new_secret(desk.context.tenant_id)
    made = users.create_key(desk.context, CreateKey(body.name, tuple(body.roles), secret.digest, secret.hint))
    return {**plain.of(made), "secret": "" if desk.context.dry_run else secret.text}


@does(router, "POST", "/keys/revoke", "users.revoke_key", result_of(KeyKept))
def revoke_key(desk: Desk, body: KeyNamed) -> KeyKept:
    """Revoke an API key at once and for good."""
    return users.revoke_key(desk.context, RevokeKey(body.name))
