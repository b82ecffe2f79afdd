"""Uploaded files on their way into the books: kept with their mapping until they are checked and taken in."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from django.db import transaction

from quittance.actions import command, imports, wire
from quittance.actions.command import Context, Subject
from quittance.actions.imports_carried import ask_check, ask_run, check_now, run_now
from quittance.actions.imports_run import MOST_FILES
from quittance.actions.imports_stored import (
    ONE,
    UPLOADED,
    FileView,
    ImportLine,
    ImportView,
    Shown,
    hold,
    listed,
    scope,
    view,
)
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.formats.sheet_limits import UPLOAD
from quittance.rules import mapping as mappings
from quittance.rules import text
from quittance.rules.mapping import Mapping
from quittance.rules.mapping_guess import Choice
from quittance.rules.mapping_rows import Reader
from quittance.rules.refusals import Invalid, NotFound

__all__ = [
    "FileView",
    "ImportLine",
    "ImportView",
    "Shown",
    "Upload",
    "UploadFile",
    "Uploaded",
    "ask_check",
    "ask_run",
    "check_now",
    "choose",
    "error_file",
    "error_name",
    "file",
    "guess_again",
    "listed",
    "remove",
    "run_now",
    "upload",
    "view",
]

COLUMNS = (
    "tenant_id id entity_id import_id place name content digest mapping guess errors state fault done_rows total_rows "
    "report actor_name recorded_at"
)


@dataclass(frozen=True, slots=True)
class UploadFile:
    """A file as `file` makes it: name, SHA-256 of its bytes, what it seems to be, and the bytes."""

    name: str
    digest: str
    mapping: str
    guess: str
    content: bytes = field(metadata=wire.CARRIED)


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that belong together, such as customers, invoices and lines."""

    files: tuple[UploadFile, ...]


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The import that the files make up, and their ids in their order."""

    import_id: int
    file_ids: tuple[int, ...]


def file(name: str, content: bytes) -> UploadFile:
    """A file ready to be uploaded, with a guessed mapping; raises `Invalid` when it is no table."""
    shown = text.clean(PurePath(name.replace("\\", "/")).name, "name", 255, needed=True)
    guessed = imports.guess(shown, io.BytesIO(content))
    digest = hashlib.sha256(content).hexdigest()
    return UploadFile(shown, digest, mappings.write(guessed.mapping), wire.encode(_shown(guessed)), content)


@command.verb("imports.upload", Uploaded)
def upload(context: Context, data: Upload) -> Uploaded:
    """Keep files to be checked and taken in later."""
    if not 1 <= len(data.files) <= MOST_FILES:
        raise Invalid(f"Upload between 1 and {MOST_FILES} files at a time.", field="files")
    if sum(len(one.content) for one in data.files) > UPLOAD.file_bytes:
        raise Invalid("The files have more than 64 MB together. Pack them with gzip, or upload fewer.", field="files")
    import_id = new_id()
    ids = tuple(new_id() for _ in data.files)
    sql.insert(
        "import_batch",
        COLUMNS.split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, import_id, place, one.name, one.content, one.digest),
                *(one.mapping, one.guess, b"", UPLOADED, "", 0, 0, "{}", context.actor.name, context.now),
            ]
            for place, (id, one) in enumerate(zip(ids, data.files, strict=True))
        ],
    )
    said = {"files": [one.name for one in data.files]}
    command.note(context, "imports.upload", Subject("import", import_id), said)
    return Uploaded(import_id, ids)


def choose(context: Context, file_id: int, mapping: Mapping) -> ImportView:
    """Lay a file out otherwise; the import has to be checked again. Raises `Invalid` where it does not fit the file."""
    mappings.check(mapping)
    return _laid_out(context, file_id, lambda name, content: _chosen(name, content, mapping))


def guess_again(context: Context, file_id: int, kind: str) -> ImportView:
    """Take a file for another kind, and guess its columns for that."""
    if kind not in mappings.KINDS:
        raise Invalid(f"A file holds {', '.join(mappings.KINDS)}.", field="kind")
    return _laid_out(context, file_id, lambda name, content: _guessed(name, content, kind))


def error_file(context: Context, file_id: int) -> tuple[str, bytes]:
    """Name and bytes of a file's rows at fault; raises `NotFound` when there are none."""
    command.check_allowed(context, "imports.run")
    found = sql.row(
        "SELECT name, errors FROM import_batch WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, command.check_id(file_id)],
    )
    if found is None or not bytes(found[1]):
        raise NotFound("No row of this file is at fault.", field="file_id")
    return error_name(found[0]), bytes(found[1])


def error_name(name: str) -> str:
    """The name of the error file of a file."""
    stem = name.removesuffix(".gz").rpartition(".")[0] or name
    return f"{stem}.errors.csv"


def remove(context: Context, import_id: int) -> None:
    """Throw an upload away; what it took into the books stays there."""
    view(context, import_id)
    with transaction.atomic():
        hold(context, import_id)
        sql.execute(f"DELETE FROM import_batch WHERE {ONE}", scope(context, import_id))


def _laid_out(context: Context, file_id: int, look: Callable[[str, bytes], tuple[Mapping, Shown]]) -> ImportView:
    command.check_allowed(context, "imports.run")
    found = sql.row(
        "SELECT import_id, name, content FROM import_batch WHERE tenant_id = %s AND entity_id = %s AND id = %s",
        [context.tenant_id, context.entity_id, command.check_id(file_id)],
    )
    if found is None:
        raise NotFound("There is no such file.", field="file_id")
    import_id, name, content = found[0], found[1], bytes(found[2])
    mapping, shown = look(name, content)
    with transaction.atomic():
        hold(context, import_id)
        sql.execute(
            "UPDATE import_batch SET mapping = %s, guess = %s WHERE tenant_id = %s AND id = %s",
            [mappings.write(mapping), wire.encode(shown), context.tenant_id, file_id],
        )
        sql.execute(
            f"UPDATE import_batch SET state = %s, report = '{{}}', fault = '', errors = %s WHERE {ONE}",
            [UPLOADED, b"", *scope(context, import_id)],
        )
    return view(context, import_id)


def _guessed(name: str, content: bytes, kind: str) -> tuple[Mapping, Shown]:
    guessed = imports.guess(name, io.BytesIO(content), kind=kind)
    return guessed.mapping, _shown(guessed)


def _chosen(name: str, content: bytes, mapping: Mapping) -> tuple[Mapping, Shown]:
    guessed = imports.guess(name, io.BytesIO(content), kind=mapping.kind, given=mapping)
    Reader(mapping, guessed.guess.header)
    why = {(one.field, one.column): one for one in guessed.guess.choices}
    choices = tuple(why.get(pair, Choice(*pair, 100, "chosen by hand")) for pair in mapping.columns)
    return mapping, replace(_shown(guessed), choices=choices)


def _shown(guessed: imports.Guessed) -> Shown:
    made, seen = guessed.guess, guessed.seen
    return Shown(
        made.choices,
        made.header,
        guessed.sample,
        made.notes,
        seen.form,
        seen.encoding,
        seen.delimiter,
        seen.sheets,
        seen.rows,
    )
