"""Debts: the oldest first, and nothing that is held back already."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import debts, disputes
from quittance.actions.command import Context
from quittance.books import lock
from quittance.rules.refusals import Invalid, NotFound
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """C-1 owes 100.00 and 200.00 in euro and 50.00 in dollars."""
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-2", "200.00", TODAY - 9 * DAY, TODAY)
    factories.invoice(context, "INV-1", "100.00", TODAY - 9 * DAY, TODAY - DAY)
    factories.invoice(context, "INV-3", "50.00", currency="USD", rate="0.9")
    return context


def found(context: Context, *documents: str, currency: str = "") -> debts.Debts:
    """The debts of C-1."""
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, ["C-1"])
    return debts.chosen(context, locked.by_number("C-1"), documents, currency)


def test_the_oldest_debt_is_met_first(context: Context) -> None:
    disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "40.00"))
    all_of_it = found(context)
    assert (all_of_it.free, all_of_it.open, all_of_it.overdue(TODAY)) == (26_000, 30_000, 6_000)
    assert [amount for _, amount in debts.spread(all_of_it, 10_000)] == [6_000, 4_000]
    assert debts.amount_of(all_of_it, "", 6_000) == 6_000


def test_currencies_are_kept_apart(context: Context) -> None:
    assert found(context, currency="usd").free == 5_000
    with pytest.raises(Invalid, match="several currencies"):
        found(context, "INV-1", "INV-3")
    with pytest.raises(NotFound):
        found(context, "INV-7")
    with pytest.raises(Invalid, match="Nothing"):
        debts.amount_of(found(context), "", 0)
