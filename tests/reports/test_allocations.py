"""Allocations in force, seen from either side."""

from __future__ import annotations

import pytest

from quittance.actions import allocations as verbs
from quittance.actions.allocations import Unallocate
from quittance.actions.command import Context
from quittance.reports import allocations, books, document, payments
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Context:
    context = factories.company()
    factories.customer(context, "C-1", name="Acme Trading")
    factories.invoice(context, "INV-1", "100.00")
    factories.payment(context, "P-1", "60.00", allocate="oldest")
    return context


def test_both_sides_tell_of_the_same_allocation(desk: Context) -> None:
    scope = books.of(desk)
    met = document.card(scope, "INV-1", TODAY).met[0]
    spent = payments.card(scope, "P-1").met[0]
    assert (met.id, met.kind, met.label, met.amount, met.by) == (spent.id, "payment", "P-1", 6000, "operator")
    assert (spent.kind, spent.label, spent.customer_name, spent.effective_on) == (
        "invoice",
        "INV-1",
        "Acme Trading",
        TODAY,
    )


def test_one_that_was_taken_back_is_gone_and_so_is_its_inverse(desk: Context) -> None:
    scope = books.of(desk)
    verbs.unallocate(desk, Unallocate((document.card(scope, "INV-1", TODAY).met[0].id,)))
    assert document.card(scope, "INV-1", TODAY).met == ()
    assert payments.card(scope, "P-1").met == ()


def test_no_items_need_no_statement(desk: Context) -> None:
    assert allocations.of_debits(books.of(desk), []) == ()
