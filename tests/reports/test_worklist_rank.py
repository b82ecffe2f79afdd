"""The ranking statement reads what is late in the order of its index, and claims only where there are any."""

from __future__ import annotations

import pytest

from quittance.actions import disputes
from quittance.books import sql
from quittance.reports import books, worklist_rank
from tests import factories

pytestmark = pytest.mark.django_db

CHANCES = (80, 70, 60, 40, 25, 10)


def test_claims_are_read_where_something_is_held_back() -> None:
    context = factories.company()
    factories.customer(context)
    factories.invoice(context, "INV-1", "100.00", factories.TODAY, factories.TODAY)
    here = books.of(context)
    assert "held_item" not in worklist_rank.statement(here, CHANCES, "", ())[0]
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price"))
    assert "held_item" in worklist_rank.statement(here, CHANCES, "", ())[0]


@pytest.mark.skipif("sql.on_postgresql()", reason="the plan of SQLite")
def test_what_is_late_comes_in_the_order_of_its_index() -> None:
    context = factories.company()
    here = books.of(context)
    params = worklist_rank.params(here, factories.TODAY) | {"me": 1, "actor": "", "limit": 5, "offset": 0}
    plan = sql.rows("EXPLAIN QUERY PLAN " + worklist_rank.statement(here, CHANCES, "", ())[0], params)
    late = [row[3] for row in plan if " i " in row[3] or row[3].startswith("SEARCH i")]
    assert any("COVERING INDEX open_item_now" in one for one in late), late
    assert not any(one.startswith("SCAN i") for one in late)
