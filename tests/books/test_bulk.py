"""Many rows at once: they arrive as they were given on either database, and a wrong one stops all."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from quittance.books import bulk, sql
from quittance.books.keys import new_ids
from tests import factories

pytestmark = pytest.mark.django_db

COLUMNS = "tenant_id id currency base on_day rate".split()


def test_rows_arrive_with_their_days_and_none_is_lost() -> None:
    tenant_id = factories.company().tenant_id
    first = datetime.date(2020, 1, 1)
    days = [first + datetime.timedelta(days=n) for n in range(3_000)]
    rows = [[tenant_id, id, "USD", "EUR", day, "0.9"] for id, day in zip(new_ids(len(days)), days, strict=True)]
    bulk.insert("exchange_rate", COLUMNS, rows)
    found = sql.rows("SELECT on_day FROM exchange_rate WHERE tenant_id = %s ORDER BY on_day", [tenant_id])
    assert [sql.day(row[0]) for row in found] == days
    bulk.insert("exchange_rate", COLUMNS, [])


def test_a_row_that_breaks_a_rule_stops_all_of_them() -> None:
    tenant_id = factories.company().tenant_id
    day = datetime.date(2020, 1, 1)
    rows = [[tenant_id, id, "USD", "EUR", day, "0.9"] for id in new_ids(2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert("exchange_rate", COLUMNS, rows)
    assert sql.rows("SELECT id FROM exchange_rate WHERE tenant_id = %s", [tenant_id]) == []


@pytest.mark.skipif("not sql.on_postgresql()", reason="only PostgreSQL is told to look")
def test_a_table_of_which_nothing_is_known_is_looked_at_whatever_its_size_is_said_to_be() -> None:
    factories.customer(factories.company())
    sql.execute("UPDATE pg_class SET reltuples = 1000000 WHERE relname = 'customer'")
    sql.execute("DELETE FROM pg_statistic WHERE starelid = 'customer'::regclass")
    bulk.gather()
    assert sql.row("SELECT COUNT(*) > 0 FROM pg_stats WHERE tablename = 'customer'", []) == (True,)


@pytest.mark.skipif("not sql.on_postgresql()", reason="only PostgreSQL is told to look")
def test_a_table_is_looked_at_again_when_it_has_doubled_and_no_earlier() -> None:
    factories.customer(factories.company())
    bulk.gather()
    seven = "SELECT COUNT(*) FROM pg_class WHERE relname = 'customer' AND reltuples = 7"
    sql.execute("UPDATE pg_class SET reltuples = 7 WHERE relname = 'customer'")
    bulk.gather()
    assert sql.rows(seven, []) == [(1,)]
    sql.execute("UPDATE pg_class SET relpages = relpages / 3 WHERE relname = 'customer'")
    bulk.gather()
    assert sql.rows(seven, []) == [(0,)]


def test_statistics_are_gathered_without_harm() -> None:
    with transaction.atomic():
        bulk.gather()
    assert sql.row("SELECT COUNT(*) FROM entity WHERE tenant_id = %s", [0]) == (0,)


@pytest.mark.skipif("sql.on_postgresql()", reason="PostgreSQL takes thousands of values in one statement")
def test_a_statement_is_repeated_for_each_row_and_counts_what_it_touched() -> None:
    tenant_id = factories.company().tenant_id
    rows = [[tenant_id, id, "USD", "EUR", datetime.date(2020, 1, n), "0.9"] for n, id in enumerate(new_ids(3), start=1)]
    bulk.insert("exchange_rate", COLUMNS, rows)
    touched = bulk.repeat(
        "UPDATE exchange_rate SET rate = %s WHERE tenant_id = %s AND id = %s",
        [("1.1", tenant_id, row[1]) for row in rows[:2]] + [("1.1", tenant_id, 1)],
    )
    assert touched == 2


def test_new_rows_alone_go_in_whichever_way_they_go(monkeypatch: pytest.MonkeyPatch) -> None:
    context = factories.company()
    tenant_id, entity_id = context.tenant_id, context.entity_id
    columns = "tenant_id id entity_id code name kind".split()
    rows = [[tenant_id, id, entity_id, f"N{n}", "New", "bank"] for n, id in enumerate(new_ids(4))]
    with transaction.atomic():
        assert bulk.insert_new("account", columns, rows[:2], "tenant_id, entity_id, code") == 2
        monkeypatch.setattr(bulk, "HANDFUL", 0)
        again = [[*rows[0][:1], *new_ids(1), *rows[0][2:]], *rows[1:]]
        assert bulk.insert_new("account", columns, again) == 2, "two are there by code or by id"
    found = sql.rows("SELECT code FROM account WHERE tenant_id = %s AND code LIKE %s", [tenant_id, "N%"])
    assert sorted(row[0] for row in found) == ["N0", "N1", "N2", "N3"]


def test_room_is_given_back_whatever_happens() -> None:
    asked = "SHOW work_mem" if sql.on_postgresql() else "PRAGMA cache_size"
    before = sql.row(asked)
    with pytest.raises(ZeroDivisionError), bulk.roomy():
        assert sql.on_postgresql() or sql.row(asked) == (-bulk.ROOM_KIB,)
        _ = 1 // 0
    assert sql.row(asked) == before
