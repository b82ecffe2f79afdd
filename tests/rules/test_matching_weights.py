"""The weights that ship: every one belongs to an input, and the signs make sense."""

from __future__ import annotations

from quittance.rules import matching_features
from quittance.rules.matching_weights import CURVE, WEIGHTS


def test_every_weight_belongs_to_an_input() -> None:
    assert set(WEIGHTS) <= set(matching_features.names())


def test_exactness_speaks_for_and_contradiction_against() -> None:
    assert WEIGHTS["named:0"] > 0 > WEIGHTS["contradicted"]


def test_the_curve_rises() -> None:
    assert list(CURVE) == sorted(CURVE)
    assert [point[1] for point in CURVE] == sorted(point[1] for point in CURVE)
