"""Interest for everybody: one note each, once however often the worker dies, and a refusal stops nobody else."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
import time_machine

from quittance.actions import dossiers, interest, interest_runs, jobs
from quittance.actions.command import Context
from quittance.actions.interest import SetInterestTerms
from quittance.actions.interest_runs import RunInterest
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import books, verify
from quittance.reports import interest_due as due
from quittance.reports import interest_runs as reports
from quittance.rules.refusals import Conflict, Invalid, NotAllowed
from tests import factories, killed

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Noon of the factories' day: jobs read the clock."""
    with time_machine.travel(datetime.datetime.combine(TODAY, datetime.time(12), datetime.UTC), tick=False):
        yield


@pytest.fixture
def context() -> Context:
    """Three customers who are 73 days late with 1,000.00 to 3,000.00, on an agreed 10 percent: 2 percent of each."""
    made = factories.company()
    interest.set_terms(made, SetInterestTerms("contract", rate="10"))
    for n in range(1, 4):
        factories.customer(made, f"C-{n}")
        factories.invoice(made, f"INV-{n}", f"{n}000.00", TODAY - 103 * DAY, TODAY - 73 * DAY, customer=f"C-{n}")
    return made


def work() -> None:
    """Carry out all jobs that are due."""
    while worker.once():
        continue


def notes(context: Context) -> list[int]:
    """Totals of the notes that stand, the smallest first."""
    found = "SELECT total FROM document WHERE tenant_id = %s AND kind = 'interest_note' ORDER BY total"
    return [row[0] for row in sql.rows(found, [context.tenant_id])]


def latest(context: Context) -> reports.InterestRunRow:
    """The last run."""
    return reports.runs(books.of(context))[0]


def test_everybody_is_charged_once_from_the_smallest_note_on(context: Context) -> None:
    interest_runs.ask(context, RunInterest(minimum="30.00"))
    assert (latest(context).state, latest(context).busy, notes(context)) == ("queued", True, [])
    with pytest.raises(Conflict, match="already"):
        interest_runs.ask(context, RunInterest())
    work()
    run = latest(context)
    assert (run.state, run.notes, run.sums, run.done_rows, run.total_rows) == ("done", 2, (("EUR", 10_000),), 2, 2)
    assert notes(context) == [4_000, 6_000]
    interest_runs.ask(context, RunInterest())
    work()
    assert notes(context) == [2_000, 4_000, 6_000] and latest(context).notes == 1
    assert due.due(books.of(context), TODAY).count == 0 and verify.run(books.of(context)).clean


def test_who_cannot_be_charged_is_named_and_left_and_dossiers_are_left_out(context: Context) -> None:
    dossiers.propose(context, dossiers.ProposeDossier("C-3", "lawyer", "Marsh & Vale"))
    dossiers.release(factories.member(context, "credit_manager"), dossiers.ReleaseDossier("DOS-0001"))
    interest.set_terms(context, SetInterestTerms("eu", customer_number="C-1"))
    later = datetime.datetime.combine(TODAY + DAY, datetime.time(12), datetime.UTC)
    with time_machine.travel(later, tick=False):
        interest_runs.ask(factories.at(context, TODAY + DAY), RunInterest())
        work()
    run = latest(context)
    assert (run.notes, run.refused, run.total_rows) == (1, 1, 2)
    ((number, reason),) = run.first_refused
    assert number == "C-1" and "is not known yet" in reason


def test_a_worker_that_dies_in_the_middle_charges_nobody_twice(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    interest_runs.ask(context, RunInterest())
    real, count = interest.charge, 0

    def dies(where: Context, data: interest.ChargeInterest) -> object:
        nonlocal count
        count += 1
        if count == 3:
            raise KeyboardInterrupt
        return real(where, data)

    monkeypatch.setattr(interest, "charge", dies)
    with pytest.raises(KeyboardInterrupt):
        worker.once()
    assert notes(context) == [4_000, 6_000] and latest(context).state == "running"
    sql.execute("UPDATE job SET leased_until = 0 WHERE tenant_id = %s", [context.tenant_id])
    work()
    assert notes(context) == [2_000, 4_000, 6_000]
    assert (latest(context).state, latest(context).notes, latest(context).sums) == ("done", 3, (("EUR", 12_000),))


def test_a_run_whose_workers_die_has_failed_and_another_may_be_asked_for(context: Context) -> None:
    interest_runs.ask(context, RunInterest())
    killed.six_times(context, interest_runs.JOB)
    assert (latest(context).state, latest(context).fault) == ("failed", jobs.STOPPED)
    interest_runs.ask(context, RunInterest())
    work()
    assert len(notes(context)) == 3


def test_what_is_no_run_is_refused(context: Context) -> None:
    for data, field in ((RunInterest(TODAY + DAY), "through"), (RunInterest(minimum="-1"), "minimum")):
        with pytest.raises(Invalid) as caught:
            interest_runs.ask(context, data)
        assert caught.value.field == field
    with pytest.raises(NotAllowed):
        interest_runs.ask(factories.member(context, "collector"), RunInterest())
