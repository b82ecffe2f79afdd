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
MOST_HALVINGS = 30
LEAST_SLOPE = 0.05
SPREAD = (-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0)
"""Log-odds at which the new curve is written down."""
NEAR = 1.0
"""Log-odds on either side within which outcomes speak for a raise."""
LEAST_RISE = 0.01
"""Log-odds by which each point of a curve lies above the one before."""
ONE_SIDED_95 = 1.645
"""Standard deviations of a one-sided bound of 95 %."""


def refit(model: Model, outcomes: Sequence[Outcome], *, raises: bool = True) -> Model:
    """The model with a second curve that fits these outcomes: slope and shift of the log-odds, drawn towards none.

    `outcomes` hold the probabilities that `model` gives before any refit. Few outcomes change little; the order is
    kept. Confidence is lowered wherever the fit says so; it is raised (`raises`) no further than the lower bound of
    what came true of like probabilities.
    """
    if not outcomes:
        return replace(model, refitted=())
    points = sorted((log_odds(share), right) for share, right in outcomes)
    slope, shift = _fit(points)
    bent = [(raw, slope * raw + shift) for raw in SPREAD]
    kept = [(raw, min(new, max(raw, _supported(points, raw)) if raises else raw)) for raw, new in bent]
    for place in reversed(range(len(kept) - 1)):
        (raw, new), above = kept[place], kept[place + 1][1]
        kept[place] = (raw, min(new, above - LEAST_RISE))
    return replace(model, refitted=tuple(kept))


def _supported(points: Sequence[tuple[float, bool]], raw: float) -> float:
    """Log-odds of the lower bound of the share that came true around `raw`; -inf where nothing was seen."""
    near = [right for given, right in points if abs(given - raw) <= NEAR]
    low = _lower(sum(near), len(near), ONE_SIDED_95) if near else 0.0
    return log_odds(low) if low > 0 else -math.inf


def threshold(outcomes: Sequence[Outcome], precision: float, certainty: float = ONE_SIDED_95) -> float:
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
    """Slope and shift by Newton's method with halved steps, with a quadratic pull towards 1 and 0."""
    slope, shift = 1.0, 0.0
    loss = _loss(points, slope, shift)
    for _ in range(MOST_STEPS):
        turn = _step(points, slope, shift)
        for halving in range(MOST_HALVINGS):
            part = 0.5**halving
            tried = max(LEAST_SLOPE, slope - part * turn[0]), shift - part * turn[1]
            new = _loss(points, *tried)
            if new < loss:
                break
        else:
            break
        gained, loss, (slope, shift) = loss - new, new, tried
        if gained < 1e-9:
            break
    return slope, shift


def _loss(points: Sequence[tuple[float, bool]], slope: float, shift: float) -> float:
    """Minus the log-likelihood, and the pull."""
    kept = PRIOR_OUTCOMES / 2 * (slope - 1) ** 2 + PRIOR_OUTCOMES / 8 * shift**2
    for raw, right in points:
        off = -(slope * raw + shift) if right else slope * raw + shift
        kept += max(off, 0.0) + math.log1p(math.exp(-abs(off)))
    return kept


def _step(points: Sequence[tuple[float, bool]], slope: float, shift: float) -> tuple[float, float]:
    """Newton's step: what to take off slope and shift."""
    gradient = [PRIOR_OUTCOMES * (slope - 1), PRIOR_OUTCOMES / 4 * shift]
    turn = [PRIOR_OUTCOMES, 0.0, PRIOR_OUTCOMES / 4]
    for raw, right in points:
        share = 1 / (1 + math.exp(-min(max(slope * raw + shift, -30.0), 30.0)))
        off, weight = share - right, share * (1 - share)
        gradient[0] += off * raw
        gradient[1] += off
        turn[0] += weight * raw * raw
        turn[1] += weight * raw
        turn[2] += weight
    whole = turn[0] * turn[2] - turn[1] * turn[1]
    first = (turn[2] * gradient[0] - turn[1] * gradient[1]) / whole
    return first, (turn[0] * gradient[1] - turn[1] * gradient[0]) / whole


def _lower(right: int, count: int, certainty: float) -> float:
    share, square = right / count, certainty * certainty
    middle = share + square / (2 * count)
    width = certainty * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return (middle - width) / (1 + square / count)
