"""Shares sum to one; the calibration curve keeps their order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import matching_features, matching_model

CURVE = ((-2.0, -3.0), (0.0, -0.5), (4.0, 3.0))


def test_shares_sum_to_one_and_follow_the_weights() -> None:
    model = matching_model.named({"named:0": 2.0, "nothing": 1.0})
    rows = np.zeros((2, matching_features.WIDTH))
    rows[0, matching_features.names().index("named:0")] = 1
    rows[1, matching_features.names().index("nothing")] = 1
    shares = model.shares(rows)
    assert shares.sum() == pytest.approx(1.0)
    assert shares[0] == pytest.approx(1 / (1 + np.exp(-1.0)))


@given(st.floats(0, 1), st.floats(0, 1))
def test_calibration_keeps_the_order_and_stays_a_probability(one: float, other: float) -> None:
    model = matching_model.named({}, CURVE)
    low, high = sorted((one, other))
    assert 0.0 <= model.calibrated(low) <= model.calibrated(high) <= 1.0


def test_without_a_curve_a_share_is_its_probability() -> None:
    assert matching_model.named({}).calibrated(0.7) == 0.7
