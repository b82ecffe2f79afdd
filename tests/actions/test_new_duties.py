"""Permissions of a new version: given once to roles that are there, and never what a company has taken away."""

from __future__ import annotations

import json

import pytest

from quittance.actions import new_duties, users
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import audit, books
from quittance.rules import duties
from tests import factories

pytestmark = pytest.mark.django_db
CLERK = {permission for role in duties.ROLES if role.name == "clerk" for permission in role.permissions}
SALES = {permission for role in duties.ROLES if role.name == "sales" for permission in role.permissions}
NEW, OLD = "payments.record", "invoices.record"
LATER = "dunning.finish"


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


def set_role(context: Context, name: str, permissions: set[str], known: set[str]) -> None:
    """What an earlier version has left of a role."""
    sql.execute(
        "UPDATE role SET permissions = %s, known = %s WHERE tenant_id = %s AND name = %s",
        [json.dumps(sorted(permissions)), json.dumps(sorted(known)), context.tenant_id, name],
    )


def may(context: Context, name: str) -> set[str]:
    """What a role may do now."""
    row = sql.row("SELECT permissions FROM role WHERE tenant_id = %s AND name = %s", [context.tenant_id, name])
    assert row is not None
    return set(json.loads(row[0]))


def test_roles_of_this_version_are_left_alone(context: Context) -> None:
    users.change_role(context, users.ChangeRole("clerk", tuple(CLERK - {OLD})))
    assert new_duties.hand_out() == 0
    assert may(context, "clerk") == CLERK - {OLD}


def test_what_is_new_is_given_once_and_what_was_taken_stays_taken(context: Context) -> None:
    set_role(context, "clerk", CLERK - {NEW, OLD}, set(duties.PERMISSIONS) - {NEW})
    assert new_duties.hand_out() == 1
    assert may(context, "clerk") == CLERK - {OLD}
    (event,) = audit.trail(books.of(context), audit.Filter(verb="roles.change"))
    assert NEW in event.data["permissions"] and event.actor_name == "operator"
    users.change_role(context, users.ChangeRole("clerk", tuple(CLERK - {OLD, NEW})))
    assert new_duties.hand_out() == 0
    assert may(context, "clerk") == CLERK - {OLD, NEW}


def test_of_roles_that_were_never_marked_only_what_nobody_holds_is_new(context: Context) -> None:
    for role in duties.ROLES:
        set_role(context, role.name, set(role.permissions) - {NEW}, set())
    set_role(context, "clerk", CLERK - {NEW, "contacts.add"}, set())
    assert new_duties.hand_out() == len([role for role in duties.ROLES if NEW in role.permissions])
    assert may(context, "clerk") == CLERK - {"contacts.add"}
    assert may(context, "auditor") == {p for role in duties.ROLES if role.name == "auditor" for p in role.permissions}


def test_what_a_role_got_later_than_others_is_given_once_where_it_stands_as_it_was(context: Context) -> None:
    for name, permissions in (("sales", SALES), ("controller", may(context, "controller"))):
        set_role(context, name, permissions - {LATER}, set(duties.PERMISSIONS))
    assert new_duties.hand_out() == 2
    assert may(context, "sales") == SALES and LATER in may(context, "controller")
    users.change_role(context, users.ChangeRole("sales", tuple(SALES - {LATER})))
    assert new_duties.hand_out() == 0 and may(context, "sales") == SALES - {LATER}


def test_a_role_that_a_company_has_changed_is_not_widened(context: Context) -> None:
    set_role(context, "sales", SALES - {LATER, "contacts.add"}, set(duties.PERMISSIONS))
    chief = factories.member(context, "administrator")
    for permissions in ({*may(context, "controller"), OLD}, may(context, "controller") - {LATER}):
        users.change_role(chief, users.ChangeRole("controller", tuple(permissions)))
    set_role(context, "controller", may(context, "controller"), set(duties.PERMISSIONS))
    assert new_duties.hand_out() == 0
    assert may(context, "sales") == SALES - {LATER, "contacts.add"} and LATER not in may(context, "controller")


def test_roles_of_a_new_company_have_what_was_widened(context: Context) -> None:
    assert new_duties.hand_out() == 0 and LATER in may(context, "sales") & may(context, "controller")
    for mark in duties.WIDENED:
        permission, _, name = mark.partition(" for ")
        assert permission in may(context, name), "a role begins with what it was widened by"
