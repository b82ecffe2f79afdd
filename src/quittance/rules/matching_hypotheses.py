"""Explanations of a receipt, bounded: what the text names, advices, single amounts, runs, subset sums, families."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from quittance.rules import matching_fit, matching_named, matching_subsets, references_forms
from quittance.rules.matching_cases import Case, World, ranked, strength
from quittance.rules.matching_fit import Fit, Target
from quittance.rules.matching_ideas import CLEAN, CLOSE, Hypothesis, Ideas
from quittance.rules.remittance import Resolved

MOST_RUN = 60
"""Items of one due-date run."""
MOST_GAPPED = 45
"""Items of a run that may have gaps."""
MOST_OF_ANY_SIZE = 18
"""Items among which sets of any size are looked for; among more, sets of three to five."""
MOST_SEARCHED = 10
"""Customers whose items are searched for subset sums."""
MOST_UNKNOWN = 6
"""Items of one amount that are proposed for a payer nobody knows."""


def gather(case: Case, world: World) -> list[Hypothesis]:
    """Every explanation worth weighing, in a fixed order."""
    ideas = Ideas(case, world)
    case.searched.clear()
    _from_structured(ideas)
    _from_advices(ideas)
    matching_named.offer_named(ideas)
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
                _keep(ideas.offer([*places, *extra], target, "advice"), resolved)
            found = ideas.offer(places, target, "advice")
            _keep(found, resolved)
            if found is not None and resolved.whole:
                found.fit = _advised(found, resolved)


def _lost(ideas: Ideas, resolved: Resolved, places: list[int]) -> list[tuple[int, ...]]:
    """Up to two items of the advice's customers or their group that its lines leave unexplained."""
    case, world = ideas.case, ideas.world
    rest = resolved.advice.total_minor - sum(net for _, net, _, _ in resolved.lines)
    if rest <= 0:
        return []
    close = [
        each for each in ranked(case.evidence) if case.evidence[each].family or strength(case.evidence[each]) >= 0.8
    ]
    owners = {world.ledger.items[place].customer for place in places}
    customers = list(dict.fromkeys([*sorted(owners)[:12], *close[:10]]))
    pool = [
        place
        for customer in customers
        for place in ideas.open_places(customer, resolved.advice.currency)
        if place not in places
    ]
    found = matching_subsets.search([world.left[place] for place in pool], rest, 2)
    return [tuple(pool[each] for each in way) for way in found.ways[:8]]


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
    for name, run in _gapped(ideas.world.left, owed, target):
        ideas.offer(run, target, name, CLEAN)
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


def _gapped(left: Sequence[int], owed: list[int], target: Target) -> Iterable[tuple[str, list[int]]]:
    """The oldest items in a row but for one or two: those may be disputed, or paid by another receipt."""
    if target.how == "rate":
        return
    total = 0
    seen: dict[int, int] = {}
    for end, place in enumerate(owed[:MOST_GAPPED]):
        total += left[place]
        seen.setdefault(left[place], end)
        gap = total - target.low
        if gap <= 0 or end < 3 or gap > total * 0.6:
            continue
        outs: list[tuple[int, ...]] = [(seen[gap],)] if gap in seen else []
        outs += [
            (first, second)
            for first in range(end)
            if (second := seen.get(gap - left[owed[first]], -1)) > first and second < end
        ]
        for out in outs[:3]:
            kept = [each for number, each in enumerate(owed[: end + 1]) if number not in out]
            if len(kept) > 1 and end not in out:
                yield "gapped", kept


def _from_subsets(ideas: Ideas, customer: str, target: Target) -> None:
    """Any few items that add up, where the search can be complete."""
    if target.how == "rate":
        return
    places = ideas.open_places(customer, target.currency)
    if len(places) < 2:
        return
    deep = 5 if len(places) <= 24 else 4 if len(places) <= 60 else 3
    values = [ideas.world.left[place] for place in places]
    if len(places) <= MOST_OF_ANY_SIZE:
        found = matching_subsets.everything(values, target.low)
    else:
        found = matching_subsets.search(values, target.low, deep)
    if found.sentence():
        ideas.case.searched.append(found.sentence())
    for way in found.ways:
        ideas.offer([places[each] for each in way], target, "subset", CLEAN)
    if any(ideas.world.ledger.items[place].discount_bp for place in places):
        off = [ideas.net(place) for place in places]
        for way in matching_subsets.search(off, target.low, min(deep, 3), 2).ways[:20]:
            ideas.offer([places[each] for each in way], target, "subset", CLEAN)


def _from_family(ideas: Ideas, target: Target) -> None:
    """A parent pays the first items of several of its children."""
    case = ideas.case
    heard = case.evidence
    close = [each for each in ranked(heard) if heard[each].family or strength(heard[each]) >= 0.8]
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
    """An item of exactly this amount of an unknown payer: its number, mistyped, in the text, or the amount alone."""
    case, items = ideas.case, ideas.world.ledger.items
    if target.low != target.high:
        return
    same = [place for place in ideas.world.ledger.with_amount(target.low, target.currency) if ideas.world.left[place]]
    known = any(strength(found) >= 0.9 for found in case.evidence.values())
    for place in same:
        customer = items[place].customer
        if not known and len(same) <= MOST_UNKNOWN:
            ideas.offer([place], target, "amount", CLEAN)
        if customer in case.mentions or not _unexplained(case):
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
