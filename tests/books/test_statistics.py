"""What SQLite's planner is told: figures for every index, and plans that look rows up instead of walking a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from quittance.actions import allocations, credits, payments, reversals, writeoffs
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.books import sql, statistics
from tests import factories

WALK = re.compile(rf"(SCAN ({'|'.join(statistics.ROWS)})\b|SEARCH .*\(tenant_id=\?( AND (entity_id|reverses)=\?)?\)$)")
"""A step of a plan that reads a whole company's rows of a table."""

SMALL = (" account ", "bank_account", "preflight_level")
"""Tables of which a company has a handful of rows."""


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


@pytest.mark.django_db
def test_no_verb_of_the_books_walks_a_large_table() -> None:
    if sql.on_postgresql():
        return
    context = factories.company("Plans Ltd")
    factories.customer(context, "C-1")
    factories.customer(context, "C-2", parent_number="C-1")
    walked: set[str] = set()

    def explained(execute: Callable[..., Any], statement: str, params: Any, many: bool, told: dict[str, Any]) -> Any:
        if not many and statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            with told["connection"].cursor() as cursor:
                cursor.cursor.execute(f"EXPLAIN QUERY PLAN {statement}", params)
                walked.update(f"{row[3]}: {statement}" for row in cursor.cursor.fetchall() if _walks(row[3], statement))
        return execute(statement, params, many, told)

    with connection.execute_wrapper(explained):
        _live(context)
    assert walked == set()


def _walks(step: str, statement: str) -> bool:
    """A table that only a foreign key leads to is not walked, nor is a small one, nor an index for its last value."""
    found = WALK.match(step)
    small = any(name in step for name in SMALL) or (" entry_moment " in step and "MAX(recorded_at)" in statement)
    small = small or ("reverses=?" in step and "reverses IS NULL" not in statement)
    return found is not None and not small and f" {step.split()[1]} " in statement


def _live(context: Context) -> None:
    """Every kind of posting once, and its undoing."""
    for n in range(1, 6):
        factories.invoice(context, f"INV-{n}", "100.00")
    payments.record(context, payments.RecordPayment(context.today, "150.00", "C-1", reference="P-1", allocate="oldest"))
    payments.record(context, payments.RecordPayment(context.today, "50.00", "C-1", reference="P-2"))
    made = allocations.allocate(context, allocations.Allocate("P-2", (ShareInput("INV-3", "20.00"),)))
    allocations.unallocate(context, allocations.Unallocate(tuple(one.id for one in made.allocated)))
    payments.move(context, payments.MovePayment("P-2", "C-2", "10.00"))
    payments.refund(context, payments.RefundPayment("P-2", "5.00"))
    credits.record(context, credits.RecordCreditNote("C-1", context.today, "7.00", allocate=(ShareInput("INV-4"),)))
    writeoffs.write_off(context, writeoffs.WriteOff("INV-5", "small", "1.00"))
    reversals.reverse(context, reversals.Reverse("wrong", "INV-4"))
    reversals.reverse(context, reversals.Reverse("bounced", "P-1"))
