"""The days of plans for statements, worked by hand, and to whom each goes."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import statement_plan as rules
from quittance.rules.refusals import Invalid
from quittance.rules.statement_plan import Plan


def day(text: str) -> datetime.date:
    """A day of 2026."""
    return datetime.date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("plan", "today", "latest", "following"),
    [
        (Plan("month", 1), "06-30", "06-01", "07-01"),
        (Plan("month", 30), "06-30", "06-30", "07-30"),
        (Plan("month", 31), "02-28", "02-28", "03-31"),
        (Plan("month", 31), "02-27", "01-31", "02-28"),
        (Plan("week", 1), "06-30", "06-29", "07-06"),
        (Plan("week", 2), "06-30", "06-30", "07-07"),
        (Plan("quarter", 1), "06-30", "04-01", "07-01"),
        (Plan("quarter", 15), "04-14", "01-15", "04-15"),
        (Plan("quarter", 31), "04-30", "04-30", "07-31"),
    ],
)
def test_days_of_weeks_months_and_quarters(plan: Plan, today: str, latest: str, following: str) -> None:
    assert (rules.latest(plan, day(today)), rules.following(plan, day(today))) == (day(latest), day(following))


def test_nothing_is_due_before_a_plan_began_or_where_it_says_never() -> None:
    assert rules.latest(Plan("month", 1, since=day("06-15")), day("06-30")) is None
    assert rules.latest(Plan("month", 1, since=day("06-15")), day("07-02")) == day("07-01")
    assert rules.latest(Plan("never"), day("06-30")) is None and rules.following(Plan("never"), day("06-30")) is None


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([("week", 7), ("month", 31), ("quarter", 31)]),
    st.integers(1, 31),
    st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1)),
)
def test_the_latest_day_stays_the_same_until_the_following_one(
    kind: tuple[str, int], on: int, today: datetime.date
) -> None:
    plan = rules.check(Plan(kind[0], min(on, kind[1])))
    latest, following = rules.latest(plan, today), rules.following(plan, today)
    assert latest is not None and following is not None and latest <= today < following
    assert rules.latest(plan, following) == following and rules.before(plan, following) == latest
    assert rules.latest(plan, following - datetime.timedelta(days=1)) == latest


def test_what_is_no_plan_is_refused_by_its_field() -> None:
    for plan, field in (
        (Plan("year"), "every"),
        (Plan("month", 1, "all"), "kind"),
        (Plan("week", 8), "on_day"),
        (Plan("month", 0), "on_day"),
        (Plan("quarter", 32), "on_day"),
    ):
        with pytest.raises(Invalid) as refused:
            rules.check(plan)
        assert refused.value.field == field


def test_who_gets_what_tells_of_a_customer() -> None:
    own, group, never, company = Plan("week"), Plan("month", group=True), Plan("never"), Plan("quarter")
    parents = {2: 1, 3: 2}
    assert rules.addressee(3, {3: own, 1: group}, parents, company) == (3, own)
    assert rules.addressee(3, {1: group}, parents, company) == (1, group)
    assert rules.addressee(3, {2: own, 1: group}, parents, company) == (3, company)
    assert rules.addressee(3, {1: never}, parents, company) == (3, company)
    assert rules.addressee(3, {}, parents, Plan("month", group=True)) == (1, Plan("month", group=True))
    assert rules.addressee(3, {}, parents, None) is None


def test_a_plan_is_said_in_words() -> None:
    assert rules.said(Plan("week", 5)) == "every week on Friday"
    assert rules.said(Plan("month", 31)) == "every month on the last day"
    assert rules.said(Plan("quarter", 1)) == "every quarter, in its first month on day 1"
    assert rules.said(Plan("never")) == "never"
