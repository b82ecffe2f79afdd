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

    def best(self) -> tuple[Hypothesis | None, float]:
        """The likeliest explanation (None for «nothing») and its share."""
        place = int(np.argmax(self.shares))
        return (self.held[place] if place < len(self.held) else None), float(self.shares[place])


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
    first = [weigh(case, world, model) for case in cases]
    decided: dict[str, Weighed] = {}
    for each in _in_order(first, world, model, SURE):
        decided[each.case.receipt.id] = each
    again = [weigh(case, world, model) for case in cases if case.receipt.id not in decided]
    for each in _in_order(again, world, model, 0.0):
        decided[each.case.receipt.id] = each
    return decided


def _in_order(waiting: Sequence[Weighed], world: World, model: Model, least: float) -> Iterator[Weighed]:
    """Cases by falling probability; whoever wants an item that has gone is weighed without it and queued again."""
    queue = [(-each.best()[1], each.case.receipt.booked_on, each.case.receipt.id, each) for each in waiting]
    heapq.heapify(queue)
    while queue:
        share, _, _, each = heapq.heappop(queue)
        if -share < least:
            return
        if _stale(each, world):
            _reweigh(each, world, model)
            heapq.heappush(queue, (-each.best()[1], each.case.receipt.booked_on, each.case.receipt.id, each))
            continue
        hypothesis, _ = each.best()
        if hypothesis is not None:
            _take(hypothesis, world)
        yield each


def _stale(each: Weighed, world: World) -> bool:
    """Whether an item of any explanation is no longer open as it was."""
    return any(
        world.left[place] != minor
        for hypothesis, opens in zip(each.held, each.opens, strict=True)
        for place, minor in zip(hypothesis.places, opens, strict=True)
    )


def _reweigh(each: Weighed, world: World, model: Model) -> None:
    """Weigh the case anew against what is left."""
    new = weigh(each.case, world, model)
    each.held, each.rows, each.shares, each.opens = new.held, new.rows, new.shares, new.opens


def _take(hypothesis: Hypothesis, world: World) -> None:
    """Lower what is open; a deduction leaves a remainder that no other payment of the statement should want."""
    for place, cash in zip(hypothesis.places, hypothesis.fit.cash, strict=True):
        world.left[place] = world.left[place] - cash if hypothesis.fit.kind == matching_fit.PART else 0
