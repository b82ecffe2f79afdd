"""What payments teach: counted, shown by customer, forgotten by hand, and never across companies."""

from __future__ import annotations

import pytest

from quittance.actions import cash, cash_learning
from quittance.actions.cash import ApplyLine
from quittance.actions.cash_learning import ForgetPayer
from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import cash as reports
from quittance.rules.refusals import NotAllowed, NotFound
from tests import factories
from tests.actions.test_cash import line

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A company that has seen one payment of ACME for C-1."""
    made = factories.company()
    for number in ("C-1", "C-2"):
        factories.customer(made, number)
    cash.apply_line(made, ApplyLine(line(made, "10.00"), "C-1"))
    return made


def test_the_same_account_may_pay_for_two(context: Context) -> None:
    cash.apply_line(context, ApplyLine(line(context, "11.00"), "C-2"))
    found = {(one.kind, one.customer_number): one.seen for one in reports.memory(books.of(context))}
    assert found == {("account", "C-1"): 1, ("account", "C-2"): 1, ("name", "C-1"): 1, ("name", "C-2"): 1}


def test_a_payment_may_be_applied_without_being_remembered(context: Context) -> None:
    cash.apply_line(context, ApplyLine(line(context, "11.00"), "C-2", remember=False))
    assert {one.customer_number for one in reports.memory(books.of(context))} == {"C-1"}


def test_a_habit_is_forgotten_once_by_who_may_and_only_at_home(context: Context) -> None:
    id = reports.memory(books.of(context))[0].id
    with pytest.raises(NotAllowed):
        cash_learning.forget(factories.member(context, "auditor"), ForgetPayer(id))
    with pytest.raises(NotFound):
        cash_learning.forget(factories.company("Other Ltd"), ForgetPayer(id))
    cash_learning.forget(context, ForgetPayer(id))
    with pytest.raises(NotFound):
        cash_learning.forget(context, ForgetPayer(id))
    assert len(reports.memory(books.of(context))) == 1
