"""People, roles and API keys: who may enter, and what each role may do."""

from __future__ import annotations

import json
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A person of the company."""

    id: int
    name: str
    email: str
    roles: tuple[str, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role and everything it may do."""

    name: str
    title: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An API key: `hint` is the end of its secret; moments are microseconds since 1970, UTC."""

    id: int
    name: str
    hint: str
    roles: tuple[str, ...]
    created_at: int
    revoked_at: int | None


def members(books: Books) -> tuple[MemberRow, ...]:
    """Everybody, those who may no longer enter too, by name."""
    found = sql.rows(
        "SELECT id, name, email, roles, active FROM member WHERE tenant_id = %s ORDER BY name, id LIMIT %s",
        [books.tenant_id, MOST_ROWS],
    )
    return tuple(MemberRow(row[0], row[1], row[2], tuple(json.loads(row[3])), bool(row[4])) for row in found)


def roles(books: Books) -> tuple[RoleRow, ...]:
    """Every role, by name."""
    found = sql.rows("SELECT name, title, permissions FROM role WHERE tenant_id = %s ORDER BY name", [books.tenant_id])
    return tuple(RoleRow(row[0], row[1], tuple(json.loads(row[2]))) for row in found)


def keys(books: Books) -> tuple[KeyRow, ...]:
    """Every key of the company, revoked ones too, by name."""
    found = sql.rows(
        "SELECT id, name, hint, roles, created_at, revoked_at FROM api_key "
        "WHERE tenant_id = %s AND entity_id = %s ORDER BY name LIMIT %s",
        [books.tenant_id, books.entity_id, MOST_ROWS],
    )
    return tuple(KeyRow(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4], row[5]) for row in found)
