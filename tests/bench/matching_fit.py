"""Fitting the matcher's weights: a conditional logit over the explanations of every payment, with a quadratic pull.

`python -m tests.bench.matching_fit FOLDER ...` reads benchmark folders that hold a truth.csv beside the files that
`quittance cash bench` reads, and prints the weights in the form of `rules/matching_weights.py`.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quittance.cli import cash_files
from quittance.rules import matching_features, matching_hypotheses, matching_learned, matching_world

Floats = NDArray[np.float64]
Choice = tuple[Floats, int]
"""The inputs of all explanations of a payment («nothing» last), and the place of the right one."""

PULL = 1.0
STEPS = 25


def choices(folder: Path) -> Iterator[Choice]:
    """Every payment of a folder; where the right set was not thought of, «nothing» is the right answer."""
    files = cash_files.read(folder)
    learned = matching_learned.learn(files.history, files.parties)
    world = matching_world.world(files.items, files.parties, learned, files.advices, files.rates)
    truth = _truth(folder)
    for case in matching_world.cases(files.receipts, world):
        held = matching_hypotheses.gather(case, world)
        rows = [matching_features.vector(case, world, each) for each in held]
        sets = [frozenset(world.ledger.items[place].id for place in each.places) for each in held]
        wanted = truth[case.receipt.id]
        right = sets.index(wanted) if wanted in sets else len(held)
        yield np.array([*rows, matching_features.nothing(case)]), right


def fit(found: Sequence[Choice], pull: float = PULL) -> Floats:
    """Weights by Newton's method; deterministic."""
    weights = np.zeros(found[0][0].shape[1])
    for _ in range(STEPS):
        gradient, turn = pull * weights, pull * np.eye(len(weights))
        for rows, right in found:
            powers = np.exp(rows @ weights - (rows @ weights).max())
            shares = powers / powers.sum()
            middle = shares @ rows
            gradient += middle - rows[right]
            turn += (rows * shares[:, None]).T @ rows - np.outer(middle, middle)
        step = np.linalg.solve(turn, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _truth(folder: Path) -> dict[str, frozenset[str]]:
    sets: defaultdict[str, set[str]] = defaultdict(set)
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            sets[row["payment_id"]] |= {row["invoice_id"]} - {""}
    return defaultdict(frozenset, {payment: frozenset(found) for payment, found in sets.items()})


if __name__ == "__main__":
    every = [choice for name in sys.argv[1:] for choice in choices(Path(name))]
    for name, weight in zip(matching_features.names(), fit(every), strict=True):
        if abs(weight) >= 0.005:
            print(f'    "{name}": {weight:.3f},')
