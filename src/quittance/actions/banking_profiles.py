"""Profiles of bank tables: how a bank's CSV or XLSX files are laid out, guessed, corrected and kept by name."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.formats import bank_sheet
from quittance.formats.bank import Line, Statement
from quittance.reports import books
from quittance.rules import bank_layout, text
from quittance.rules.bank_layout import Guessed, Layout
from quittance.rules.columns import Rows
from quittance.rules.refusals import Invalid, NotFound, Refusal

MOST_PROFILES = 100
SHOWN_LINES = 6


@dataclass(frozen=True, slots=True)
class SaveProfile:
    """A layout as JSON (`rules.bank_layout.write`) under a name; the name's layout so far is replaced."""

    name: str
    layout: str


@dataclass(frozen=True, slots=True)
class RemoveProfile:
    """A profile, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class ProfileKept:
    """The profile, by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile with its layout."""

    name: str
    layout: Layout


@dataclass(frozen=True, slots=True)
class Looked:
    """A table as a layout reads it: its statements and first lines, or the `fault` that stops the reading."""

    guessed: Guessed
    layout: Layout
    sample: tuple[tuple[str, ...], ...]
    statements: tuple[Statement, ...]
    lines: tuple[Line, ...]
    fault: str


@command.verb("banking.save_profile", ProfileKept)
def save(context: Context, data: SaveProfile) -> ProfileKept:
    """Keep a profile by name; raises `Invalid`."""
    name = text.clean(data.name, "name", 100, needed=True)
    layout = bank_layout.write(bank_layout.read(data.layout))
    held = sql.row(
        "SELECT COUNT(*) FROM bank_profile WHERE tenant_id = %s AND entity_id = %s AND name <> %s",
        [context.tenant_id, context.entity_id, name],
    )
    if held is not None and held[0] >= MOST_PROFILES:
        raise Invalid(f"At most {MOST_PROFILES} profiles are kept. Remove one first.", field="name")
    sql.execute(
        "INSERT INTO bank_profile (tenant_id, id, entity_id, name, layout) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT (tenant_id, entity_id, name) DO UPDATE SET layout = EXCLUDED.layout",
        [context.tenant_id, new_id(), context.entity_id, name, layout],
    )
    command.note(context, "banking.save_profile", Subject("bank_profile", None), {"name": name})
    return ProfileKept(name)


@command.verb("banking.remove_profile", ProfileKept)
def remove(context: Context, data: RemoveProfile) -> ProfileKept:
    """Remove a profile; what was read by it stays."""
    gone = sql.execute(
        "DELETE FROM bank_profile WHERE tenant_id = %s AND entity_id = %s AND name = %s",
        [context.tenant_id, context.entity_id, data.name],
    )
    if not gone:
        raise _unknown(data.name)
    command.note(context, "banking.remove_profile", Subject("bank_profile", None), {"name": data.name})
    return ProfileKept(data.name)


def listed(context: Context) -> tuple[Profile, ...]:
    """All profiles, by name."""
    found = sql.rows(
        "SELECT name, layout FROM bank_profile WHERE tenant_id = %s AND entity_id = %s ORDER BY name",
        [context.tenant_id, context.entity_id],
    )
    return tuple(Profile(name, bank_layout.read(layout)) for name, layout in found)


def named(context: Context, name: str) -> str:
    """The layout of a profile as it is kept; raises `NotFound`."""
    found = sql.row(
        "SELECT layout FROM bank_profile WHERE tenant_id = %s AND entity_id = %s AND name = %s",
        [context.tenant_id, context.entity_id, name],
    )
    if found is None:
        raise _unknown(name)
    return str(found[0])


def fitting(context: Context, content: bytes) -> str:
    """The name of the profile with the most columns that the table has, "" for none."""
    rows = bank_sheet.rows(content, bank_sheet.MOST_LOOKED_AT)
    fits = [one for one in listed(context) if one.layout.header_row and _fits(one.layout, rows)]
    best = max(fits, key=lambda one: len(one.layout.columns), default=None)
    return best.name if best else ""


def look(context: Context, content: bytes, layout: Layout | None = None) -> Looked:
    """A table as a layout reads it, by default the guessed one; raises `Invalid` when it is no table."""
    if not bank_sheet.is_table(content):
        raise Invalid("This is no table of bank lines: it needs a day, an amount and a text in columns.", field="file")
    rows = bank_sheet.rows(content, bank_sheet.MOST_LOOKED_AT)
    currency = books.entity(books.of(context)).base_currency
    guessed = bank_layout.guess(rows, currency)
    used = layout or guessed.layout
    above = [row for row in rows if row[0] < used.header_row]
    used = bank_layout.of_table(used, above)
    sample = tuple(tuple(cells) for n, cells in rows if n > used.header_row)[:SHOWN_LINES]
    try:
        header = bank_sheet.header(rows, used.header_row)
        guessed = Guessed(guessed.layout, guessed.choices, header)
        found = bank_sheet.read(content, bank_layout.check(used))
    except Refusal as refusal:
        return Looked(guessed, used, sample, (), (), refusal.sentence)
    lines = tuple(line for statement in found.statements for line in statement.lines)[:SHOWN_LINES]
    return Looked(guessed, used, sample, found.statements, lines, "")


def propose(context: Context, content: bytes) -> Looked:
    """As `look`, where nobody can correct the guess at once; raises `Invalid` when it found no day and no amount."""
    found = look(context, content)
    if {"booked_on", "amount"} <= set(found.layout.missing()):
        raise Invalid("No column of this file looks like a day or an amount. Send a table of movements.", field="file")
    return found


def _fits(layout: Layout, rows: Rows) -> bool:
    try:
        return bank_layout.fits(layout, bank_sheet.header(rows, layout.header_row))
    except Refusal:
        return False


def _unknown(name: str) -> NotFound:
    return NotFound(f"There is no profile {name[:60]!r}. Save one first.", field="profile")
