"""The bank: files taken in whole or not at all, kept waiting when they do not add up, never in twice."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from quittance.actions import banking_profiles, command, reading, remittances
from quittance.actions.banking_rows import LINE_COLUMNS, Row, rows_of
from quittance.actions.command import Context, Subject
from quittance.actions.wire import CARRIED
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.formats import bank_sheet, statements
from quittance.formats.bank import BankFile, Control, Statement
from quittance.rules import bank_layout, money, text
from quittance.rules.bankline import DISCARDED, IMPORTED, QUARANTINED, UNREAD, checksums
from quittance.rules.refusals import Conflict, NotFound, Refusal

MOST_FLAGS = 500
"""Flags of a file that are kept."""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A bank file, read; `digest` is the SHA-256 of its bytes, `layout` that of a table (JSON of rules.bank_layout).

    A table whose layout nobody knows yet is kept unread, with `found` None.
    """

    name: str
    digest: str
    layout: str = ""
    content: bytes = field(default=b"", metadata=CARRIED)
    found: BankFile | None = field(default=None, metadata=CARRIED)


@dataclass(frozen=True, slots=True)
class FileTaken:
    """What became of a file: `state` is imported, quarantined, unread or discarded; `lines` counts its movements,
    `new` those that no other file had brought; `waiting` those that the bank has not booked yet."""

    id: int
    name: str
    format: str
    state: str
    statements: int
    lines: int
    new: int
    waiting: int
    again: bool
    differences: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A table that waits for its layout, and the profile to read it by."""

    id: int
    profile: str


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """Take a quarantined file in as it is; the reason is kept."""

    id: int
    reason: str


@dataclass(frozen=True, slots=True)
class DiscardFile:
    """Give a file up that is quarantined or unread; it stays on record."""

    id: int
    reason: str


def import_bytes(context: Context, name: str, content: bytes, profile: str = "") -> FileTaken:
    """Read a file and take it in; raises `Malformed` with the place of the fault, which is an event too.

    A table is read by the profile of that name, or by the one whose columns it has; without either it waits unread,
    until the same file comes again and a profile fits.
    """
    reading.check(context, "banking.import_file")
    try:
        layout, found, fits = "", None, ""
        if statements.looks_like(content) or not bank_sheet.is_table(content):
            found = statements.read(content)
        else:
            fits = profile or banking_profiles.fitting(context, content)
            layout = banking_profiles.named(context, fits) if fits else ""
            found = _read(content, layout) if layout else None
    except Refusal as refusal:
        if not context.dry_run:
            command.note_refusal(context, "banking.import_file", None, refusal)
        raise
    digest = hashlib.sha256(content).hexdigest()
    before = _known(context, digest)
    if before is not None and before.state == UNREAD and fits:
        return read_file(context, ReadFile(before.id, fits))
    named = text.clean(name, "name", 255, needed=True)
    return import_file(context, ImportFile(named, digest, layout, content, found))


@command.verb("banking.import_file", FileTaken)
def import_file(context: Context, data: ImportFile) -> FileTaken:
    """Take a file in: all lines that are new, or none when it does not add up. The same file again changes nothing."""
    before = _known(context, data.digest)
    if before is not None:
        said = {"name": data.name, "again": before.name}
        command.note(context, "banking.import_file", Subject("bank_file", before.id), said)
        return before
    found = data.found or _unread(data.content)
    id = new_id()
    sql.insert(
        "bank_file",
        "tenant_id id entity_id name digest content format version state report layout actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, data.name, data.digest, data.content),
                *(found.format, found.version, UNREAD, "{}", data.layout, context.actor.name, context.now),
            ]
        ],
    )
    taken = _Taken(context, id, data.name, found)
    return _settle(taken, "banking.import_file") if data.found else _end(taken, UNREAD, (), "banking.import_file")


@command.verb("banking.read_file", FileTaken)
def read_file(context: Context, data: ReadFile) -> FileTaken:
    """Read a table that waited for its layout and take it in; raises `Conflict` when it waits no longer."""
    name, content, _, _ = _held(context, data.id, (UNREAD,))
    layout = banking_profiles.named(context, data.profile)
    found = _read(content, layout)
    sql.execute(
        "UPDATE bank_file SET layout = %s WHERE tenant_id = %s AND id = %s", [layout, context.tenant_id, data.id]
    )
    return _settle(_Taken(context, data.id, name, found), "banking.read_file", {"profile": data.profile})


@command.verb("banking.release", FileTaken)
def release(context: Context, data: ReleaseFile) -> FileTaken:
    """Take a quarantined file in although it does not add up; raises `Conflict` when it waits no longer."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    name, content, differences, layout = _held(context, data.id, (QUARANTINED,))
    taken = _Taken(context, data.id, name, _read(content, layout))
    taken.write()
    remittances.attach_waiting(context)
    return _end(taken, IMPORTED, differences, "banking.release", {"reason": reason})


@command.verb("banking.discard", FileTaken)
def discard(context: Context, data: DiscardFile) -> FileTaken:
    """Give a quarantined or unread file up; raises `Conflict` when it waits no longer."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    name, content, differences, layout = _held(context, data.id, (QUARANTINED, UNREAD))
    unread = bank_sheet.is_table(content) and not layout
    found = _unread(content) if unread else _read(content, layout)
    return _end(_Taken(context, data.id, name, found), DISCARDED, differences, "banking.discard", {"reason": reason})


class _Taken:
    """A file on its way in: which accounts and lines are new."""

    def __init__(self, context: Context, id: int, name: str, found: BankFile) -> None:
        self.context, self.id, self.name, self.found = context, id, name, found
        self.lines = self.new = self.waiting = 0

    def write(self) -> None:
        """Statements, and the lines that no other file has brought, told apart over all statements of an account."""
        found: dict[int, list[tuple[int, Row]]] = {}
        for statement in self.found.statements:
            account_id = _account(self.context, statement)
            statement_id = new_id()
            sql.insert("bank_statement", _STATEMENT_COLUMNS, [self._statement(statement, statement_id, account_id)])
            rows, waiting = rows_of(statement)
            self.waiting += waiting
            found.setdefault(account_id, []).extend((statement_id, row) for row in rows)
        for account_id, rows_there in found.items():
            self.lines += len(rows_there)
            self.new += self._insert(account_id, rows_there)

    def told(self, state: str, differences: tuple[str, ...]) -> FileTaken:
        """The result in words."""
        flags = tuple(f"{flag.location}: {flag.sentence}" for flag in self.found.flags[:MOST_FLAGS])
        counts = (len(self.found.statements), self.lines, self.new, self.waiting)
        return FileTaken(self.id, self.name, self.found.format, state, *counts, False, differences, flags)

    def _statement(self, one: Statement, id: int, account_id: int) -> list[Any]:
        days = (one.opened_on, one.closed_on)
        amounts = (one.opening, one.closing, one.credits, one.debits)
        keys = (self.context.tenant_id, id, self.context.entity_id, self.id, account_id)
        return [*keys, one.number[:128], *days, *amounts, json.dumps(one.fields, ensure_ascii=False)]

    def _insert(self, account_id: int, rows: list[tuple[int, Row]]) -> int:
        """Insert what is not there yet, and count it. Unique: bank_line_checksum."""
        tenant_id, entity_id = self.context.tenant_id, self.context.entity_id
        told = checksums([row.seen for _, row in rows])
        values = [
            [tenant_id, new_id(), entity_id, statement_id, account_id, *row.values, checksum]
            for (statement_id, row), checksum in zip(rows, told, strict=True)
        ]
        return sql.insert_new("bank_line", LINE_COLUMNS, values, "tenant_id, bank_account_id, checksum")


_STATEMENT_COLUMNS = (
    "tenant_id id entity_id bank_file_id bank_account_id number opened_on closed_on opening closing credits debits "
    "fields"
).split()


def _account(context: Context, statement: Statement) -> int:
    """The account's id; an account that no file has named before is added."""
    number = (statement.account or "unknown")[:64]
    scope = [context.tenant_id, context.entity_id, number, statement.currency]
    sql.execute(
        "INSERT INTO bank_account (tenant_id, id, entity_id, number, currency, name) VALUES (%s, %s, %s, %s, %s, '') "
        "ON CONFLICT (tenant_id, entity_id, number, currency) DO NOTHING",
        [scope[0], new_id(), *scope[1:]],
    )
    found = sql.row(
        "SELECT id FROM bank_account WHERE tenant_id = %s AND entity_id = %s AND number = %s AND currency = %s", scope
    )
    assert found is not None
    return int(found[0])


def _known(context: Context, digest: str) -> FileTaken | None:
    found = sql.row(
        "SELECT id, report FROM bank_file WHERE tenant_id = %s AND entity_id = %s AND digest = %s",
        [context.tenant_id, context.entity_id, digest],
    )
    if found is None:
        return None
    kept = json.loads(found[1])
    lists = {name: tuple(kept.pop(name)) for name in ("differences", "flags")}
    return FileTaken(**(kept | lists | {"new": 0, "again": True}))


def _keep(context: Context, result: FileTaken) -> None:
    kept = {name: getattr(result, name) for name in FileTaken.__slots__}
    sql.execute(
        "UPDATE bank_file SET state = %s, format = %s, report = %s WHERE tenant_id = %s AND id = %s",
        [result.state, result.format, json.dumps(kept, ensure_ascii=False), context.tenant_id, result.id],
    )


def _read(content: bytes, layout: str) -> BankFile:
    return bank_sheet.read(content, bank_layout.read(layout)) if layout else statements.read(content)


def _unread(content: bytes) -> BankFile:
    return BankFile("xlsx" if content.startswith(b"PK") else "csv", "", ())


def _settle(taken: _Taken, verb: str, more: dict[str, str] | None = None) -> FileTaken:
    """Take the lines in when everything adds up; otherwise the file waits with its differences."""
    differences = tuple(_differences(taken.found))
    if not differences:
        taken.write()
        remittances.attach_waiting(taken.context)
    return _end(taken, QUARANTINED if differences else IMPORTED, differences, verb, more)


def _end(
    taken: _Taken, state: str, differences: tuple[str, ...], verb: str, more: dict[str, str] | None = None
) -> FileTaken:
    result = taken.told(state, differences)
    _keep(taken.context, result)
    command.note(taken.context, verb, Subject("bank_file", taken.id), _said(result) | (more or {}))
    return result


def _held(context: Context, id: int, states: tuple[str, ...]) -> tuple[str, bytes, tuple[str, ...], str]:
    """Name, content, differences and layout of a file in one of the states; locks it."""
    tail = " FOR UPDATE" if sql.on_postgresql() else ""
    found = sql.row(
        "SELECT name, content, report, state, layout FROM bank_file "
        f"WHERE tenant_id = %s AND entity_id = %s AND id = %s{tail}",
        [context.tenant_id, context.entity_id, command.check_id(id)],
    )
    if found is None:
        raise NotFound("There is no such bank file.", field="id")
    if found[3] not in states:
        raise Conflict(f"The file is {found[3]}, and that is for one that is {' or '.join(states)}.", field="id")
    return found[0], bytes(found[1]), tuple(json.loads(found[2])["differences"]), found[4]


def _differences(found: BankFile) -> list[str]:
    """Every total that does not hold, in words."""
    said = []
    for one in found.statements:
        if one.difference:
            opening, closing = (money.write(value or 0, one.currency) for value in (one.opening, one.closing))
            said.append(
                f"{one.account or 'The account'} {one.number}: {opening} + {money.write(one.credits, one.currency)} - "
                f"{money.write(one.debits, one.currency)} is not {closing}; the difference is "
                f"{money.write(one.difference, one.currency)} {one.currency}."
            )
        said += [_unequal(control) for control in one.controls if not control.holds]
    return said + [_unequal(control) for control in found.controls if not control.holds]


def _unequal(control: Control) -> str:
    return f"{control.name}: the file states {control.stated}, its lines come to {control.computed}."


def _said(result: FileTaken) -> dict[str, Any]:
    return {name: getattr(result, name) for name in ("name", "format", "state", "lines", "new", "differences")}
