"""The night: once a day for every company, however many workers look, and a refusal stops nobody else."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import nightly, promises
from quittance.books import sql
from quittance.reports import books
from quittance.reports import promises as reports
from quittance.rules.refusals import Conflict
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def commands(tenant_id: int) -> int:
    """How often promises were judged."""
    found = sql.row("SELECT COUNT(*) FROM command WHERE tenant_id = %s AND verb = 'collecting.judge'", [tenant_id])
    assert found is not None
    return int(found[0])


def test_each_company_is_looked_after_once_a_day_whoever_looks() -> None:
    context, other = factories.company(), factories.company("Other Ltd")
    factories.customer(context, "C-1")
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
