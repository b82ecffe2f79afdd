"""Runs of matching: asked for once, carried out by the worker, told when they fail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quittance.actions import jobs, matching, matching_runs
from quittance.actions.command import Context
from quittance.actions.matching_runs import AskMatch
from quittance.jobs import worker
from quittance.reports import books
from quittance.reports import matching_runs as reports
from quittance.rules.refusals import Invalid, NotAllowed, NotFound
from tests import factories, killed
from tests.actions.test_matching import by_text, context, file

__all__ = ["context"]

pytestmark = pytest.mark.django_db

MOVEMENTS = (
    ("812.35", "HAVSTEIN SEAFOOD AS", "NL91ABNA0417164300", "INV-26-00101"),
    ("77.00", "NOBODY KNOWN", "", "hello"),
)


def test_the_worker_compares_what_is_open_and_tells_how_it_went(context: Context) -> None:
    file(context, *MOVEMENTS)
    asked = matching_runs.ask(context, AskMatch())
    before = reports.run(books.of(context), asked.run_id)
    assert (before.state, before.busy, before.lines) == ("queued", True, 0)
    assert by_text(context)["INV-26-00101"].state == "open", "nothing happens before the worker is there"
    assert worker.once()
    found = reports.run(books.of(context), asked.run_id)
    assert (found.state, found.lines, found.posted, found.done_lines) == ("done", 2, 1, found.total_lines)
    assert by_text(context)["INV-26-00101"].state == "applied"


def test_a_run_that_waits_is_not_asked_for_twice(context: Context) -> None:
    first = matching_runs.ask(context, AskMatch())
    assert matching_runs.ask(context, AskMatch()) == first
    assert matching_runs.ask(context, AskMatch((77,))).run_id != first.run_id
    worker.once()
    assert matching_runs.ask(context, AskMatch()).run_id != first.run_id


def test_the_same_key_asks_once_and_a_dry_run_not_at_all(context: Context) -> None:
    matching_runs.ask(replace(context, dry_run=True), AskMatch())
    assert reports.latest(books.of(context)) is None
    keyed = replace(context, key="once")
    first = matching_runs.ask(keyed, AskMatch())
    worker.once()
    assert matching_runs.ask(keyed, AskMatch()) == first


def test_a_refusal_ends_the_run_and_is_told(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise Invalid("The books are away.")

    monkeypatch.setattr(matching, "run", refuse)
    asked = matching_runs.ask(context, AskMatch())
    worker.once()
    found = reports.run(books.of(context), asked.run_id)
    assert (found.state, found.fault) == ("failed", "The books are away.")


def test_who_may_not_match_asks_for_nothing_and_other_companies_see_none(context: Context) -> None:
    with pytest.raises(NotAllowed):
        matching_runs.ask(factories.member(context, "sales"), AskMatch())
    asked = matching_runs.ask(context, AskMatch())
    with pytest.raises(NotFound):
        reports.run(books.of(factories.company("Other Ltd")), asked.run_id)
    with pytest.raises(NotFound):
        matching_runs.carry_out(factories.company("Third Ltd"), asked.run_id)


def test_a_run_whose_workers_die_has_failed_and_the_next_does_not_wait_for_it(context: Context) -> None:
    first = matching_runs.ask(context, AskMatch())
    killed.six_times(context, "matching.run")
    found = reports.run(books.of(context), first.run_id)
    assert (found.state, found.fault) == ("failed", jobs.STOPPED)
    second = matching_runs.ask(context, AskMatch())
    assert second.run_id != first.run_id and worker.once()
    assert reports.run(books.of(context), second.run_id).state == "done"
