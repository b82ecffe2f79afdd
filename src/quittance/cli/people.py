"""People, roles and API keys."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from quittance.cli.answer import CARD, Answer, moment, of_result, plain_of
from quittance.cli.desk import Desk, asks, does

user = typer.Typer(name="user", help="People and their roles.", no_args_is_help=True)
key = typer.Typer(name="key", help="API keys.", no_args_is_help=True)
role = typer.Typer(name="role", help="What each role may do.", no_args_is_help=True)

PASSWORD = "QUITTANCE_PASSWORD"  # noqa: S105
Email = Annotated[str, typer.Argument(help="Email of the person.")]
Roles = Annotated[
    list[str],
    typer.Option("--role", help="clerk, collector, credit_manager, controller, sales, auditor, administrator."),
]


@does(user, "add", "users.invite")
def add(
    desk: Desk,
    email: Email,
    role: Roles,
    name: Annotated[str, typer.Option(help="Name of the person; the email when left out.")] = "",
) -> Answer:
    """Add a person who may sign in; asks for a password, or takes it from QUITTANCE_PASSWORD."""
    from quittance.actions import users

    secret = users.hashed(_password())
    made = desk.do(users.invite, users.InviteUser(email, name or email, tuple(role), secret))
    return of_result(made, f"{made.email} may sign in as {', '.join(made.roles)}.")


@asks(user, "list")
def members(desk: Desk) -> Answer:
    """List everybody who may enter, or may no longer."""
    from quittance.reports import people

    found = people.members(desk.books)
    rows = [(one.email, one.name, ", ".join(one.roles), one.active) for one in found]
    empty = "Nobody yet. Add a person: quittance user add you@example.com --role administrator"
    return Answer(("email", "name", "roles", "active"), rows, lambda: plain_of(found), empty=empty)


@does(user, "roles", "users.change_roles")
def roles(desk: Desk, email: Email, role: Roles) -> Answer:
    """Change a person's roles to the ones named."""
    from quittance.actions import users

    made = desk.do(users.change_roles, users.ChangeUserRoles(email, tuple(role)))
    return of_result(made, f"{made.email}: {', '.join(made.roles)}.")


@does(user, "deactivate", "users.deactivate")
def deactivate(desk: Desk, email: Email) -> Answer:
    """End a person's access; what they did stays under their name."""
    from quittance.actions import users

    made = desk.do(users.deactivate, users.NameUser(email))
    return of_result(made, f"{made.email} may no longer enter.")


@does(user, "reactivate", "users.reactivate")
def reactivate(desk: Desk, email: Email) -> Answer:
    """Restore a person's access."""
    from quittance.actions import users

    made = desk.do(users.reactivate, users.NameUser(email))
    return of_result(made, f"{made.email} may enter again.")


@does(user, "password", "users.set_password")
def password(desk: Desk, email: Email) -> Answer:
    """Give a person a new password; asks for it, or takes it from QUITTANCE_PASSWORD."""
    from quittance.actions import users

    made = desk.do(users.set_password, users.SetPassword(email, users.hashed(_password())))
    return of_result(made, f"{made.email} has a new password.")


@does(key, "create", "users.create_key")
def create(
    desk: Desk,
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    role: Roles,
) -> Answer:
    """Create an API key; its secret is printed once and kept nowhere."""
    from quittance.actions import identity, users

    secret = identity.new_secret(desk.context.tenant_id)
    made = desk.do(users.create_key, users.CreateKey(name, tuple(role), secret.digest, secret.hint))
    shown = "" if desk.asked.dry_run else secret.text
    document = {**plain_of(made), "secret": shown}
    rows = [(what, ", ".join(value) if isinstance(value, list) else value) for what, value in document.items()]
    return Answer(CARD, rows, lambda: document, "Keep the secret now: it is not shown again.")


@asks(key, "list")
def keys(desk: Desk) -> Answer:
    """List API keys by the end of their secret, revoked ones too."""
    from quittance.reports import people

    rows = [
        (
            one.name,
            one.hint,
            ", ".join(one.roles),
            moment(one.created_at),
            moment(one.revoked_at) if one.revoked_at else "",
        )
        for one in people.keys(desk.books)
    ]
    empty = "No key yet. Create one: quittance key create NAME --role clerk"
    return Answer(("name", "hint", "roles", "created_at", "revoked_at"), rows, empty=empty)


@does(key, "revoke", "users.revoke_key")
def revoke(desk: Desk, name: Annotated[str, typer.Argument(help="Name of the key.")]) -> Answer:
    """Revoke an API key at once and for good."""
    from quittance.actions import users

    made = desk.do(users.revoke_key, users.RevokeKey(name))
    return of_result(made, f"The key {made.name} is revoked.")


@asks(role, "list")
def all_roles(desk: Desk) -> Answer:
    """List every role with what it may do."""
    from quittance.reports import people

    found = people.roles(desk.books)
    rows = [(one.name, one.title, ", ".join(one.permissions)) for one in found]
    return Answer(("name", "title", "permissions"), rows, lambda: plain_of(found))


@does(role, "change", "roles.change")
def change(
    desk: Desk,
    name: Annotated[str, typer.Argument(help="Name of the role.")],
    permission: Annotated[list[str], typer.Option("--permission", help="Everything the role may do; may be repeated.")],
) -> Answer:
    """Change what a role may do to exactly the permissions named."""
    from quittance.actions import users

    made = desk.do(users.change_role, users.ChangeRole(name, tuple(permission)))
    return of_result(made, f"The role {made.name} may do {len(made.permissions)} things.")


def _password() -> str:
    given = os.environ.get(PASSWORD, "")
    if given:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password (at least 10 characters)", hide_input=True, confirmation_prompt=True))
