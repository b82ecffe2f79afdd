"""Runs of interest: the latest first, with nothing to tell before there was one."""

from __future__ import annotations

import pytest

from quittance.actions import interest_runs as verbs
from quittance.actions.interest_runs import RunInterest
from quittance.jobs import worker
from quittance.reports import books, interest_runs
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_latest_run_stands_first_and_nobody_to_charge_is_done_at_once() -> None:
    context = factories.company()
    assert interest_runs.runs(books.of(context)) == ()
    first = verbs.ask(context, RunInterest()).run_id
    while worker.once():
        continue
    second = verbs.ask(context, RunInterest()).run_id
    found = interest_runs.runs(books.of(context))
    assert [(one.id, one.state, one.notes) for one in found] == [(second, "queued", 0), (first, "done", 0)]
