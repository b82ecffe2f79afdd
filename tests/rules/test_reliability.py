"""Probabilities beside outcomes."""

from __future__ import annotations

import pytest

from quittance.rules import reliability


def test_what_comes_true_as_promised_has_no_error() -> None:
    outcomes = [(0.75, True)] * 3 + [(0.75, False)]
    assert reliability.error(outcomes, 1) == 0.0
    assert reliability.brier(outcomes) == pytest.approx(0.1875)
    assert reliability.brier([(1.0, True)]) == 0.0 and reliability.brier([]) == reliability.error([]) == 0.0


def test_too_much_promised_is_an_error_of_that_size() -> None:
    outcomes = [(0.9, n < 6) for n in range(10)]
    assert reliability.error(outcomes, 1) == pytest.approx(0.3)
    (band,) = reliability.bands(outcomes, 1)
    assert (band.count, band.right) == (10, 6)
