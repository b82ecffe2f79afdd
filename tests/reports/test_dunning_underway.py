"""The run that is under way: none, one that is to be decided, one of which some have gone."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import dunning_runs, dunning_send
from quittance.actions.dunning_runs import RunDunning
from quittance.books import sql
from quittance.reports import books, dunning_underway
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_a_run_is_under_way_from_when_it_is_asked_for_until_all_is_out_of_its_hands() -> None:
    context = factories.company(country="NL")
    here = books.of(context)
    dunned.policy(context, "3 call friendly", "20 letter formal approval")
    for n, days in ((1, 4), (2, 5), (3, 21)):
        factories.customer(context, f"C-{n}", city="Delft")
        due = context.today - DAY * days
        factories.invoice(context, f"INV-{n}", "100.00", due - DAY * 30, due, customer=f"C-{n}")
    assert dunning_underway.of(here) is None
    asked = dunning_runs.ask(context, RunDunning())
    found = dunning_underway.of(here)
    assert found is not None and (found.run_id, found.state, found.total) == (asked.run_id, "queued", 0)
    dunning_runs.carry_out(context, asked.run_id)
    rows = sql.rows("SELECT id FROM reminder WHERE tenant_id = %s ORDER BY id", [context.tenant_id])
    dunning_send.send(context, rows[0][0])
    found = dunning_underway.of(here)
    assert found is not None and (found.state, found.total, found.gone, found.left, found.waiting) == (
        "done",
        3,
        1,
        1,
        1,
    )
    dunned.send(context)
    assert dunning_underway.of(here) is None, "what waits for a word alone goes nowhere"
