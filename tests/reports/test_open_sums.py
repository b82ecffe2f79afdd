"""The kept sums give what the open items give: totals, order and count, on the screens' questions of now."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from quittance.actions import allocations, reversals
from quittance.actions.allocations import ShareInput
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import aged, aged_items, books, open_sums, standing, verify
from quittance.reports.aged import Question
from tests import factories, once
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def company(made: Context, db: None) -> Context:
    """The company, as it was made."""
    return made


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Context]:
    """The company, made once."""
    yield from once.made(django_db_blocker, build)


def build() -> Context:
    """Twelve customers in two currencies: owing, paid, in credit, reversed and taken back."""
    context = factories.company()
    for n in range(1, 13):
        number, currency, rate = f"C-{n}", ("EUR", "USD")[n % 2], ("", "0.9137")[n % 2]
        factories.customer(context, number, currency=currency)
        for k in range(1, 4):
            issued = TODAY - (40 * k + n) * DAY
            factories.invoice(context, f"I-{n}-{k}", f"{100 * k + n}.33", issued, customer=number, rate=rate)
        if n % 3 == 0:
            shares = (ShareInput(f"I-{n}-1"), ShareInput(f"I-{n}-2", "50.00"))
            made = factories.payment(
                context, f"P-{n}", "400.00", customer=number, rate=rate, allocate="chosen", shares=shares
            )
            if n % 2 == 0:
                ids = tuple(one.id for one in made.allocated)
                allocations.unallocate(context, allocations.Unallocate(ids[:1], TODAY))
        if n == 12:
            reversals.reverse(context, reversals.Reverse("sent twice", number="I-12-3"))
    return context


def without_sums(context: Context, question: Question, monkeypatch: pytest.MonkeyPatch, **given: str) -> aged.AgedPage:
    with monkeypatch.context() as patched:
        patched.setattr(aged, "is_now", lambda question, ground: False)
        return aged.customers(books.of(context), question, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("order", sorted(open_sums.ORDERS))
def test_a_page_is_the_one_that_the_items_give(company: Context, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    question, mine = Question(TODAY), books.of(company)
    whole = without_sums(company, question, monkeypatch, order=order)
    assert aged.customers(mine, question, order=order) == whole
    assert whole.count == 12 and len({row.balance for row in whole.rows}) == 12
    part = aged.customers(mine, question, order=order, offset=3, limit=4)
    assert part.rows == whole.rows[3:7] and part.count == 12 and part.totals == whole.totals
    assert aged.customers(mine, question, order=order, offset=12).rows == ()
    assert tuple(aged.each_customer(mine, question, order=order, offset=3, limit=4)) == whole.rows[3:7]
    assert tuple(aged.each_customer(mine, question, order=order)) == whole.rows


def test_totals_are_those_of_the_items_in_any_buckets_and_currency(
    company: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    for question in (Question(TODAY), Question(TODAY, edges=(7, 77, 120)), Question(TODAY, currency="USD")):
        quick = aged.summary(books.of(company), question)
        assert quick.overdue > 0 > quick.unapplied
        assert without_sums(company, question, monkeypatch).totals == quick


def test_a_page_of_items_has_the_totals_of_its_items(company: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    for question in (Question(TODAY), Question(TODAY, currency="USD")):
        quick = aged_items.page(books.of(company), question, aged_items.Wanted())
        with monkeypatch.context() as patched:
            patched.setattr(aged, "is_now", lambda question, ground: False)
            assert aged_items.page(books.of(company), question, aged_items.Wanted()) == quick
        assert quick.count == len(quick.rows) > 0


def test_the_most_overdue_are_found_among_those_who_owe_enough(
    company: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 5):  # much that is not due yet, so that who owes most is not who is most overdue
        factories.invoice(company, f"I-{n}-8", f"{n}000.00", TODAY, TODAY + 30 * DAY, customer=f"C-{2 * n}")
    question = Question(TODAY)
    whole = without_sums(company, question, monkeypatch, order="-overdue")
    monkeypatch.setattr(open_sums, "FEWEST_LOOKED_AT", 1)
    for offset in range(13):
        part = aged.customers(books.of(company), question, order="-overdue", offset=offset, limit=3)
        assert part.rows == whole.rows[offset : offset + 3]


def test_what_lies_ahead_of_the_day_is_left_to_the_items(company: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.invoice(company, "I-1-9", "900.00", TODAY + 3 * DAY, customer="C-2")
    question, later = Question(TODAY), Question(TODAY + 3 * DAY)
    assert aged.summary(books.of(company), question) == without_sums(company, question, monkeypatch).totals
    gained = aged.summary(books.of(company), later).receivable - aged.summary(books.of(company), question).receivable
    assert gained == 90_000


def test_a_sum_that_is_wrong_is_named_by_verify(company: Context) -> None:
    assert verify.run(books.of(company)).clean
    sql.execute(
        "UPDATE open_sum SET debit_base = debit_base + 1 WHERE tenant_id = %s AND whose < 8 AND due_on = %s",
        [company.tenant_id, TODAY - 45 * DAY],
    )
    found = verify.run(books.of(company))
    assert {one.check for one in found.differences} == {"sum of what is open = its open items"}
    assert found.count == 1 and found.differences[0].subject.endswith("due 2026-05-16 USD")


def test_the_sums_are_read_from_an_index_alone(company: Context) -> None:
    if sql.on_postgresql():
        return
    params = {"tenant": company.tenant_id, "entity": company.entity_id, "day": TODAY, "limit": 5, "offset": 0}
    assert open_sums.ranked(params, "-balance").count == 12
    where = open_sums._CUSTOMERS
    plan = sql.rows(f"EXPLAIN QUERY PLAN SELECT s.whose FROM {open_sums._tables()} WHERE {where}", params)
    assert "COVERING INDEX open_sum_now" in plan[0][3]
    assert standing.ground(params).moved_after is False
