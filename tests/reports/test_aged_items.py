"""Items page by page agree with the stream of all items, now, on a past day, as known before and in one currency."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django.plugin import DjangoDbBlocker

from quittance.actions.command import Context
from quittance.reports import aged, aged_items, books
from quittance.reports.aged import AgedInvoice, Question
from quittance.reports.aged_items import Wanted
from quittance.rules.refusals import Invalid
from tests import factories, once
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def desk(made: Context, db: None) -> Context:
    """The company, as it was made."""
    return made


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Context]:
    """The company, made once."""
    yield from once.made(django_db_blocker, build)


def build() -> Context:
    """Three customers with debt of every age, a credit, and a payment that came after some of the days asked for."""
    context = factories.company()
    factories.customer(context, "C-1", name="Zebra")
    factories.customer(context, "C-2", name="Acme")
    factories.customer(context, "C-3", name="Dollar", currency="USD")
    for n, late in enumerate((-20, 0, 1, 30, 31, 60, 75, 120), start=1):
        number = "C-1" if n % 2 else "C-2"
        factories.invoice(context, f"INV-{n}", f"{n}00.00", TODAY - 140 * DAY, TODAY - late * DAY, customer=number)
    factories.invoice(context, "USD-1", "50.00", TODAY - 50 * DAY, TODAY - 20 * DAY, customer="C-3", rate="0.9")
    factories.payment(context, "PAY-1", "850.00", TODAY - 10 * DAY, allocate="oldest")
    factories.payment(context, "PAY-2", "40.00", TODAY - 5 * DAY, customer="C-2")
    return context


QUESTIONS = [
    Question(TODAY),
    Question(TODAY - 30 * DAY),
    Question(TODAY, edges=(7, 14)),
    Question(TODAY, currency="USD"),
    Question(TODAY - 7 * DAY, factories.noon(TODAY)),
]


def keyed(rows: list[AgedInvoice]) -> list[AgedInvoice]:
    return sorted(rows, key=lambda row: row.item_id)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("order", list(aged_items.ORDERS))
def test_pages_hold_every_item_once_whatever_is_asked(desk: Context, question: Question, order: str) -> None:
    mine, offset = books.of(desk), 0
    seen: list[AgedInvoice] = []
    while True:
        found = aged_items.page(mine, question, Wanted(order, offset=offset, limit=3))
        seen += found.rows
        offset += 3
        if offset >= found.count:
            break
    assert keyed(seen) == keyed(list(aged.invoices(mine, question)))
    assert found.totals == aged.summary(mine, question)


def test_each_order_is_kept_over_the_pages(desk: Context) -> None:
    mine = books.of(desk)
    rows = {
        order: list(aged_items.every(mine, Question(TODAY), Wanted(order), 100))
        for order in ("due", "-due", "-open", "name")
    }
    assert [row.due_on for row in rows["due"]] == sorted(row.due_on for row in rows["due"])
    assert [row.due_on for row in rows["-due"]] == sorted((row.due_on for row in rows["-due"]), reverse=True)
    assert [row.open_base for row in rows["-open"]] == sorted((row.open_base for row in rows["-open"]), reverse=True)
    assert [row.customer_name for row in rows["name"]] == sorted(row.customer_name for row in rows["name"])


def test_a_bucket_and_a_search_narrow_rows_and_totals(desk: Context) -> None:
    mine = books.of(desk)
    whole = aged.summary(mine, Question(TODAY))
    for n, bucket in enumerate(whole.buckets):
        found = aged_items.page(mine, Question(TODAY), Wanted(bucket=n))
        assert sum(row.open_base for row in found.rows) == bucket.amount == found.totals.receivable
    credit = aged_items.page(mine, Question(TODAY), Wanted(bucket=-1))
    assert [(row.number, row.open) for row in credit.rows] == [("PAY-2", -4000)]
    assert credit.totals.unapplied == -4000
    named = aged_items.page(mine, Question(TODAY), Wanted(search="acm"))
    assert {row.customer_number for row in named.rows} == {"C-2"}
    assert [row.number for row in aged_items.page(mine, Question(TODAY), Wanted(search="usd-")).rows] == ["USD-1"]
    assert aged_items.page(mine, Question(TODAY), Wanted(search="nobody")).rows == ()
    own = aged_items.page(mine, Question(TODAY), Wanted(customer_number="C-3"))
    assert [row.number for row in own.rows] == ["USD-1"]
    assert aged_items.page(mine, Question(TODAY), Wanted(customer_number="C-9")).count == 0


def test_what_there_is_not_is_refused_by_its_field(desk: Context) -> None:
    for wanted, field in ((Wanted("size"), "order"), (Wanted(bucket=5), "bucket"), (Wanted(bucket=-2), "bucket")):
        with pytest.raises(Invalid) as refused:
            aged_items.page(books.of(desk), Question(TODAY), wanted)
        assert refused.value.field == field


def test_the_bound_of_an_export_is_kept(desk: Context) -> None:
    assert len(list(aged_items.every(books.of(desk), Question(TODAY), replace(Wanted(), limit=2), 0))) == 0
