"""Tags of the working screens: states, quantities, rates, limits, tints."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules import draft, estimate, recurring, states
from quittance.web.templatetags import desk

DAY = datetime.date(2026, 6, 30)


def test_every_state_has_a_word_and_lateness_is_counted() -> None:
    assert set(desk.PILLS) == {*states.WORDS, *draft.STATES, *estimate.STATES, *recurring.STATES}
    assert desk.state_pill("overdue", 1).replace("\u00a0", " ") == '<span class="pill warn">Overdue 1 day</span>'
    assert "1,056" in desk.state_pill("overdue", 1056)
    assert desk.state_pill("<b>") == '<span class="pill ">&lt;b&gt;</span>'


@pytest.mark.parametrize(
    ("value", "shown"), [(6000_000000, "6,000"), (840000, "0.84"), (-1_500000, "−1.5"), (0, "0"), (1, "0.000001")]
)
def test_quantities_have_no_more_decimals_than_they_need(value: int, shown: str) -> None:
    assert desk.quantity(value) == shown


def test_prices_have_the_decimals_of_money_or_more() -> None:
    assert desk.price(1_000_500000) == "1,000.50" and desk.price(1_123456) == "1.123456"


def test_rates_are_percent_and_none_is_a_dash() -> None:
    assert desk.rate(210000).replace("\u00a0", " ") == "21 %" and desk.rate(55000).startswith("5.5")
    assert desk.rate(0) == "–"


@pytest.mark.parametrize(("share", "kind"), [(0, ""), (89, ""), (90, "warn"), (100, "warn"), (101, "bad")])
def test_a_limit_warns_before_it_is_exceeded(share: int, kind: str) -> None:
    assert desk.limit_kind(share) == kind


def test_a_limit_is_shown_by_what_it_can_be_compared_with() -> None:
    assert "110" in desk.limit_used(11000, 10000, "EUR", "EUR") and "bad" in desk.limit_used(11000, 10000, "EUR", "EUR")
    assert "no limit" in desk.limit_used(5, None, "EUR", "EUR")
    assert "USD" in desk.limit_used(5, 10000, "USD", "EUR")
    assert "bad" in desk.limit_used(5, 0, "EUR", "EUR") and "bad" not in desk.limit_used(0, 0, "EUR", "EUR")


def test_nothing_is_a_faint_dash_and_what_is_taken_off_has_its_minus() -> None:
    assert "zero" in desk.zero(0, "EUR") and desk.zero(123456, "EUR") == "1,234.56"
    assert desk.minus_cell(100, "EUR") == "−1.00" and "zero" in desk.minus_cell(0, "EUR")
    assert desk.in_currency(100, "JPY", "EUR").replace("\u00a0", " ") == "JPY 100"


def test_days_are_told_from_today() -> None:
    context = {"today": DAY}
    assert desk.ago(context, DAY) == "today" and desk.ago(context, DAY - datetime.timedelta(days=1)) == "1 day ago"
    assert desk.ago(context, DAY + datetime.timedelta(days=2)) == "in 2 days"
    assert desk.days_since(context, DAY - datetime.timedelta(days=1200)) == "1,200"
    assert desk.days_between(DAY - datetime.timedelta(days=3), DAY) == "3 days late"


def test_only_late_debt_is_tinted_the_oldest_darkest() -> None:
    assert [desk.heat(5, n, 5) for n in range(5)] == ["", " heat-1", " heat-2", " heat-3", " heat-4"]
    assert desk.heat(0, 4, 5) == "" and desk.heat(-5, 2, 5) == ""
    assert desk.bucket_short("31-60").replace("\u00a0", " ") == "31 – 60"
