"""Weights and calibration: from the numbers of all explanations to the probability that the best is right."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quittance.rules import matching_features
from quittance.rules.matching_weights import CURVE, WEIGHTS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """One weight an input (a conditional logit over the explanations of a receipt) and a calibration curve.

    `curve` are (raw, calibrated) log-odds, rising; between them it is linear, outside it keeps the end's distance.
    `refitted` is a curve after the first one: what a company's own outcomes have taught (`matching_calibration`).
    """

    weights: tuple[float, ...]
    curve: tuple[tuple[float, float], ...] = ()
    refitted: tuple[tuple[float, float], ...] = ()

    def shares(self, rows: Floats) -> Floats:
        """Probabilities of the rows, which sum to one."""
        scores = rows @ np.asarray(self.weights)
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())

    def plain(self, share: float) -> float:
        """The share as a probability that proved true before any outcome of the company's own was known."""
        return _bent(self.curve, share)

    def corrected(self, plain: float) -> float:
        """A plain probability corrected by the company's own outcomes."""
        return _bent(self.refitted, plain)

    def calibrated(self, share: float) -> float:
        """The share as a probability that proved true, corrected by the company's own outcomes."""
        return self.corrected(self.plain(share))


def shipped() -> Model:
    """The model fitted before any history was seen."""
    return named(WEIGHTS, CURVE)


def named(weights: Mapping[str, float], curve: Sequence[tuple[float, float]] = ()) -> Model:
    """A model from weights by input name; inputs without one weigh nothing."""
    return Model(tuple(weights.get(name, 0.0) for name in matching_features.names()), tuple(curve))


def log_odds(share: float) -> float:
    """Natural log-odds, bounded to 15 either way."""
    bounded = min(max(share, 3.1e-7), 1 - 3.1e-7)
    return math.log(bounded / (1 - bounded))


def _bent(curve: Sequence[tuple[float, float]], share: float) -> float:
    if not curve:
        return share
    raw = log_odds(share)
    given = [point[0] for point in curve]
    wanted = [point[1] for point in curve]
    if raw <= given[0]:
        return _odds(wanted[0] + raw - given[0])
    if raw >= given[-1]:
        return _odds(wanted[-1] + raw - given[-1])
    return _odds(float(np.interp(raw, given, wanted)))


def _odds(raw: float) -> float:
    return 1 / (1 + math.exp(-min(max(raw, -30.0), 30.0)))
