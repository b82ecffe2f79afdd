"""Bounded subset search: which open amounts add up to a sum, how many ways there are, and when it gave up."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_TRIPLES_OF = 44
"""Amounts up to which all triples are formed (13,244 of them); above, pairs only."""
MOST_PAIRS_OF = 250
"""Amounts up to which all pairs are formed; above, the first ones in the given order are searched."""
MOST_ANSWERS = 60
"""Ways that are kept; more are counted as «more»."""

MOST_WHOLE = 30
"""Amounts of which all subsets are formed (two times 32,768 of them)."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """Ways to reach the sum, as rising places, smallest and earliest first.

    `complete` up to `size` amounts a way: when False, the search left some amounts or ways out.
    """

    ways: tuple[tuple[int, ...], ...]
    size: int
    complete: bool

    def sentence(self) -> str:
        """What a reader must know about the search, or ""."""
        if not self.complete:
            return f"The search stopped at its bound after {len(self.ways)} ways."
        return f"{len(self.ways)} ways add up to the amount." if len(self.ways) > 1 else ""


def search(
    values: Sequence[int], target: int, most: int = 4, slack: int = 0, *, triples_of: int = MOST_TRIPLES_OF
) -> Found:
    """Every set of up to `most` (at most 6) values whose sum lies within `slack` of `target`.

    Sets of five and six are looked for among at most `triples_of` values.
    """
    size = min(most, 6, len(values))
    complete = len(values) <= MOST_PAIRS_OF
    kept = np.asarray(values[:MOST_PAIRS_OF], dtype=np.int64)
    deepest = size if len(kept) <= triples_of else min(size, 4)
    ways: set[tuple[int, ...]] = set()
    for count in range(1, deepest + 1):
        whole = _of_size(kept, target, count, slack, ways)
        if not whole or len(ways) > MOST_ANSWERS:
            complete = False
            break
    ordered = sorted(ways, key=lambda way: (len(way), way))[:MOST_ANSWERS]
    return Found(tuple(ordered), deepest, complete and deepest == size)


def everything(values: Sequence[int], target: int, most: int = MOST_ANSWERS) -> Found:
    """Every set of any size among the first `MOST_WHOLE` values that sums to `target`, at most `most` of them.

    Meet in the middle: the sums of both halves are formed, one half is sorted, the other looked up in it.
    """
    kept = np.asarray(values[:MOST_WHOLE], dtype=np.int64)
    half = len(kept) // 2
    left, right = _all_sums(kept[:half]), _all_sums(kept[half:])
    order = np.argsort(right, kind="stable")
    ranked = right[order]
    low = np.searchsorted(ranked, target - left, side="left")
    high = np.searchsorted(ranked, target - left, side="right")
    ways: set[tuple[int, ...]] = set()
    for mask in np.flatnonzero(high > low).tolist():
        for other in order[low[mask] : high[mask]].tolist():
            if len(ways) >= most:
                break
            bits = mask | (other << half)
            if bits:
                ways.add(tuple(place for place in range(len(kept)) if bits >> place & 1))
    complete = len(values) <= MOST_WHOLE and len(ways) < most
    return Found(tuple(sorted(ways, key=lambda way: (len(way), way))), len(kept), complete)


def _all_sums(values: Ints) -> Ints:
    """The sum of every subset; the subset's bits are its place."""
    sums = np.zeros(1, dtype=np.int64)
    for value in values:
        sums = np.concatenate([sums, sums + value])
    return sums


def _of_size(values: Ints, target: int, count: int, slack: int, ways: set[tuple[int, ...]]) -> bool:
    """Add the ways of exactly `count` values; False when there were more than are kept."""
    left_size, right_size = count // 2, count - count // 2
    left_sums, left_sets = _sums(values, left_size)
    right_sums, right_sets = _sums(values, right_size)
    order = np.argsort(right_sums, kind="stable")
    ranked = right_sums[order]
    low = np.searchsorted(ranked, target - slack - left_sums, side="left")
    high = np.searchsorted(ranked, target + slack - left_sums, side="right")
    seen = 0
    for place in np.flatnonzero(high > low):
        for other in order[low[place] : high[place]]:
            seen += 1
            if seen > 50 * MOST_ANSWERS:
                return False
            chosen = {*left_sets[place].tolist(), *right_sets[other].tolist()}
            if len(chosen) == count:
                ways.add(tuple(sorted(chosen)))
    return True


def _sums(values: Ints, count: int) -> tuple[Ints, Ints]:
    """Sums of all sets of `count` values (at most 3) and the places of each set."""
    if count == 0:
        return np.zeros(1, dtype=np.int64), np.zeros((1, 0), dtype=np.int64)
    sets = _places(len(values), count)
    return values[sets].sum(axis=1), sets


@functools.lru_cache(maxsize=400)
def _places(size: int, count: int) -> Ints:
    return np.asarray(list(itertools.combinations(range(size), count)), dtype=np.int64).reshape(-1, count)
