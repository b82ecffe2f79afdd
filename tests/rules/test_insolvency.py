"""Insolvency: its days, the last day of interest, and what is marked for a provision."""

from __future__ import annotations

import datetime

import pytest

from quittance.rules import insolvency
from quittance.rules.refusals import Invalid

TODAY = datetime.date(2026, 6, 30)
DAY = datetime.timedelta(days=1)


def test_interest_runs_to_the_day_before_the_opening() -> None:
    assert insolvency.last_day(datetime.date(2026, 3, 1)) == datetime.date(2026, 2, 28)


def test_proceedings_have_been_opened_and_claims_are_filed_afterwards() -> None:
    insolvency.check_opening(TODAY, TODAY + DAY, TODAY)
    insolvency.check_opening(TODAY - 400 * DAY, None, TODAY)
    for opened, file_by in (
        (TODAY + DAY, None),
        (datetime.date(1926, 6, 30), None),
        (TODAY, TODAY - DAY),
    ):
        with pytest.raises(Invalid):
            insolvency.check_opening(opened, file_by, TODAY)


@pytest.mark.parametrize(("said", "share"), [("50", 500_000), (" 12.5 % ", 125_000), ("0", 0), ("100", 1_000_000)])
def test_a_provision_is_a_share_of_the_debt(said: str, share: int) -> None:
    assert insolvency.read_percent(said) == share


@pytest.mark.parametrize("said", ["", "half", "-1", "100.01", "1,5"])
def test_what_is_no_share_is_refused(said: str) -> None:
    with pytest.raises(Invalid) as caught:
        insolvency.read_percent(said)
    assert caught.value.field == "percent"


def test_what_is_marked_is_rounded_once_and_never_below_zero() -> None:
    assert insolvency.marked(100_001, 500_000) == 50_001
    assert insolvency.marked(100_000, 125_000) == 12_500
    assert insolvency.marked(-500, 500_000) == 0
