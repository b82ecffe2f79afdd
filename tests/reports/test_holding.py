"""What is held back: exactly the amount, by which rule, never more than is open, and no longer than it should be."""

from __future__ import annotations

import contextlib
import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.actions import cash, collecting, disputes, holds, plans, promises
from quittance.actions.command import Context
from quittance.books import sql
from quittance.reports import books, holding, worklist
from quittance.rules.refusals import Refusal
from tests import factories
from tests.actions.test_cash import line

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY
LATER = TODAY + 10 * DAY


@pytest.fixture
def context() -> Context:
    """A company that is owed something."""
    return _company()


def _company() -> Context:
    """C-1 owes 1,000.00 and 500.00, C-2 owes 300.00; all late."""
    context = factories.company()
    for number in ("C-1", "C-2"):
        factories.customer(context, number)
    early = TODAY - 60 * DAY
    factories.invoice(context, "INV-1", "1000.00", early, TODAY - 30 * DAY)
    factories.invoice(context, "INV-2", "500.00", early, TODAY - 20 * DAY)
    factories.invoice(context, "INV-3", "300.00", early, TODAY - 10 * DAY, customer="C-2")
    return context


def held(context: Context, on: datetime.date | None = None) -> list[tuple[str, int]]:
    """Rule and amount of everything held back, in the order of items and rules."""
    return [(one.rule, one.amount) for one in holding.of_company(books.of(context), on or context.today)]


def of_each(context: Context, on: datetime.date) -> list[holding.Held]:
    """What is held back of each customer by itself, in the order of items."""
    ids = sql.rows("SELECT id FROM customer WHERE tenant_id = %s", [context.tenant_id])
    found = [one for (id,) in ids for one in holding.of_customer(books.of(context), id, on)]
    return sorted(found, key=lambda one: one.item_id)


def promise(context: Context, amount: str, *documents: str) -> promises.PromiseTaken:
    """A promise of C-1 for in ten days."""
    return promises.take(context, promises.TakePromise("C-1", LATER, amount, documents))


def test_nothing_is_held_back_where_nobody_said_anything(context: Context) -> None:
    assert held(context) == []
    assert of_each(context, TODAY) == []


def test_each_rule_takes_what_those_before_it_left(context: Context) -> None:
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "200.00"))
    promise(context, "800.00", "INV-1")
    plans.agree(context, plans.AgreePlan("C-1", ("INV-2",), "", 2))
    assert held(context) == [("dispute", 20_000), ("promise", 80_000), ("plan", 50_000)]
    holds.place(context, holds.PlaceHold("C-1", "Their books are being audited"))
    assert held(context) == [("hold", 100_000), ("hold", 50_000)]
    assert held(context, LATER + 30 * DAY)[0] == ("hold", 100_000)


def test_money_that_comes_shrinks_a_promise_and_leaves_the_rest_free(context: Context) -> None:
    promise(context, "600.00", "INV-1")
    paid = factories.at(context, TODAY + DAY)
    factories.payment(paid, "PAY-1", "400.00")
    factories.allocate(paid, "PAY-1", ("INV-1", "400.00"))
    assert held(paid) == [("promise", 20_000)]
    factories.credit_note(factories.at(context, TODAY + 2 * DAY), "CN-1", "500.00")
    factories.allocate(factories.at(context, TODAY + 2 * DAY), "CN-1", ("INV-1", "500.00"))
    assert held(paid) == [("promise", 10_000)], "a credit note keeps no promise, yet no more is held than is open"


def test_a_promise_holds_through_its_grace_and_not_a_day_longer(context: Context) -> None:
    made = promise(context, "600.00", "INV-1")
    assert held(context, made.deadline_on) == [("promise", 60_000)]
    assert held(context, made.deadline_on + DAY) == []


def test_a_promise_of_the_account_takes_the_oldest_debts_that_are_free(context: Context) -> None:
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "200.00"))
    promise(context, "1000.00")
    assert held(context) == [("dispute", 20_000), ("promise", 80_000), ("promise", 20_000)]
    paid = factories.at(context, TODAY + DAY)
    factories.payment(paid, "PAY-1", "500.00")
    factories.allocate(paid, "PAY-1", ("INV-2", "500.00"))
    assert held(paid) == [("dispute", 20_000), ("promise", 50_000)]


def test_a_plan_holds_until_a_part_is_missing(context: Context) -> None:
    made = plans.agree(context, plans.AgreePlan("C-1", ("INV-1",), "", 2, TODAY + 5 * DAY))
    assert held(context, TODAY + 8 * DAY) == [("plan", 100_000)]
    assert held(context, TODAY + 20 * DAY) == []
    paid = factories.at(context, TODAY + 6 * DAY)
    factories.payment(paid, "PAY-1", "500.00")
    factories.allocate(paid, "PAY-1", ("INV-1", "500.00"))
    assert held(paid, TODAY + 20 * DAY) == [("plan", 50_000)] and made.state == "active"


def test_a_deduction_holds_like_a_dispute(context: Context) -> None:
    part = cash.Part("INV-3", "250", "50", "deduction", "price")
    cash.apply_line(context, cash.ApplyLine(line(context, "250.00"), "C-2", (part,)))
    assert held(context) == [("deduction", 5_000)]


def test_a_hold_of_one_document_leaves_the_others_free(context: Context) -> None:
    made = holds.place(context, holds.PlaceHold("C-1", "Sent to the wrong address", "INV-2", LATER))
    assert held(context) == [("hold", 50_000)] and held(context, LATER + DAY) == []
    holds.lift(context, holds.LiftHold(made.ids[0]))
    assert held(context) == []


def test_a_customer_whose_reminders_are_stopped_is_on_hold_everywhere(context: Context) -> None:
    made = holds.place(context, holds.PlaceHold("C-1", "Moving house", until_on=LATER))
    assert held(context) == [("hold", 100_000), ("hold", 50_000)] and held(context, LATER + DAY) == []
    (one,) = [one for one in worklist.accounts(books.of(context), TODAY).accounts if one.number == "C-1"]
    assert (one.facts.held, one.facts.asked) == (150_000, 0)
    assert of_each(context, TODAY) == list(holding.of_company(books.of(context), TODAY))
    holds.lift(context, holds.LiftHold(made.ids[0]))
    assert held(context) == []


def test_another_company_sees_nothing_of_it(context: Context) -> None:
    promise(context, "600.00", "INV-1")
    assert held(factories.company("Other Ltd")) == []


def test_a_view_of_one_customer_reads_nobody_elses_rows(context: Context) -> None:
    if sql.on_postgresql():
        return
    given = holding.params(books.of(context), TODAY) | {"customer": 1}
    plan = sql.rows(f"EXPLAIN QUERY PLAN WITH {holding.CLAIMS_OF_CUSTOMER} SELECT * FROM held", given)
    walked = [row[3] for row in plan if row[3].endswith(("(tenant_id=?)", "(tenant_id=? AND entity_id=?)"))]
    assert walked == [] and not any(row[3].startswith("SCAN open_item") for row in plan)
    assert {"promise_customer", "payment_plan_customer", "dispute_customer", "hold_now"} <= _indexes(plan)


def _indexes(plan: list[tuple[object, ...]]) -> set[str]:
    return {found.group(1) for row in plan if (found := re.search(r"USING (?:COVERING )?INDEX (\w+)", str(row[3])))}


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 120_000), st.integers(0, 2)), max_size=8), st.integers(0, 40)
)
def test_never_more_is_held_than_is_open_whatever_is_said(said: list[tuple[int, int, int]], days: int) -> None:
    context, at = _company(), TODAY
    for n, (what, cents, which) in enumerate(said):
        at += DAY
        there = factories.at(context, at)
        document, customer = f"INV-{which + 1}", "C-2" if which == 2 else "C-1"
        amount = f"{cents // 100}.{cents % 100:02d}"
        _say(there, what, (customer, document, amount, f"P-{n}-{which}-{cents}-{what}"))
    on = at + days * DAY
    found = holding.of_company(books.of(context), on)
    sums: dict[int, int] = {}
    for one in found:
        sums[one.item_id] = sums.get(one.item_id, 0) + one.amount
    assert of_each(context, on) == list(found), "each customer by itself has the same held back"
    left = {row[0]: row[1] for row in _open(context)}
    assert all(one.amount > 0 for one in found)
    assert all(amount <= left[id] for id, amount in sums.items())
    collecting.judge(factories.at(context, on), collecting.Judge())
    assert holding.of_company(books.of(context), on) == found, "the nightly look changes nothing of what is held"


def _say(context: Context, what: int, given: tuple[str, str, str, str]) -> None:
    """One of the things that may be said about a debt; what is refused changes nothing."""
    customer, document, amount, reference = given
    on = context.today + 5 * DAY
    with contextlib.suppress(Refusal):
        if what == 0:
            promises.take(context, promises.TakePromise(customer, on, amount, (document,)))
        elif what == 1:
            disputes.open_dispute(context, disputes.OpenDispute(document, "price", amount))
        elif what == 2:
            plans.agree(context, plans.AgreePlan(customer, (document,), amount, 3, on))
        elif what == 3:
            promises.take(context, promises.TakePromise(customer, on, amount))
        else:
            factories.payment(context, reference, amount, customer=customer)
            factories.allocate(context, reference)


def _open(context: Context) -> list[tuple[int, int]]:
    return [
        (row[0], row[1])
        for row in sql.rows(
            "SELECT id, amount - allocated FROM open_item WHERE tenant_id = %s AND side = 'D'", [context.tenant_id]
        )
    ]
