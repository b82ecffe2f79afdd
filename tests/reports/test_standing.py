"""Items as they stood: the short ways give what a full sum of the history gives, on every day and at every moment."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from quittance.actions import allocations
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import standing
from tests import factories
from tests.factories import TODAY, at

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
FIRST = TODAY - 20 * DAY

FULL_SUM = """
    SELECT i.id, i.amount - COALESCE(SUM(a.amount), 0),
           i.base_amount - COALESCE(SUM(CASE WHEN i.side = 'D' THEN a.debit_base ELSE a.credit_base END), 0)
    FROM open_item i LEFT JOIN allocation a ON a.tenant_id = i.tenant_id AND i.id IN (a.debit_item_id, a.credit_item_id)
         AND a.effective_on <= %(day)s AND a.recorded_at <= %(known_at)s
    WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s
          AND i.effective_on <= %(day)s AND i.recorded_at <= %(known_at)s
    GROUP BY i.id, i.amount, i.base_amount
"""


@pytest.fixture
def history() -> Context:
    """Two customers; paid early, late, in parts, backdated, taken back and put back, in two currencies."""
    context = factories.company()
    for number, currency in (("C-1", "EUR"), ("C-2", "USD")):
        factories.customer(context, number, currency=currency)
        rate = "0.9137" if currency == "USD" else ""
        for n in range(1, 4):
            name = f"{number}-INV-{n}"
            factories.invoice(at(context, FIRST), name, f"{n}00.33", FIRST + n * DAY, customer=number, rate=rate)
        factories.payment(at(context, FIRST + 6 * DAY), f"{number}-P-1", "100.33", customer=number, rate=rate)
        factories.payment(at(context, FIRST + 9 * DAY), f"{number}-P-2", "150.00", customer=number, rate=rate)
        factories.allocate(context, f"{number}-P-1", (f"{number}-INV-1", ""), on=FIRST + 7 * DAY)
        made = factories.allocate(context, f"{number}-P-2", (f"{number}-INV-2", "150.00"), on=FIRST + 9 * DAY)
        back = allocations.Unallocate(tuple(one.id for one in made.allocated), FIRST + 12 * DAY)
        allocations.unallocate(at(context, FIRST + 13 * DAY), back)
        factories.allocate(at(context, TODAY), f"{number}-P-2", (f"{number}-INV-3", "99.99"), on=FIRST + 15 * DAY)
    return context


def stood(context: Context, day: datetime.date, known_at: int | None) -> dict[int, tuple[int, int]]:
    params: dict[str, Any] = {"tenant": context.tenant_id, "entity": context.entity_id, "day": day}
    params["known_at"] = known_at
    found = []
    for one in standing.sources(known_at, standing.ground(params)):
        found += sql.rows(f"SELECT i.id, {one.open}, {one.open_base} FROM {one.tables} WHERE {one.where}", params)
    assert len({row[0] for row in found}) == len(found), "an item stands in one source only"
    return {row[0]: (row[1], row[2]) for row in found if row[1] or row[2]}


def summed(context: Context, day: datetime.date, known_at: int) -> dict[int, tuple[int, int]]:
    params = {"tenant": context.tenant_id, "entity": context.entity_id, "day": day, "known_at": known_at}
    return {row[0]: (int(row[1]), int(row[2])) for row in sql.rows(FULL_SUM, params) if row[1] or row[2]}


def test_on_every_day_items_stand_as_the_whole_history_sums(history: Context) -> None:
    days = [FIRST + n * DAY for n in range(-1, 30)]
    for day in days:
        assert stood(history, day, None) == summed(history, day, 2**62), day
    assert len({tuple(stood(history, day, None).items()) for day in days}) > 8


def test_as_known_at_every_moment_items_stand_as_the_history_then_sums(history: Context) -> None:
    moments = [row[0] for row in sql.rows("SELECT recorded_at FROM entry WHERE tenant_id = %s", [history.tenant_id])]
    for known_at in sorted(set(moments)):
        for day in (FIRST + 8 * DAY, FIRST + 13 * DAY, TODAY):
            assert stood(history, day, known_at) == summed(history, day, known_at), (day, known_at)


def test_one_customer_is_asked_through_its_own_index(history: Context) -> None:
    params: dict[str, Any] = {"tenant": history.tenant_id, "entity": history.entity_id, "number": "C-2"}
    for day in (FIRST + 8 * DAY, TODAY):
        params |= {"day": day, "known_at": None}
        found = []
        for one in standing.sources_of_customer(None, standing.ground(params)):
            found += sql.rows(
                f"SELECT i.id FROM {one.with_customer} WHERE {one.where} AND c.tenant_id = %(tenant)s "
                f"AND i.customer_id = c.id AND c.number = %(number)s {one.not_zero}",
                params,
            )
        mine = (
            "SELECT i.id FROM open_item i JOIN customer c ON c.tenant_id = i.tenant_id AND c.id = i.customer_id "
            "WHERE c.number = %s AND i.tenant_id = %s"
        )
        wanted = {row[0] for row in sql.rows(mine, ["C-2", history.tenant_id])}
        assert {row[0] for row in found} == wanted & set(stood(history, day, None))


def test_now_is_read_from_the_open_items_alone(history: Context) -> None:
    params: dict[str, Any] = {"tenant": history.tenant_id, "entity": history.entity_id, "day": TODAY, "known_at": None}
    sources = standing.sources(None, standing.ground(params))
    assert len(sources) == 1 and sources[0].back == "" and sources[0].not_zero == ""
    if not sql.on_postgresql():
        statement = f"SELECT {sources[0].open_base} FROM {sources[0].tables} WHERE {sources[0].where}"
        plan = " ".join(row[3] for row in sql.rows(f"EXPLAIN QUERY PLAN {statement}", params))
        assert "COVERING INDEX open_item_now" in plan
