"""Calibration from what people confirmed or changed: how far to trust a probability, and from where on to post."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from quittance.rules.matching_model import Model, log_odds
from quittance.rules.reliability import Outcome

PRIOR_OUTCOMES = 60.0
"""Weight, in outcomes, of the belief that the probabilities are right as they are."""
MOST_STEPS = 60
"""Newton steps of one fit."""
SPREAD = (-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0)
"""Log-odds at which the new curve is written down."""


def refit(model: Model, outcomes: Sequence[Outcome]) -> Model:
    """The model with a curve that fits these outcomes: slope and shift of the log-odds, drawn towards none.

    `outcomes` hold the probabilities that `model` gave. Few outcomes change little; the order is kept.
    """
    slope, shift = _fit([(log_odds(share), right) for share, right in outcomes])
    points = []
    for raw in SPREAD:
        given = log_odds(model.calibrated(1 / (1 + math.exp(-raw))))
        points.append((raw, slope * given + shift))
    return replace(model, curve=tuple(points))


def threshold(outcomes: Sequence[Outcome], precision: float, certainty: float = 1.645) -> float:
    """The lowest probability from which on posting was right at least `precision` of the time.

    The lower bound of the measured precision (Wilson, one-sided 95 % by default) must clear it;
    1.0 when no probability does, so that nothing is posted.
    """
    ranked = sorted(outcomes, key=lambda each: (-each[0], each[1]))
    found, right = 1.0, 0
    for count, (share, hit) in enumerate(ranked, start=1):
        right += hit
        last = count == len(ranked) or ranked[count][0] < share
        if last and _lower(right, count, certainty) >= precision:
            found = share
    return found


def _fit(points: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift by Newton's method, with a quadratic pull towards 1 and 0."""
    slope, shift = 1.0, 0.0
    hold, pull = PRIOR_OUTCOMES, PRIOR_OUTCOMES / 4
    for _ in range(MOST_STEPS):
        gradient, turn = [hold * (slope - 1), pull * shift], [hold, 0.0, pull]
        for raw, right in points:
            share = 1 / (1 + math.exp(-min(max(slope * raw + shift, -30.0), 30.0)))
            off, weight = share - right, max(share * (1 - share), 1e-9)
            gradient[0] += off * raw
            gradient[1] += off
            turn[0] += weight * raw * raw
            turn[1] += weight * raw
            turn[2] += weight
        whole = turn[0] * turn[2] - turn[1] * turn[1]
        steps = (
            (turn[2] * gradient[0] - turn[1] * gradient[1]) / whole,
            (turn[0] * gradient[1] - turn[1] * gradient[0]) / whole,
        )
        slope, shift = max(0.05, slope - steps[0]), shift - steps[1]
        if abs(steps[0]) + abs(steps[1]) < 1e-9:
            break
    return slope, shift


def _lower(right: int, count: int, certainty: float) -> float:
    share, square = right / count, certainty * certainty
    middle = share + square / (2 * count)
    width = certainty * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return (middle - width) / (1 + square / count)
