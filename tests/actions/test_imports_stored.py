"""Imports as they are kept: listed the latest first, and told as failed when their job has failed."""

from __future__ import annotations

import pytest

from quittance.actions import imports_stored, imports_uploads, jobs
from quittance.actions.command import Context
from quittance.actions.imports_uploads import Upload
from quittance.rules.refusals import Conflict, Invalid, NotFound
from tests import factories, imported

pytestmark = pytest.mark.django_db
CONTENT = imported.table(["number", "name"], ["1", "One"], ["1", "Two"])


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


def upload(context: Context, *names: str) -> int:
    """Upload files of these names; the import's id."""
    files = tuple(imports_uploads.file(name, CONTENT) for name in names)
    return imports_uploads.upload(context, Upload(files)).import_id


def test_imports_are_listed_the_latest_first_in_pages(context: Context) -> None:
    ids = [upload(context, f"{n}.csv", f"{n}-more.csv") for n in range(5)]
    imports_uploads.run_now(context, ids[4])
    first = imports_stored.listed(context, limit=2)
    assert [one.id for one in first] == [ids[4], ids[3]]
    assert first[0].names == ("4.csv", "4-more.csv") and (first[0].state, first[0].refused) == ("done", 2)
    rest = imports_stored.listed(context, before=first[-1].id, limit=50)
    assert [one.id for one in rest] == [ids[2], ids[1], ids[0]]


def test_the_state_follows_the_job_that_should_be_at_work(context: Context) -> None:
    import_id = upload(context, "a.csv")
    job_id = imports_uploads.ask_run(context, import_id)
    assert imports_stored.view(context, import_id).state == "queued"
    with pytest.raises(Conflict):
        imports_stored.hold(context, import_id)
    held = jobs.take(context.now)
    assert held is not None and held.id == job_id
    jobs.failed(held, context.now, "the disk is full", for_good=True)
    found = imports_stored.view(context, import_id)
    assert (found.state, found.fault) == ("failed", "the disk is full")
    assert imports_stored.listed(context)[0].state == "failed"
    assert imports_uploads.ask_run(context, import_id) != job_id, "it may be tried again"


def test_an_id_of_nothing_is_not_found_and_no_id_is_invalid(context: Context) -> None:
    with pytest.raises(NotFound):
        imports_stored.view(context, 1)
    for wrong in (0, -1, 2**63):
        with pytest.raises(Invalid):
            imports_stored.view(context, wrong)
