"""Policy and rules of cash application: set, refused out of range, told apart by name."""

from __future__ import annotations

import pytest

from quittance.actions import cash_policy
from quittance.actions.cash_policy import AddRule, RemoveRule, SetPolicy
from quittance.actions.command import Context
from quittance.rules.cash import Policy
from quittance.rules.refusals import Duplicate, Invalid, NotAllowed, NotFound
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """A fresh company with a customer."""
    made = factories.company()
    factories.customer(made, "C-1")
    return made


def test_a_policy_stands_until_the_next(context: Context) -> None:
    assert cash_policy.policy_of(context) == Policy()
    cash_policy.set_policy(context, SetPolicy(True, "0.9995", "5000", "12.50", 5))
    assert cash_policy.policy_of(context) == Policy(True, 999_500, 500_000, 1_250, 5)
    cash_policy.set_policy(context, SetPolicy(False, "1"))
    assert cash_policy.policy_of(context) == Policy(False, 1_000_000, 0, 4_000, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        SetPolicy(True, "0.4"),
        SetPolicy(True, "1.1"),
        SetPolicy(True, "often"),
        SetPolicy(True, "0.1234567"),
        SetPolicy(True, "0.9", "-1"),
        SetPolicy(True, "0.9", "", "x"),
        SetPolicy(True, "0.9", "", "1", 61),
    ],
)
def test_a_policy_out_of_range_is_refused(context: Context, wrong: SetPolicy) -> None:
    with pytest.raises(Invalid):
        cash_policy.set_policy(context, wrong)
    assert cash_policy.policy_of(context) == Policy()


def test_a_rule_says_what_it_looks_at_and_what_it_does(context: Context) -> None:
    made = cash_policy.add_rule(context, AddRule("fees", text_contains="fee", account_code="6910"))
    assert made.position == 1
    assert cash_policy.add_rule(context, AddRule("shop", payer_account="NL 91", customer_number="C-1")).position == 2
    for wrong in (
        AddRule("a"),
        AddRule("a", text_contains="x"),
        AddRule("a", text_contains="x", payer_account="y", account_code="1"),
        AddRule("a", text_contains="x", account_code="1", customer_number="C-1"),
        AddRule("", text_contains="x", account_code="1"),
    ):
        with pytest.raises(Invalid):
            cash_policy.add_rule(context, wrong)
    with pytest.raises(Duplicate):
        cash_policy.add_rule(context, AddRule("fees", text_contains="other", account_code="6910"))
    with pytest.raises(NotFound):
        cash_policy.add_rule(context, AddRule("who", text_contains="x", customer_number="C-9"))
    cash_policy.remove_rule(context, RemoveRule("fees"))
    with pytest.raises(NotFound):
        cash_policy.remove_rule(context, RemoveRule("fees"))


def test_only_a_controller_sets_policy_and_rules(context: Context) -> None:
    for role in ("clerk", "credit_manager", "sales"):
        with pytest.raises(NotAllowed):
            cash_policy.set_policy(factories.member(context, role), SetPolicy(True))
    assert cash_policy.set_policy(factories.member(context, "controller"), SetPolicy(True)).auto_post
