"""Imports: files uploaded, laid out, checked and taken in by a job, with their faults; and saved mappings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import File, Router, UploadedFile
from pydantic import Field

from quittance import file_answer
from quittance.actions import imports_mappings, imports_uploads
from quittance.actions.imports_mappings import MappingKept, RemoveMapping, SaveMapping
from quittance.actions.imports_run import MOST_FILES, Report
from quittance.actions.imports_uploads import FileView, ImportView, Upload, Uploaded
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of, steps
from quittance.api.kinds import PLAIN, AmountShown, Cursor, Given, Id, IdShown, Limit, MomentShown, Shown
from quittance.reports import cursor as cursors
from quittance.rules import mapping as mappings
from quittance.rules.mapping import MOST_NAME_CHARACTERS, Mapping

router = Router()

Kind = Literal["customers", "ledger", "invoices", "lines", "payments", "allocations"]
State = Literal["uploaded", "checking", "checked", "queued", "running", "done", "failed"]
FieldName = Annotated[str, Field(max_length=32, pattern=r"^[a-z_]*$")]
Word = Annotated[str, Field(max_length=MOST_NAME_CHARACTERS, pattern=PLAIN)]
Words = Annotated[dict[FieldName, Word], Field(max_length=40)]
MappingName = Annotated[str, Field(min_length=1, max_length=100, pattern=PLAIN)]
Files = Annotated[list[UploadedFile], File(description=f"Up to {MOST_FILES} files, 64 MiB together.")]


class MappingGiven(Given):
    """How a file is laid out: `columns` gives each field its header, `fixed` a value for every row.

    `encoding`, `delimiter` and `sheet` are found out from the file when left out.
    """

    kind: Kind
    columns: Words = {}
    fixed: Words = {}
    date_order: Literal["ymd", "dmy", "mdy"] = "ymd"
    decimal: Literal[".", ","] = "."
    header_row: Annotated[int, Field(ge=1, le=mappings.MOST_HEADER_ROW)] = 1
    encoding: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9_-]*$")] = ""
    delimiter: Literal["", ",", ";", "\t", "|"] = ""
    sheet: Word = ""


class KindGiven(Given):
    """What a file holds."""

    kind: Kind


class MappingShown(Shown):
    """How a file is laid out."""

    kind: str
    columns: dict[str, str]
    fixed: dict[str, str]
    date_order: str
    decimal: str
    header_row: int
    encoding: str
    delimiter: str
    sheet: str


class ChoiceShown(Shown):
    """The column guessed for a field, how sure that is from 0 to 100, and why."""

    field: str
    column: str
    confidence: int
    reason: str


class ImportFile(Shown):
    """A file with its mapping; `refused` counts the rows in its error file, `sample` are its first rows."""

    id: IdShown
    name: str
    mapping: MappingShown
    missing: list[str] = Field(description="Needed fields that no column gives yet.")
    choices: list[ChoiceShown]
    header: list[str]
    sample: list[list[str]]
    notes: list[str]
    rows: int
    refused: int


class CountShown(Shown):
    """What was taken in of one kind; `amount` is its sum in `currency`, empty where there is none."""

    kind: str
    currency: str
    taken: int
    unchanged: int
    amount: AmountShown | None


class FaultShown(Shown):
    """A row at fault as its file shows it, and what to do about it."""

    row: int
    column: str
    code: str
    sentence: str


class FileReportShown(Shown):
    """What became of a file's rows; `faults` names the first thousand."""

    name: str
    kind: str
    rows: int
    refused: int
    faults: list[FaultShown]


class ReportShown(Shown):
    """What an import came to, or on a dry run would come to."""

    counts: list[CountShown]
    files: list[FileReportShown]
    dry_run: bool


class ImportShown(Shown):
    """An import: how far it is, and its report once it was checked or done."""

    id: IdShown
    state: State
    files: list[ImportFile]
    done_rows: int
    total_rows: int = Field(description="About how many there are, told from the files' sizes.")
    report: ReportShown | None
    actor_name: str
    recorded_at: MomentShown
    fault: str


class ImportRow(Shown):
    """An import in the list."""

    id: IdShown
    state: State
    names: list[str]
    refused: int
    actor_name: str
    recorded_at: MomentShown


class Imports(Shown):
    """A page of imports, the latest first; `next` is the cursor of the page behind, empty on the last."""

    rows: list[ImportRow]
    next: str


class JobAsked(Shown):
    """The job that does it; `GET /imports/{import_id}` tells how far it is."""

    job_id: IdShown


class RunAsked(JobAsked):
    """The job; on a dry run it checks and writes nothing."""

    dry_run: bool


class Gone(Shown):
    """What was thrown away."""

    import_id: IdShown


class SavedMappingShown(Shown):
    """A mapping with the name it is kept under."""

    id: IdShown
    name: str
    mapping: MappingShown


class SavedMappings(Shown):
    """Every saved mapping, by name."""

    rows: list[SavedMappingShown]


@does(router, "POST", "/imports", "imports.upload", result_of(Uploaded), status=201)
def upload(desk: Desk, files: Files) -> Uploaded:
    """Upload files that belong together (multipart, field `files`); each gets a guessed mapping.

    CSV and XLSX, also packed with gzip. Nothing goes into the books before `run`.
    """
    made = tuple(imports_uploads.file(one.name or "file", one.read()) for one in files)
    return imports_uploads.upload(desk.context, Upload(made))


@asks(router, "/imports", Imports, permission="")
def find(desk: Desk, *, cursor: Cursor = "", limit: Limit = 50) -> dict[str, Any]:
    """List imports, the latest first."""
    before = cursors.decode(cursor, (int,))[0] if cursor else 0
    found = imports_uploads.listed(desk.context, before, limit + 1)
    shown = found[:limit]
    rows = [plain.of(one) | {"recorded_at": plain.moment(one.recorded_at)} for one in shown]
    return {"rows": rows, "next": cursors.encode(shown[-1].id) if len(found) > limit else ""}


@asks(router, "/imports/{import_id}", ImportShown, permission="")
def show(desk: Desk, import_id: Id) -> dict[str, Any]:
    """Show an import: its files with their mappings, its progress, its report."""
    return _import(imports_uploads.view(desk.context, import_id))


@steps(router, "PUT", "/imports/files/{file_id}/mapping", ImportShown)
def choose(desk: Desk, file_id: Id, body: MappingGiven) -> dict[str, Any]:
    """Lay a file out; the import has to be checked again."""
    return _import(imports_uploads.choose(desk.context, file_id, _mapping(body)))


@steps(router, "POST", "/imports/files/{file_id}/guess", ImportShown)
def guess(desk: Desk, file_id: Id, body: KindGiven) -> dict[str, Any]:
    """Take a file for another kind, and guess its columns for that."""
    return _import(imports_uploads.guess_again(desk.context, file_id, body.kind))


@steps(router, "POST", "/imports/{import_id}/check", JobAsked, status=202)
def check(desk: Desk, import_id: Id) -> dict[str, Any]:
    """Have a job check the import: counts and every fault, with nothing written to the books."""
    return {"job_id": imports_uploads.ask_check(desk.context, import_id)}


@does(router, "POST", "/imports/{import_id}/run", "imports.run", RunAsked, status=202)
def run(desk: Desk, import_id: Id) -> dict[str, Any]:
    """Have a job take the import in; a dry run is a check.

    Faulty rows go to each file's error file, all others into the books. Running it twice changes nothing more.
    """
    ask = imports_uploads.ask_check if desk.context.dry_run else imports_uploads.ask_run
    return {"job_id": ask(desk.context, import_id)}


@asks(router, "/imports/files/{file_id}/errors", None, permission="", media=("text/csv",))
def errors(desk: Desk, file_id: Id) -> HttpResponse:
    """Download a file's rows at fault as CSV, to be mended and imported again."""
    name, content = imports_uploads.error_file(desk.context, file_id)
    return file_answer.of(content, file_answer.CSV, name)


@steps(router, "DELETE", "/imports/{import_id}", Gone)
def remove(desk: Desk, import_id: Id) -> dict[str, Any]:
    """Throw an upload away; what it took into the books stays there."""
    imports_uploads.remove(desk.context, import_id)
    return {"import_id": import_id}


@asks(router, "/import-mappings", SavedMappings, permission="")
def list_mappings(desk: Desk) -> dict[str, Any]:
    """List the saved mappings."""
    found = imports_mappings.listed(desk.context)
    return {"rows": [{"id": one.id, "name": one.name, "mapping": _plain(one.mapping)} for one in found]}


@does(router, "PUT", "/import-mappings/{path:name}", "imports.save_mapping", result_of(MappingKept))
def save_mapping(desk: Desk, name: MappingName, body: MappingGiven) -> MappingKept:
    """Keep a mapping by name for the next file."""
    return imports_mappings.save(desk.context, SaveMapping(name, mappings.write(_mapping(body))))


@does(router, "DELETE", "/import-mappings/{path:name}", "imports.remove_mapping", result_of(MappingKept))
def remove_mapping(desk: Desk, name: MappingName) -> MappingKept:
    """Remove a saved mapping; what was imported with it stays."""
    return imports_mappings.remove(desk.context, RemoveMapping(name))


def _mapping(body: MappingGiven) -> Mapping:
    return mappings.of_plain(body.model_dump())


def _plain(mapping: Mapping) -> dict[str, Any]:
    made: dict[str, Any] = plain.of(mapping)
    return made | {"columns": dict(mapping.columns), "fixed": dict(mapping.fixed)}


def _import(found: ImportView) -> dict[str, Any]:
    return {
        "id": found.id,
        "state": found.state,
        "files": [_file(one) for one in found.files],
        "done_rows": found.done_rows,
        "total_rows": found.total_rows,
        "report": None if found.report is None else _report(found.report),
        "actor_name": found.actor_name,
        "recorded_at": plain.moment(found.recorded_at),
        "fault": found.fault,
    }


def _file(one: FileView) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "mapping": _plain(one.mapping),
        "missing": one.mapping.missing(),
        "choices": one.shown.choices,
        "header": one.shown.header,
        "sample": one.shown.sample,
        "notes": one.shown.notes,
        "rows": one.shown.rows,
        "refused": one.refused,
    }


def _report(report: Report) -> dict[str, Any]:
    counts = [
        plain.of(one) | {"amount": plain.amount(one.amount, one.currency) if one.currency else None}
        for one in report.counts
    ]
    return {"counts": counts, "files": plain.of(report.files), "dry_run": report.dry_run}
