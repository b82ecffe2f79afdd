"""The company: opening its books, and its settings."""

from __future__ import annotations

import json
import zoneinfo
from dataclasses import dataclass

from django.db import transaction

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import lock, sql
from quittance.books.keys import new_id, new_ids
from quittance.rules import chart, currency, duties, money, text
from quittance.rules.refusals import Duplicate, Invalid

UNIDENTIFIED = "UNIDENTIFIED"
"""Number of the customer that holds payments whose payer is not known yet."""

STARTING_WRITEOFF_LIMIT = 500


@dataclass(frozen=True, slots=True)
class OpenBooks:
    """A new company: its name, currency and time zone (an IANA name)."""

    name: str
    currency: str
    country: str = ""
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Opened:
    """The tenant and entity that were made."""

    tenant_id: int
    entity_id: int


@dataclass(frozen=True, slots=True)
class EditEntity:
    """Settings to change; None leaves a setting as it is. The limit is decimal text in base currency."""

    name: str | None = None
    country: str | None = None
    timezone: str | None = None
    writeoff_limit: str | None = None


@dataclass(frozen=True, slots=True)
class EntityEdited:
    """The names of the settings that changed."""

    changed: tuple[str, ...]


def open_books(data: OpenBooks, now: int) -> Opened:
    """Make a tenant with one entity, its chart of accounts, roles and the unidentified customer.

    Raises `Invalid` for an unknown currency, country or time zone. `now` is microseconds UTC.
    """
    name = text.clean(data.name, "name", 200, needed=True)
    base = currency.check(data.currency.strip().upper())
    land, zone = text.country(data.country), check_zone(data.timezone)
    with transaction.atomic():
        tenant_id, entity_id = new_id(), new_id()
        sql.insert("tenant", ["id", "name", "created_at"], [[tenant_id, name, now]])
        sql.insert(
            "entity",
            ["tenant_id", "id", "code", "name", "base_currency", "country", "timezone", "writeoff_limit"],
            [[tenant_id, entity_id, "main", name, base, land, zone, STARTING_WRITEOFF_LIMIT]],
        )
        _open_accounts(tenant_id, entity_id)
        _open_roles(tenant_id)
        _open_unidentified(tenant_id, base, now)
    return Opened(tenant_id, entity_id)


@command.verb("entities.edit", EntityEdited)
def edit(context: Context, data: EditEntity) -> EntityEdited:
    """Change the company's settings."""
    facts = lock.entity(context.tenant_id, context.entity_id)
    changes: dict[str, object] = {}
    if data.name is not None:
        changes["name"] = text.clean(data.name, "name", 200, needed=True)
    if data.country is not None:
        changes["country"] = text.country(data.country)
    if data.timezone is not None:
        changes["timezone"] = check_zone(data.timezone)
    if data.writeoff_limit is not None:
        limit = money.read(data.writeoff_limit, facts.base_currency, field="writeoff_limit")
        if limit < 0:
            raise Invalid("The limit cannot be below zero.", field="writeoff_limit")
        changes["writeoff_limit"] = limit
    if changes:
        sets = ", ".join(f"{column} = %s" for column in changes)
        sql.execute(
            f"UPDATE entity SET {sets} WHERE tenant_id = %s AND id = %s",
            [*changes.values(), context.tenant_id, context.entity_id],
        )
    command.note(context, "entities.edit", Subject("entity", context.entity_id), dict(changes))
    return EntityEdited(tuple(changes))


def check_zone(name: str) -> str:
    """An IANA time zone name that this machine knows; raises `Invalid` otherwise."""
    if name not in zoneinfo.available_timezones():
        raise Invalid(f"{name[:60]!r} is not a time zone. Write it as Europe/Amsterdam.", field="timezone")
    return name


def only() -> Opened:
    """The one company of this database; raises `Invalid` when there is none, `Duplicate` when there are several."""
    found = sql.rows(
        "SELECT tenant_id, id FROM entity WHERE tenant_id IN (SELECT id FROM tenant) ORDER BY tenant_id, id"
    )
    if not found:
        raise Invalid("There are no books yet. Open them with: quittance init --entity NAME --currency EUR")
    if len(found) > 1:
        raise Duplicate("There are several companies here. Name one with --entity.")
    return Opened(*found[0])


def named(name: str) -> Opened:
    """The company of that name or code; raises `Invalid` when there is none or more than one."""
    found = sql.rows(
        "SELECT tenant_id, id FROM entity WHERE tenant_id IN (SELECT id FROM tenant) AND (name = %s OR code = %s)",
        [name, name],
    )
    if len(found) != 1:
        raise Invalid(f"There is no single company named {name[:60]!r} here.", field="entity")
    return Opened(*found[0])


def _open_accounts(tenant_id: int, entity_id: int) -> None:
    ids = new_ids(len(chart.STARTING))
    sql.insert(
        "account",
        ["tenant_id", "id", "entity_id", "code", "name", "kind"],
        [[tenant_id, id, entity_id, one.code, one.name, one.kind] for id, one in zip(ids, chart.STARTING, strict=True)],
    )


def _open_roles(tenant_id: int) -> None:
    ids = new_ids(len(duties.ROLES))
    sql.insert(
        "role",
        ["tenant_id", "id", "name", "title", "permissions"],
        [
            [tenant_id, id, role.name, role.title, json.dumps(role.permissions)]
            for id, role in zip(ids, duties.ROLES, strict=True)
        ],
    )


def _open_unidentified(tenant_id: int, base: str, now: int) -> None:
    columns = "tenant_id id number name kind email country currency language terms vat_id iban external_id search"
    sql.insert(
        "customer",
        [*columns.split(), "version", "recorded_at"],
        [
            [tenant_id, new_id(), UNIDENTIFIED, "Unidentified payers", "unidentified", "", "", base, "en"]
            + 4 * [""]
            + ["unidentified payers", 1, now]
        ],
    )
