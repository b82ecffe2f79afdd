"""Applying cash: discounts by the terms, limits of what is let go, and when a match posts unseen."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules import cash
from quittance.rules.cash import Policy
from quittance.rules.refusals import Invalid, LimitExceeded

DAY = datetime.date(2026, 1, 20)


def test_the_discount_of_the_worked_example_is_24_until_its_last_day_and_grace() -> None:
    for paid_on, grace, wanted in (
        (datetime.date(2026, 1, 30), 0, 2400),
        (datetime.date(2026, 1, 31), 0, 0),
        (datetime.date(2026, 2, 2), 3, 2400),
        (datetime.date(2026, 2, 3), 3, 0),
    ):
        assert cash.discount_of("2/10 net 30", DAY, paid_on, 120000, grace) == wanted


def test_the_discount_is_rounded_once_on_the_whole() -> None:
    assert cash.discount_of("10/10 net 30", DAY, DAY, 172505, 0) == 17251
    assert cash.discount_of("1/10 net 30", DAY, DAY, 4 * 476, 0) == 19


def test_terms_without_discount_or_none_at_all_give_nothing() -> None:
    assert cash.discount_of("net 30", DAY, DAY, 100, 0) == cash.discount_of("", DAY, DAY, 100, 0) == 0
    assert cash.discount_of("whatever they said", DAY, DAY, 100, 0) == 0


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
