"""What holds money back: each rule takes exactly its part, and a bank line only where it is likely."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import promises
from quittance.actions.command import Context
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import books, customers, dunning_due, dunning_held, worklist
from quittance.reports.dunning_asked import Moment
from tests import dunned, factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """A customer with two late invoices under a policy."""
    made = factories.company(country="NL")
    factories.customer(made, "C-1", email="c@customer.example")
    dunned.policy(made)
    due = made.today - DAY * 16
    factories.invoice(made, "INV-1", "100.00", due - DAY * 30, due)
    factories.invoice(made, "INV-2", "50.00", due - DAY * 30, due + DAY)
    return made


def left(context: Context) -> list[tuple[str, int]]:
    """What a reminder would ask for."""
    here, at = books.of(context), Moment(context.today, context.now)
    (customer_id,) = sql.row(
        "SELECT id FROM customer WHERE tenant_id = %s AND number = 'C-1'", [context.tenant_id]
    ) or (0,)
    return [(one.document, one.left) for one in dunning_due.items(here, at, customer_id)]


def deduct(context: Context, number: str, amount: int) -> None:
    """An open deduction on an invoice."""
    found = sql.row(
        "SELECT i.id, i.customer_id FROM open_item i JOIN document d ON d.tenant_id = i.tenant_id "
        "AND d.id = i.document_id WHERE i.tenant_id = %s AND d.number = %s",
        [context.tenant_id, number],
    )
    assert found is not None
    sql.insert(
        "deduction",
        "tenant_id id entity_id customer_id item_id currency amount reason owner state opened_on resolution way "
        "credit_number".split(),
        [
            [
                *(context.tenant_id, new_id(), context.entity_id, found[1], found[0], "EUR", amount, "freight", ""),
                *("open", context.today, "", "", ""),
            ]
        ],
    )


def test_credit_covers_the_earliest_due_first(context: Context) -> None:
    assert left(context) == [("INV-1", 10_000), ("INV-2", 5_000)]
    factories.payment(context, "PAY-1", "120.00")
    assert left(context) == [("INV-2", 3_000)]


def test_credit_covers_what_nothing_else_holds(context: Context) -> None:
    promises.take(context, promises.TakePromise("C-1", context.today + DAY * 2, "80.00", documents=("INV-1",)))
    factories.payment(context, "PAY-1", "60.00")
    assert left(context) == [("INV-2", 1_000)], "20.00 of INV-1 and 40.00 of INV-2 have arrived"
    deduct(context, "INV-2", 1_000)
    assert left(context) == []
    here, at = books.of(context), Moment(context.today, context.now)
    parts = {one.rule: one.base for one in dunning_due.parts(here, at)}
    assert parts == {"promise": 8_000, "deduction": 1_000, "unapplied": 6_000}


def test_a_deduction_holds_its_amount_and_no_more(context: Context) -> None:
    deduct(context, "INV-1", 2_500)
    deduct(context, "INV-2", 5_000)
    assert left(context) == [("INV-1", 7_500)]
    here, at = books.of(context), Moment(context.today, context.now)
    assert [(one.rule, one.items, one.base) for one in dunning_due.parts(here, at)] == [("deduction", 2, 7_500)]
    deduct(context, "INV-1", 9_000)
    assert left(context) == []
    assert [one.base for one in dunning_due.parts(here, at)] == [15_000]


def test_only_a_likely_line_that_waits_holds_what_it_would_pay(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dunning_held.likely(books.of(context)) == []
    monkeypatch.setattr(dunning_held, "likely", lambda here: [("INV-1", 4_000), ("INV-1", 1_000), ("NONE", 5)])
    assert left(context) == [("INV-1", 5_000), ("INV-2", 5_000)]


def test_a_line_that_waits_is_told_of_a_customer_beside_what_holds_it(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dunning_held, "likely", lambda here: [("INV-1", 9_000), ("INV-2", 5_000)])
    promises.take(context, promises.TakePromise("C-1", context.today + DAY * 2, "40.00", documents=("INV-1",)))
    here = books.of(context)
    id = customers.id_of(here, "C-1")
    told = [(one.rule, one.amount) for one in dunning_held.of_customer(here, id, context.today)]
    assert told == [("promise", 4_000), ("bank", 6_000), ("bank", 5_000)], "never more than is open"
    (account,) = worklist.accounts(here, context.today).accounts
    assert (account.facts.held, account.facts.asked) == (15_000, 0) and account.proposal.step == "wait"
    assert account.proposal.reason == "Promised and in the bank file"
    alone = worklist.account(here, context.today, id)
    assert alone is not None and alone.facts == account.facts


def test_promises_disputes_and_holds_of_others_are_left_out(context: Context) -> None:
    promises.take(context, promises.TakePromise("C-1", context.today + DAY * 2, "40.00", documents=("INV-1",)))
    assert left(context)[0] == ("INV-1", 6_000)
