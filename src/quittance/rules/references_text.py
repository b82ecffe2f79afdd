"""The numbers in a bank line: read once, with joins over separators, slips of a scanner, dates and amounts."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

MOST_ATOMS = 3_000
"""Runs of digits read in one text; what follows is ignored."""
MOST_JOINED = 6
"""Neighbouring runs of digits that may together be one number."""
LONGEST = 30
"""Digits of the longest number."""

_RUN = re.compile(r"\d+", re.ASCII)
_GAP = re.compile(r"[^A-Za-z0-9,;+]{1,3}|[^\s,;+]{1,5}", re.ASCII)
_AMOUNT = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[.,' ]\d{3})+[.,]\d{2}(?![./-]?\d)|(?<![\d.,/-])\d{1,9}[.,]\d{2}(?![./-]?\d)", re.ASCII
)
_DATE = re.compile(
    r"(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:20)?\d\d|(?:0[1-9]|1[0-2])/20\d\d|20\d\d-\d\d-\d\d)(?!\d)",
    re.ASCII,
)
_LOOKS = str.maketrans("OQILSBZG", "00115826")
_PARTY_WORD = re.compile(
    r"(?:CHECK|CHEQUE|CHQ|SCHECK|TRACE|KD|KUNDE|CUST|CLIENT|KLANT|KLIENT|ACCT|ACCOUNT|DEBITOR)"
    r"[A-Z-]*[ .:#-]*(?:NO|NR|NUM)?[ .:#-]*$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that the text may mean: the runs of digits `first` to `last`, joined."""

    digits: str
    first: int
    last: int
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read: its runs of digits, the numbers they may form, amounts and what is no reference."""

    plain: str
    runs: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    numbers: tuple[Number, ...]
    amounts: tuple[str, ...]
    dated: frozenset[int]
    priced: frozenset[int]
    parties: frozenset[int]
    ends_open: bool
    upper: str

    def longer(self, size: int) -> list[Number]:
        """Numbers of at least `size` digits."""
        return [number for number in self.numbers if len(number.digits) >= size]


@functools.lru_cache(maxsize=20_000)
def read(text: str, ignored: tuple[str, ...] = ()) -> Reading:
    """Read a bank line; `ignored` are known ids (accounts, end-to-end ids) that are blanked first."""
    upper = text.upper()
    for known in ignored:
        if len(known) >= 5:
            upper = _blanked(upper, known)
    runs = [(match.group(), match.span()) for match in _RUN.finditer(upper)][:MOST_ATOMS]
    spans = tuple(span for _, span in runs)
    numbers = _joined(upper, [run for run, _ in runs], spans, scanned=False)
    seen = {number.digits for number in numbers}
    numbers += [number for number in _scanned(upper, spans) if number.digits not in seen]
    amounts = [(re.sub(r"[.,' ]", "", match.group()), match.span()) for match in _AMOUNT.finditer(upper)]
    dates = [match.span() for match in _DATE.finditer(upper)]
    return Reading(
        plain=re.sub(r"[^A-Z0-9]", "", upper),
        runs=tuple(run for run, _ in runs),
        spans=spans,
        numbers=tuple(numbers),
        amounts=tuple(dict.fromkeys(digits for digits, _ in amounts)),
        dated=_inside(spans, dates),
        priced=_inside(spans, [span for _, span in amounts]),
        parties=frozenset(place for place, (start, _) in enumerate(spans) if _PARTY_WORD.search(upper[:start][-24:])),
        ends_open=bool(spans) and not upper[spans[-1][1] :].strip(),
        upper=upper,
    )


def _blanked(upper: str, known: str) -> str:
    """The text with a known id taken out, also where the bank broke the line inside it."""
    wanted = known.upper()[:60]
    if wanted in upper:
        return upper.replace(wanted, " " * len(wanted))
    if wanted not in re.sub(r"\s", "", upper):
        return upper
    pattern = r"\s?".join(re.escape(sign) for sign in wanted)
    return re.sub(pattern, lambda match: " " * len(match.group()), upper)


def _inside(spans: tuple[tuple[int, int], ...], areas: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(
        place for place, (start, end) in enumerate(spans) for low, high in areas if low <= start and end <= high
    )


def _joined(upper: str, runs: list[str], spans: tuple[tuple[int, int], ...], *, scanned: bool) -> list[Number]:
    """Every run alone and joined with up to five followers across short gaps."""
    numbers = []
    for first, run in enumerate(runs):
        digits = run
        numbers.append(Number(digits, first, first, scanned))
        for last in range(first + 1, min(len(runs), first + MOST_JOINED)):
            if not _GAP.fullmatch(upper, spans[last - 1][1], spans[last][0]):
                break
            digits += runs[last]
            if len(digits) > LONGEST:
                break
            numbers.append(Number(digits, first, last, scanned))
    return numbers


def _scanned(upper: str, spans: tuple[tuple[int, int], ...]) -> list[Number]:
    """Numbers that appear when letters that look like digits, beside digits, are read as digits."""
    signs = list(upper)
    for match in re.finditer(r"[A-Z0-9]*\d[A-Z0-9]*", upper, re.ASCII):
        _corrected(signs, *match.span())
    corrected = "".join(signs)
    if corrected == upper:
        return []
    new = [(match.group(), match.span()) for match in _RUN.finditer(corrected)][:MOST_ATOMS]
    places = tuple(span for _, span in new)
    owners = [_owners(spans, span) for span in places]
    found = _joined(corrected, [run for run, _ in new], places, scanned=True)
    return [Number(each.digits, owners[each.first][0], owners[each.last][1], True) for each in found]


def _corrected(signs: list[str], start: int, end: int) -> None:
    for order in (range(start, end), range(end - 1, start - 1, -1)):
        for place in order:
            beside = (place > start and signs[place - 1].isdigit()) or (place + 1 < end and signs[place + 1].isdigit())
            if beside and signs[place] in "OQILSBZG":
                signs[place] = signs[place].translate(_LOOKS)


def _owners(spans: tuple[tuple[int, int], ...], area: tuple[int, int]) -> tuple[int, int]:
    """First and last original run that lies inside a corrected one (its nearest neighbour when none does)."""
    inside = [place for place, (start, end) in enumerate(spans) if area[0] <= start and end <= area[1]]
    if inside:
        return inside[0], inside[-1]
    near = min(range(len(spans)), key=lambda place: abs(spans[place][0] - area[0])) if spans else 0
    return near, near
