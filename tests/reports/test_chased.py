"""What is said of one document and done about it: the same number of statements however much that is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quittance.actions import disputes
from quittance.actions.command import Context
from quittance.reports import books, chased, document
from quittance.reports.customers import id_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A customer with two late invoices."""
    made = factories.company("Chased Ltd")
    factories.customer(made, "C-1")
    for n in (1, 2):
        factories.invoice(made, f"INV-{n}", "1000.00")
    return made


def of(context: Context, number: str) -> tuple[chased.Chased, int]:
    """What is said of it, and how many statements that took."""
    mine = books.of(context)
    card, id = document.card(mine, number, context.today), id_of(mine, "C-1")
    with CaptureQueriesContext(connection) as made:
        found = chased.of_document(mine, card, id, context.today)
    return found, len(made)


def test_many_things_said_take_no_more_statements_than_one(context: Context) -> None:
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "10.00"))
    _, once = of(context, "INV-1")
    for n in range(6):
        disputes.open_dispute(context, disputes.OpenDispute("INV-1", "quantity", f"{n + 10}.00"))
    found, again = of(context, "INV-1")
    assert again == once and len(found.disputes) == len(found.subjects["dispute"]) == 7


def test_what_is_said_of_one_is_not_said_of_another(context: Context) -> None:
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price"))
    assert of(context, "INV-1")[0].held == "dispute" and of(context, "INV-1")[0].next is None
    found, statements = of(context, "INV-2")
    assert (found.disputes, found.held, found.subjects) == ((), "", {}) and statements <= 3
