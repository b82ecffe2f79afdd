"""What a sum pays when nothing is written: amounts and dates alone, weighed by how late each customer pays.

Every open item has odds of being paid on a day, learned from the customer's earlier payments by days
past due. Among the sets that add up exactly, the one with the highest sum of log-odds is proposed. Sets
are looked for around the likeliest one: few items dropped, few added.
"""

from __future__ import annotations

import datetime
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quittance.rules import matching_subsets
from quittance.rules.matching_values import OpenItem

MOST_AROUND = 72
"""Items around the likeliest set that may be dropped or added."""
MOST_WAYS = 1_500
"""Sets that are weighed where all sets of few items can be formed."""
NEAR_DAYS = 10
"""Days around the usual lateness that are told apart; further away is one class on either side."""
ANY = -1
"""Stands for every day of the week."""
DRAWN, DRAWN_BY_WEEKDAY = 3.0, 30.0
"""Outcomes by which a narrower count is drawn towards the wider one."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The set that a sum pays, with the probability that it is right; `rivals` other sets add up too."""

    items: tuple[str, ...]
    probability: float
    rivals: int
    reason: str
    runner_up: tuple[str, ...] = ()


@dataclass(slots=True)
class Lateness:
    """How often an open item was paid, by days past due less the customer's usual days; grows as payments come.

    Counts are kept for everybody (""), for the customer, and for the customer on each day of the week, since who
    pays on working days only pays the weekend's items before or after it.
    """

    usual: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    tried: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    paid: Counter[tuple[str, int, int]] = field(default_factory=Counter)

    def middle(self, customer: str) -> int:
        """The customer's most usual days past due, 0 while unknown; ties go to the earlier."""
        seen = self.usual.get(customer)
        return min(seen, key=lambda days: (-seen[days], days)) if seen else 0

    def odds(self, day: datetime.date, item: OpenItem) -> float:
        """Log-odds that an item is part of a payment made on that day."""
        customer = item.customer
        place = _class((day - item.due_on).days - self.middle(customer))
        share = (self.paid["", place, ANY] + 0.5 * _first(place)) / (self.tried["", place, ANY] + 0.5)
        for weekday, drawn in ((ANY, DRAWN), (day.weekday(), DRAWN_BY_WEEKDAY)):
            key = customer, place, weekday
            share = (self.paid[key] + drawn * share) / (self.tried[key] + drawn)
        share = min(max(share, 0.002), 0.998)
        return math.log(share / (1 - share))

    def confirm(self, day: datetime.date, items: Sequence[OpenItem], paid: frozenset[str]) -> None:
        """Learn from a payment that a person confirmed: what was open that day, and what it paid."""
        for item in items:
            place = _class((day - item.due_on).days - self.middle(item.customer))
            for key in (("", place, ANY), (item.customer, place, ANY), (item.customer, place, day.weekday())):
                self.tried[key] += 1
                self.paid[key] += item.id in paid
        for item in items:
            if item.id in paid:
                self.usual[item.customer][(day - item.due_on).days] += 1


def explain(day: datetime.date, amount_minor: int, items: Sequence[OpenItem], known: Lateness) -> Dated | None:
    """The likeliest set of a customer's open items that adds up to the amount, or None when none was found."""
    ordered = sorted(items, key=lambda item: (item.due_on, item.id))
    odds = [known.odds(day, item) for item in ordered]
    values = [item.open_minor for item in ordered]
    found: dict[tuple[int, ...], float] = {}
    bases = _bases(ordered, values, odds, amount_minor)
    for way in _candidates(ordered, values, odds, amount_minor, bases):
        found[way] = sum(odds[place] for place in way)
    if not found:
        return None
    ranked = sorted(found, key=lambda way: (-found[way], len(way), way))
    best = ranked[0]
    top = found[best]
    weight = sum(math.exp(max(found[way] - top, -50.0)) for way in ranked)
    second = tuple(ordered[place].id for place in ranked[1]) if len(ranked) > 1 else ()
    chosen = tuple(ordered[place].id for place in best)
    twins = _twins(ordered, best)
    share = 1 / (weight + _by_chance(ordered, values, best, bases)) / twins
    return Dated(chosen, share, len(ranked) - 1, _reason(ordered, best), second)


def _candidates(
    items: Sequence[OpenItem],
    values: Sequence[int],
    odds: Sequence[float],
    amount: int,
    bases: Iterable[tuple[int, ...]],
) -> set[tuple[int, ...]]:
    """Sets that add up: single items, runs by due date, small sets, and small changes to the likeliest sets."""
    found: set[tuple[int, ...]] = {(place,) for place, value in enumerate(values) if value == amount}
    found |= _due_runs(items, values, amount)
    found |= set(matching_subsets.search(values, amount, 4 if len(values) <= 44 else 3).ways)
    if len(values) <= matching_subsets.MOST_WHOLE:
        found |= set(matching_subsets.everything(values, amount, MOST_WAYS).ways)
    for base in bases:
        found |= _changed(base, values, odds, amount)
    return found


def _bases(
    items: Sequence[OpenItem], values: Sequence[int], odds: Sequence[float], amount: int
) -> list[tuple[int, ...]]:
    """Likely sets, from which those that add up are looked for."""
    order = sorted(range(len(values)), key=lambda place: (-odds[place], place))
    bases = {tuple(sorted(place for place in order if odds[place] > cut)) for cut in (-2.0, -1.0, 0.0, 1.0, 2.0)}
    bases |= {_nearest_prefix(order, values, amount)}
    bases |= _near_days(items, values, amount)
    return sorted(base for base in bases if base)


def _by_chance(
    items: Sequence[OpenItem], values: Sequence[int], chosen: tuple[int, ...], bases: Sequence[tuple[int, ...]]
) -> float:
    """How many sets as far from a likely one would add up by chance, given the size of the amounts."""
    kept = set(chosen)
    moved = min([len(chosen), *(len(kept ^ set(base)) for base in bases)])
    around = min(MOST_AROUND, len(items))
    spread = 2.0 * max(abs(value) for value in values) * math.sqrt(max(1, moved))
    return math.comb(around, min(moved, around)) / spread if moved > 1 else 0.0


def _due_runs(items: Sequence[OpenItem], values: Sequence[int], amount: int) -> set[tuple[int, ...]]:
    """Whole due days in a row."""
    found = set()
    for start, item in enumerate(items):
        if start and items[start - 1].due_on == item.due_on:
            continue
        total = 0
        for end in range(start, len(items)):
            total += values[end]
            last = end + 1 == len(items) or items[end + 1].due_on != items[end].due_on
            if total == amount and last:
                found.add(tuple(range(start, end + 1)))
            if total > 4 * amount:
                break
    return found


def _nearest_prefix(order: Sequence[int], values: Sequence[int], amount: int) -> tuple[int, ...]:
    """The likeliest items, as many as come nearest to the amount."""
    total, best, kept = 0, abs(amount), 0
    for count, place in enumerate(order, start=1):
        total += values[place]
        if abs(total - amount) < best:
            best, kept = abs(total - amount), count
    return tuple(sorted(order[:kept]))


def _near_days(items: Sequence[OpenItem], values: Sequence[int], amount: int) -> set[tuple[int, ...]]:
    """Single due days, and two in a row, that are worth about the amount."""
    days: defaultdict[datetime.date, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        days[item.due_on].append(place)
    listed = [days[day] for day in sorted(days)]
    pairs = [first + second for first, second in itertools.pairwise(listed)]
    close = [
        tuple(places)
        for places in [*listed, *pairs]
        if len(places) > 2 and 0.5 * amount <= sum(values[place] for place in places) <= 2 * amount
    ]
    return set(close[:12])


def _changed(base: tuple[int, ...], values: Sequence[int], odds: Sequence[float], amount: int) -> set[tuple[int, ...]]:
    """The base with up to four (six where few are near) items dropped or added so that it adds up."""
    gap = amount - sum(values[place] for place in base)
    if not base:
        return set()
    if gap == 0:
        return {base}
    inside = set(base)
    near = sorted(range(len(values)), key=lambda place: (abs(odds[place]), place))[:MOST_AROUND]
    signed = [-values[place] if place in inside else values[place] for place in near]
    found = set()
    for way in matching_subsets.search(signed, gap, 6, triples_of=MOST_AROUND).ways:
        moved = {near[each] for each in way}
        chosen = tuple(sorted(inside ^ moved))
        if chosen:
            found.add(chosen)
    return found


def _twins(items: Sequence[OpenItem], chosen: Sequence[int]) -> int:
    """In how many ways the set could be picked if items of one amount and due day cannot be told apart."""
    held, every = Counter(_mark(items[place]) for place in chosen), Counter(_mark(item) for item in items)
    return math.prod(math.comb(every[mark], count) for mark, count in held.items())


def _mark(item: OpenItem) -> tuple[int, datetime.date]:
    return item.open_minor, item.due_on


def _class(days: int) -> int:
    return max(-NEAR_DAYS, min(NEAR_DAYS, days))


def _first(place: int) -> float:
    """Belief before any payment was seen: most likely on the usual day, less on either side."""
    return max(0.02, 0.6 - 0.12 * abs(place))


def _reason(items: Sequence[OpenItem], chosen: Sequence[int]) -> str:
    days = {items[place].due_on for place in chosen}
    if len(chosen) == 1:
        return "one item of exactly the amount"
    if len(days) == 1:
        return f"{len(chosen)} items of one due day add up"
    return f"{len(chosen)} items due from {min(days)} to {max(days)} add up"
