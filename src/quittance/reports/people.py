"""People, roles and API keys: who may enter, and what each role may do."""

from __future__ import annotations

import json
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules.refusals import NotFound

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


@dataclass(frozen=True, slots=True)
class Able:
    """A member who is here, with everything that its roles allow."""

    id: int
    name: str
    email: str
    permissions: frozenset[str]


def here(books: Books) -> tuple[Able, ...]:
    """Who may enter and what each may do, by name. Two statements."""
    allows = {one.name: frozenset(one.permissions) for one in roles(books)}
    found = sql.rows(
        "SELECT id, name, email, roles FROM member WHERE tenant_id = %s AND active ORDER BY name, id", [books.tenant_id]
    )
    return tuple(
        Able(id, name, email, frozenset[str]().union(*(allows.get(role, frozenset()) for role in json.loads(held))))
        for id, name, email, held in found
    )


def id_of(books: Books, email: str, field: str = "owner", *, active: bool = True) -> int:
    """The id of the person with that address; raises `NotFound` naming the field, for who has left only if `active`."""
    given = email.strip()[:60]
    found = sql.row(
        "SELECT id, active FROM member WHERE tenant_id = %s AND email = %s", [books.tenant_id, email.strip().lower()]
    )
    if found is None or (active and not found[1]):
        raise NotFound(f"Nobody here has the address {given!r}." if given else "Choose a person.", field=field)
    return int(found[0])


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
