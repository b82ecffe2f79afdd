"""What SQLite's planner is told: figures for every index, and plans that look rows up instead of walking a table."""

from __future__ import annotations

import pytest
from django.db import connection

from quittance.books import sql, statistics


def test_a_prefix_shares_at_most_what_the_shorter_one_does() -> None:
    assert statistics.figures("entry_day", 1000, ["tenant_id", "effective_on", "id"], False) == [1000, 1000, 1000, 3]
    assert statistics.figures("any", 1000, ["tenant_id", "number"], True) == [1000, 1000, 1]


def test_credit_that_is_not_spent_is_told_to_be_rare() -> None:
    told = statistics.figures("open_item_credit", 10**6, ["tenant_id", "closed_on", "due_on"], False)
    assert told[2] == statistics.FREE_CREDIT


@pytest.mark.django_db
def test_every_index_of_a_large_table_is_told_and_repeating_it_changes_nothing() -> None:
    if sql.on_postgresql():
        statistics.teach(connection)
        return
    before = sorted(sql.rows("SELECT tbl, idx, stat FROM sqlite_stat1"))
    statistics.teach(connection)
    assert sorted(sql.rows("SELECT tbl, idx, stat FROM sqlite_stat1")) == before
    for table in statistics.ROWS:
        named = {row[1] for row in sql.rows(f"PRAGMA index_list({table})")}
        assert {idx for tbl, idx, _ in before if tbl == table} == named, table


@pytest.mark.django_db
def test_rows_named_by_their_ids_are_looked_up_by_the_primary_key() -> None:
    if sql.on_postgresql():
        return
    marks = ", ".join(str(n) for n in range(50))
    plan = sql.rows(
        f"EXPLAIN QUERY PLAN SELECT total FROM document WHERE tenant_id = 1 AND entity_id = 2 AND id IN ({marks})"
    )
    assert next(row[3] for row in plan).endswith("(tenant_id=? AND id=?)")
