"""The policy stands by itself until a company sets its own."""

from __future__ import annotations

import pytest

from quittance.actions import collecting_policy
from quittance.rules.plans import Policy
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_company_has_a_policy_before_it_sets_one_and_keeps_its_own_after() -> None:
    context = factories.company()
    assert collecting_policy.policy_of(context) == Policy()
    own = Policy(5, 6, 21, 12, 25, 100_000)
    for policy in (Policy(1), own):
        collecting_policy.keep(context, policy)
    assert collecting_policy.policy_of(context) == own
    assert collecting_policy.policy_of(factories.company("Other Ltd")) == Policy()
