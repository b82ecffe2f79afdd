"""Duties: roles hold only what exists, no starting role conflicts with itself, and conflicts are found as pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import duties

some_permissions = st.frozensets(st.sampled_from(sorted(duties.PERMISSIONS)))


@pytest.mark.parametrize("role", duties.ROLES, ids=lambda role: role.name)
def test_a_starting_role_reads_the_books_and_is_free_of_conflicts(role: duties.StartingRole) -> None:
    held = frozenset(role.permissions)
    assert duties.READ in held
    assert held <= set(duties.PERMISSIONS) and len(held) == len(role.permissions)
    assert duties.conflicts(held) == []


def test_the_roles_are_the_seven_of_the_field() -> None:
    assert [role.name for role in duties.ROLES] == [
        "clerk",
        "collector",
        "credit_manager",
        "controller",
        "sales",
        "auditor",
        "administrator",
    ]
    assert all(role.title[0].isupper() for role in duties.ROLES)


@pytest.mark.parametrize(
    ("role", "verb"),
    [
        ("clerk", "writeoffs.write_off"),
        ("clerk", "credits.record"),
        ("clerk", "payments.refund"),
        ("clerk", "closing.unlock"),
        ("collector", "payments.record"),
        ("sales", "invoices.record"),
        ("controller", "payments.record"),
        ("credit_manager", "allocations.allocate"),
        ("auditor", "customers.edit"),
        ("administrator", "payments.record"),
        ("administrator", "closing.lock"),
    ],
)
def test_a_starting_role_may_not_do_what_lies_with_another(role: str, verb: str) -> None:
    held = {one.name: one.permissions for one in duties.ROLES}[role]
    assert verb in duties.VERBS and verb not in held


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("payments.record", "writeoffs.write_off"),
        ("allocations.allocate", "credits.record"),
        ("payments.record", "payments.refund"),
        ("customers.edit", "payments.refund"),
        ("closing.lock", "payments.record"),
        ("closing.unlock", "invoices.record"),
        ("roles.change", "payments.record"),
    ],
)
def test_one_person_should_not_hold_both(one: str, other: str) -> None:
    assert duties.conflicts(frozenset({one, other})) == [(one, other)]
    assert duties.conflicts(frozenset({one})) == duties.conflicts(frozenset({other})) == []


@given(some_permissions, some_permissions)
def test_more_permissions_never_hide_a_conflict(held: frozenset[str], more: frozenset[str]) -> None:
    fewer, all_of_them = duties.conflicts(held), duties.conflicts(held | more)
    assert set(fewer) <= set(all_of_them)
    assert all({one, other} <= held | more for one, other in all_of_them)


def test_clerk_and_controller_together_conflict() -> None:
    roles = {role.name: frozenset(role.permissions) for role in duties.ROLES}
    assert ("payments.record", "payments.refund") in duties.conflicts(roles["clerk"] | roles["controller"])
