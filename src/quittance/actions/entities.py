"""The company: opening its books, and its settings."""

from __future__ import annotations

import functools
import hashlib
import json
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from quittance.actions import command, former, particulars
from quittance.actions.command import Context, Subject
from quittance.actions.wire import CARRIED
from quittance.books import lock, sql
from quittance.books.keys import new_id, new_ids
from quittance.books.lock import EntityFacts
from quittance.formats import image
from quittance.reports import letterhead
from quittance.rules import chart, currency, duties, money, text
from quittance.rules.refusals import Duplicate, Invalid, NotFound
from quittance.rules.totals import LATER

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
    """Settings to change; None leaves a setting as it is. Limits are decimal text in base currency.

    Above `approval_limit` a document needs a second person; "" takes the limit away.

    From `legal_name` on they are the letterhead: what every paper says of the company.
    """

    name: str | None = None
    country: str | None = None
    timezone: str | None = None
    writeoff_limit: str | None = None
    legal_name: str | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    region: str | None = None
    vat_id: str | None = None
    tax_number: str | None = None
    registration: str | None = None
    bank_name: str | None = None
    iban: str | None = None
    bic: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    footer: str | None = None
    payment_text: str | None = None
    approval_limit: str | None = field(default=None, metadata=LATER)
    correction: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True, slots=True)
class EntityEdited:
    """The names of the settings that changed."""

    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetLogo:
    """A picture, PNG or SVG; `digest` is the SHA-256 of its bytes. `logo` makes it."""

    digest: str
    content: bytes = field(metadata=CARRIED)


@dataclass(frozen=True, slots=True)
class RemoveLogo:
    """Take the logo away."""


@dataclass(frozen=True, slots=True)
class LogoKept:
    """The kind of picture that is the logo now: png, svg or nothing."""

    kind: str


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
    given = ((name, check, getattr(data, name)) for name, check in CHECKS.items())
    changes: dict[str, object] = {name: check(value) for name, check, value in given if value is not None}
    for name in ("writeoff_limit", "approval_limit"):
        wanted = getattr(data, name)
        if wanted is not None:
            changes[name] = None if not wanted and name != "writeoff_limit" else _limit(wanted, facts, name)
    if changes and not data.correction:
        shown = {name: value for name, value in changes.items() if name in letterhead.ISSUER}
        former.keep(context, "entity", context.entity_id, letterhead.ISSUER, shown)
    if changes:
        _update(context, changes)
    command.note(context, "entities.edit", Subject("entity", context.entity_id), dict(changes))
    return EntityEdited(tuple(changes))


@command.verb("entities.set_logo", LogoKept)
def set_logo(context: Context, data: SetLogo) -> LogoKept:
    """Give the company a logo, or another one; raises `Malformed` for anything but a plain PNG or SVG."""
    kind = image.check(data.content)
    _update(context, {"logo": data.content, "logo_kind": kind})
    said = {"kind": kind, "bytes": len(data.content)}
    command.note(context, "entities.set_logo", Subject("entity", context.entity_id), said)
    return LogoKept(kind)


@command.verb("entities.remove_logo", LogoKept)
def remove_logo(context: Context, data: RemoveLogo) -> LogoKept:
    """Take the logo away; raises `NotFound` when there is none."""
    found = sql.row(
        "SELECT logo_kind FROM entity WHERE tenant_id = %s AND id = %s", [context.tenant_id, context.entity_id]
    )
    if found is None or not found[0]:
        raise NotFound("There is no logo to take away.")
    _update(context, {"logo": None, "logo_kind": ""})
    command.note(context, "entities.remove_logo", Subject("entity", context.entity_id), {})
    return LogoKept("")


def logo(content: bytes) -> SetLogo:
    """The input of `set_logo` for the bytes of a picture."""
    return SetLogo(hashlib.sha256(content).hexdigest(), content)


@functools.cache
def zones() -> tuple[str, ...]:
    """The time zones that this machine knows; finding them opens hundreds of files, so once a process."""
    return tuple(sorted(zoneinfo.available_timezones()))


def check_zone(name: str) -> str:
    """An IANA time zone name that this machine knows; raises `Invalid` otherwise."""
    if name not in zones():
        raise Invalid(f"{name[:60]!r} is not a time zone. Write it as Europe/Amsterdam.", field="timezone")
    return name


CHECKS: dict[str, Callable[[str], str]] = {
    "name": lambda value: text.clean(value, "name", 200, needed=True),
    "country": text.country,
    "timezone": check_zone,
    "legal_name": particulars.short("legal_name", 200),
    **particulars.ADDRESS,
    "vat_id": particulars.vat_id,
    "tax_number": particulars.short("tax_number", 40),
    "registration": particulars.short("registration", 200),
    "bank_name": particulars.short("bank_name", 100),
    "iban": particulars.iban,
    "bic": particulars.bic,
    "phone": particulars.short("phone", 64),
    "email": text.email,
    "website": particulars.website,
    "footer": particulars.paragraph("footer"),
    "payment_text": particulars.paragraph("payment_text"),
}
"""Setting -> what it must be."""


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


def _limit(given: str, facts: EntityFacts, field: str) -> int:
    limit = money.read(given, facts.base_currency, field=field)
    if limit < 0:
        raise Invalid("The limit cannot be below zero.", field=field)
    return limit


def _update(context: Context, changes: dict[str, object]) -> None:
    sets = ", ".join(f"{column} = %s" for column in changes)
    sql.execute(
        f"UPDATE entity SET {sets} WHERE tenant_id = %s AND id = %s",
        [*changes.values(), context.tenant_id, context.entity_id],
    )


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
        ["tenant_id", "id", "name", "title", "permissions", "known"],
        [
            [tenant_id, id, role.name, role.title, json.dumps(role.permissions), json.dumps(duties.KNOWN)]
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
