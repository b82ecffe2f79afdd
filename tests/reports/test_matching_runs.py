"""Runs are shown as the queue knows them, also when their job was given up."""

from __future__ import annotations

import pytest

from quittance.actions import matching_runs
from quittance.actions.matching_runs import AskMatch
from quittance.books import sql
from quittance.reports import books
from quittance.reports import matching_runs as reports
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_latest_run_is_told_and_a_job_that_was_given_up_ends_it() -> None:
    context = factories.company()
    assert reports.latest(books.of(context)) is None
    matching_runs.ask(factories.at(context, factories.TODAY), AskMatch((7,)))
    asked = matching_runs.ask(context, AskMatch())
    found = reports.latest(books.of(context))
    assert found is not None and (found.id, found.busy) == (asked.run_id, True)
    sql.execute(
        "UPDATE job SET state = 'failed', fault = 'The worker stopped.' WHERE tenant_id = %s AND id = %s",
        [context.tenant_id, asked.job_id],
    )
    ended = reports.run(books.of(context), asked.run_id)
    assert (ended.state, ended.busy, ended.fault) == ("failed", False, "The worker stopped.")
