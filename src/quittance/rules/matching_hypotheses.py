"""Explanations of a receipt, bounded: what the text names, advices, single amounts, runs, subset sums, families."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quittance.rules import matching_fit, matching_subsets, references_forms
from quittance.rules.matching_cases import Case, World, ranked, strength
from quittance.rules.matching_fit import Fit, Target
from quittance.rules.remittance import Resolved

MOST_RUN = 60
"""Items of one due-date run."""
MOST_SEARCHED = 10
"""Customers whose items are searched for subset sums."""
MOST_HYPOTHESES = 250
"""Explanations of one receipt that are weighed."""
MOST_CHOICES = 40
"""Ways to read the ambiguous mentions of one text."""


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


CLEAN = frozenset({matching_fit.EXACT, matching_fit.DISCOUNT, matching_fit.DISCOUNT_LATE})
CLOSE = CLEAN | {matching_fit.ROUNDING, matching_fit.CHARGE, matching_fit.SAID}


def gather(case: Case, world: World) -> list[Hypothesis]:
    """Every explanation worth weighing, in a fixed order."""
    ideas = Ideas(case, world)
    _from_structured(ideas)
    _from_advices(ideas)
    _from_mentions(ideas)
    for target in case.targets:
        for customer in ranked(case.evidence):
            _from_amounts(ideas, customer, target)
        for customer in ranked(case.evidence)[:MOST_SEARCHED]:
            if strength(case.evidence[customer]) >= 0.75:
                _from_runs(ideas, customer, target)
                _from_subsets(ideas, customer, target)
        _from_family(ideas, target)
        _from_anybody(ideas, target)
    held = sorted(ideas.found.values(), key=lambda each: each.places)
    if case.structured is not None:
        held = [each for each in held if case.structured in each.places]
    return held


def _from_structured(ideas: Ideas) -> None:
    place = ideas.case.structured
    if place is not None:
        for target in ideas.case.targets:
            ideas.offer([place], target, "structured")


def _from_advices(ideas: Ideas) -> None:
    """An advice's lines as they stand, with the one item that a lost line must mean."""
    for resolved in ideas.case.resolved:
        places = [place for place, *_ in resolved.lines]
        for target in ideas.case.targets:
            if target.currency != resolved.advice.currency:
                continue
            for extra in _lost(ideas, resolved, places):
                _keep(ideas.offer([*places, extra], target, "advice"), resolved)
            found = ideas.offer(places, target, "advice")
            _keep(found, resolved)
            if found is not None and resolved.whole:
                found.fit = _advised(found, resolved)


def _lost(ideas: Ideas, resolved: Resolved, places: list[int]) -> list[int]:
    """Items of the advice's customers that are worth exactly what its lines leave unexplained."""
    rest = resolved.advice.total_minor - sum(net for _, net, _, _ in resolved.lines)
    customers = sorted({ideas.world.ledger.items[place].customer for place in places})[:6] if rest > 0 else []
    return [
        extra
        for customer in customers
        for extra in ideas.open_places(customer, resolved.advice.currency)
        if extra not in places and ideas.world.left[extra] == rest
    ]


def _keep(found: Hypothesis | None, resolved: Resolved) -> None:
    if found is not None and found.resolved is None:
        found.resolved = resolved


def _advised(found: Hypothesis, resolved: Resolved) -> Fit:
    """The fit as the advice itself states it, line by line."""
    said = {place: (net, off, code) for place, net, off, code in resolved.lines}
    cash = tuple(said[place][0] for place in found.places)
    adjust = tuple(said[place][1] for place in found.places)
    code = next((code for _, off, code in said.values() if off), "")
    kinds = {
        "": found.fit.kind,
        "discount": matching_fit.DISCOUNT,
        "discount_late": matching_fit.DISCOUNT_LATE,
        "bank_charge": matching_fit.CHARGE,
        "rounding": matching_fit.ROUNDING,
    }
    known = code in kinds
    name = code if known else f"deduction:{code}"
    kind = kinds.get(code, matching_fit.SAID)
    return Fit(kind, cash, adjust, name or found.fit.adjust_kind, found.fit.gap, found.fit.spread)


def _from_mentions(ideas: Ideas) -> None:
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
                _from_named(ideas, customer, named, target)
    if len({ideas.world.ledger.items[place].customer for place in every}) > 1:
        for target in case.targets:
            kept = [place for place in sorted(every) if ideas.world.ledger.items[place].currency == target.currency]
            ideas.offer(kept, target, "named")
            _trim(ideas, kept, target)


def _from_named(ideas: Ideas, customer: str, named: list[tuple[tuple[int, ...], int]], target: Target) -> None:
    certain = [places[0] for places, _ in named if len(places) == 1]
    choices = [places for places, _ in named if len(places) > 1][:4]
    listed = [[*((place,) for place in places), places] for places in choices]
    for picked in itertools.islice(itertools.product(*listed), MOST_CHOICES):
        chosen = list(dict.fromkeys([*certain, *(place for part in picked for place in part)]))
        ideas.offer(chosen, target, "named")
        _complete(ideas, customer, chosen, target)
    if choices and certain:
        ideas.offer(certain, target, "named")
        _complete(ideas, customer, certain, target)
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


def _complete(ideas: Ideas, customer: str, chosen: list[int], target: Target) -> None:
    """Named items and up to three more that the text lost or forgot (credit notes too)."""
    rest = [place for place in ideas.open_places(customer, target.currency) if place not in chosen]
    gap = target.low - sum(ideas.world.left[place] for place in chosen)
    if not rest or not gap or target.how == "rate":
        return
    values = [ideas.world.left[place] for place in rest]
    found = matching_subsets.search(values, gap, 3 if len(rest) <= 60 else 2)
    for way in found.ways[:12]:
        ideas.offer([*chosen, *(rest[each] for each in way)], target, "completed", CLEAN)
    if any(ideas.world.ledger.items[place].discount_bp for place in chosen):
        off = [_net(ideas, place) for place in rest]
        gap = target.low - sum(_net(ideas, place) for place in chosen)
        for way in matching_subsets.search(off, gap, 2, 2).ways[:4]:
            ideas.offer([*chosen, *(rest[each] for each in way)], target, "completed", CLEAN)


def _net(ideas: Ideas, place: int) -> int:
    item, minor = ideas.world.ledger.items[place], ideas.world.left[place]
    return minor - matching_fit.discount(item, minor)


def _from_amounts(ideas: Ideas, customer: str, target: Target) -> None:
    """Single items that the amount pays, cleanly or but for a charge."""
    low, high = target.low - 1, max(int(target.high * 1.06), target.high + 5_500)
    for place in ideas.open_places(customer, target.currency):
        minor = ideas.world.left[place]
        if low <= minor <= high or (minor > low and str(minor - target.low) in ideas.case.amounts):
            ideas.offer([place], target, "amount", CLOSE)


def _from_runs(ideas: Ideas, customer: str, target: Target) -> None:
    """Items in a row by due date, a month's items, everything; with and without the first credit notes."""
    places = ideas.open_places(customer, target.currency)
    owed = [place for place in places if ideas.world.left[place] > 0]
    credits = [place for place in places if ideas.world.left[place] < 0]
    nets: list[list[int]] = [[], *([credits[:1]] if credits else []), *([credits[:2]] if len(credits) > 1 else [])]
    if len(credits) > 2:
        nets.append(credits)
    for net in nets:
        for name, run in _runs(ideas, owed, target, net):
            ideas.offer([*run, *net], target, name, CLOSE)


def _runs(ideas: Ideas, owed: list[int], target: Target, net: list[int]) -> Iterable[tuple[str, list[int]]]:
    """Runs whose sum comes near the target."""
    items, left = ideas.world.ledger.items, ideas.world.left
    less = sum(left[place] for place in net)
    room = 6 if target.how != "rate" else 3
    most = target.high * (1 + room / 100) + 5_500
    for start in range(min(len(owed), MOST_RUN)):
        total = less
        for end in range(start, min(len(owed), start + MOST_RUN)):
            total += left[owed[end]]
            if total > most:
                break
            if total >= target.low and (end > start or net):
                yield ("first" if start == 0 else "run"), owed[start : end + 1]
    for key in sorted({(items[place].issued_on.year, items[place].issued_on.month) for place in owed}):
        month = [place for place in owed if (items[place].issued_on.year, items[place].issued_on.month) == key][:40]
        if len(month) > 1 and target.low <= less + sum(left[place] for place in month) <= most:
            yield "month", month
    if len(owed) > 1 and target.low <= less + sum(left[place] for place in owed) <= most:
        yield "all", owed


def _from_subsets(ideas: Ideas, customer: str, target: Target) -> None:
    """Any few items that add up, where the search can be complete."""
    if target.how == "rate":
        return
    places = ideas.open_places(customer, target.currency)
    if len(places) < 2:
        return
    deep = 6 if len(places) <= 16 else 5 if len(places) <= 24 else 4 if len(places) <= 60 else 3
    values = [ideas.world.left[place] for place in places]
    found = matching_subsets.search(values, target.low, deep)
    if found.sentence():
        ideas.case.searched.append(found.sentence())
    for way in found.ways:
        ideas.offer([places[each] for each in way], target, "subset", CLEAN)
    if any(ideas.world.ledger.items[place].discount_bp for place in places):
        off = [_net(ideas, place) for place in places]
        for way in matching_subsets.search(off, target.low, min(deep, 3), 2).ways[:20]:
            ideas.offer([places[each] for each in way], target, "subset", CLEAN)


def _from_family(ideas: Ideas, target: Target) -> None:
    """A parent pays the first items of several of its children."""
    case = ideas.case
    close = [each for each in ranked(case.evidence) if case.evidence[each].family or case.evidence[each].account > 0]
    members = [each for each in close[:10] if ideas.open_places(each, target.currency)]
    if len(members) < 2 or target.how == "rate" or any(ideas.case.mentions.get(each) for each in members):
        return
    firsts = []
    for member in members:
        owed = [each for each in ideas.open_places(member, target.currency) if ideas.world.left[each] > 0]
        firsts.append([owed[:size] for size in (1, 2, 3) if len(owed) >= size])
    kept = 0
    for count in (2, 3, 4):
        for team in itertools.combinations(range(len(members)), count):
            for picked in itertools.product(*(firsts[each] for each in team)):
                if target.holds(sum(ideas.world.left[place] for part in picked for place in part)):
                    kept += 1
                    ideas.offer([place for part in picked for place in part], target, "family", CLEAN)
                if kept >= 20:
                    return


def _from_anybody(ideas: Ideas, target: Target) -> None:
    """An item of exactly this amount whose number, mistyped, stands in the text of an unknown payer."""
    case = ideas.case
    if target.low != target.high or not _unexplained(case):
        return
    for place in ideas.world.ledger.with_amount(target.low, target.currency):
        customer = ideas.world.ledger.items[place].customer
        if customer in case.mentions:
            continue
        book = ideas.world.ledger.book(customer)
        mentions = references_forms.mentions(case.reading, book.forms)
        if any(book.places[each] == place for mention in mentions for each in mention.items):
            case.mentions[customer] = mentions
            ideas.offer([place], target, "amount", CLEAN)


def _unexplained(case: Case) -> bool:
    """Whether the text holds digits that no likely customer's items explain."""
    named = {place for found in case.mentions.values() for mention in found for place in (mention.first, mention.last)}
    return any(place not in named for place in range(len(case.reading.runs)))


def customers_of(held: Sequence[Hypothesis]) -> list[str]:
    """Customers that the hypotheses are about."""
    return sorted({customer for each in held for customer in each.customers})
