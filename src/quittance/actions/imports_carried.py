"""Imports carried out: checked or taken in, by a job or at once, with their progress and report kept."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, BinaryIO, cast

from django.db import transaction

from quittance.actions import command, imports, jobs, wire
from quittance.actions.command import Context
from quittance.actions.imports import File
from quittance.actions.imports_run import Progress, Report
from quittance.actions.imports_stored import (
    BUSY,
    CHECKED,
    CHECKING,
    DONE,
    FAILED,
    ONE,
    QUEUED,
    RUNNING,
    hold,
    scope,
    view,
)
from quittance.actions.jobs import Work
from quittance.books import sql
from quittance.rules import mapping as mappings
from quittance.rules.refusals import Conflict, Invalid, NotFound, Refusal

KEPT_IN_MEMORY = 2**22
"""Bytes of an error file before it goes to a temporary file."""


def ask_check(context: Context, import_id: int) -> int:
    """Have a job check the import; its id."""
    return _ask(context, import_id, "imports.check", CHECKING)


def ask_run(context: Context, import_id: int) -> int:
    """Have a job take the import in; its id."""
    return _ask(context, import_id, "imports.run", QUEUED)


def check_now(context: Context, import_id: int) -> Report:
    """Check an import: a dry run whose report is kept."""
    return _carry_out(context, import_id, imports.check, CHECKING, CHECKED)


def run_now(context: Context, import_id: int) -> Report:
    """Take an import in. Under the same key it goes on where a crash stopped it."""
    keyed = context if context.key else replace(context, key=f"import:{import_id}")
    return _carry_out(keyed, import_id, imports.run, RUNNING, DONE)


def _ask(context: Context, import_id: int, name: str, state: str) -> int:
    if view(context, import_id).state in BUSY:
        raise Conflict("This import is being worked on. Wait until it is done.", field="import_id")
    _check_mappings(context, import_id)
    with transaction.atomic():
        hold(context, import_id)
        job_id = jobs.enqueue(context, name, {"import_id": str(import_id)}, f"import:{import_id}")
        sql.execute(
            f"UPDATE import_batch SET state = %s, fault = '', done_rows = 0, job_id = %s WHERE {ONE}",
            [state, job_id, *scope(context, import_id)],
        )
    return job_id


def given_up(work: Work, fault: str) -> None:
    """The job was given up: so has the import failed, which may be checked or taken in again."""
    sql.execute(
        f"UPDATE import_batch SET state = %s, fault = %s WHERE {ONE} AND state IN ({sql.marks(len(BUSY))})",
        [FAILED, fault[:500], *scope(work.context, int(work.args["import_id"])), *BUSY],
    )


def _check_mappings(context: Context, import_id: int) -> None:
    for one in view(context, import_id).files:
        missing = one.mapping.missing()
        if missing:
            raise Invalid(f"{one.name}: no column is chosen for {', '.join(missing)}.", field="columns")


def _carry_out(context: Context, import_id: int, work: Callable[..., Report], during: str, after: str) -> Report:
    command.check_allowed(context, "imports.run")
    where = scope(context, import_id)
    files = _files(context, import_id)
    sql.execute(f"UPDATE import_batch SET state = %s, fault = '' WHERE {ONE}", [during, *where])
    try:
        report = work(context, [one for _, one in files], progress=_noted(where))
    except Conflict:
        raise
    except Refusal as refusal:
        sql.execute(
            f"UPDATE import_batch SET state = %s, fault = %s WHERE {ONE}", [FAILED, refusal.sentence[:500], *where]
        )
        raise
    with transaction.atomic():
        for id, one in files:
            one.errors.seek(0)
            sql.execute(
                "UPDATE import_batch SET errors = %s WHERE tenant_id = %s AND id = %s",
                [one.errors.read(), context.tenant_id, id],
            )
            one.errors.close()
        sql.execute(
            f"UPDATE import_batch SET state = %s, report = %s WHERE {ONE}", [after, wire.encode(report), *where]
        )
    return report


def _files(context: Context, import_id: int) -> list[tuple[int, File]]:
    rows = sql.rows(
        f"SELECT id, name, content, mapping FROM import_batch WHERE {ONE} ORDER BY place", scope(context, import_id)
    )
    if not rows:
        raise NotFound("There is no such import.", field="import_id")
    return [
        (
            id,
            File(
                name,
                io.BytesIO(content),
                mappings.read(mapping),
                cast(BinaryIO, tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)),
            ),
        )
        for id, name, content, mapping in rows
    ]


def _noted(where: Sequence[Any]) -> Progress:
    def note(done: int, total: int) -> None:
        sql.execute(f"UPDATE import_batch SET done_rows = %s, total_rows = %s WHERE {ONE}", [done, total, *where])

    return note
