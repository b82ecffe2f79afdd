"""The sums of what is open: what each change adds where, in one order, and to what is there already."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from quittance.actions.command import Context
from quittance.books import sql, sums
from quittance.books.ledger import NEVER
from quittance.rules.ledger import Item
from tests import factories

DUE = datetime.date(2026, 6, 1)
DEBT = Item(1, 83, "D", "invoice", "USD", 1_000, 900, DUE, DUE)
CREDIT = replace(DEBT, id=2, side="C", kind="payment", amount=400, base_amount=350)
LANE = 83 % sums.LANES
ENDLESS = NEVER.isoformat()


def test_debt_goes_to_its_due_day_and_credit_to_no_day() -> None:
    made = sums.changed([(DEBT, 1_000, 900), (CREDIT, 400, 350)])
    assert made == {
        (LANE, "2026-06-01", "USD"): [1_000, 0, 900, 0],
        (LANE, ENDLESS, "USD"): [0, 400, 0, 350],
        (83, ENDLESS, ""): [0, 0, 900, 350],
    }


def test_what_adds_up_to_nothing_is_not_written() -> None:
    assert sums.changed([(DEBT, 1_000, 900), (DEBT, -1_000, -900)]) == {}


@pytest.mark.django_db
def test_sums_grow_and_shrink_where_they_are() -> None:
    context = factories.company()
    sums.add(context.tenant_id, context.entity_id, [(DEBT, 1_000, 900)])
    with_more = [(DEBT, -250, -225), (CREDIT, 400, 350)]
    sums.add(context.tenant_id, context.entity_id, with_more)
    assert stored(context) == [
        (LANE, DUE, "USD", 750, 0, 675, 0),
        (LANE, NEVER, "USD", 0, 400, 0, 350),
        (83, NEVER, "", 0, 0, 675, 350),
    ]


@pytest.mark.django_db
def test_thousands_of_changes_are_as_many_small_ones() -> None:
    context = factories.company()
    many = [
        (replace(DEBT, customer_id=n % 2_000, due_on=DUE + datetime.timedelta(days=n % 7)), 1, 1) for n in range(4_000)
    ]
    sums.add(context.tenant_id, context.entity_id, many)
    rows = stored(context)
    assert sum(row[3] for row in rows) == 4_000 and sum(row[5] for row in rows if row[2] == "") == 4_000


def stored(context: Context) -> list[tuple[Any, ...]]:
    found = sql.rows(
        "SELECT whose, due_on, currency, debit, credit, debit_base, credit_base FROM open_sum "
        "WHERE tenant_id = %s AND entity_id = %s ORDER BY whose, due_on",
        [context.tenant_id, context.entity_id],
    )
    return [(row[0], sql.day(row[1]), *row[2:]) for row in found]
