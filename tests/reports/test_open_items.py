"""Open items of one customer: what is open on the day, how late, and its sums in each currency and in base."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions.command import Context
from quittance.reports import aged, books, customers, links, open_items
from tests import factories

pytestmark = pytest.mark.django_db

DUE = datetime.date(2026, 5, 31)
SECOND = 1_000_000


@pytest.fixture
def context() -> Context:
    """C-1 owes a late euro invoice and a dollar invoice, and has paid something in advance; C-2 owes as well."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    factories.invoice(context, "INV-2", "80.00", datetime.date(2026, 6, 10), currency="USD", rate="0.9")
    factories.invoice(context, "INV-1", "100.00", datetime.date(2026, 5, 1), DUE)
    factories.invoice(context, "OTHER", "7.00", customer="C-2")
    factories.payment(context, "PAY-1", "25.50", datetime.date(2026, 6, 20))
    return context


def test_rows_stand_by_due_day_with_their_lateness_and_bucket(context: Context) -> None:
    found = open_items.of_customer(books.of(context), "C-1", factories.TODAY)
    assert [
        (row.number, row.days_late, found.buckets[row.bucket].name if row.bucket >= 0 else "") for row in found.rows
    ] == [
        ("INV-1", 30, "1-30"),
        ("INV-2", 20, "1-30"),
        ("PAY-1", 0, ""),
    ]
    assert [(row.open, row.open_base, row.currency) for row in found.rows] == [
        (100_00, 100_00, "EUR"),
        (80_00, 72_00, "USD"),
        (-25_50, -25_50, "EUR"),
    ]
    assert found.totals == (("EUR", 74_50), ("USD", 80_00))
    assert found.balance_base == 146_50


def test_an_amount_is_not_late_on_its_due_day(context: Context) -> None:
    late = [
        open_items.of_customer(books.of(context), "C-1", DUE + datetime.timedelta(days=n)).rows[0].days_late
        for n in range(-1, 3)
    ]
    assert late == [0, 0, 1, 2]


def test_one_currency_may_be_asked_for_alone(context: Context) -> None:
    found = open_items.of_customer(books.of(context), "C-1", factories.TODAY, currency="USD")
    assert [row.number for row in found.rows] == ["INV-2"]
    assert found.totals == (("USD", 80_00),)


def test_what_was_known_at_an_earlier_moment_is_shown_without_what_came_later(context: Context) -> None:
    later = factories.at(context, factories.TODAY + datetime.timedelta(days=1))
    factories.allocate(later, "PAY-1", ("INV-1", "25.50"), on=datetime.date(2026, 6, 25))
    mine = books.of(context)
    now = open_items.of_customer(mine, "C-1", factories.TODAY)
    then = open_items.of_customer(mine, "C-1", factories.TODAY, known_at=factories.noon(factories.TODAY) + SECOND)
    assert [(row.number, row.open) for row in now.rows] == [("INV-1", 74_50), ("INV-2", 80_00)]
    assert [(row.number, row.open) for row in then.rows] == [("INV-1", 100_00), ("INV-2", 80_00), ("PAY-1", -25_50)]
    assert now.balance_base == then.balance_base


def test_the_sum_is_the_customers_row_of_the_aging(context: Context) -> None:
    mine = books.of(context)
    page = aged.customers(mine, aged.Question(factories.TODAY))
    assert {row.number: row.balance for row in page.rows} == {
        number: open_items.of_customer(mine, number, factories.TODAY).balance_base for number in ("C-1", "C-2")
    }


def test_nothing_open_is_an_empty_answer(context: Context) -> None:
    found = open_items.of_customer(books.of(context), "C-1", datetime.date(2026, 4, 30))
    assert (found.rows, found.totals, found.balance_base) == ((), (), 0)


def test_an_open_document_knows_its_neighbours_among_those_of_its_customer(context: Context) -> None:
    mine = books.of(context)
    ids = {number: links.target(mine, number).id for number in ("INV-1", "INV-2", "OTHER")}
    customer_id = customers.id_of(mine, "C-1")
    assert open_items.place_of(mine, customer_id, ids["INV-1"]) == open_items.Place(1, 2, "", "INV-2")
    assert open_items.place_of(mine, customer_id, ids["INV-2"]) == open_items.Place(2, 2, "INV-1", "")
    assert open_items.place_of(mine, customer_id, ids["OTHER"]) is None
