"""Early-payment discounts: the worked examples of the field, to the cent."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import discount, terms
from quittance.rules.discount import Claim, Policy
from quittance.rules.refusals import Invalid

ISSUED = datetime.date(2026, 1, 20)
PARTS = Policy(part_payments=True)
TWO = 2 * 10**4


def claim(total: int, cash: int, left: int = 0, taken: int = 0) -> Claim:
    """A claim for payment on the last day of the window."""
    return Claim(total, taken, cash, left, datetime.date(2026, 1, 30))


@pytest.mark.parametrize(
    ("paid_on", "grace", "percent"),
    [("2026-01-30", 0, TWO), ("2026-01-31", 0, 0), ("2026-02-02", 3, TWO), ("2026-02-03", 3, 0)],
)
def test_the_value_day_and_its_grace_decide(paid_on: str, grace: int, percent: int) -> None:
    windows = terms.windows(terms.read("2/10 net 30"), ISSUED)
    assert discount.percent_on(windows, datetime.date.fromisoformat(paid_on), grace) == percent


def test_the_best_window_that_is_open_counts() -> None:
    windows = terms.windows(terms.read("3/10, 1/20 net 30"), ISSUED)
    days = (datetime.date(2026, 1, 30), datetime.date(2026, 2, 9), datetime.date(2026, 2, 10))
    assert [discount.percent_on(windows, day, 0) for day in days] == [30_000, 10_000, 0]
    assert discount.percent_on((), ISSUED, 60) == 0


@pytest.mark.parametrize(
    ("total", "percent_e4", "wanted"),
    [(120_000, TWO, 2_400), (172_505, 100_000, 17_251), (4 * 476, 10_000, 19), (120_000, 0, 0)],
)
def test_a_discount_is_rounded_once_on_the_whole(total: int, percent_e4: int, wanted: int) -> None:
    assert discount.earned(claim(total, total - wanted), percent_e4, Policy()) == wanted


def test_a_part_payment_earns_its_share_only_where_the_policy_says_so() -> None:
    part = claim(120_000, 58_800, left=60_000)
    assert discount.cleared(58_800, TWO) == 60_000
    assert discount.earned(part, TWO, PARTS) == 1_200
    assert discount.earned(part, TWO, Policy()) == 0


def test_what_was_taken_before_is_not_taken_again() -> None:
    assert discount.earned(claim(120_000, 58_800, taken=1_200), TWO, PARTS) == 1_200
    assert discount.earned(claim(120_000, 100, taken=2_400), TWO, PARTS) == 0
    assert discount.earned(claim(120_000, 100, taken=9_999), TWO, PARTS) == 0


@given(st.integers(1, 10**12), st.integers(1, 10**12), st.integers(1, 10**6 - 1), st.booleans())
def test_a_discount_is_never_more_than_its_share_of_the_whole(
    total: int, cash: int, percent_e4: int, whole: bool
) -> None:
    made = discount.earned(claim(total, cash, 0 if whole else 1), percent_e4, PARTS)
    assert 0 <= made <= (total * percent_e4 + 10**6 // 2) // 10**6


def test_the_tax_in_a_discount_goes_by_the_country_unless_the_company_chose() -> None:
    assert discount.tax_in(2_400, 20_000, 120_000) == 400
    assert discount.tax_in(2_400, 0, 120_000) == 0
    assert discount.adjusts(Policy(), "DE") and discount.adjusts(Policy(), "GB")
    assert not discount.adjusts(Policy(), "US") and not discount.adjusts(Policy(), "")
    assert discount.adjusts(Policy(tax="adjust"), "US") and not discount.adjusts(Policy(tax="keep"), "DE")


def test_another_treatment_of_tax_is_refused() -> None:
    assert discount.check_policy(Policy(tax="keep")).tax == "keep"
    with pytest.raises(Invalid):
        discount.check_policy(Policy(tax="half"))
