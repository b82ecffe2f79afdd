"""Who is held out: the same whenever it is asked, about the share that is wanted, and more only with a larger one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.rules import holdout
from quittance.rules.refusals import Invalid

NUMBERS = [f"C-{n}" for n in range(4_000)]


def drawn(share: int, seed: str = "", policy: str = "Standard", entity: str = "ONE") -> set[str]:
    """Customers that are held out."""
    return {one for one in NUMBERS if holdout.held_out(share, seed, entity, policy, one)}


@settings(max_examples=10)
@given(st.integers(1, 50), st.text(max_size=10))
def test_about_the_share_is_held_out_and_a_larger_one_keeps_them(share: int, seed: str) -> None:
    found = drawn(share, seed)
    deviation = (len(NUMBERS) * share / 100 * (1 - share / 100)) ** 0.5
    assert abs(len(found) - len(NUMBERS) * share / 100) < 5 * deviation
    assert found == drawn(share, seed) and found <= drawn(min(50, share + 5), seed)


def test_seed_policy_and_company_draw_groups_that_have_nothing_to_do_with_each_other() -> None:
    one = drawn(50)
    for other in (drawn(50, "again"), drawn(50, policy="Abroad"), drawn(50, entity="TWO")):
        assert 0.4 < len(one & other) / len(one) < 0.6
    assert drawn(0) == set()


@pytest.mark.parametrize(
    ("share", "days", "field"), [(51, 30, "holdout"), (-1, 30, "holdout"), (10, 6, "holdout_days")]
)
def test_shares_and_days_have_bounds(share: int, days: int, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        holdout.check(share, days)
    assert refused.value.field == field
