"""Probabilities beside what came true: bands, the mean distance between the two, and the Brier score."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

Outcome = tuple[float, bool]
"""A probability that was given, and whether the whole proposal was right."""


@dataclass(frozen=True, slots=True)
class Band:
    """Outcomes of like probability: how many, what was promised on average, how many were right."""

    count: int
    promised: float
    right: int


def bands(outcomes: Sequence[Outcome], count: int = 10) -> list[Band]:
    """Outcomes in bands of equal size by probability, to be shown beside what was promised."""
    if count < 1:
        return []
    ranked = sorted(outcomes, key=lambda each: each[0])
    cuts = [len(ranked) * place // count for place in range(count + 1)]
    parts = [ranked[start:end] for start, end in itertools.pairwise(cuts) if end > start]
    return [Band(len(part), sum(p for p, _ in part) / len(part), sum(right for _, right in part)) for part in parts]


def error(outcomes: Sequence[Outcome], count: int = 15) -> float:
    """Mean distance between promise and outcome over bands of equal size (expected calibration error)."""
    whole = len(outcomes)
    return (
        sum(abs(band.promised * band.count - band.right) for band in bands(outcomes, count)) / whole if whole else 0.0
    )


def brier(outcomes: Sequence[Outcome]) -> float:
    """Mean square of the distance between probability and outcome (Brier, 1950); 0 is perfect, a coin gives 0.25."""
    return sum((share - right) ** 2 for share, right in outcomes) / len(outcomes) if outcomes else 0.0
