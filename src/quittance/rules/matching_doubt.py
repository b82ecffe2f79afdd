"""Explanations that may look likely, but that nobody should post unseen, whatever their probability."""

from __future__ import annotations

from quittance.rules import matching_fit, references_forms
from quittance.rules.matching_cases import Case, World
from quittance.rules.matching_ideas import CLEAN, Hypothesis


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
