"""People and keys: who may enter, in which roles, until when."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from quittance.actions import command, telling
from quittance.actions.command import Context, Subject
from quittance.actions.wire import SECRET
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules import duties, text
from quittance.rules.refusals import Conflict, Duplicate, Invalid, NotFound

MOST_PASSWORD_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class InviteUser:
    """A person to be; `password_hash` comes from `hashed`, so that no password is ever stored."""

    email: str
    name: str
    roles: tuple[str, ...]
    password_hash: str = field(metadata=SECRET)


@dataclass(frozen=True, slots=True)
class MemberKept:
    """The person as they are now."""

    id: int
    email: str
    roles: tuple[str, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class ChangeUserRoles:
    """The roles a person holds from now on."""

    email: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameUser:
    """A person, by email."""

    email: str


@dataclass(frozen=True, slots=True)
class SetPassword:
    """A new password for a person; `password_hash` comes from `hashed`."""

    email: str
    password_hash: str = field(metadata=SECRET)


@dataclass(frozen=True, slots=True)
class CreateKey:
    """An API key to be: `digest` and `hint` come from `identity.new_secret`."""

    name: str
    roles: tuple[str, ...]
    digest: str
    hint: str


@dataclass(frozen=True, slots=True)
class KeyKept:
    """An API key as it is now."""

    id: int
    name: str
    roles: tuple[str, ...]
    revoked: bool


@dataclass(frozen=True, slots=True)
class RevokeKey:
    """A key, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class ChangeRole:
    """What a role may do from now on."""

    name: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleKept:
    """A role as it is now."""

    name: str
    permissions: tuple[str, ...]


def hashed(password: str) -> str:
    """A slow salted hash (Argon2) of a password; raises `Invalid` for one that is short, endless or well known."""
    if len(password) > MOST_PASSWORD_CHARACTERS:
        raise Invalid(f"A password has at most {MOST_PASSWORD_CHARACTERS} characters.", field="password")
    try:
        validate_password(password)
    except ValidationError as fault:
        raise Invalid(" ".join(fault.messages), field="password") from None
    return make_password(password)


@command.verb("users.invite", MemberKept)
def invite(context: Context, data: InviteUser) -> MemberKept:
    """Add a person; raises `Duplicate` when the email has an account."""
    email = text.email(data.email).lower()
    if not email:
        raise Invalid("Enter the email address.", field="email")
    name = text.clean(data.name, "name", 200, needed=True)
    roles = _check_roles(context, data.roles)
    people = get_user_model()
    if people.objects.filter(username=email).exists():
        raise Duplicate(f"{email} has an account already.", field="email")
    user = people.objects.create(username=email, email=email, first_name=name[:150], password=data.password_hash)
    member_id = new_id()
    sql.insert(
        "member",
        ["tenant_id", "id", "user_id", "name", "email", "roles", "active"],
        [[context.tenant_id, member_id, user.pk, name, email, json.dumps(roles), True]],
    )
    sql.insert("seat", ["user_id", "tenant_id"], [[user.pk, context.tenant_id]])
    telling.ensure_standard(context)
    command.note(context, "users.invite", Subject("member", member_id), {"email": email, "roles": list(roles)})
    return MemberKept(member_id, email, roles, True)


@command.verb("users.change_roles", MemberKept)
def change_roles(context: Context, data: ChangeUserRoles) -> MemberKept:
    """Change a person's roles; nobody changes their own."""
    email = data.email.strip().lower()
    id, active = _member(context, email)
    _check_not_self(context, id)
    roles = _check_roles(context, data.roles)
    sql.execute(
        "UPDATE member SET roles = %s WHERE tenant_id = %s AND id = %s",
        [json.dumps(roles), context.tenant_id, id],
    )
    command.note(context, "users.change_roles", Subject("member", id), {"email": email, "roles": list(roles)})
    return MemberKept(id, email, roles, active)


@command.verb("users.deactivate", MemberKept)
def deactivate(context: Context, data: NameUser) -> MemberKept:
    """End a person's access; what they did stays under their name."""
    return _set_active(context, "users.deactivate", data.email, False)


@command.verb("users.reactivate", MemberKept)
def reactivate(context: Context, data: NameUser) -> MemberKept:
    """Restore a person's access."""
    return _set_active(context, "users.reactivate", data.email, True)


@command.verb("users.set_password", MemberKept)
def set_password(context: Context, data: SetPassword) -> MemberKept:
    """Give a person a new password; every session they have open ends."""
    id, active = _member(context, data.email)
    found = sql.row("SELECT user_id, roles FROM member WHERE tenant_id = %s AND id = %s", [context.tenant_id, id])
    assert found is not None
    get_user_model().objects.filter(pk=found[0]).update(password=data.password_hash)
    email = data.email.strip().lower()
    command.note(context, "users.set_password", Subject("member", id), {"email": email})
    return MemberKept(id, email, tuple(json.loads(found[1])), active)


@command.verb("users.create_key", KeyKept)
def create_key(context: Context, data: CreateKey) -> KeyKept:
    """Create an API key; raises `Duplicate` when the name is taken."""
    name = text.clean(data.name, "name", 100, needed=True)
    roles = _check_roles(context, data.roles)
    if sql.row("SELECT 1 FROM api_key WHERE tenant_id = %s AND name = %s", [context.tenant_id, name]):
        raise Duplicate(f"There is a key named {name!r} already.", field="name")
    id = new_id()
    sql.insert(
        "api_key",
        ["tenant_id", "id", "name", "digest", "hint", "roles", "entity_id", "created_at"],
        [
            [
                context.tenant_id,
                id,
                name,
                data.digest,
                data.hint,
                json.dumps(roles),
                context.entity_id,
                context.now,
            ]
        ],
    )
    command.note(context, "users.create_key", Subject("key", id), {"name": name, "roles": list(roles)})
    return KeyKept(id, name, roles, False)


@command.verb("users.revoke_key", KeyKept)
def revoke_key(context: Context, data: RevokeKey) -> KeyKept:
    """Revoke an API key at once and for good."""
    found = sql.row(
        "SELECT id, roles, revoked_at FROM api_key WHERE tenant_id = %s AND name = %s",
        [context.tenant_id, data.name],
    )
    if found is None:
        raise NotFound(f"There is no key named {data.name[:60]!r}.", field="name")
    if found[2] is not None:
        raise Conflict(f"The key {data.name!r} was revoked before.", field="name")
    sql.execute(
        "UPDATE api_key SET revoked_at = %s WHERE tenant_id = %s AND id = %s",
        [context.now, context.tenant_id, found[0]],
    )
    command.note(context, "users.revoke_key", Subject("key", found[0]), {"name": data.name})
    return KeyKept(found[0], data.name, tuple(json.loads(found[1])), True)


@command.verb("roles.change", RoleKept)
def change_role(context: Context, data: ChangeRole) -> RoleKept:
    """Change what a role may do; raises `Invalid` for a permission that does not exist."""
    permissions = tuple(sorted(set(data.permissions)))
    unknown = set(permissions) - set(duties.PERMISSIONS)
    if unknown:
        raise Invalid(f"There is no permission {min(unknown)!r}.", field="permissions")
    if data.name == "administrator" and not {"roles.change", "users.change_roles"} <= set(permissions):
        raise Invalid("An administrator must be able to change roles, or nobody could.", field="permissions")
    changed = sql.execute(
        "UPDATE role SET permissions = %s WHERE tenant_id = %s AND name = %s",
        [json.dumps(permissions), context.tenant_id, data.name],
    )
    if not changed:
        raise NotFound(f"There is no role {data.name[:60]!r}.", field="name")
    command.note(context, "roles.change", Subject("role", None), {"name": data.name, "permissions": permissions})
    return RoleKept(data.name, permissions)


def _set_active(context: Context, name: str, email: str, active: bool) -> MemberKept:
    email = email.strip().lower()
    id, _ = _member(context, email)
    _check_not_self(context, id)
    sql.execute("UPDATE member SET active = %s WHERE tenant_id = %s AND id = %s", [active, context.tenant_id, id])
    command.note(context, name, Subject("member", id), {"email": email})
    found = sql.row("SELECT roles FROM member WHERE tenant_id = %s AND id = %s", [context.tenant_id, id])
    assert found is not None
    return MemberKept(id, email, tuple(json.loads(found[0])), active)


def _member(context: Context, email: str) -> tuple[int, bool]:
    found = sql.row(
        "SELECT id, active FROM member WHERE tenant_id = %s AND email = %s",
        [context.tenant_id, email.strip().lower()],
    )
    if found is None:
        raise NotFound(f"There is nobody with the email {email[:60]!r}.", field="email")
    return found[0], bool(found[1])


def _check_not_self(context: Context, member_id: int) -> None:
    if context.actor.kind == "user" and context.actor.id == member_id:
        raise Invalid("Nobody changes their own access. Ask another administrator.", field="email")


def _check_roles(context: Context, names: tuple[str, ...]) -> tuple[str, ...]:
    known = {row[0] for row in sql.rows("SELECT name FROM role WHERE tenant_id = %s", [context.tenant_id])}
    unknown = set(names) - known
    if unknown or not names:
        named = f"There is no role {min(unknown)!r}. " if unknown else ""
        raise Invalid(f"{named}Choose from {', '.join(sorted(known))}.", field="roles")
    return tuple(sorted(set(names)))
