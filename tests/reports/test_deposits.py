"""What ties documents to each other: one statement for most, nothing for most."""

from __future__ import annotations

import pytest

from quittance.actions.command import Context
from quittance.reports import books, deposits, document
from quittance.reports.deposits import Ties
from quittance.rules.deposits import DrawInput
from tests import factories, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A deposit of 50.00, 20.00 of it paid and 5.00 drawn on by INV-1."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "DEP-1", "50.00", kind="deposit")
    factories.payment(context, "PAY-1", "20.00", allocate="oldest")
    factories.invoice(context, "INV-1", "80.00", draws=(DrawInput("DEP-1", "5.00"),))
    return context


def test_a_document_without_ties_is_not_asked_for_them(context: Context) -> None:
    factories.invoice(context, "INV-2", "1.00")
    with statements.counted() as plain:
        card = document.card(books.of(context), "INV-2", context.today)
    with statements.counted() as tied:
        document.card(books.of(context), "INV-1", context.today)
    assert card.ties == Ties() == deposits.ties(books.of(context), card.row.id, "INV-2")
    assert len(plain) == len(tied) - 1


def test_what_is_left_is_what_is_paid_and_not_drawn_on(context: Context) -> None:
    card = document.card(books.of(context), "DEP-1", context.today)
    assert (card.ties.left, card.ties.is_deposit, card.ties.drawn) == (15_00, True, 0)
    (held,) = deposits.by_number(books.of(context), ["DEP-1", "INV-1"])
    assert (held.deposit.paid, held.deposit.drawn, held.stands) == (20_00, 5_00, True)
    assert deposits.of_customer(books.of(context), held.customer_id, "USD") == ()


def test_an_allocation_that_is_taken_back_is_not_paid(context: Context) -> None:
    card = document.card(books.of(context), "DEP-1", context.today)
    factories.unallocate(context, card.met[0].id)
    (held,) = deposits.by_number(books.of(context), ["DEP-1"])
    assert (held.deposit.paid, held.deposit.left) == (0, 0)
