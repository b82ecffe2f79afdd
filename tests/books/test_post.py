"""Posting: one plan in one go, moments in their order, accounts remembered, nothing from a value that has moved."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.db import transaction

from quittance.actions import payments
from quittance.actions.command import Context
from quittance.books import lock, post, scope, sql
from quittance.books.keys import new_id
from quittance.books.ledger import NEVER
from quittance.reports import aged, books, verify
from quittance.rules import allocation, chart
from quittance.rules.allocation import Share
from quittance.rules.ledger import CREDIT, Item, NewEntry, NewPosting, Plan
from quittance.rules.refusals import Conflict, PeriodLocked
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)
SECOND = 1_000_000


@pytest.fixture
def context() -> Context:
    """A company with a customer and an invoice of 100.00."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00", DAY)
    return context


def moments(context: Context) -> list[int]:
    """When each entry was recorded, in the order of the entries."""
    found = sql.rows("SELECT recorded_at FROM entry WHERE tenant_id = %s ORDER BY id", [context.tenant_id])
    return [row[0] for row in found]


def credit_plan(context: Context, amount: int) -> tuple[post.Stamp, Plan]:
    """A plan that credits so much of the invoice, and the stamp to write it with."""
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, ["C-1"])
    debit = scope.items_of_documents(context.tenant_id, context.entity_id, ["INV-1"])[0]
    entry_id = new_id()
    credit = Item(
        new_id(), debit.customer_id, CREDIT, "payment", "EUR", amount, amount, DAY, DAY, entry_id=entry_id, label="P"
    )
    row = NewPosting(chart.BANK, chart.UNAPPLIED, debit.customer_id, credit.id, "EUR", amount, amount)
    made = allocation.pair([debit, credit], [Share(debit.id, credit.id, amount)], DAY, new_id)
    entry = NewEntry(entry_id, "payment", DAY, (row, *made.postings), (credit,), made.allocations)
    command = sql.row("SELECT MAX(id) FROM command WHERE tenant_id = %s", [context.tenant_id])
    assert command
    return post.Stamp(context.tenant_id, locked.entity, command[0], context.now), Plan((entry,), touched=made.items)


@pytest.mark.parametrize("write", [post.write, post.write_many])
def test_a_plan_leaves_books_that_verify(context: Context, write: object) -> None:
    stamp, plan = credit_plan(context, 40_00)
    assert callable(write)
    write(stamp, plan)
    assert aged.summary(books.of(context), aged.Question(DAY)).receivable == 60_00
    item = scope.items_of_documents(context.tenant_id, context.entity_id, ["INV-1"])[0]
    assert (item.allocated, item.allocated_base, item.touched_on, item.freed_on) == (40_00, 40_00, DAY, None)
    assert moments(context)[1] == moments(context)[0] + 1
    found = [one.check for one in verify.run(books.of(context)).differences]
    assert found == [], found


@pytest.mark.parametrize("write", [post.write, post.write_many])
def test_a_value_that_has_moved_since_it_was_read_is_a_conflict(context: Context, write: object) -> None:
    stamp, plan = credit_plan(context, 40_00)
    factories.payment(context, "PAY-1", "10.00", DAY, allocate="oldest")
    assert callable(write)
    with pytest.raises(Conflict, match="Look at it again"), transaction.atomic():
        write(stamp, plan)
    assert aged.summary(books.of(context), aged.Question(DAY)).receivable == 90_00
    assert verify.run(books.of(context)).clean


@pytest.mark.parametrize("write", [post.write, post.write_many])
def test_every_entry_of_a_plan_lies_in_the_open_period(context: Context, write: object) -> None:
    stamp, plan = credit_plan(context, 40_00)
    locked = replace(stamp, entity=replace(stamp.entity, locked_through=DAY))
    assert callable(write)
    with pytest.raises(PeriodLocked):
        write(locked, plan)
    assert len(moments(context)) == 1


def test_commands_of_one_microsecond_are_told_apart(context: Context) -> None:
    for n in range(3):
        factories.payment(context, f"PAY-{n}", "10.00", DAY, allocate="oldest")
    assert moments(context) == [context.now + n for n in range(4)]


def test_a_clock_that_lags_does_not_write_before_what_it_builds_on(context: Context) -> None:
    late = replace(context, now=context.now - 3600 * SECOND)
    made = factories.payment(late, "PAY-1", "100.00", DAY, allocate="oldest")
    factories.unallocate(replace(context, now=context.now - 7200 * SECOND), made.allocated[0].id)
    assert moments(context) == [context.now, context.now + 1, context.now + 2]
    for moment in moments(context):
        rows = list(aged.invoices(books.of(context), aged.Question(factories.TODAY, moment)))
        assert all(abs(row.open) <= 100_00 for row in rows)


def test_what_was_said_about_a_moment_is_said_again(context: Context) -> None:
    said = aged.summary(books.of(context), aged.Question(factories.TODAY, context.now))
    factories.payment(context, "PAY-1", "10.00", DAY, allocate="oldest")
    factories.payment(replace(context, now=context.now - SECOND), "PAY-2", "10.00", DAY, allocate="oldest")
    assert aged.summary(books.of(context), aged.Question(factories.TODAY, context.now)) == said


def test_all_that_one_command_writes_has_one_moment(context: Context) -> None:
    factories.invoice(context, "INV-2", "50.00", datetime.date(2026, 6, 20))
    factories.payment(context, "PAY-1", "120.00", DAY, allocate="oldest")
    found = sql.rows(
        "SELECT e.recorded_at, e.effective_on, e.kind FROM entry e WHERE e.tenant_id = %s ORDER BY e.id DESC LIMIT 2",
        [context.tenant_id],
    )
    assert found[0][0] == found[1][0] == context.now + 2
    assert {row[2] for row in found} == {"payment", "allocation"}
    assert verify.run(books.of(context)).clean


def test_another_company_has_moments_of_its_own(context: Context) -> None:
    other = factories.company("Other Ltd")
    factories.customer(other, "C-1")
    factories.invoice(other, "INV-1", "1.00")
    assert moments(other) == [other.now]


def test_an_item_is_closed_from_the_last_day_it_was_touched(context: Context) -> None:
    item = scope.items_of_documents(context.tenant_id, context.entity_id, ["INV-1"])[0]
    assert post.closed_on(item) == NEVER
    assert post.closed_on(replace(item, allocated=item.amount, touched_on=DAY)) == DAY
    assert post.closed_on(replace(item, allocated=item.amount - 1, touched_on=DAY)) == NEVER


def test_accounts_are_remembered_for_a_bounded_number_of_companies(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post, "_accounts", {})
    monkeypatch.setattr(post, "MOST_CHARTS", 2)
    assert post.accounts(context.tenant_id, context.entity_id + 1) == {}
    for n in range(3):
        other = factories.company(f"Company {n}")
        assert set(post.accounts(other.tenant_id, other.entity_id)) == set(chart.KINDS)
    assert len(post._accounts) == 2


def test_a_company_whose_opening_was_undone_leaves_nothing_that_misleads() -> None:
    class Undone(Exception):
        """Undo it."""

    with pytest.raises(Undone), transaction.atomic():
        gone = factories.company("Gone Ltd")
        factories.customer(gone, "C-1")
        factories.invoice(gone, "INV-1", "1.00")
        raise Undone
    context = factories.company("Gone Ltd")
    factories.customer(context, "C-1")
    factories.payment(context, "PAY-1", "1.00")
    payments.refund(context, payments.RefundPayment("PAY-1"))
    assert verify.run(books.of(context)).clean
