"""The books as the engine sees them: open items with discounts, customers with accounts, habits, rates."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import cash, matching_facts
from quittance.actions.cash import ApplyLine, Part
from quittance.actions.command import Context
from quittance.reports import books
from quittance.rules.matching_cases import World
from tests import factories
from tests.actions.test_cash import line

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 2, 10)


@pytest.fixture
def context() -> Context:
    """A parent and a child, an invoice with a discount, one in dollars, a credit note, one that is paid."""
    made = factories.company()
    factories.customer(made, "P-1", name="Acme Group", iban="NL91ABNA0417164300", email="pay@acme.example")
    factories.customer(made, "C-1", name="Acme NV", parent_number="P-1", email="someone@gmail.com")
    factories.invoice(made, "INV-1", "100.00", DAY, terms="2/10 net 30", purchase_order="PO-7")
    factories.invoice(made, "INV-2", "60.00", DAY, currency="USD", rate="0.9")
    factories.invoice(made, "INV-3", "30.00", DAY)
    factories.credit_note(made, "CN-1", "5.00", DAY)
    factories.payment(made, "PAY-1", "30.00", DAY, payer_name="ACME", text="INV-3", allocate="oldest")
    return made


def seen(context: Context) -> World:
    """The world for one open line."""
    id = line(context, "98.00")
    here = books.of(context)
    return matching_facts.world(here, "EUR", matching_facts.receipts(here, [id]), {})


def test_open_items_carry_their_sign_order_and_discount(context: Context) -> None:
    found = {item.number: item for item in seen(context).ledger.items}
    assert {number: item.open_minor for number, item in found.items()} == {
        "INV-1": 10000,
        "INV-2": 6000,
        "CN-1": -500,
    }
    assert (found["INV-1"].order, found["INV-2"].currency) == ("PO-7", "USD")
    assert (found["INV-1"].discount_bp, found["INV-2"].discount_bp) == (200, 0)
    factories.payment(context, "PAY-2", "40.00", DAY, allocate="oldest")
    (part_paid,) = (item for item in seen(context).ledger.items if item.number == "INV-1")
    assert (part_paid.open_minor, part_paid.discount_bp) == (6000, 0), "what is left of an invoice earns none"


def test_a_discount_stands_until_its_day(context: Context) -> None:
    factories.invoice(context, "INV-4", "10.00", DAY, terms="2/10 net 30")
    (item,) = (item for item in seen(context).ledger.items if item.number == "INV-4")
    assert (item.discount_bp, item.discount_until) == (200, datetime.date(2026, 2, 20))


def test_receipts_are_open_lines_of_money_that_came_in(context: Context) -> None:
    here = books.of(context)
    inward, outward = line(context, "5.00"), line(context, "-6.00")
    (receipt,) = matching_facts.receipts(here, [inward, outward])
    assert (receipt.id, receipt.amount_minor, receipt.account) == (str(inward), 500, "BE68539007547034")
    cash.apply_line(context, ApplyLine(inward, "C-1", (Part("INV-1", "5"),)))
    assert matching_facts.receipts(here, [inward]) == []
    assert matching_facts.receipts(books.of(factories.company("Other Ltd")), [outward]) == []


def test_what_is_remembered_counts_and_what_was_forgotten_does_not(context: Context) -> None:
    cash.apply_line(context, ApplyLine(line(context, "5.00"), "C-1"))
    learned = seen(context).learned
    assert learned.accounts["BE68539007547034"] == {"C-1": 1}
    assert learned.accounts["NL91ABNA0417164300"] == {"P-1": 1}
    assert learned.habits["C-1"].seen == 1, "the payment that named its invoice"
