"""What speaks for one explanation, as numbers: the named inputs of the model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import matching_fit, references_forms
from quittance.rules.matching_cases import Case, World
from quittance.rules.matching_ideas import Hypothesis
from quittance.rules.matching_payers import Evidence
from quittance.rules.references_forms import Mention

_STATES = ("named", "partly", "silent", "advised")
NAMES: tuple[str, ...] = (
    *(f"{state}:{kind}" for state in _STATES for kind in range(len(matching_fit.KINDS))),
    *(f"way{way}" for way in range(len(references_forms.WORDS))),
    "unnamed", "contradicted", "contradicted_weakly", "foreign", "stale", "loose", "all_strong", "ambiguous_mention",
    "habit_silent", "habit_named", "habit_tail", "account_share", "account_sure", "account_other", "account_new",
    "account_none", "name_same", "name_near", "name_like", "name_weak", "name_none", "name_unlike", "remembered",
    "remembered_other", "family", "numbered", "numbered_other", "several_customers", "several_known",
    "first_one", "later_one", "position", "first_run", "later_run", "month", "everything", "odds_of_set", "credits",
    "first_credits", "converted", "ordered_amount", "spread", "advice_whole", "advice_ref", "advice_day",
    "advice_alike", "advice_unlike", "advice_rivals", "advice_missing", "advice_unsure", "advice_ignored",
    "advice_numbers", "advice_other_day", "advice_alone", "advice_customer_other", "gapped",
    "over_alone", "over_double", "over_round", "swappable", "end_inexact", "cut_inexact", "cut_unnamed",
    "mixed_strangers",
    "structured", "round", "size", "other_word", "ahead_word", "gap_share", "twin", "silent_size",
    "named_once_only", "family_or_payer_unknown", "short_mention",
)  # fmt: skip
NOTHING: tuple[str, ...] = (
    "nothing", "nothing_other", "nothing_ahead", "nothing_twin", "nothing_past", "nothing_stranger",
    "nothing_new_account", "nothing_silent", "nothing_loose", "nothing_named", "nothing_advice",
)  # fmt: skip
_PLACE = {name: place for place, name in enumerate((*NAMES, *NOTHING))}
WIDTH = len(_PLACE)


@dataclass(slots=True)
class Naming:
    """How a text names a set of items."""

    ways: dict[int, int]
    unnamed: int
    against: int
    against_weakly: int
    foreign: int
    stale: int
    loose: int
    ambiguous: int
    written: int


def vector(case: Case, world: World, each: Hypothesis) -> list[float]:
    """The numbers of one explanation, in the order of `NAMES` and `NOTHING`."""
    row = [0.0] * WIDTH
    naming = naming_of(case, world, each)
    state = _state(each, naming)
    row[_PLACE[f"{_STATES[state]}:{each.fit.kind}"]] = 1.0
    _put(row, _doubts(case, world, each, naming))
    _put(row, _references(case, world, each, naming))
    _put(row, _payer(case, each))
    _put(row, _structure(world, each, naming, state))
    _put(row, _advice(case, each))
    converted = each.target.how == "rate"
    _put(
        row,
        {
            "converted": converted,
            "ordered_amount": each.target.how == "instructed",
            "spread": max(0.0, abs(each.fit.spread - 0.0075) - 0.0085) * 100 if converted else 0.0,
            "structured": "structured" in each.sources,
            "round": state == 2 and case.receipt.amount_minor % 5_000 == 0,
            "size": math.log(case.receipt.amount_minor + 1) / 10,
            "other_word": case.other,
            "ahead_word": case.ahead,
            "gap_share": min(1.0, abs(each.fit.gap) / max(1, each.target.high)),
            "twin": bool(case.twin),
        },
    )
    return row


def nothing(case: Case) -> list[float]:
    """The numbers of «pays nothing that is open»."""
    row = [0.0] * WIDTH
    best = max((_sureness(found) for found in case.evidence.values()), default=0.0)
    named = any(mention.way in references_forms.STRONG for found in case.mentions.values() for mention in found)
    _put(
        row,
        {
            "nothing": 1.0,
            "nothing_other": case.other,
            "nothing_ahead": case.ahead,
            "nothing_twin": case.twin == "statement",
            "nothing_past": case.twin == "past",
            "nothing_stranger": best < 0.6,
            "nothing_new_account": bool(case.receipt.account) and all(e.account == 0 for e in case.evidence.values()),
            "nothing_silent": not case.reading.runs,
            "nothing_loose": bool(references_forms.loose(case.reading, ())) and not named,
            "nothing_named": named,
            "nothing_advice": bool(case.resolved),
        },
    )
    return row


def _sureness(found: Evidence) -> float:
    return max(found.account, found.remembered, found.likeness, 1.0 if found.numbered else 0.0)


def _put(row: list[float], values: dict[str, float | bool]) -> None:
    for name, value in values.items():
        row[_PLACE[name]] = float(value)


def _state(each: Hypothesis, naming: Naming) -> int:
    if each.resolved is not None and "advice" in each.sources:
        return 3
    if not naming.ways:
        return 2
    return 1 if naming.unnamed else 0


def naming_of(case: Case, world: World, each: Hypothesis) -> Naming:
    """Which items of the set the text names, and what it names beside them."""
    ways: dict[int, int] = {}
    explained: set[int] = set()
    against: list[Mention] = []
    ambiguous = written = 0
    for customer in each.customers:
        book = world.ledger.book(customer)
        for mention in case.mentions.get(customer, ()):
            hit = [book.places[place] for place in mention.items if book.places[place] in each.places]
            if hit:
                explained.update(range(mention.first, mention.last + 1))
                ambiguous += len(hit) < len(mention.items)
                ways.update((place, mention.way) for place in hit if place not in ways)
                written = max(written, len(mention.written))
            else:
                against.append(mention)
    strong = sum(mention.way in references_forms.STRONG for mention in against)
    rest = [place for place in references_forms.loose(case.reading, ()) if place not in explained]
    foreign = sum(place in case.named_elsewhere for place in rest) - strong
    cleared = [world.learned.cleared.get(customer, frozenset()) for customer in each.customers[:5]]
    stale = sum(
        1
        for number in case.reading.longer(5)
        if number.first in rest and any(number.digits in digits for digits in cleared)
    )
    unnamed = len(each.places) - len(ways)
    return Naming(ways, unnamed, strong, len(against) - strong, max(0, foreign), stale, len(rest), ambiguous, written)


def _references(case: Case, world: World, each: Hypothesis, naming: Naming) -> dict[str, float | bool]:
    size = len(each.places)
    found: dict[str, float | bool] = {
        f"way{way}": sum(1 for held in naming.ways.values() if held == way) / size
        for way in range(len(references_forms.WORDS))
    }
    customer = each.customers[0]
    habit, overall = world.learned.habits.get(customer), world.learned.overall
    general = (overall.named + 1) / (overall.seen + 2)
    share = habit.named_share(general) if habit else general
    tails = references_forms.TAIL
    tail = (habit.ways[tails] + 0.1) / (sum(habit.ways) + 2) if habit else 0.05
    found |= {
        "unnamed": math.log1p(naming.unnamed) if naming.ways else 0.0,
        "contradicted": min(3, naming.against),
        "contradicted_weakly": min(3, naming.against_weakly),
        "foreign": min(2, naming.foreign),
        "stale": min(2, naming.stale),
        "loose": min(4, naming.loose),
        "all_strong": not naming.unnamed and all(way in references_forms.STRONG for way in naming.ways.values()),
        "ambiguous_mention": naming.ambiguous,
        "habit_silent": 0.0 if naming.ways else math.log(max(0.03, 1 - share)),
        "habit_named": math.log(share) if naming.ways else 0.0,
        "habit_tail": math.log(tail) if tails in naming.ways.values() else 0.0,
        "short_mention": bool(naming.ways) and naming.written < 5,
    }
    return found


def _doubts(case: Case, world: World, each: Hypothesis, naming: Naming) -> dict[str, float | bool]:
    """What makes a likely explanation doubtful: a surplus, equal items that could be swapped, a text cut off."""
    kind, amount = each.fit.kind, case.receipt.amount_minor
    alone = kind == matching_fit.OVER and len(each.places) == 1 and naming.written >= 5 and not naming.against
    inexact = kind not in (matching_fit.EXACT, matching_fit.DISCOUNT, matching_fit.DISCOUNT_LATE, matching_fit.ROUNDING)
    cut = world.learned.is_cut(case.receipt)
    held = [case.evidence.get(customer, Evidence()) for customer in each.customers]
    unknown = sum(found.account <= 0 and not found.family and found.likeness < 0.85 for found in held)
    return {
        "over_alone": alone and not naming.against_weakly and not cut,
        "over_double": alone and each.fit.gap == -sum(each.fit.cash),
        "over_round": alone and amount % 1000 == 0,
        "swappable": math.log1p(_swappable(world, each, naming)),
        "end_inexact": inexact and references_forms.TAIL in naming.ways.values(),
        "cut_inexact": cut and inexact and bool(naming.ways),
        "cut_unnamed": cut and bool(naming.unnamed and naming.ways),
        "mixed_strangers": 0 < unknown < len(held),
    }


def _swappable(world: World, each: Hypothesis, naming: Naming) -> int:
    """Open items outside the set that are worth as much as one inside that nothing names."""
    if each.resolved is not None and each.resolved.whole:
        return 0
    left, inside = world.left, set(each.places)
    loose = {left[place] for place in each.places if place not in naming.ways}
    if not loose or len(each.places) == 1:
        return 0
    return sum(
        left[place] in loose
        for customer in each.customers
        for place in world.ledger.places(customer)
        if place not in inside
    )


def _payer(case: Case, each: Hypothesis) -> dict[str, float | bool]:
    held = [case.evidence.get(customer, Evidence()) for customer in each.customers]
    share = max(found.account for found in held)
    alike = max(found.likeness for found in held)
    memory = max(found.remembered for found in held)
    stranger = not case.receipt.payer.strip()
    family = any(found.family for found in held)
    known = [found for found in held if found.account > 0 or found.family or found.likeness >= 0.85]
    return {
        "account_share": max(0.0, share),
        "account_sure": share >= 0.95,
        "account_other": share == -2.0,
        "account_new": share == 0.0,
        "account_none": share == -1.0,
        "name_same": alike >= 0.99,
        "name_near": 0.93 <= alike < 0.99,
        "name_like": 0.8 <= alike < 0.93,
        "name_weak": 0.6 <= alike < 0.8,
        "name_none": stranger,
        "name_unlike": not stranger and alike < 0.6,
        "remembered": max(0.0, memory),
        "remembered_other": memory < 0 <= -memory and memory == -1.0,
        "family": family,
        "numbered": any(found.numbered for found in held),
        "numbered_other": bool(case.numbered) and not any(found.numbered for found in held),
        "several_customers": len(held) > 1,
        "several_known": len(held) > 1 and len(known) == len(held),
        "family_or_payer_unknown": share <= 0 and alike < 0.6 and memory <= 0 and not family,
    }


def _structure(world: World, each: Hypothesis, naming: Naming, state: int) -> dict[str, float | bool]:
    """How likely such a set is before looking at references: age order, runs, the number of like sets."""
    if state in (0, 3):
        return {"credits": any(world.left[place] < 0 for place in each.places)}
    owed = [place for customer in each.customers for place in world.ledger.places(customer) if world.left[place] > 0]
    paid = [place for place in each.places if world.left[place] > 0]
    credits = [place for place in each.places if world.left[place] < 0]
    single = len(paid) == 1 and len(each.customers) == 1
    position = owed.index(paid[0]) if paid else 0
    row = bool({"first", "run", "month", "all"} & each.sources) and len(paid) > 1
    extra = max(0, len(paid) - sum(1 for place in naming.ways if world.left[place] > 0))
    open_credits = [
        place for customer in each.customers for place in world.ledger.places(customer) if world.left[place] < 0
    ]
    return {
        "first_one": single and position == 0,
        "later_one": single and position > 0,
        "position": position / len(owed) if single and owed else 0.0,
        "first_run": "first" in each.sources and len(paid) > 1,
        "later_run": row and not ({"first", "month", "all"} & each.sources),
        "month": "month" in each.sources and "first" not in each.sources,
        "everything": "all" in each.sources and len(paid) > 1,
        "gapped": "gapped" in each.sources,
        "odds_of_set": 0.0 if row else _log_choose(max(len(owed), extra), extra),
        "credits": bool(credits),
        "first_credits": bool(credits) and credits == open_credits[: len(credits)],
        "silent_size": math.log(len(paid)) if state == 2 and paid else 0.0,
        "named_once_only": state == 1 and len(naming.ways) == 1 and len(paid) > 2,
    }


def _log_choose(whole: int, part: int) -> float:
    return math.lgamma(whole + 1) - math.lgamma(part + 1) - math.lgamma(whole - part + 1)


def _advice(case: Case, each: Hypothesis) -> dict[str, float | bool]:
    resolved = each.resolved
    best = next((found for found in case.evidence if case.evidence[found].account >= 0.9), None)
    if resolved is None:
        strongest = max((1.0 + found.same_ref for found in case.resolved if found.whole), default=0.0)
        return {"advice_ignored": strongest}
    return {
        "advice_whole": resolved.whole,
        "advice_ref": resolved.same_ref,
        "advice_day": resolved.same_day,
        "advice_alike": resolved.alike >= 0.9,
        "advice_unlike": resolved.alike < 0.6,
        "advice_rivals": min(3, resolved.rivals),
        "advice_missing": min(3, resolved.missing),
        "advice_unsure": min(3, resolved.unsure),
        "advice_other_day": resolved.other_day,
        "advice_alone": resolved.rivals == 0 and resolved.whole and not resolved.other_day,
        "advice_customer_other": best is not None and best not in each.customers,
        "advice_numbers": resolved.by_number / max(1, resolved.by_number + resolved.by_amount),
    }


def names() -> Sequence[str]:
    """All inputs, in order."""
    return (*NAMES, *NOTHING)
