"""One explanation of a receipt, and the place where those of one receipt are collected once each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from quittance.rules import matching_fit
from quittance.rules.matching_cases import Case, World
from quittance.rules.matching_fit import Fit, Target
from quittance.rules.remittance import Resolved

MOST_HYPOTHESES = 250
"""Explanations of one receipt that are weighed."""

CLEAN = frozenset({matching_fit.EXACT, matching_fit.DISCOUNT, matching_fit.DISCOUNT_LATE})
CLOSE = CLEAN | {matching_fit.ROUNDING, matching_fit.CHARGE, matching_fit.SAID}


@dataclass(slots=True)
class Hypothesis:
    """A set of open items (places, rising) that a receipt may pay, how the amount fits, and where the idea is from."""

    places: tuple[int, ...]
    fit: Fit
    target: Target
    customers: tuple[str, ...]
    sources: set[str] = field(default_factory=set)
    resolved: Resolved | None = None


class Ideas:
    """Collects hypotheses of one case; the same set of items is kept once."""

    def __init__(self, case: Case, world: World) -> None:
        self.case, self.world = case, world
        self.found: dict[tuple[int, ...], Hypothesis] = {}
        self._open: dict[tuple[str, str], list[int]] = {}

    def offer(
        self, places: Iterable[int], target: Target, source: str, kinds: frozenset[int] | None = None
    ) -> Hypothesis | None:
        """Add the set if the amount can pay it (in one of `kinds`, when given)."""
        key = tuple(sorted(set(places)))
        known = self.found.get(key)
        if known is not None:
            known.sources.add(source)
            return known
        if not key or len(self.found) >= MOST_HYPOTHESES:
            return None
        items = tuple(self.world.ledger.items[place] for place in key)
        opens = tuple(self.world.left[place] for place in key)
        if not all(opens) or any(item.currency != target.currency for item in items) or sum(opens) <= 0:
            return None
        case = self.case
        asked = matching_fit.Question(items, opens, target, case.receipt, case.upper, case.amounts)
        fit = matching_fit.fit(asked)
        if fit is None or (kinds is not None and fit.kind not in kinds):
            return None
        customers = tuple(sorted({item.customer for item in items}))
        self.found[key] = Hypothesis(key, fit, target, customers, {source})
        return self.found[key]

    def open_places(self, customer: str, currency: str) -> list[int]:
        """What a customer has open in that currency, in order of due date."""
        found = self._open.get((customer, currency))
        if found is None:
            left, items = self.world.left, self.world.ledger.items
            found = self._open[customer, currency] = [
                place
                for place in self.world.ledger.places(customer)
                if left[place] and items[place].currency == currency
            ]
        return found

    def net(self, place: int) -> int:
        """What is open on an item, less its early-payment discount."""
        item, minor = self.world.ledger.items[place], self.world.left[place]
        return minor - matching_fit.discount(item, minor)
