"""Imports: files sent in, the list of what was sent before, and one import from its layout to its result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from quittance import file_answer
from quittance.actions import imports_mappings, imports_uploads
from quittance.actions.imports_run import MOST_FILES, FileReport, RowFault
from quittance.actions.imports_stored import BUSY, CHECKED, DONE, FAILED, UPLOADED
from quittance.actions.imports_uploads import ImportView, Upload, UploadFile
from quittance.rules.refusals import Invalid
from quittance.web import imports_layout, visit
from quittance.web.form import Form
from quittance.web.visit import Visit

RUN = "imports.run"
LISTED = 30
FAULTS = 60
"""Different faults that the page names for one file; the error file holds every row."""

RANGES = 6
"""Stretches of rows that are named beside one fault."""

WORDS = {
    "uploaded": "To be laid out",
    "checking": "Being checked",
    "checked": "Checked, not taken in yet",
    "queued": "Waiting",
    "running": "Being taken in",
    "done": "Taken in",
    "failed": "Stopped",
}
ACCEPTED = ".csv,.txt,.tsv,.xlsx,.gz"


@dataclass(frozen=True, slots=True)
class Amounted:
    """One line of what an import comes to."""

    kind: str
    taken: int
    unchanged: int
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class SameFault:
    """Rows with the same fault: which ("2 to 40, 52"), how many, and what to do."""

    rows: str
    count: int
    fault: RowFault


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: its faults, equal ones together, and how many rows only the error file names."""

    id: int
    report: FileReport
    faults: tuple[SameFault, ...]
    more: int


@visit.form(RUN)
def imports(visit: Visit) -> HttpResponse:
    """Send files in; below, what was sent before."""
    form = Form(visit)
    if form.sent:
        made = form.does(imports_uploads.upload, lambda: Upload(tuple(_files(visit))))
        if made is not None:
            return visit.go("import", id=made.import_id)
    values = {
        "form": form,
        "earlier": imports_uploads.listed(visit.context, limit=LISTED),
        "states": WORDS,
        "accepted": ACCEPTED,
        "most": MOST_FILES,
    }
    return visit.show("imports/imports.html", values, status=form.status)


@visit.form(RUN)
def one(visit: Visit, id: int) -> HttpResponse:
    """One import: its layout to look at and correct, its progress, or what it came to."""
    form = Form(visit)
    found = imports_uploads.view(visit.context, id)
    if visit.request.headers.get("HX-Request") and not form.sent:
        return _progress(visit, found)
    if form.sent:
        form.tries(lambda: _laid_out(visit, form, found))
        if form.refusal is None:
            return visit.go("import", id=id)
        found = imports_uploads.view(visit.context, id)
    values = {"found": found, "form": form, "state": WORDS[found.state], "busy": found.state in BUSY}
    if not values["busy"]:
        values |= {
            "layouts": [imports_layout.of(file, form) for file in found.files],
            "open_layout": found.state == UPLOADED or form.refusal is not None,
            "results": _results(found),
            "comes_to": _comes_to(found),
            "fits": found.state == CHECKED or (found.state == FAILED and found.report is not None),
            "done": found.state == DONE,
            "saved": imports_mappings.listed(visit.context),
        }
    return visit.show("imports/import.html", values, status=form.status)


@visit.deed(RUN)
def check(visit: Visit, id: int) -> HttpResponse:
    """Have it checked once more, as it is laid out."""
    imports_uploads.ask_check(visit.context, id)
    return visit.go("import", id=id)


@visit.deed(RUN)
def run(visit: Visit, id: int) -> HttpResponse:
    """Have it taken in."""
    imports_uploads.ask_run(visit.context, id)
    return visit.go("import", id=id)


@visit.deed(RUN)
def remove(visit: Visit, id: int) -> HttpResponse:
    """Throw the files away; what they brought into the books stays."""
    imports_uploads.remove(visit.context, id)
    return visit.go("imports", "The files are gone. What was taken in stays in the books.")


@visit.page(RUN)
def errors(visit: Visit, file_id: int) -> HttpResponse:
    """The rows at fault, each with what to do, to be corrected and sent again."""
    name, content = imports_uploads.error_file(visit.context, file_id)
    return file_answer.of(content, file_answer.CSV, name)


def _files(visit: Visit) -> Iterator[UploadFile]:
    """The files of the form; raises `Invalid` for none, too many, and files that are no tables."""
    given = visit.request.FILES.getlist("files")
    if not 1 <= len(given) <= MOST_FILES:
        raise Invalid(f"Choose between 1 and {MOST_FILES} files.", field="files")
    for file in given:
        try:
            yield imports_uploads.file(file.name or "file", file.read())
        except Invalid as refusal:
            raise Invalid(f"{(file.name or 'file')[:80]}: {refusal.sentence}", field="files") from None


def _laid_out(visit: Visit, form: Form, found: ImportView) -> None:
    """Keep the layout as it stands in the form, and do what its button says."""
    wanted = form["do"]
    kept = [imports_layout.keep(visit, form, file, wanted) for file in found.files]
    if wanted == "check" and all(kept):
        imports_uploads.ask_check(visit.context, found.id)


def _progress(visit: Visit, found: ImportView) -> HttpResponse:
    """The moving part of the page; once it is over, word to load the page again."""
    if found.state not in BUSY:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return visit.show("imports/progress.html", {"found": found, "state": WORDS[found.state]})


def _results(found: ImportView) -> list[FileResult]:
    if found.report is None:
        return []
    return [_result(file.id, report) for file, report in zip(found.files, found.report.files, strict=True)]


def _result(file_id: int, report: FileReport) -> FileResult:
    same: dict[tuple[str, str, str], list[RowFault]] = {}
    for fault in report.faults:
        same.setdefault((fault.column, fault.code, fault.sentence), []).append(fault)
    shown = [SameFault(_ranges([one.row for one in some]), len(some), some[0]) for some in same.values()][:FAULTS]
    return FileResult(file_id, report, tuple(shown), report.refused - sum(one.count for one in shown))


def _ranges(rows: Sequence[int]) -> str:
    """Rows in words: 2 to 40, 52, and more."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    said = [f"{first:,}" if first == last else f"{first:,} to {last:,}" for first, last in runs[:RANGES]]
    return ", ".join([*said, "and more"] if len(runs) > RANGES else said)


def _comes_to(found: ImportView) -> list[Amounted]:
    if found.report is None:
        return []
    counts = found.report.counts
    return [Amounted(one.kind, one.taken, one.unchanged, one.amount, one.currency) for one in counts]
