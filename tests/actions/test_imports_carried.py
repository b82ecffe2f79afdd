"""Imports carried out by a job: progress, report and faults kept, resumed after a crash, refused once and for all."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest

from quittance.actions import imports, imports_carried, imports_run, imports_uploads, jobs
from quittance.actions.command import Context
from quittance.actions.imports_portion import TakeIn, TakenIn, take_in
from quittance.actions.imports_source import Source
from quittance.actions.imports_uploads import Upload
from quittance.actions.imports_work import Progress, Report, Take
from quittance.books import sql
from quittance.formats.sheet_limits import UPLOAD
from quittance.jobs import worker
from quittance.rules.mapping import Mapping
from quittance.rules.refusals import Invalid
from tests import factories, imported, killed
from tests.imported import customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


class Killed(BaseException):
    """The process is gone."""


def broken_off(take: Take, context: Context, files: list[imports.File], progress: Progress) -> Report:
    """As `imports.run`, with another way to take portions in."""
    sources = [Source(one.name, one.content, one.mapping, UPLOAD, one.errors) for one in files]
    return imports_run.run(context, sources, progress, take)


def upload(context: Context, count: int) -> int:
    """Upload a file of so many customers, of which every hundredth has no name."""
    file = imported.file("customers", *(customer(f"C-{n}", name="x" if n % 100 else "") for n in range(count)))
    made = imports_uploads.upload(context, Upload((imports_uploads.file("customers.csv", file.content.read()),)))
    return made.import_id


def test_a_job_checks_and_a_job_takes_in(context: Context) -> None:
    import_id = upload(context, 450)
    imports_uploads.ask_check(context, import_id)
    assert imports_uploads.view(context, import_id).state == "checking"
    assert worker.once()
    checked = imports_uploads.view(context, import_id)
    assert checked.state == "checked" and checked.report is not None and checked.report.refused == 5
    imports_uploads.ask_run(context, import_id)
    assert imports_uploads.view(context, import_id).state == "queued"
    assert worker.once()
    done = imports_uploads.view(context, import_id)
    assert done.state == "done" and (done.done_rows, done.files[0].refused) == (450, 5)
    assert done.report is not None and imported.counts(done.report) == {"customers": (445, 0)}


def test_a_run_that_broke_off_goes_on_under_its_key_with_the_whole_report(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = upload(context, 650)
    monkeypatch.setattr(imports_run, "MOST_ROWS", 200)

    def breaks(context: Context, data: TakeIn) -> TakenIn:
        if data.portion == 3:
            raise Killed
        return take_in(context, data)

    keyed = replace(context, key="job:1")
    with monkeypatch.context() as broken:
        broken.setattr(imports, "run", functools.partial(broken_off, breaks))
        with pytest.raises(Killed):
            imports_carried.run_now(keyed, import_id)
    seen = imports_uploads.view(context, import_id)
    assert (seen.state, seen.done_rows) == ("running", 400)
    report = imports_carried.run_now(keyed, import_id)
    assert imported.counts(report) == {"customers": (643, 0)} and report.refused == 7, "nothing counts as there already"
    found = sql.row("SELECT COUNT(*) FROM customer WHERE tenant_id = %s AND kind = 'customer'", [context.tenant_id])
    assert found == (643,)


def test_a_refusal_of_the_whole_import_is_kept_with_its_sentence(context: Context) -> None:
    import_id = upload(context, 3)
    file_id = imports_uploads.view(context, import_id).files[0].id
    imports_uploads.choose(context, file_id, Mapping("customers", (("number", "number"),)))
    with pytest.raises(Invalid):
        imports_carried.run_now(context, import_id)
    found = imports_uploads.view(context, import_id)
    assert found.state == "failed" and "No column is chosen for name" in found.fault


def test_an_import_whose_workers_die_has_failed_and_is_tried_again(context: Context) -> None:
    id = upload(context, 5)
    imports_uploads.ask_check(context, id)
    killed.six_times(context, "imports.check")
    found = imports_uploads.view(context, id)
    assert (found.state, found.fault) == ("failed", jobs.STOPPED)
    imports_uploads.ask_check(context, id)
    assert worker.once() and imports_uploads.view(context, id).state == "checked"
