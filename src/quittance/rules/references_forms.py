"""The ways in which payers write a document number, and which open items a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from quittance.rules import references
from quittance.rules.references_text import Number, Reading

WHOLE, DIGITS, SHORT, TAIL, SHARED, SLIP, CUT, ORDER, STRUCTURED = range(9)
"""How a number was written: in full, its digits, without zeros, its end, by a list's shared start,
with one slip, cut off, by order number, by structured reference."""
STRONG = frozenset({WHOLE, DIGITS, SHORT, ORDER, STRUCTURED, SHARED})
WORDS = (
    "number in full",
    "digits of the number",
    "number without zeros",
    "end of the number",
    "number in a list",
    "number with one slip",
    "number cut off",
    "order number",
    "structured reference",
)
MOST_SLIPS_AGAINST = 600
"""Items of one customer that are compared for slips."""

MOST_CUT = 6
"""Items that the beginning of a number may mean; one that fits more means nothing."""

_ZEROS = re.compile(r"(?<!\d)0+(?=\d)", re.ASCII)


@dataclass(slots=True)
class Forms:
    """Lookup of a customer's numbers by every way of writing them; values are (item place, way)."""

    exact: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    ends: dict[str, list[int]] = field(default_factory=dict)
    plains: list[str] = field(default_factory=list)
    fulls: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mention:
    """Items that one stretch of the text names (several for a shared order number or a cut-off end)."""

    items: tuple[int, ...]
    way: int
    first: int
    last: int
    written: str = ""


def digits_of(number: str) -> str:
    """All digits of a document number."""
    return "".join(re.findall(r"\d", number, re.ASCII))


def without_zeros(number: str) -> str:
    """Its digits with the leading zeros of every group gone, as people who retype it do."""
    return digits_of(_ZEROS.sub("", re.sub(r"^[^\d]+", "", number)))


def endings(number: str) -> set[str]:
    """What payers keep who write the running number only: the last group, or the last four to six digits."""
    groups = re.findall(r"\d+", number, re.ASCII)
    if not groups:
        return set()
    last = groups[-1]
    found = {last, last.lstrip("0") or last}
    if len(groups) == 1 and len(last) > 6:
        found |= {last[-size:].lstrip("0") or last[-size:] for size in (4, 5, 6)} | {last[-size:] for size in (4, 5, 6)}
    if len(groups) > 1 and len(last) <= 4 and len(groups[-2]) > len(last):
        found |= {groups[-2], groups[-2].lstrip("0") or groups[-2]}
    elif len(groups) > 2 and len(groups[-1]) == 4 and groups[-1].startswith("20"):
        found |= {groups[0], groups[0].lstrip("0") or groups[0]}
    return {end for end in found if end}


def build(numbers: Sequence[str], orders: Sequence[str], structured: Sequence[str]) -> Forms:
    """Forms of a customer's items; the three sequences are parallel."""
    forms = Forms()
    for place, (number, order, reference) in enumerate(zip(numbers, orders, structured, strict=True)):
        full, short = digits_of(number), without_zeros(number)
        forms.plains.append(references.plain(number))
        forms.fulls.append(full)
        for digits, way in ((full, DIGITS), (short, SHORT), (digits_of(order), ORDER)):
            if len(digits) >= 3:
                listed = forms.exact.setdefault(digits, [])
                if all(held != place for held, _ in listed):
                    listed.append((place, way))
        if reference:
            forms.exact.setdefault(digits_of(reference), []).append((place, STRUCTURED))
        for end in endings(number):
            forms.ends.setdefault(end, []).append(place)
    return forms


def mentions(reading: Reading, forms: Forms) -> list[Mention]:
    """What the text names among one customer's items, strongest and longest first, no run of digits used twice."""
    found: list[Mention] = []
    used: set[int] = set(reading.parties)
    for number in sorted(reading.numbers, key=lambda each: (each.scanned, -len(each.digits), each.first)):
        hit = forms.exact.get(number.digits)
        if hit and _free(number, used) and _believable(reading, number, hit):
            way = _way(reading, forms, number, hit)
            kept = tuple(place for place, each in hit if each == hit[0][1])
            found.append(Mention(kept, way, number.first, number.last, number.digits))
            used.update(range(number.first, number.last + 1))
    _add_shared(reading, forms, found, used)
    _add_ends(reading, forms, found, used)
    _add_slips(reading, forms, found, used)
    _add_cut(reading, forms, found, used)
    return found


def loose(reading: Reading, found: Iterable[Mention]) -> list[int]:
    """Runs of digits that look like references but name nothing here."""
    used = {place for mention in found for place in range(mention.first, mention.last + 1)}
    return [
        place
        for place, run in enumerate(reading.runs)
        if place not in used
        and place not in reading.dated
        and place not in reading.priced
        and place not in reading.parties
        and 3 <= len(run) <= 13
    ]


def _free(number: Number, used: set[int]) -> bool:
    return not any(place in used for place in range(number.first, number.last + 1))


def _believable(reading: Reading, number: Number, hit: list[tuple[int, int]]) -> bool:
    """Short digits count only as a whole run that is no amount, and dates only as a full number."""
    if len(number.digits) < 5 and number.first != number.last:
        return False
    inside = range(number.first, number.last + 1)
    if len(number.digits) < 7 and any(place in reading.priced for place in inside):
        return False
    if hit[0][1] == ORDER and len(number.digits) < 5:
        return False
    return not (len(number.digits) < 7 and any(place in reading.dated for place in inside))


def _way(reading: Reading, forms: Forms, number: Number, hit: list[tuple[int, int]]) -> int:
    place, way = hit[0]
    if number.scanned:
        return SLIP
    if way == DIGITS and forms.plains[place] != forms.fulls[place] and forms.plains[place] in reading.plain:
        return WHOLE
    return way


def _add_shared(reading: Reading, forms: Forms, found: list[Mention], used: set[int]) -> None:
    """«2025-00123, 124, 131»: later entries give only the digits that differ from the first or the one before."""
    full = {mention.last: mention for mention in found if mention.way in (WHOLE, DIGITS, SHORT)}
    anchors: list[Mention] = []
    for place, run in enumerate(reading.runs):
        if place in full:
            anchors = [anchors[0], full[place]] if anchors else [full[place]]
        elif anchors and place not in used and len(run) >= 2:
            anchors = _shared(_At(reading, forms, found, used), anchors, place)


@dataclass(frozen=True, slots=True)
class _At:
    reading: Reading
    forms: Forms
    found: list[Mention]
    used: set[int]


def _shared(at: _At, anchors: list[Mention], place: int) -> list[Mention]:
    """Read one run as the end of an anchor's number; the anchors that later runs may follow."""
    run = at.reading.runs[place]
    gap = at.reading.upper[at.reading.spans[place - 1][1] : at.reading.spans[place][0]]
    if len(gap) > 5 or re.search(r"[A-Z]{4}", gap):
        return []
    for anchor in anchors:
        written = anchor.written[: -len(run)] + run
        hit = at.forms.exact.get(written) if len(run) < len(anchor.written) else None
        if hit and hit[0][1] in (DIGITS, SHORT):
            mention = Mention((hit[0][0],), SHARED, place, place, written)
            at.found.append(mention)
            at.used.add(place)
            return [anchors[0], mention]
    return anchors


def _add_ends(reading: Reading, forms: Forms, found: list[Mention], used: set[int]) -> None:
    barred = reading.dated | reading.priced
    named = {place for mention in found for place in mention.items}
    for number in reading.numbers:
        size = len(number.digits)
        if size < 2 or size > 8 or (number.first != number.last and size < 5) or number.scanned:
            continue
        if any(place in used or place in barred for place in range(number.first, number.last + 1)):
            continue
        hit = [place for place in forms.ends.get(number.digits, ()) if place not in named]
        if hit and len(hit) <= 6:
            found.append(Mention(tuple(hit), TAIL, number.first, number.last, number.digits))
            used.update(range(number.first, number.last + 1))


def _add_slips(reading: Reading, forms: Forms, found: list[Mention], used: set[int]) -> None:
    if len(forms.fulls) > MOST_SLIPS_AGAINST:
        return
    named = {place for mention in found for place in mention.items}
    for number in sorted(reading.numbers, key=lambda each: (-len(each.digits), each.first)):
        if not 4 <= len(number.digits) <= 14 or not _free(number, used) or number.first in reading.priced:
            continue
        hit = [
            place
            for place, full in enumerate(forms.fulls)
            if place not in named
            and abs(len(full) - len(number.digits)) <= 1
            and OSA.distance(full, number.digits, score_cutoff=1) <= 1
        ]
        if hit and len(hit) <= 8 and len(number.digits) >= min(5, len(forms.fulls[hit[0]])):
            found.append(Mention(tuple(hit), SLIP, number.first, number.last, number.digits))
            used.update(range(number.first, number.last + 1))


def _add_cut(reading: Reading, forms: Forms, found: list[Mention], used: set[int]) -> None:
    """The bank's field ended inside a number: its beginning is left."""
    if not reading.ends_open:
        return
    last = len(reading.runs) - 1
    named = {place for mention in found for place in mention.items}
    for number in sorted(reading.numbers, key=lambda each: each.first):
        if number.last != last or number.scanned or len(number.digits) < 4 or not _free(number, used):
            continue
        hit = [place for place, full in enumerate(forms.fulls) if place not in named and full.startswith(number.digits)]
        if hit and len(hit) <= MOST_CUT:
            found.append(Mention(tuple(hit), CUT, number.first, number.last, number.digits))
        return
