"""The night: once a day for every company, however many workers look, and a refusal stops nobody else."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.actions import dunning, dunning_runs, nightly, promises
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import books
from quittance.reports import promises as reports
from quittance.rules.refusals import Conflict
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def commands(tenant_id: int) -> int:
    """How often promises were judged."""
    found = sql.row("SELECT COUNT(*) FROM command WHERE tenant_id = %s AND verb = 'collecting.judge'", [tenant_id])
    assert found is not None
    return int(found[0])


def test_each_company_is_looked_after_once_a_day_whoever_looks() -> None:
    context, other = factories.company(), factories.company("Other Ltd")
    factories.customer(context, "C-1", city="Delft")
    factories.invoice(context, "INV-1", "100.00")
    long_ago = factories.at(context, datetime.date(2026, 7, 1))
    promises.take(long_ago, promises.TakePromise("C-1", datetime.date(2026, 7, 2), documents=("INV-1",)))
    done: nightly.Done = {}
    assert nightly.run(done) == 2 and nightly.run(done) == 0
    assert nightly.run({}) == 2, "another worker, or the same one after a restart"
    assert commands(context.tenant_id) == commands(other.tenant_id) == 1
    assert reports.of_number(books.of(context), "PRM-0001").state in ("open", "broken")


def test_a_refusal_of_one_company_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.company()
    factories.company("Other Ltd")
    seen = []

    def refuse(context: object) -> None:
        seen.append(context)
        raise Conflict("Somebody is busy.")

    monkeypatch.setitem(nightly.DEEDS, "judge", refuse)
    assert nightly.run({}) == 2 and len(seen) == 2


def runs(tenant_id: int) -> list[tuple[str, ...]]:
    """The state of each dunning run, after the worker has done what was due."""
    while worker.once():
        continue
    return sql.rows("SELECT state FROM dunning_run WHERE tenant_id = %s", [tenant_id])


def test_a_policy_in_force_runs_by_itself_once_a_day_and_a_proposed_one_does_not() -> None:
    context, other = factories.company(), factories.company("Other Ltd")
    dunned.policy(context, "3 letter friendly", from_hour=0, until_hour=24)
    dunning.propose(other, dunning.ProposePolicy("Standard", ("3 call friendly",), standard=True, from_hour=0))
    long_ago = context.today - DAY * 60
    factories.customer(context, "C-1", city="Delft")
    factories.invoice(context, "INV-1", "100.00", long_ago, long_ago + DAY)
    nightly.run({})
    assert [state for (state,) in runs(context.tenant_id)][:1] == ["done"] and runs(other.tenant_id) == []
    many = len(runs(context.tenant_id))
    nightly.run({})
    assert len(runs(context.tenant_id)) == many, "another worker plans the same runs"
    dunning_runs.ask(context, dunning_runs.RunDunning())
    assert len(runs(context.tenant_id)) == many + 1
    assert [one[1:4] for one in dunned.reminders(context)] == [(3, "letter", "to_do")], "nobody is reminded twice"


def test_a_policy_that_is_adopted_in_the_morning_runs_today_and_one_of_the_afternoon_tomorrow() -> None:
    for hour, many in ((7, 1), (15, 0)):
        made = factories.company(f"At {hour}", timezone="UTC")
        at = datetime.datetime.combine(made.today, datetime.time(hour), datetime.UTC)
        context = replace(made, now=int(at.timestamp()) * 1_000_000)
        dunned.policy(context, "3 call friendly")
        waits = sql.rows(
            "SELECT id FROM job WHERE tenant_id = %s AND name = %s", [context.tenant_id, dunning_runs.DAILY_JOB]
        )
        assert len(waits) == many
        dunning_runs.plan(context)
        found = sql.rows(
            "SELECT run_at FROM job WHERE tenant_id = %s AND name = %s", [context.tenant_id, dunning_runs.DAILY_JOB]
        )
        assert len(found) == 1, "a worker that begins asks for the hours of the day that went by without one, once"
