"""Overdue accounts that nobody looks after are shared out, so that each of them has somebody."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence


def share(held: Mapping[int, int], accounts: Sequence[int]) -> dict[int, int]:
    """Account -> person: one after the other, each to whoever has fewest by then, the lowest id among equals.

    `held` says how many overdue accounts each person has already; accounts that come with the largest first spread
    the money, too. Empty where there is nobody.
    """
    line = [(many, person) for person, many in held.items()]
    heapq.heapify(line)
    made: dict[int, int] = {}
    for account in accounts if line else ():
        many, person = line[0]
        heapq.heapreplace(line, (many + 1, person))
        made[account] = person
    return made
