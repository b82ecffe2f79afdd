"""Explanations that look likelier than they are: those nobody should post unseen, and those with a reason for doubt."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from quittance.rules import matching_features, matching_fit, matching_model, references_forms
from quittance.rules.matching_cases import Case, World
from quittance.rules.matching_features import Naming
from quittance.rules.matching_fit import CHARGE, DEDUCTION, OVER, PART
from quittance.rules.matching_ideas import CLEAN, Hypothesis
from quittance.rules.references_forms import DIGITS, SHARED, SHORT, STRUCTURED, WHOLE

SLIGHT, SOME, GRAVE = 1.5, 2.5, 4.0
"""Log-odds that a reason for doubt takes off a probability."""
LEAST = 0.8
"""Down to which doubt lowers: below what posts unseen, and no lower than such explanations turn out to be right."""
FULL = frozenset({WHOLE, DIGITS, STRUCTURED})
"""Ways of naming a document that leave nothing out."""


def is_weak(case: Case, found: Hypothesis, world: World) -> bool:
    """Whether an explanation rests on little, leaves evidence out, or could as well be another."""
    if found.resolved is not None and "advice" in found.sources:
        return found.resolved.unsure > 0 or (not found.resolved.whole and found.fit.kind not in CLEAN)
    named = _named(case, found, world)
    return (
        ((not named or found.fit.kind not in CLEAN) and _is_stranger(case, found))
        or _leaves_out(case, found, world)
        or (found.fit.kind not in CLEAN and bool(named) and world.learned.is_cut(case.receipt))
        or _may_be_paid_twice(found, named, world)
    )


def doubt(case: Case, found: Hypothesis, world: World) -> float:
    """Log-odds to take off: what past errors of the engine had in common, and right answers seldom have."""
    seen = _Seen(case, found, world, matching_features.naming_of(case, world, found))
    return sum(seen.by_advice()) if found.resolved is not None and "advice" in found.sources else sum(seen.by_itself())


def less(share: float, doubt: float) -> float:
    """A probability with so many log-odds taken off, down to `LEAST`: doubt keeps from posting, not from showing."""
    if doubt <= 0 or share <= LEAST:
        return share
    return max(LEAST, 1 / (1 + math.exp(doubt - matching_model.log_odds(share))))


@dataclass(frozen=True, slots=True)
class _Seen:
    """An explanation with how the text names its items."""

    case: Case
    found: Hypothesis
    world: World
    naming: Naming

    def by_advice(self) -> Iterator[float]:
        """Doubts in a set that an advice lists."""
        found, resolved = self.found, self.found.resolved
        assert resolved is not None
        opens = {place: self.world.ledger.items[place].open_minor for place in found.places}
        misfit = any(net + off != opens.get(place, net + off) for place, net, off, _ in resolved.lines)
        if found.fit.kind == CHARGE and (misfit or found.fit.gap * 20 > sum(opens.values())):
            yield GRAVE  # charges of more than a twentieth, or a line that is not worth what the advice says
        by_total_alone = not resolved.same_ref and not resolved.same_day and not self.naming.ways
        if by_total_alone and 1 < len(found.places) <= self._equal(set(found.places)):
            yield GRAVE  # another advice, or none, may be about equal items
        if found.fit.kind == OVER and self._is_part_of_another(found):
            yield GRAVE

    def by_itself(self) -> Iterator[float]:
        """Doubts in any other set."""
        found, named = self.found, set(self.naming.ways.values())
        kind, size = found.fit.kind, len(found.places)
        if kind == OVER and (size > 1 or self._is_part_of_another(found)):
            yield GRAVE
        if found.target.how == "rate" and len(self.naming.ways) < size:
            yield GRAVE  # a conversion leaves room for other sets
        if _is_stranger(self.case, found) and not named & FULL:
            yield GRAVE
        if kind == DEDUCTION and (size > 2 or self._a_credit_fits(found)):
            yield SOME
        if kind not in CLEAN and named and not named & (FULL | {SHARED} if kind == PART else FULL | {SHARED, SHORT}):
            yield GRAVE if kind == PART else SOME  # neither the number nor the amount is sure
        if self._equal({place for place in found.places if place not in self.naming.ways}):
            yield SOME
        if kind == CHARGE and not named:
            yield SLIGHT

    def _outside(self) -> Iterator[int]:
        """What is open on other items of these customers, in minor units."""
        ledger = self.world.ledger
        for customer in self.found.customers:
            for place in ledger.places(customer):
                if place not in self.found.places and ledger.items[place].currency == self.found.target.currency:
                    yield ledger.items[place].open_minor

    def _equal(self, inside: set[int]) -> int:
        """How many other items are worth as much as one of these."""
        worth = {self.world.ledger.items[place].open_minor for place in inside}
        return sum(minor in worth for minor in self._outside()) if worth else 0

    def _is_part_of_another(self, found: Hypothesis) -> bool:
        """Whether the surplus may pay one more item, less something."""
        return any(-found.fit.gap <= minor <= -1.5 * found.fit.gap for minor in self._outside())

    def _a_credit_fits(self, found: Hypothesis) -> bool:
        """Whether an open credit note may be what was taken off, or a part of it."""
        return any(0 < -minor <= found.fit.gap for minor in self._outside())


def _named(case: Case, found: Hypothesis, world: World) -> set[int]:
    """Places of the set that the text names."""
    return {
        place
        for customer in found.customers
        for mention in case.mentions.get(customer, ())
        for place in (world.ledger.book(customer).places[each] for each in mention.items)
        if place in found.places
    }


def _is_stranger(case: Case, found: Hypothesis) -> bool:
    """Whether neither account, name, family, customer number nor reference leads to these customers."""
    heard = [case.evidence[customer] for customer in found.customers if customer in case.evidence]
    linked = any(max(each.account, each.remembered) > 0 or each.likeness >= 0.8 for each in heard)
    linked = linked or any(each.family or each.numbered for each in heard)
    return not linked and "structured" not in found.sources


def _leaves_out(case: Case, found: Hypothesis, world: World) -> bool:
    """Whether a conversion, which leaves room in the amount, passes over a number that the text names in full."""
    if found.target.how != "rate":
        return False
    return any(
        mention.way in references_forms.STRONG
        and not any(world.ledger.book(customer).places[each] in found.places for each in mention.items)
        for customer in found.customers
        for mention in case.mentions.get(customer, ())
    )


def _may_be_paid_twice(found: Hypothesis, named: set[int], world: World) -> bool:
    """Whether one item is named and an equal one was added: the payer may have paid the first one twice."""
    if len(found.places) != 2 or len(named) != 1 or found.fit.kind != matching_fit.EXACT:
        return False
    first, second = (world.ledger.items[place].open_minor for place in found.places)
    return first == second
