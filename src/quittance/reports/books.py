"""Whose books a question is about, and what there is to know of the company itself."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Protocol

from quittance.books import sql
from quittance.rules.refusals import NotFound


class Scoped(Protocol):
    """Anything that names a tenant and an entity, such as the context of a command."""

    @property
    def tenant_id(self) -> int: ...

    @property
    def entity_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Books:
    """The books of one entity."""

    tenant_id: int
    entity_id: int


@dataclass(frozen=True, slots=True)
class EntityCard:
    """The company: limits in base minor units, `receivable_code` of its control account.

    `approval_limit` None lets everybody issue alone.
    """

    name: str
    code: str
    base_currency: str
    country: str
    timezone: str
    locked_through: datetime.date | None
    writeoff_limit: int
    receivable_code: str
    approval_limit: int | None = None


def of(scoped: Scoped) -> Books:
    """The books that a context works in."""
    return Books(scoped.tenant_id, scoped.entity_id)


def entity(books: Books) -> EntityCard:
    """The company's card; raises `NotFound` when there is none."""
    found = sql.row(
        "SELECT e.name, e.code, e.base_currency, e.country, e.timezone, e.locked_through, e.writeoff_limit, a.code, "
        "e.approval_limit "
        "FROM entity e JOIN account a ON a.tenant_id = e.tenant_id AND a.entity_id = e.id AND a.kind = 'receivable' "
        "WHERE e.tenant_id = %s AND e.id = %s ORDER BY a.code LIMIT 1",
        [books.tenant_id, books.entity_id],
    )
    if found is None:
        raise NotFound("There is no such company.")
    name, code, base, country, zone, locked, limit, receivable, approval = found
    return EntityCard(name, code, base, country, zone, sql.day_or_none(locked), limit, receivable, approval)


def names() -> tuple[str, ...]:
    """Names of all companies in the database, in the order in which they were opened."""
    found = sql.rows("SELECT name FROM entity WHERE tenant_id IN (SELECT id FROM tenant) ORDER BY tenant_id, id")
    return tuple(row[0] for row in found)
