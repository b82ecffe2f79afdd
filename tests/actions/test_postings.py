"""Steps that the verbs share: days, base amounts, counter items, and the guard over what was locked."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from quittance.actions import postings
from quittance.actions.command import Context
from quittance.books import lock, scope
from quittance.rules.allocation import Share
from quittance.rules.ledger import Item, NewEntry
from quittance.rules.refusals import Conflict, Invalid, RateMissing
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def context() -> Context:
    """A company with two customers and an invoice of the first."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.customer(context, "C-2")
    factories.invoice(context, "INV-1", "100.00", DAY)
    return context


def item_of(context: Context, number: str) -> Item:
    """The item of an invoice."""
    return scope.items_of_documents(context.tenant_id, context.entity_id, [number])[0]


@pytest.mark.parametrize("day", [datetime.date(1970, 1, 1), datetime.date(2056, 6, 30)])
def test_a_business_day_lies_within_reach(day: datetime.date) -> None:
    assert postings.check_day(day, factories.TODAY, "on") == day


@pytest.mark.parametrize("day", [datetime.date(1969, 12, 31), datetime.date(2057, 1, 1), datetime.date.max])
def test_a_day_out_of_reach_is_refused_with_its_field(day: datetime.date) -> None:
    with pytest.raises(Invalid, match="Check the year") as refused:
        postings.check_day(day, factories.TODAY, "on")
    assert refused.value.field == "on"


def test_a_base_amount_needs_a_rate_only_in_another_currency(context: Context) -> None:
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, ["C-1"])
    assert postings.base_of(context, locked, 100, "EUR", on=DAY, rate="nonsense") == 100
    assert postings.base_of(context, locked, 100, "USD", on=DAY, rate="0.5") == 50
    with pytest.raises(RateMissing):
        postings.base_of(context, locked, 100, "VED", on=DAY, rate="")


def test_a_counter_item_stands_on_the_other_side_of_the_same_paper(context: Context) -> None:
    item = item_of(context, "INV-1")
    made = postings.counter_item(item, "refund", DAY, 30, 20)
    assert (made.side, made.kind, made.amount, made.base_amount) == ("C", "refund", 30, 20)
    assert (made.customer_id, made.document_id, made.label) == (item.customer_id, item.document_id, "INV-1")
    assert postings.counter_item(made, "refund", DAY, 30, 20).side == "D"


def test_an_item_of_a_customer_who_was_not_locked_is_not_moved(context: Context) -> None:
    item = item_of(context, "INV-1")
    credit = postings.counter_item(item, "credit_note", DAY, 100_00, 100_00)
    entry = NewEntry(1, "credit_note", DAY, (), (credit,))
    entry, after = postings.paired(entry, [item, credit], [Share(item.id, credit.id, 100_00)])
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, ["C-2"])
    with pytest.raises(Conflict, match="allocated meanwhile"):
        postings.write(context, locked, [entry], after)


def test_a_name_has_one_meaning_among_what_is_open(context: Context) -> None:
    item = item_of(context, "INV-1")
    paid = replace(item, document_id=None, payment_id=5)
    postings.check_meaning([item, replace(paid, allocated=paid.amount)], "INV-1", "number")
    with pytest.raises(Conflict, match="both called 'INV-1'") as refused:
        postings.check_meaning([item, paid], "INV-1", "number")
    assert refused.value.field == "number"


def test_allocations_are_told_in_words(context: Context) -> None:
    factories.payment(context, "PAY-1", "30.00", DAY)
    made = factories.allocate(context, "PAY-1", ("INV-1", "30.00"))
    told = made.allocated[0]
    assert (told.document, told.amount, told.open) == ("INV-1", "30.00", "70.00")
