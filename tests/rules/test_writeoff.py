"""Small balances: up to the limit, and not a cent beyond."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules.refusals import LimitExceeded
from quittance.rules.writeoff import check_limit


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_limit_itself_is_within_the_limit(amount: int, limit: int) -> None:
    if amount <= limit:
        assert check_limit(amount, limit, "EUR") is None  # type: ignore[func-returns-value]
        return
    with pytest.raises(LimitExceeded) as refused:
        check_limit(amount, limit, "EUR")
    assert refused.value.field == "amount"


def test_the_refusal_names_both_amounts_and_the_way_out() -> None:
    with pytest.raises(
        LimitExceeded, match=r"5\.01 EUR is above the small-balance limit of 5\.00\. .*credit note.*Settings"
    ):
        check_limit(501, 500, "EUR")
