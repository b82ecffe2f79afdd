"""What was learnt, the rules in their order, deductions by state, and the threshold of the policy."""

from __future__ import annotations

import pytest

from quittance.actions import cash_policy
from quittance.actions.command import Context
from quittance.reports import books, cash
from quittance.rules.refusals import Invalid
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A fresh company with a customer."""
    made = factories.company()
    factories.customer(made, "C-1")
    return made


def test_rules_stand_in_the_order_in_which_they_are_asked(context: Context) -> None:
    for name, position in (("last", 9), ("first", 1)):
        rule = cash_policy.AddRule(name, text_contains=name, customer_number="C-1", position=position)
        cash_policy.add_rule(context, rule)
    found = cash.rules(books.of(context))
    assert [(one.position, one.name, one.text_contains, one.customer_number) for one in found] == [
        (1, "first", "FIRST", "C-1"),
        (9, "last", "LAST", "C-1"),
    ]
    assert cash.rules(books.of(factories.company("Other Ltd"))) == ()


def test_the_threshold_is_the_policys_or_the_one_to_begin_with(context: Context) -> None:
    assert cash.threshold(books.of(context)) == 995_000
    cash_policy.set_policy(context, cash_policy.SetPolicy(True, "0.9"))
    assert cash.threshold(books.of(context)) == 900_000


def test_nothing_decided_gives_rates_of_nothing(context: Context) -> None:
    found = cash.rates(books.of(context))
    assert (found.payments, found.posted, found.value, found.undone) == (0, 0, 0, 0)
    assert cash.memory(books.of(context)) == ()
    assert cash.deductions(books.of(context)) == ()
    with pytest.raises(Invalid):
        cash.deductions(books.of(context), "lost")
