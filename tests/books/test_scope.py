"""Facts for decisions: items and allocations as frozen values, of one tenant, and only what is in force."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import allocations
from quittance.actions.command import Context
from quittance.books import scope
from quittance.reports import books, customers
from quittance.rules.ledger import CREDIT, DEBIT
from tests import factories

pytestmark = pytest.mark.django_db

MAY = datetime.date(2026, 5, 1)


@pytest.fixture
def context() -> Context:
    """Two invoices, one in two parts, and a payment spent on one of them."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00", MAY, terms="50/50 net 30/60")
    factories.invoice(context, "INV-2", "30.00", MAY, datetime.date(2026, 5, 10))
    factories.payment(context, "PAY-1", "45.00", MAY)
    factories.allocate(context, "PAY-1", ("INV-2", "30.00"))
    return context


def test_items_of_a_document_are_its_parts_in_the_order_of_their_due_days(context: Context) -> None:
    found = scope.items_of_documents(context.tenant_id, context.entity_id, ["INV-1", "INV-1"])
    assert [(item.instalment, item.amount, item.due_on.isoformat(), item.label) for item in found] == [
        (1, 50_00, "2026-05-31", "INV-1"),
        (2, 50_00, "2026-06-30", "INV-1"),
    ]
    assert all((item.side, item.kind, item.currency, item.open) == (DEBIT, "invoice", "EUR", 50_00) for item in found)
    assert scope.items(context.tenant_id, context.entity_id, [item.id for item in found]) == sorted(
        found, key=lambda item: item.id
    )


def test_open_items_leave_out_what_is_closed(context: Context) -> None:
    customer_id = customers.id_of(books.of(context), "C-1")
    mine = (context.tenant_id, context.entity_id, customer_id)
    assert [item.label for item in scope.open_items(*mine, DEBIT, "EUR")] == ["INV-1", "INV-1"]
    (credit,) = scope.open_items(*mine, CREDIT, "EUR")
    assert (credit.label, credit.amount, credit.allocated, credit.open) == ("PAY-1", 45_00, 30_00, 15_00)
    assert scope.open_items(*mine, DEBIT, "USD") == []


def test_allocations_in_force_are_found_from_either_side(context: Context) -> None:
    (invoice,) = scope.items_of_documents(context.tenant_id, context.entity_id, ["INV-2"])
    (payment,) = scope.items_of_payment(context.tenant_id, context.entity_id, "PAY-1")
    (made,) = scope.allocations_of_items(context.tenant_id, [invoice.id])
    assert scope.allocations_of_items(context.tenant_id, [payment.id]) == [made]
    assert scope.allocations_of_payment(context.tenant_id, [payment.id], 0) == [made]
    assert scope.allocations_of_payment(context.tenant_id, [0], made.entry_id) == [made]
    assert (made.made.debit_item_id, made.made.credit_item_id, made.made.amount) == (invoice.id, payment.id, 30_00)
    assert scope.allocations_by_id(context.tenant_id, [made.made.id]) == [made]
    allocations.unallocate(context, allocations.Unallocate((made.made.id,)))
    assert scope.allocations_of_items(context.tenant_id, [invoice.id, payment.id]) == []
    assert scope.allocations_by_id(context.tenant_id, [made.made.id]) == []


def test_what_an_entry_made_is_found_by_it(context: Context) -> None:
    (payment,) = scope.items_of_payment(context.tenant_id, context.entity_id, "PAY-1")
    assert scope.items_of_entry(context.tenant_id, context.entity_id, payment.entry_id) == [payment]


def test_nothing_is_asked_for_and_nothing_of_another_tenant_is_found(context: Context) -> None:
    other = factories.company()
    assert scope.items(context.tenant_id, context.entity_id, []) == []
    assert scope.items_of_documents(other.tenant_id, other.entity_id, ["INV-1"]) == []
    assert scope.items_of_payment(other.tenant_id, other.entity_id, "PAY-1") == []
    (payment,) = scope.items_of_payment(context.tenant_id, context.entity_id, "PAY-1")
    assert scope.items(other.tenant_id, other.entity_id, [payment.id]) == []
    assert scope.allocations_of_items(other.tenant_id, [payment.id]) == []


def test_any_number_of_items_is_read_some_at_a_time(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(5):
        factories.invoice(context, f"MANY-{n}", "1.00")
    where = (context.tenant_id, context.entity_id)
    ids = [item.id for item in scope.items_of_documents(*where, [f"MANY-{n}" for n in range(5)])]
    monkeypatch.setattr(scope, "MOST_IDS", 2)
    assert [item.id for item in scope.items(*where, [*ids, *ids[::-1], 7])] == sorted(ids)
    assert scope.items(*where, []) == []
