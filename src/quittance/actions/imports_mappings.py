"""Saved mappings: how somebody's files are laid out, kept by name for the next file."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules import mapping as mappings
from quittance.rules import text
from quittance.rules.mapping import Mapping
from quittance.rules.refusals import Invalid, NotFound

MOST_MAPPINGS = 200


@dataclass(frozen=True, slots=True)
class SaveMapping:
    """A mapping as JSON (`rules.mapping.write`) under a name; the name's mapping so far is replaced."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class RemoveMapping:
    """A saved mapping, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class MappingKept:
    """The mapping, by id and name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping with the name it is kept under."""

    id: int
    name: str
    mapping: Mapping


@command.verb("imports.save_mapping", MappingKept)
def save(context: Context, data: SaveMapping) -> MappingKept:
    """Keep a mapping by name."""
    name = text.clean(data.name, "name", 100, needed=True)
    definition = mappings.write(mappings.check_whole(mappings.read(data.definition)))
    held = sql.row("SELECT COUNT(*) FROM saved_mapping WHERE tenant_id = %s AND name <> %s", [context.tenant_id, name])
    if held is not None and held[0] >= MOST_MAPPINGS:
        raise Invalid(f"At most {MOST_MAPPINGS} mappings are kept. Remove one first.", field="name")
    kept = sql.row(
        "INSERT INTO saved_mapping (tenant_id, id, name, definition) VALUES (%s, %s, %s, %s) "
        "ON CONFLICT (tenant_id, name) DO UPDATE SET definition = EXCLUDED.definition RETURNING id",
        [context.tenant_id, new_id(), name, definition],
    )
    assert kept is not None
    command.note(context, "imports.save_mapping", Subject("mapping", kept[0]), {"name": name})
    return MappingKept(kept[0], name)


@command.verb("imports.remove_mapping", MappingKept)
def remove(context: Context, data: RemoveMapping) -> MappingKept:
    """Remove a mapping; what was imported with it stays."""
    found = sql.row(
        "DELETE FROM saved_mapping WHERE tenant_id = %s AND name = %s RETURNING id", [context.tenant_id, data.name]
    )
    if found is None:
        raise _unknown(data.name)
    command.note(context, "imports.remove_mapping", Subject("mapping", found[0]), {"name": data.name})
    return MappingKept(found[0], data.name)


def listed(context: Context) -> tuple[SavedMapping, ...]:
    """All saved mappings, by name."""
    command.check_allowed(context, "imports.run")
    found = sql.rows(
        "SELECT id, name, definition FROM saved_mapping WHERE tenant_id = %s ORDER BY name", [context.tenant_id]
    )
    return tuple(SavedMapping(id, name, mappings.read(definition)) for id, name, definition in found)


def named(context: Context, name: str) -> Mapping:
    """The mapping of that name; raises `NotFound`."""
    command.check_allowed(context, "imports.run")
    found = sql.row(
        "SELECT definition FROM saved_mapping WHERE tenant_id = %s AND name = %s", [context.tenant_id, name]
    )
    if found is None:
        raise _unknown(name)
    return mappings.read(found[0])


def _unknown(name: str) -> NotFound:
    return NotFound(f"There is no mapping {name[:60]!r}. Look at the saved ones for its name.", field="mapping")
