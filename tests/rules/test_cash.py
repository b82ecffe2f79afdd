"""Applying cash: discounts by the terms, limits of what is let go, and when a match posts unseen."""

from __future__ import annotations

import pytest

from quittance.rules import cash
from quittance.rules.cash import Policy
from quittance.rules.refusals import Invalid, LimitExceeded


def test_a_match_posts_unseen_only_when_sure_small_and_whole() -> None:
    policy = Policy(True, 995_000, 100_000, 0, 0)
    assert cash.posts_unseen(policy, 995_000, 100_000, ["discount"])
    assert not cash.posts_unseen(policy, 994_999, 100_000, [])
    assert not cash.posts_unseen(policy, 999_999, 100_001, [])
    assert not cash.posts_unseen(policy, 999_999, 1, ["deduction"])
    assert not cash.posts_unseen(Policy(False), 999_999, 1, [])
    assert cash.posts_unseen(Policy(True, most_base=0), 999_999, 10**12, [])


def test_what_is_let_go_stays_within_terms_and_limits_unless_one_may_write_off() -> None:
    policy = Policy(charge_limit=1_000)
    cash.check_adjustment("discount", 2400, 2400, 2400, policy, may_write_off=False)
    cash.check_adjustment("charge", 1_000, 0, 1_000, policy, may_write_off=False)
    cash.check_adjustment("deduction", 10**9, 0, 10**9, policy, may_write_off=False)
    for kind, amount in (("discount", 2401), ("charge", 1_001), ("rounding", 1_001)):
        with pytest.raises(LimitExceeded):
            cash.check_adjustment(kind, amount, 2400, amount, policy, may_write_off=False)
        cash.check_adjustment(kind, amount, 2400, amount, policy, may_write_off=True)
    with pytest.raises(Invalid):
        cash.check_adjustment("gift", 1, 0, 1, policy, may_write_off=True)


@pytest.mark.parametrize(
    "policy",
    [Policy(threshold_e6=499_999), Policy(threshold_e6=1_000_001), Policy(most_base=-1), Policy(grace_days=61)],
)
def test_a_policy_out_of_range_is_refused(policy: Policy) -> None:
    with pytest.raises(Invalid):
        cash.check_policy(policy)
