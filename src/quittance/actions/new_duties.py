"""Permissions that a new version brings: the roles of companies that are there already get theirs."""

from __future__ import annotations

import json

from quittance.actions import identity, users
from quittance.books import sql
from quittance.rules import duties

KNOWN = json.dumps(duties.KNOWN)
"""The mark of this version, as it is kept."""


def hand_out() -> int:
    """Give every role the permissions that did not exist when it was given some last; how many roles got any.

    What a company has taken from a role stays taken: only what is new is given, as a change that stands in the trail.
    What a starting role got later than other roles (`duties.WIDENED`) is given where the company has left the role as
    it was.
    """
    tenants = sql.rows(
        "SELECT tenant_id, MIN(id) FROM entity WHERE tenant_id IN (SELECT id FROM tenant) GROUP BY tenant_id"
    )
    return sum(_in_company(tenant_id, entity_id) for tenant_id, entity_id in tenants)


def _in_company(tenant_id: int, entity_id: int) -> int:
    rows = sql.rows(
        "SELECT name, permissions, known FROM role WHERE tenant_id = %s AND known <> %s", [tenant_id, KNOWN]
    )
    everything = sql.rows("SELECT permissions FROM role WHERE tenant_id = %s", [tenant_id]) if rows else []
    held = {name for (permissions,) in everything for name in json.loads(permissions)}
    touched = _touched(tenant_id) if rows else set()
    changed = 0
    for name, permissions, known in rows:
        before = set(json.loads(known)) or held  # a role that was never marked: what nobody holds is new
        has = set(json.loads(permissions))
        wanted = has | (_starting(name) - before)
        if name not in touched:
            wanted |= _widened(name, has | wanted, before)
        if wanted != has:
            given = tuple(sorted(wanted))
            users.change_role(identity.operator(tenant_id, entity_id), users.ChangeRole(name, given))
            changed += 1
        sql.execute("UPDATE role SET known = %s WHERE tenant_id = %s AND name = %s", [KNOWN, tenant_id, name])
    return changed


def _starting(name: str) -> set[str]:
    """What a role of that name begins with in a new company."""
    return {permission for role in duties.ROLES if role.name == name for permission in role.permissions}


def _widened(name: str, has: set[str], before: set[str]) -> set[str]:
    """What the role was given later than others, where but for that it is what it begins with, and once."""
    later = {
        permission
        for mark in duties.WIDENED
        for permission, _, role in [mark.partition(" for ")]
        if role == name and mark not in before
    }
    as_it_was = has & set(duties.PERMISSIONS) == _starting(name) - later
    return later if as_it_was else set()


def _touched(tenant_id: int) -> set[str]:
    """Roles that a person of the company has changed. Index event_subject."""
    found = sql.rows(
        "SELECT data FROM event WHERE tenant_id = %s AND subject_kind = 'role' AND verb = 'roles.change' "
        "AND outcome = 'done' AND actor_kind <> 'operator'",
        [tenant_id],
    )
    return {json.loads(data)["name"] for (data,) in found}
