"""One random history of a company: told from a seed, held against the oracle, asked about on many days."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from quittance.reports import aged
from tests.sim import invariants, steps
from tests.sim.world import FIRST, World

T = TypeVar("T")
STEPS = 15
DATES = 50

NAMES = [name for name, (_, weight) in steps.STEPS.items() for _ in range(weight)]


class Dice:
    """Choices from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def whole(self, low: int, high: int) -> int:
        """A whole number between two others, both included."""
        return self.random.randint(low, high)

    def one(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.random.randrange(len(options))]


@dataclass
class Tally:
    """What was run: verbs carried out or refused, and dates asked about."""

    histories: int = 0
    verbs: int = 0
    dates: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


def tell(seed: int, tally: Tally) -> None:
    """One history, and its books asked about many days as known at many moments."""
    dice, world = Dice(seed), World()
    for _ in range(2):
        steps.customer(world, dice)
    for _ in range(STEPS):
        steps.time_passes(world, dice)
        steps.STEPS[dice.one(NAMES)][0](world, dice)
    _ask(world, dice)
    invariants.hold(world, world.today, None)
    invariants.verified(world)
    tally.histories += 1
    tally.verbs += world.steps
    tally.dates += DATES
    tally.kinds.update(entry.kind for entry in world.oracle.entries)
    tally.refused.update(world.refused)


def _ask(world: World, dice: Dice) -> None:
    """On each day: buckets and unapplied are the oracle's, and their sum is the control accounts'."""
    moments = [entry.moment for entry in world.oracle.entries] or [world.now]
    span = (world.today - FIRST).days + 100
    ledger = invariants.Ledger(world)
    for n in range(DATES):
        day = FIRST + datetime.timedelta(days=dice.whole(-70, span))
        moment = dice.one(moments) + dice.one((-1, 0, 0)) if n % 2 else None
        question = aged.Question(day, moment, invariants.EDGES)
        found = aged.summary(world.books, question)
        assert ([one.amount for one in found.buckets], found.unapplied) == invariants.summed(world, question), question
        assert found.receivable == ledger.receivable(day, moment), question
