"""Explanations from what a text names: a customer's items, a group's, some of them, some the text forgot."""

from __future__ import annotations

import itertools

from quittance.rules import matching_subsets, references_forms
from quittance.rules.matching_fit import Target
from quittance.rules.matching_ideas import CLEAN, CLOSE, Ideas

MOST_CHOICES = 40
"""Ways to read the ambiguous mentions of one text."""

Named = list[tuple[tuple[int, ...], int]]
"""Open items that one stretch of the text names, and how it writes them."""


def offer_named(ideas: Ideas) -> None:
    """What the text names: customer by customer, and across customers where it names several."""
    case = ideas.case
    every: dict[int, int] = {}
    for customer, mentions in case.mentions.items():
        book = ideas.world.ledger.book(customer)
        open_now = [
            (tuple(book.places[each] for each in mention.items if ideas.world.left[book.places[each]]), mention.way)
            for mention in mentions
        ]
        named = [(places, way) for places, way in open_now if places]
        for places, way in named:
            if len(places) == 1 and way in references_forms.STRONG:
                every[places[0]] = way
        if named:
            for target in case.targets:
                _from_named(ideas, (customer,), named, target)
    _from_joint(ideas)
    if len({ideas.world.ledger.items[place].customer for place in every}) > 1:
        for target in case.targets:
            kept = [place for place in sorted(every) if ideas.world.ledger.items[place].currency == target.currency]
            ideas.offer(kept, target, "named")
            _trim(ideas, kept, target)


def _from_joint(ideas: Ideas) -> None:
    """What the text names among a group's items together."""
    case = ideas.case
    named = [
        (
            tuple(place for place in (case.joint_places[each] for each in mention.items) if ideas.world.left[place]),
            mention.way,
        )
        for mention in case.joint
    ]
    held = [(places, way) for places, way in named if places]
    owners = {ideas.world.ledger.items[place].customer for places, _ in held for place in places}
    if len(owners) > 1:
        for target in case.targets:
            _from_named(ideas, tuple(case.joint_customers), held, target)


def _from_named(ideas: Ideas, customers: tuple[str, ...], named: Named, target: Target) -> None:
    certain = [places[0] for places, _ in named if len(places) == 1]
    choices = [places for places, _ in named if len(places) > 1][:4]
    listed = [[*((place,) for place in places), places] for places in choices]
    for picked in itertools.islice(itertools.product(*listed), MOST_CHOICES):
        chosen = list(dict.fromkeys([*certain, *(place for part in picked for place in part)]))
        ideas.offer(chosen, target, "named")
        _complete(ideas, customers, chosen, target)
    if choices and certain:
        ideas.offer(certain, target, "named")
        _complete(ideas, customers, certain, target)
    for places, _ in named:
        for place in places[:8]:
            ideas.offer([place], target, "named", None if len(named) == 1 else CLOSE)
    _trim(ideas, certain, target)


def _trim(ideas: Ideas, places: list[int], target: Target) -> None:
    """Named items of which only some are paid."""
    if 2 < len(places) <= 40:
        for size in (1, 2) if len(places) > 3 else (1,):
            for out in itertools.combinations(places, size):
                ideas.offer([place for place in places if place not in out], target, "trimmed", CLEAN)


def _complete(ideas: Ideas, customers: tuple[str, ...], chosen: list[int], target: Target) -> None:
    """Named items and up to three more that the text lost or forgot (credit notes too)."""
    rest = [
        place for customer in customers for place in ideas.open_places(customer, target.currency) if place not in chosen
    ]
    gap = target.low - sum(ideas.world.left[place] for place in chosen)
    if not rest or not gap or target.how == "rate":
        return
    values = [ideas.world.left[place] for place in rest]
    found = matching_subsets.search(values, gap, 3 if len(rest) <= 60 else 2)
    for way in found.ways[:12]:
        ideas.offer([*chosen, *(rest[each] for each in way)], target, "completed", CLEAN)
    if any(ideas.world.ledger.items[place].discount_bp for place in chosen):
        off = [ideas.net(place) for place in rest]
        gap = target.low - sum(ideas.net(place) for place in chosen)
        for way in matching_subsets.search(off, gap, 2, 2).ways[:4]:
            ideas.offer([*chosen, *(rest[each] for each in way)], target, "completed", CLEAN)
