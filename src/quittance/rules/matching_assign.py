"""Global assignment over a statement: the surest first, and no two payments on one item."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from quittance.rules import matching_features, matching_fit, matching_hypotheses
from quittance.rules.matching_cases import Case, World
from quittance.rules.matching_ideas import Hypothesis
from quittance.rules.matching_model import Model

SURE = 0.97
"""Probability from which the first round fixes an explanation before the rest is looked at again."""

Floats = NDArray[np.float64]


@dataclass(slots=True)
class Weighed:
    """A case with its explanations and their probabilities; the last probability is «pays nothing open»."""

    case: Case
    held: list[Hypothesis]
    rows: Floats
    shares: Floats
    opens: list[tuple[int, ...]] = field(default_factory=list)
    trust: float = 1.0

    def best(self) -> tuple[Hypothesis | None, float]:
        """The likeliest explanation (None for «nothing») and its share, lowered by doubt in what others took."""
        place = int(np.argmax(self.shares))
        return (self.held[place] if place < len(self.held) else None), float(self.shares[place]) * self.trust


def weigh(case: Case, world: World, model: Model) -> Weighed:
    """Gather and score the explanations of one case against what is open now."""
    held = matching_hypotheses.gather(case, world)
    rows = np.array([*(matching_features.vector(case, world, each) for each in held), matching_features.nothing(case)])
    opens = [tuple(world.left[place] for place in each.places) for each in held]
    return Weighed(case, held, rows, model.shares(rows), opens)


def assign(cases: Sequence[Case], world: World, model: Model) -> dict[str, Weighed]:
    """Decide every case: sure ones first; the others are weighed again against what is then left.

    `world.left` ends as what is open after all accepted explanations.
    """
    taken: dict[int, float] = {}
    first = [weigh(case, world, model) for case in cases]
    decided: dict[str, Weighed] = {}
    for each in _in_order(Round(first, SURE), world, model, taken):
        decided[each.case.receipt.id] = each
    again = [each for each in first if each.case.receipt.id not in decided]
    for each in again:
        _reweigh(each, world, model, taken)
    for each in _in_order(Round(again, 0.0), world, model, taken):
        decided[each.case.receipt.id] = each
    return decided


@dataclass(frozen=True, slots=True)
class Round:
    """Cases that wait for a decision, and the probability below which they wait on."""

    waiting: Sequence[Weighed]
    least: float


def _in_order(these: Round, world: World, model: Model, taken: dict[int, float]) -> Iterator[Weighed]:
    """Cases by falling probability; whoever wants an item that has gone is weighed without it and queued again."""
    queue = [(-each.best()[1], each.case.receipt.booked_on, each.case.receipt.id, each) for each in these.waiting]
    heapq.heapify(queue)
    while queue:
        share, _, _, each = heapq.heappop(queue)
        if -share < these.least:
            return
        if _stale(each, world):
            _reweigh(each, world, model, taken)
            heapq.heappush(queue, (-each.best()[1], each.case.receipt.booked_on, each.case.receipt.id, each))
            continue
        hypothesis, sure = each.best()
        if hypothesis is not None:
            _take(hypothesis, world)
            taken.update((place, min(sure, taken.get(place, 1.0))) for place in hypothesis.places)
        yield each


def _stale(each: Weighed, world: World) -> bool:
    """Whether an item of any explanation is no longer open as it was."""
    return any(
        world.left[place] != minor
        for hypothesis, opens in zip(each.held, each.opens, strict=True)
        for place, minor in zip(hypothesis.places, opens, strict=True)
    )


def _reweigh(each: Weighed, world: World, model: Model, taken: dict[int, float]) -> None:
    """Weigh the case anew against what is left.

    What others took was taken with some probability only: an explanation that is gone for that reason
    leaves doubt behind, twice its share times the doubt in the taker (the taker may want what is left instead).
    """
    for hypothesis, opens, share in zip(each.held, each.opens, each.shares.tolist(), strict=False):
        gone = [
            taken.get(place, 1.0)
            for place, minor in zip(hypothesis.places, opens, strict=True)
            if world.left[place] != minor
        ]
        if gone:
            each.trust *= 1 - min(0.98, 2 * share * (1 - min(gone)))
    new = weigh(each.case, world, model)
    each.held, each.rows, each.shares, each.opens = new.held, new.rows, new.shares, new.opens


def _take(hypothesis: Hypothesis, world: World) -> None:
    """Lower what is open; a deduction leaves a remainder that no other payment of the statement should want."""
    for place, cash in zip(hypothesis.places, hypothesis.fit.cash, strict=True):
        world.left[place] = world.left[place] - cash if hypothesis.fit.kind == matching_fit.PART else 0
