"""Portions: one command each, ledgers row by row as a whole, and the same answer for the same key."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from quittance.actions import closing
from quittance.actions.command import Context
from quittance.actions.imports_portion import take_in
from quittance.books import sql
from quittance.reports import books as company
from quittance.reports import verify
from quittance.rules.refusals import Conflict
from tests import factories, imported
from tests.imported import customer, invoice, pair, payment, portion

pytestmark = pytest.mark.django_db
LEDGER = ["Invoice", "Customer", "Customer name", "Issue date", "Due date", "Amount", "Currency", "Clear date", "Terms"]


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    return factories.company()


def ledger(context: Context, *rows: list[str]) -> Any:
    """Take a ledger in through its guessed mapping."""
    return imported.take(context, imported.laid_out("ledger.csv", imported.table(LEDGER, *rows)))


def test_a_portion_is_one_command_with_an_event_for_each_thing_it_made(context: Context) -> None:
    data = portion(
        customers=[customer("C-1")],
        invoices=[invoice("I-1", "10.00")],
        payments=[payment("P-1", "10.00")],
        allocations=[pair("P-1", "I-1")],
    )
    take_in(context, data)
    events = sql.rows(
        "SELECT verb, COUNT(*) FROM event WHERE tenant_id = %s AND command_id IS NOT NULL GROUP BY verb ORDER BY verb",
        [context.tenant_id],
    )
    made = {
        "allocations.allocate": 1,
        "customers.create": 1,
        "imports.run": 1,
        "invoices.record": 1,
        "payments.record": 1,
    }
    assert dict(events) == made
    commands = sql.rows("SELECT verb FROM command WHERE tenant_id = %s", [context.tenant_id])
    assert commands == [("imports.run",)]


def test_the_same_key_gives_the_stored_answer_and_another_input_a_conflict(context: Context) -> None:
    keyed = replace(context, key="once")
    data = portion(customers=[customer("C-1")], invoices=[invoice("I-1", "10.00"), invoice("I-2", "x")])
    first = take_in(keyed, data)
    assert take_in(keyed, data) == first and first.counts[1].taken == 1 and len(first.faults) == 1
    with pytest.raises(Conflict):
        take_in(keyed, portion(invoices=[invoice("I-3", "1")]))
    assert take_in(replace(context, key="twice"), data).counts[0].unchanged == 1


def test_a_payment_and_its_allocations_of_the_day_are_one_entry(context: Context) -> None:
    imported.clean(
        context,
        imported.file("customers", customer("C-1")),
        imported.file(
            "invoices", invoice("I-1", "10.00"), invoice("I-2", "10.00"), invoice("I-3", "5", issued_on="2026-05-01")
        ),
        imported.file("payments", payment("P-1", "25.00")),
        imported.file("allocations", pair("P-1", "I-2"), pair("P-1", "I-3"), pair("P-1", "I-1")),
    )
    found = sql.rows(
        "SELECT e.kind, e.effective_on, COUNT(a.id) FROM entry e LEFT JOIN allocation a ON a.tenant_id = e.tenant_id "
        "AND a.entry_id = e.id WHERE e.tenant_id = %s AND e.kind <> 'invoice' GROUP BY e.kind, e.effective_on "
        "ORDER BY e.effective_on",
        [context.tenant_id],
    )
    assert [(kind, sql.day(day).isoformat(), n) for kind, day, n in found] == [
        ("payment", "2026-04-01", 2),
        ("allocation", "2026-05-01", 1),
    ]


def test_a_ledger_makes_customers_invoices_payments_and_allocations(context: Context) -> None:
    rows = [
        ["1", "C-1", "Acme", "2026-01-05", "2026-02-04", "100.00", "USD", "2026-02-10", "NAA8"],
        ["2", "C-1", "Acme Ltd", "2026-01-06", "", "50.00", "USD", "", "net 14"],
        ["3", "C-2", "Bolt", "2026-01-07", "2026-01-01", "70.00", "EUR", "2026-01-03", ""],
        ["4", "C-2", "Bolt", "2026-01-08", "2026-02-08", "-20.00", "EUR", "", ""],
    ]
    report = ledger(context, *rows)
    assert not report.refused
    assert imported.counts(report) == {
        "customers": (2, 0),
        "invoices": (4, 0),
        "payments": (2, 0),
        "allocations": (2, 0),
    }
    named = sql.rows(
        "SELECT number, name, currency FROM customer WHERE tenant_id = %s ORDER BY number", [context.tenant_id]
    )
    assert named[:2] == [("C-1", "Acme", "USD"), ("C-2", "Bolt", "EUR")]
    due = sql.rows("SELECT number, due_on FROM document WHERE tenant_id = %s ORDER BY number", [context.tenant_id])
    assert [sql.day(row[1]).isoformat() for row in due] == ["2026-02-04", "2026-01-20", "2026-01-01", "2026-01-08"]
    met = sql.rows(
        "SELECT effective_on FROM allocation WHERE tenant_id = %s ORDER BY effective_on", [context.tenant_id]
    )
    assert [sql.day(row[0]).isoformat() for row in met] == ["2026-01-07", "2026-02-10"], (
        "not before the invoice was there"
    )
    again = ledger(context, *rows)
    assert imported.counts(again) == {"invoices": (0, 4), "payments": (0, 2), "allocations": (0, 2)}
    assert verify.run(company.of(context)).clean


def test_a_row_of_a_ledger_stands_or_falls_as_a_whole(context: Context) -> None:
    rows = [
        ["1", "C-1", "", "2026-01-05", "", "1.005", "EUR", "2026-02-10", ""],
        ["2", "C-2", "", "2026-01-05", "", "10.00", "QQQ", "2026-02-10", ""],
        ["3", "C-3", "", "2026-01-05", "", "10.00", "EUR", "2026-02-31", ""],
        ["4", "", "", "2026-01-05", "", "10.00", "EUR", "", ""],
        ["5", "C-5", "", "2026-01-05", "", "10.00", "EUR", "2026-02-10", "whenever"],
        ["6", "C-6", "", "2026-01-05", "", "10.00", "EUR", "2026-02-10", ""],
    ]
    report = ledger(context, *rows)
    assert [fault[1:3] for fault in imported.faults(report)] == [
        (4, "Clear date"),
        (2, "Amount"),
        (3, "Currency"),
        (5, "Customer"),
        (6, "Terms"),
    ]
    assert imported.counts(report)["payments"] == (1, 0), "no money without its invoice"


def test_a_later_ledger_pays_what_an_earlier_one_left_open(context: Context) -> None:
    row = ["1", "C-1", "", "2026-01-05", "2026-02-04", "100.00", "EUR", "", ""]
    ledger(context, row)
    row[7] = "2026-03-01"
    assert imported.counts(ledger(context, row)) == {"invoices": (0, 1), "payments": (1, 0), "allocations": (1, 0)}
    row[7] = "2026-03-02"
    assert [fault[1:] for fault in imported.faults(ledger(context, row))] == [(2, "Clear date", "duplicate")]


def test_a_locked_payment_leaves_its_invoice_taken(context: Context) -> None:
    closing.lock_period(context, closing.LockPeriod(datetime.date(2026, 1, 31)))
    early = ["1", "C-1", "", "2026-02-05", "", "10.00", "EUR", "2026-01-15", ""]
    report = ledger(context, early)
    assert [fault[1:] for fault in imported.faults(report)] == [(2, "Clear date", "period_locked")]
    assert imported.counts(report) == {"customers": (1, 0), "invoices": (1, 0)}
