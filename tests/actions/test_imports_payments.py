"""Payments of an import: on their customer or on nobody's, refused as by hand, known ones left as they are."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from quittance.actions import closing
from quittance.actions.command import Context
from quittance.books import sql
from tests import factories, imported
from tests.imported import customer, payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company with two customers."""
    made = factories.company()
    imported.clean(made, imported.file("customers", customer("C-1"), customer("C-2", currency="USD")))
    return made


def test_a_payment_without_a_customer_waits_to_be_identified(context: Context) -> None:
    imported.clean(context, imported.file("payments", payment("P-1", "5.00", ""), payment("P-2", "6.00", "C-2")))
    found = sql.rows(
        "SELECT p.reference, c.number, p.currency, p.amount FROM payment p JOIN customer c "
        "ON c.tenant_id = p.tenant_id AND c.id = p.customer_id WHERE p.tenant_id = %s ORDER BY p.reference",
        [context.tenant_id],
    )
    assert found == [("P-1", "UNIDENTIFIED", "EUR", 500), ("P-2", "C-2", "USD", 600)]


@pytest.mark.parametrize(
    "fields, column, code",
    [
        ({"customer_number": "C-9"}, "customer_number", "not_found"),
        ({"reference": ""}, "reference", "invalid"),
        ({"received_on": ""}, "received_on", "invalid"),
        ({"received_on": "yesterday"}, "received_on", "invalid"),
        ({"received_on": "2026-01-05"}, "received_on", "period_locked"),
        ({"amount": ""}, "amount", "invalid"),
        ({"amount": "-1"}, "amount", "invalid"),
        ({"amount": "0.001"}, "amount", "invalid"),
        ({"currency": "??"}, "currency", "invalid"),
        ({"text": "x" * 2001}, "text", "invalid"),
    ],
)
def test_each_row_is_checked_as_by_hand(context: Context, fields: dict[str, Any], column: str, code: str) -> None:
    closing.lock_period(context, closing.LockPeriod(datetime.date(2026, 1, 31)))
    rows = [{**payment("P-1", "5.00"), **fields}, payment("P-2", "5.00")]
    report = imported.take(context, imported.file("payments", *rows))
    assert imported.faults(report) == [("payments", 2, column, code)]
    assert imported.counts(report) == {"payments": (1, 0)}


def test_a_known_payment_is_left_and_contradictions_are_faults(context: Context) -> None:
    first = payment("P-1", "5.00", payer_name="ONE", text="thanks")
    imported.clean(context, imported.file("payments", first))
    for same in (first, payment("P-1", "5"), payment("P-1", "5", "")):
        assert imported.counts(imported.clean(context, imported.file("payments", same))) == {"payments": (0, 1)}
    for name, value in (
        ("amount", "6.00"),
        ("customer_number", "C-2"),
        ("received_on", "2026-04-02"),
        ("currency", "USD"),
        ("payer_name", "TWO"),
        ("text", "more"),
    ):
        report = imported.take(context, imported.file("payments", {**first, name: value}))
        assert imported.faults(report) == [("payments", 2, name, "duplicate")]


def test_a_reference_twice_in_a_file_is_a_fault_of_the_second(context: Context) -> None:
    report = imported.take(context, imported.file("payments", payment("P-1", "5"), payment("P-1", "5")))
    assert imported.faults(report) == [("payments", 3, "reference", "duplicate")]
