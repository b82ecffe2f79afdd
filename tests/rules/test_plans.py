"""Payment plans: equal parts that sum back, the policy's limits, and when one is broken."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import plans
from quittance.rules.plans import Instalment, Policy
from quittance.rules.refusals import Invalid

TODAY = datetime.date(2026, 1, 30)
FIRST = datetime.date(2026, 1, 31)


@given(st.integers(60, 10**12), st.integers(1, 60))
def test_monthly_parts_sum_back_and_lie_a_month_apart(total: int, count: int) -> None:
    parts = plans.monthly(total, count, FIRST)
    assert sum(amount for _, amount in parts) == total and len(parts) == count
    assert max(amount for _, amount in parts) - min(amount for _, amount in parts) <= 1
    plans.check(parts, total, TODAY)


def test_the_last_day_of_a_month_is_kept_where_it_exists() -> None:
    days = [day.isoformat() for day, _ in plans.monthly(300, 3, FIRST)]
    assert days == ["2026-01-31", "2026-02-28", "2026-03-31"]


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ([], 0),
        ([(FIRST, 100), (FIRST, 100)], 200),
        ([(FIRST, 100)], 200),
        ([(FIRST, 200), (datetime.date(2026, 3, 1), 0)], 200),
        ([(datetime.date(2026, 1, 29), 200)], 200),
    ],
)
def test_parts_that_are_no_plan_are_refused(parts: list[tuple[datetime.date, int]], total: int) -> None:
    with pytest.raises(Invalid):
        plans.check(parts, total, TODAY)


@pytest.mark.parametrize("count", [0, 61])
def test_a_plan_has_a_number_of_parts_that_somebody_can_follow(count: int) -> None:
    with pytest.raises(Invalid):
        plans.monthly(100_000, count, FIRST)


def test_what_goes_beyond_the_policy_is_said() -> None:
    parts = plans.monthly(120_000, 12, FIRST)
    assert plans.beyond(Policy(), plans.monthly(30_000, 3, FIRST), 30_000, TODAY) == []
    assert len(plans.beyond(Policy(plan_most_base=100_000), parts, 120_000, TODAY)) == 3
    assert plans.beyond(Policy(plan_months=12), parts, 120_000, TODAY) == ["the first payment is below the least share"]


def test_a_plan_is_broken_after_the_deadline_of_a_missing_part_only() -> None:
    day = datetime.timedelta(days=1)
    due = [Instalment(on, 100, on + 3 * day) for on, _ in plans.monthly(300, 3, FIRST)]
    assert plans.judge(due, 0, FIRST + 3 * day) == "active"
    assert plans.judge(due, 0, FIRST + 4 * day) == "broken"
    first, *rest = due
    assert plans.judge([replace(first, came=100), *rest], 100, FIRST + 4 * day) == "active"
    assert plans.judge(due, 300, TODAY) == "kept"


def test_money_counts_on_the_day_it_came_in_whoever_looked_when() -> None:
    day = datetime.timedelta(days=1)
    (first, _), (second, _) = plans.monthly(200, 2, FIRST)
    due = [Instalment(first, 100, first + 3 * day, came=99), Instalment(second, 100, second + 3 * day, came=200)]
    assert plans.judge(due, 200, FIRST + 3 * day) == "kept"
    assert plans.judge(due, 200, FIRST + 4 * day) == "broken", "a cent of the first came too late"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("promise_grace_days", -1),
        ("plan_grace_days", 31),
        ("answer_days", 0),
        ("plan_months", 61),
        ("plan_share_percent", 101),
    ],
)
def test_a_policy_out_of_range_is_refused(name: str, value: int) -> None:
    plans.check_policy(Policy())
    with pytest.raises(Invalid) as refused:
        plans.check_policy(replace(Policy(), **{name: value}))
    assert refused.value.field == name
