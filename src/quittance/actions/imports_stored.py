"""Imports as they are kept: their files, state, progress and report, one by one and in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quittance.actions import command, jobs, wire
from quittance.actions.command import Context
from quittance.actions.imports_run import Report
from quittance.books import sql
from quittance.rules import mapping as mappings
from quittance.rules.mapping import Mapping
from quittance.rules.mapping_guess import Choice
from quittance.rules.refusals import Conflict, NotFound

UPLOADED = "uploaded"
CHECKING = "checking"
CHECKED = "checked"
QUEUED = "queued"
RUNNING = "running"
DONE = "done"
FAILED = "failed"
BUSY = (CHECKING, QUEUED, RUNNING)
MOST_LISTED = 100

ONE = "tenant_id = %s AND entity_id = %s AND import_id = %s"
"""One import: what every statement on its rows names."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person sees of a file beside its mapping: how sure each column is, all headers, the first rows."""

    choices: tuple[Choice, ...]
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    form: str
    encoding: str
    delimiter: str
    sheets: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class FileView:
    """One file of an import; `refused` counts the rows in its error file."""

    id: int
    name: str
    digest: str
    mapping: Mapping
    shown: Shown
    refused: int


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import: its state, how far it is, and what it came to once it was checked or done."""

    id: int
    state: str
    files: tuple[FileView, ...]
    done_rows: int
    total_rows: int
    report: Report | None
    actor_name: str
    recorded_at: int
    fault: str


@dataclass(frozen=True, slots=True)
class ImportLine:
    """An import in a list."""

    id: int
    state: str
    names: tuple[str, ...]
    refused: int
    actor_name: str
    recorded_at: int


def view(context: Context, import_id: int) -> ImportView:
    """An import with its files; raises `NotFound`."""
    command.check_allowed(context, "imports.run")
    rows = sql.rows(
        "SELECT id, name, digest, mapping, guess, state, done_rows, total_rows, report, actor_name, recorded_at, "
        f"fault, job_id FROM import_batch WHERE {ONE} ORDER BY place",
        scope(context, import_id),
    )
    if not rows:
        raise NotFound("There is no such import.", field="import_id")
    first = rows[0]
    report = wire.decode(Report, first[8]) if first[8] != "{}" else None
    refused = [one.refused for one in report.files] if report else [0] * len(rows)
    files = tuple(
        FileView(row[0], row[1], row[2], mappings.read(row[3]), wire.decode(Shown, row[4]), count)
        for row, count in zip(rows, refused, strict=True)
    )
    state, fault = state_of(context, first[5], first[11], first[12])
    return ImportView(import_id, state, files, first[6], first[7], report, first[9], first[10], fault)


def listed(context: Context, before: int = 0, limit: int = 50) -> tuple[ImportLine, ...]:
    """Imports, the latest first; `before` is the id after which the list goes on."""
    command.check_allowed(context, "imports.run")
    most = min(max(limit, 1), MOST_LISTED)
    found = sql.rows(
        "SELECT import_id, state, report, actor_name, recorded_at, fault, job_id FROM import_batch "
        "WHERE tenant_id = %s AND entity_id = %s AND place = 0 AND import_id < %s ORDER BY import_id DESC LIMIT %s",
        [context.tenant_id, context.entity_id, before or 2**63 - 1, most],
    )
    ids = [row[0] for row in found]
    named = sql.rows(
        f"SELECT import_id, name FROM import_batch WHERE tenant_id = %s AND import_id IN ({sql.marks(len(ids))}) "
        "ORDER BY place",
        [context.tenant_id, *ids],
    )
    return tuple(
        ImportLine(
            row[0],
            state_of(context, row[1], row[5], row[6])[0],
            tuple(name for id, name in named if id == row[0]),
            wire.decode(Report, row[2]).refused if row[2] != "{}" else 0,
            row[3],
            row[4],
        )
        for row in found
    )


def scope(context: Context, import_id: int) -> list[Any]:
    """Values of `ONE`; raises `Invalid` for a number that is no id."""
    return [context.tenant_id, context.entity_id, command.check_id(import_id)]


def hold(context: Context, import_id: int) -> None:
    """Raise `Conflict` while a job is at work on the import; otherwise hold its rows."""
    tail = " FOR UPDATE" if sql.on_postgresql() else ""
    rows = sql.rows(
        f"SELECT state, fault, job_id FROM import_batch WHERE {ONE} ORDER BY place{tail}", scope(context, import_id)
    )
    if rows and state_of(context, *rows[0])[0] in BUSY:
        raise Conflict("This import is being worked on. Wait until it is done.", field="import_id")


def state_of(context: Context, state: str, fault: str, job_id: int | None) -> tuple[str, str]:
    """The state, looking also at the job that should be at work on it."""
    if state in BUSY and job_id is not None:
        job = jobs.state(context, job_id)
        if job is not None and job.state == "failed":
            return FAILED, job.fault
    return state, fault
