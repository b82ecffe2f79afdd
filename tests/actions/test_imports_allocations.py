"""Allocations of an import: never more than is open, once however often they come, undone ones left undone."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import closing, payments
from quittance.actions.command import Context
from quittance.books import scope, sql
from tests import factories, imported
from tests.imported import customer, invoice, pair, payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """Two customers of one family and a stranger; three invoices, a credit note and two payments."""
    made = factories.company()
    imported.clean(
        made,
        imported.file("customers", customer("C-1"), customer("C-2", parent_number="C-1"), customer("C-3")),
        imported.file(
            "invoices",
            invoice("I-1", "100.00", terms="50/50 net 30/60"),
            invoice("I-2", "50.00", "C-2"),
            invoice("I-3", "70.00", "C-3"),
            invoice("I-4", "9.00", currency="USD"),
            invoice("N-1", "20.00", kind="credit_note", issued_on="2026-03-20"),
        ),
        imported.file("payments", payment("P-1", "120.00"), payment("P-2", "10.00", on="2026-02-01")),
    )
    return made


def opened(context: Context) -> dict[str, int]:
    """What is open by document number or payment reference."""
    found = sql.rows(
        f"SELECT {scope.ITEM_COLUMNS} FROM {scope.ITEM_TABLES} WHERE i.tenant_id = %s", [context.tenant_id]
    )
    made: dict[str, int] = {}
    for item in map(scope.item_of, found):
        made[item.label] = made.get(item.label, 0) + item.open
    return made


def take(context: Context, *rows: dict[str, str]) -> list[tuple[int, str, str]]:
    """Take allocations in; row, column and code of each fault."""
    return [fault[1:] for fault in imported.faults(imported.take(context, imported.file("allocations", *rows)))]


def test_instalments_are_met_oldest_first_and_the_rest_of_either_side_by_itself(context: Context) -> None:
    assert take(context, pair("P-1", "I-1", "60.00"), pair("N-1", "I-2"), pair("P-1", "I-2")) == []
    assert opened(context) == {"I-1": 4000, "I-2": 0, "I-3": 7000, "I-4": 900, "N-1": 0, "P-1": 3000, "P-2": 1000}


def test_an_allocation_falls_on_the_first_day_on_which_both_are_there(context: Context) -> None:
    assert take(context, pair("P-2", "I-1", "5.00"), pair("P-2", "I-1", "5.00", "2026-05-01")) == []
    found = sql.rows("SELECT effective_on FROM allocation WHERE tenant_id = %s ORDER BY id", [context.tenant_id])
    assert [sql.day(row[0]).isoformat() for row in found] == ["2026-03-01", "2026-05-01"]


@pytest.mark.parametrize(
    "row, column, code",
    [
        (pair("P-9", "I-1", "1"), "payment_reference", "not_found"),
        (pair("", "I-1", "1"), "payment_reference", "invalid"),
        (pair("P-1", "I-9", "1"), "invoice_number", "not_found"),
        (pair("P-1", "", "1"), "invoice_number", "invalid"),
        (pair("P-1", "N-1", "1"), "invoice_number", "not_found"),
        (pair("P-1", "I-1", "100.01"), "amount", "overallocated"),
        (pair("P-2", "I-1", "10.01"), "amount", "overallocated"),
        (pair("P-1", "I-1", "0"), "amount", "invalid"),
        (pair("P-1", "I-1", "x"), "amount", "invalid"),
        (pair("P-1", "I-3", "1"), "amount", "invalid"),
        (pair("P-1", "I-4", "1"), "payment_reference", "invalid"),
        (pair("P-1", "I-1", "1", "2026-03-31"), "effective_on", "invalid"),
        (pair("P-1", "I-1", "1", "soon"), "effective_on", "invalid"),
    ],
)
def test_each_row_is_checked_as_by_hand(context: Context, row: dict[str, str], column: str, code: str) -> None:
    assert take(context, row, pair("P-2", "I-1", "10.00")) == [(2, column, code)]
    assert opened(context)["I-1"] == 9000 and opened(context)["P-1"] == 12000


def test_more_than_is_open_is_refused_row_by_row(context: Context) -> None:
    rows = [
        pair("P-1", "I-1", "70.00"),
        pair("P-1", "I-2", "50.01"),
        pair("P-1", "I-2", "50.00"),
        pair("P-1", "I-1", "1"),
    ]
    assert take(context, *rows) == [(3, "amount", "overallocated"), (5, "amount", "overallocated")]
    assert opened(context)["P-1"] == 0


def test_a_locked_day_is_refused(context: Context) -> None:
    closing.lock_period(context, closing.LockPeriod(datetime.date(2026, 3, 10)))
    assert take(context, pair("P-2", "I-1", "1")) == [(2, "effective_on", "period_locked")]
    assert take(context, pair("P-2", "I-1", "1", "2026-03-11")) == []


def test_the_same_rows_again_change_nothing_and_an_added_one_is_taken(context: Context) -> None:
    rows = [pair("P-1", "I-1", "10.00", "2026-04-02"), pair("P-1", "I-1", "10.00", "2026-04-02"), pair("P-1", "I-2")]
    for _ in range(2):
        assert take(context, *rows) == []
        assert opened(context)["P-1"] == 5000
    more = imported.clean(context, imported.file("allocations", *rows, rows[0]))
    assert imported.counts(more) == {"allocations": (1, 3)}
    assert opened(context)["P-1"] == 4000


def test_an_allocation_that_somebody_took_back_stays_taken_back(context: Context) -> None:
    row = pair("P-1", "I-1", "10.00", "2026-04-02")
    assert take(context, row) == []
    made = sql.row("SELECT id FROM allocation WHERE tenant_id = %s", [context.tenant_id])
    assert made is not None
    factories.unallocate(context, made[0])
    assert take(context, row) == []
    assert opened(context)["P-1"] == 12000


def test_a_moved_payment_is_found_where_it_went(context: Context) -> None:
    payments.move(context, payments.MovePayment("P-1", "C-3", "80.00"))
    assert take(context, pair("P-1", "I-3", "70.00", "2026-07-01")) == []
    assert opened(context)["I-3"] == 0
