"""Calibration: promises are corrected towards what happened, slowly and without changing the order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.rules import matching_calibration, matching_model, reliability

PLAIN = matching_model.named({})
OUTCOMES = st.lists(st.tuples(st.floats(0.01, 0.999), st.booleans()), max_size=60)


def test_promises_that_are_kept_stay_as_they_are() -> None:
    kept = [pair for n in range(1000) for pair in ((0.9, n % 10 != 0), (0.2, n % 5 == 0))]
    assert matching_calibration.refit(PLAIN, kept).calibrated(0.9) == pytest.approx(0.9, abs=0.01)
    assert reliability.error(kept) < 0.05


def test_promises_that_are_too_high_are_lowered() -> None:
    broken = [(0.95, True)] * 600 + [(0.95, False)] * 400
    assert matching_calibration.refit(PLAIN, broken).calibrated(0.95) == pytest.approx(0.6, abs=0.05)


def test_promises_near_certainty_that_break_are_lowered_too() -> None:
    assert matching_calibration.refit(PLAIN, [(0.9999, False)] * 100).calibrated(0.9999) < 0.6


def test_one_outcome_changes_little() -> None:
    assert matching_calibration.refit(PLAIN, [(0.99, False)]).calibrated(0.99) > 0.95


@given(OUTCOMES, st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_refit_never_changes_the_order(outcomes: list[tuple[float, bool]], one: float, other: float) -> None:
    low, high = sorted((one, other))
    model = matching_calibration.refit(PLAIN, outcomes)
    assert model.calibrated(low) <= model.calibrated(high) + 1e-12


@given(OUTCOMES.filter(bool), st.floats(0.01, 0.999))
def test_a_refit_that_may_not_raise_never_does(outcomes: list[tuple[float, bool]], share: float) -> None:
    model = matching_calibration.refit(PLAIN, outcomes, raises=False)
    assert model.calibrated(share) <= share + 1e-9


def test_confidence_is_raised_no_further_than_the_evidence_supports() -> None:
    modest = [(0.9, True)] * 300
    assert 0.95 < matching_calibration.refit(PLAIN, modest).calibrated(0.9) < 300 / 302
    few = [(0.9, True)] * 12
    assert matching_calibration.refit(PLAIN, few).calibrated(0.9) == pytest.approx(0.9, abs=0.001)
    elsewhere = [(0.5, True)] * 300
    assert matching_calibration.refit(PLAIN, elsewhere).calibrated(0.9999) <= 0.9999 + 1e-9


def test_a_refit_works_on_the_probabilities_of_the_curve_before_it() -> None:
    shipped = matching_model.named({}, ((0.0, 1.0), (4.0, 5.0)))
    broken = [(0.95, True)] * 600 + [(0.95, False)] * 400
    model = matching_calibration.refit(shipped, broken)
    share = next(n / 1000 for n in range(1000) if shipped.plain(n / 1000) >= 0.95)
    assert model.plain(share) == shipped.calibrated(share)
    assert model.calibrated(share) == pytest.approx(0.6, abs=0.05)
    assert matching_calibration.refit(shipped, []).refitted == ()


def test_the_posting_threshold_needs_enough_good_outcomes() -> None:
    assert matching_calibration.threshold([(0.99, True)] * 20, 0.999) == 1.0
    plenty = [(0.99, True)] * 4000 + [(0.8, True)] * 50 + [(0.8, False)] * 50
    assert matching_calibration.threshold(plenty, 0.999) == 0.99


@given(OUTCOMES)
def test_bands_hold_every_outcome_once(outcomes: list[tuple[float, bool]]) -> None:
    bands = reliability.bands(outcomes)
    assert sum(band.count for band in bands) == len(outcomes)
    assert sum(band.right for band in bands) == sum(right for _, right in outcomes)
