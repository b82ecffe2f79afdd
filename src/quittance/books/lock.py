"""The first and only lock: customer rows in a fixed order, with the entity's period held still."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.rules.refusals import NotFound, PeriodLocked


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What posting needs to know of the entity."""

    id: int
    name: str
    base_currency: str
    locked_through: datetime.date | None
    writeoff_limit: int
    approval_limit: int | None = None


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """What the verbs need to know of a locked customer; `granted` says that its terms have a history."""

    id: int
    number: str
    name: str
    kind: str
    currency: str
    terms: str
    parent_id: int | None
    granted: bool = False


@dataclass(frozen=True, slots=True)
class Locked:
    """The locked customers, by id, and the entity they are dealt with in."""

    entity: EntityFacts
    customers: dict[int, CustomerFacts]

    def by_number(self, number: str) -> CustomerFacts:
        """The locked customer of that number."""
        return next(customer for customer in self.customers.values() if customer.number == number)


GRANTED = "EXISTS (SELECT 1 FROM granted_terms g WHERE g.tenant_id = c.tenant_id AND g.customer_id = c.id)"
"""Whether terms were granted to customer c. Index granted_terms_customer."""

_ENTITY = "e.id, e.name, e.base_currency, e.locked_through, e.writeoff_limit, e.approval_limit"
_COLUMNS = f"c.id, c.number, c.name, c.kind, c.currency, c.terms, c.parent_id, {GRANTED}, {_ENTITY}"
_FROM = "FROM customer c JOIN entity e ON e.tenant_id = c.tenant_id WHERE c.tenant_id = %s AND e.id = %s"


def customers_by_number(tenant_id: int, entity_id: int, numbers: Sequence[str]) -> Locked:
    """Lock customers named by number; raises `NotFound` naming the first that is missing."""
    wanted = list(dict.fromkeys(numbers))
    found = _lock(f"c.number IN ({sql.marks(len(wanted))})", [tenant_id, entity_id, *wanted])
    missing = set(wanted) - {customer.number for customer in found.customers.values()} if found else set(wanted)
    if missing or found is None:
        raise NotFound(f"There is no customer {min(missing)!r}. Check the number or create it first.", field="customer")
    return found


def customers_by_id(tenant_id: int, entity_id: int, ids: Sequence[int]) -> Locked:
    """Lock customers by id; raises `NotFound` when one is missing."""
    wanted = sorted(set(ids))
    found = _lock(f"c.id IN ({sql.marks(len(wanted))})", [tenant_id, entity_id, *wanted])
    if found is None or len(found.customers) != len(wanted):
        raise NotFound("There is no such customer.", field="customer")
    return found


def known(tenant_id: int, entity_id: int, numbers: Sequence[str], ids: Sequence[int] = ()) -> Locked:
    """Lock those of the customers that exist, and hold the period still even when none does."""
    facts = _entity(tenant_id, entity_id, "FOR SHARE")
    named, wanted = list(dict.fromkeys(numbers)), sorted(set(ids))
    condition = f"(c.number IN ({sql.marks(len(named))}) OR c.id IN ({sql.marks(len(wanted))}))"
    found = _lock(condition, [tenant_id, entity_id, *named, *wanted]) if named or wanted else None
    return Locked(facts, found.customers if found else {})


def entity(tenant_id: int, entity_id: int) -> EntityFacts:
    """Lock the entity itself, to move its period lock or change its settings."""
    return _entity(tenant_id, entity_id, "FOR UPDATE")


def check_open(entity_facts: EntityFacts, on: datetime.date) -> None:
    """Raise `PeriodLocked` when nothing may post on that business day."""
    locked = entity_facts.locked_through
    if locked is not None and on <= locked:
        raise PeriodLocked(
            f"{entity_facts.name} is locked through {locked.isoformat()}. "
            f"Use a later day than that, or ask a controller to unlock the period.",
            field="effective_on",
        )


def _entity(tenant_id: int, entity_id: int, how: str) -> EntityFacts:
    tail = f" {how}" if sql.on_postgresql() else ""
    found = sql.row(
        f"SELECT {_ENTITY} FROM entity e WHERE e.tenant_id = %s AND e.id = %s{tail}", [tenant_id, entity_id]
    )
    if found is None:
        raise NotFound("There is no such company.")
    return _facts(found)


def _facts(row: Sequence[Any]) -> EntityFacts:
    """The entity from a row of `_ENTITY`."""
    id, name, currency, locked_through, writeoff_limit, approval_limit = row
    return EntityFacts(id, name, currency, sql.day_or_none(locked_through), writeoff_limit, approval_limit)


def _lock(condition: str, params: list[object]) -> Locked | None:
    # The customer rows are taken in the order of their ids, so that two writers never wait for each other.
    tail = " FOR NO KEY UPDATE OF c FOR SHARE OF e" if sql.on_postgresql() else ""
    found = sql.rows(f"SELECT {_COLUMNS} {_FROM} AND {condition} ORDER BY c.id{tail}", params)
    if not found:
        return None
    return Locked(_facts(found[0][8:]), {row[0]: CustomerFacts(*row[:8]) for row in found})
