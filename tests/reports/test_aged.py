"""The aged list: bucket edges to the day, orders, pages, search, currencies and moments."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.actions import rates
from quittance.actions.command import Context
from quittance.reports import aged, books
from quittance.reports.aged import Question
from quittance.rules.refusals import Invalid
from tests import factories, statements

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 3, 31)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """Three customers: one owes two invoices, one has paid too much, one owes dollars."""
    context = factories.company()
    for number, name in (("C-1", "Alder"), ("C-2", "Birch"), ("C-3", "Cedar 100%_")):
        factories.customer(context, number, name=name)
    rates.set_rate(context, rates.SetRate("USD", "EUR", datetime.date(2026, 1, 1), "0.9"))
    factories.invoice(context, "INV-1", "100.00", datetime.date(2026, 3, 1), DUE)
    factories.invoice(context, "INV-2", "40.00", datetime.date(2026, 6, 1), datetime.date(2026, 7, 31))
    factories.invoice(context, "INV-3", "10.00", datetime.date(2026, 3, 1), DUE, customer="C-2")
    factories.payment(context, "PAY-3", "25.00", datetime.date(2026, 4, 2), customer="C-2", allocate="oldest")
    factories.invoice(context, "INV-4", "50.00", datetime.date(2026, 3, 1), DUE, customer="C-3", currency="USD")
    return context


def of_first(context: Context, on: datetime.date) -> tuple[int, ...]:
    """Amounts per bucket of the first customer on a day."""
    page = aged.customers(books.of(context), Question(on), search="alder")
    return page.rows[0].amounts if page.rows else ()


@pytest.mark.parametrize(
    ("days", "bucket"), [(-30, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (4_000, 4)]
)
def test_an_amount_is_late_from_the_day_after_its_due_day(context: Context, days: int, bucket: int) -> None:
    amounts = of_first(context, DUE + days * DAY)
    assert amounts[bucket] >= 100_00
    found = [row for row in aged.invoices(books.of(context), Question(DUE + days * DAY)) if row.number == "INV-1"]
    assert (found[0].bucket, found[0].days_late) == (bucket, max(0, days))


def test_nothing_is_owed_before_it_is_issued(context: Context) -> None:
    assert of_first(context, datetime.date(2026, 2, 28)) == ()
    found = aged.summary(books.of(context), Question(datetime.date(1970, 1, 1)))
    assert (found.receivable, found.overdue, found.debt) == (0, 0, 0)


def test_credit_is_shown_apart_and_the_sum_is_the_receivable(context: Context) -> None:
    found = aged.summary(books.of(context), Question(factories.TODAY))
    assert [one.amount for one in found.buckets] == [40_00, 0, 0, 0, 145_00]
    assert (found.unapplied, found.receivable, found.overdue, found.debt) == (-15_00, 170_00, 145_00, 185_00)
    assert found.currency == "EUR"


def test_one_currency_is_told_in_itself(context: Context) -> None:
    found = aged.summary(books.of(context), Question(factories.TODAY, currency="USD"))
    assert (found.currency, found.receivable, found.buckets[4].amount) == ("USD", 50_00, 50_00)
    page = aged.customers(books.of(context), Question(factories.TODAY, currency="USD"))
    assert [(row.number, row.balance) for row in page.rows] == [("C-3", 50_00)]
    assert aged.summary(books.of(context), Question(factories.TODAY, currency="CHF")).receivable == 0


def test_customers_come_in_any_order(context: Context) -> None:
    def names(order: str) -> str:
        return "".join(
            row.name[0] for row in aged.customers(books.of(context), Question(factories.TODAY), order=order).rows
        )

    assert names("-balance") == "ACB"
    assert names("balance") == "BCA"
    assert names("name") == "ABC"
    assert names("-name") == "CBA"
    assert names("-overdue") == "ACB"
    assert names("unapplied")[0] == "B"
    with pytest.raises(Invalid, match="Order by one of"):
        aged.customers(books.of(context), Question(factories.TODAY), order="password")


def test_a_page_carries_the_totals_of_the_whole_filter(context: Context) -> None:
    page = aged.customers(books.of(context), Question(factories.TODAY), order="name", offset=1, limit=1)
    assert ([row.number for row in page.rows], page.count) == (["C-2"], 3)
    assert page.totals == aged.summary(books.of(context), Question(factories.TODAY))


@pytest.mark.parametrize(
    ("search", "numbers"), [("ced", ["C-3"]), ("0%_", ["C-3"]), ("%", ["C-3"]), ("c-", 3), ("!", 0)]
)
def test_a_search_takes_every_character_as_it_is(context: Context, search: str, numbers: list[str] | int) -> None:
    page = aged.customers(books.of(context), Question(factories.TODAY), search=search)
    assert [row.number for row in page.rows] == numbers if isinstance(numbers, list) else page.count == numbers
    assert page.totals.receivable == sum(row.balance for row in page.rows)


def test_invoices_of_one_customer_come_by_due_day_with_credit_below_zero(context: Context) -> None:
    found = list(aged.invoices(books.of(context), Question(factories.TODAY), customer_number="C-1"))
    assert [(row.number, row.open, row.open_base) for row in found] == [
        ("INV-1", 100_00, 100_00),
        ("INV-2", 40_00, 40_00),
    ]
    credit = list(aged.invoices(books.of(context), Question(factories.TODAY), customer_number="C-2"))
    assert [(row.number, row.kind, row.bucket, row.open) for row in credit] == [("PAY-3", "payment", -1, -15_00)]


@pytest.mark.parametrize("edges", [(), (0, 30), (30, 30), (60, 30), (40_000,), tuple(range(1, 30))])
def test_edges_that_are_no_days_in_order_are_refused(context: Context, edges: tuple[int, ...]) -> None:
    with pytest.raises(Invalid) as refused:
        aged.summary(books.of(context), Question(factories.TODAY, edges=edges))
    assert refused.value.field == "buckets"


def test_any_buckets_are_asked_for(context: Context) -> None:
    found = aged.summary(books.of(context), Question(factories.TODAY, edges=(7, 14, 365)))
    assert [(one.name, one.amount) for one in found.buckets] == [
        ("Not due", 40_00),
        ("1-7", 0),
        ("8-14", 0),
        ("15-365", 145_00),
        ("Over 365", 0),
    ]


def test_a_moment_before_a_backdated_paper_does_not_know_it(context: Context) -> None:
    before = context.now + 1_000
    late = replace(context, now=context.now + 3_600_000_000)
    factories.invoice(late, "INV-LATE", "7.00", datetime.date(2026, 3, 1), DUE)
    known = aged.summary(books.of(context), Question(DUE, before))
    assert aged.summary(books.of(context), Question(DUE)).receivable == known.receivable + 7_00
    assert aged.summary(books.of(context), Question(DUE, late.now)).receivable == known.receivable + 7_00
    assert aged.summary(books.of(context), Question(DUE, 0)).receivable == 0


@pytest.mark.parametrize("known_at", [None, 2**62])
@pytest.mark.parametrize("on", [datetime.date.min, DUE, factories.TODAY, datetime.date.max])
def test_the_number_of_statements_is_constant(context: Context, on: datetime.date, known_at: int | None) -> None:
    with statements.counted() as seen:
        aged.summary(books.of(context), Question(on, known_at))
    assert len(seen) <= 3
    with statements.counted() as seen:
        aged.customers(books.of(context), Question(on, known_at))
    assert len(seen) <= 5
