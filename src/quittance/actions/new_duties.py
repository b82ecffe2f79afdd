"""Permissions that a new version brings: the roles of companies that are there already get theirs."""

from __future__ import annotations

import json

from quittance.actions import identity, users
from quittance.books import sql
from quittance.rules import duties

KNOWN = json.dumps(sorted(duties.PERMISSIONS))
"""What a role is marked with once it was given all that this version has for it."""


def hand_out() -> int:
    """Give every role the permissions that did not exist when it was given some last; how many roles got any.

    What a company has taken from a role stays taken: only what is new is given, as a change that stands in the trail.
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
    changed = 0
    for name, permissions, known in rows:
        before = set(json.loads(known)) or held  # a role that was never marked: what nobody holds is new
        wanted = sorted({*json.loads(permissions), *(_starting(name) - before)})
        if wanted != sorted(json.loads(permissions)):
            users.change_role(identity.operator(tenant_id, entity_id), users.ChangeRole(name, tuple(wanted)))
            changed += 1
        sql.execute("UPDATE role SET known = %s WHERE tenant_id = %s AND name = %s", [KNOWN, tenant_id, name])
    return changed


def _starting(name: str) -> set[str]:
    """What a role of that name begins with in a new company."""
    return {permission for role in duties.ROLES if role.name == name for permission in role.permissions}
