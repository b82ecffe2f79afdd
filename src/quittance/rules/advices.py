"""Remittances beside bank lines: which line an advice explains, and where the two differ."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quittance.rules import names
from quittance.rules.matching_values import AdviceLine

MOST_DAYS_APART = 12
"""Days between an advice and the money that it announces."""

LEAST = 4
"""Weight from which an advice is attached without a person: an amount and the payer, or a reference."""

REFERENCE, AMOUNT, PAYER, NUMBER, DAY = 4, 2, 2, 2, 1
ALIKE = 0.8
SHORTEST_REFERENCE = 5
"""Letters and figures that a reference must have to be looked for in a text."""


@dataclass(frozen=True, slots=True)
class Word:
    """An advice as it is paired: `on` is its payment's day, or the day on which it came."""

    id: int
    on: datetime.date
    amount: int
    currency: str
    payer: str
    reference: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """A bank line as it is paired; `references` are all that the bank gives, `text` everything else it says."""

    id: int
    on: datetime.date
    amount: int
    currency: str
    payer: str
    references: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """An advice with the line that it explains, and why."""

    advice_id: int
    line_id: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A document on which advice and payment differ, in minor units; `kind` is missing, extra or amount."""

    document: str
    kind: str
    advised: int
    applied: int


def key(text: str) -> str:
    """A reference as it is compared: letters and figures only."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def pair(words: Iterable[Word], lines: Iterable[Money]) -> tuple[Pair, ...]:
    """Advices and lines that mean each other and no other as well; at most one advice a line."""
    found: list[tuple[int, int, int, tuple[str, ...]]] = []
    by_currency: defaultdict[str, list[Money]] = defaultdict(list)
    for line in lines:
        by_currency[line.currency].append(line)
    for word in words:
        for line in by_currency[word.currency]:
            weight, reasons = _weight(word, line)
            if weight >= LEAST:
                found.append((weight, word.id, line.id, reasons))
    best_word, best_line = _best(found, 1), _best(found, 2)
    return tuple(
        Pair(word, line, reasons)
        for weight, word, line, reasons in sorted(found, key=lambda each: (-each[0], each[1], each[2]))
        if best_word[word] == (weight, 1) and best_line[line] == (weight, 1)
    )


def differences(advised: Sequence[AdviceLine], applied: Sequence[tuple[str, int]]) -> tuple[Difference, ...]:
    """Documents that one side has and the other has not, or at another amount; numbers are compared by their signs.

    A number that the payer shortened means the one applied document that ends like it.
    """
    left = {key(number): (number, amount) for number, amount in applied}
    made = []
    for line in advised:
        at = _meant(key(line.document), left)
        if at is None:
            made.append(Difference(line.document, "missing", line.net_minor, 0))
            continue
        number, amount = left.pop(at)
        if amount != line.net_minor:
            made.append(Difference(number, "amount", line.net_minor, amount))
    return (*made, *(Difference(number, "extra", 0, amount) for number, amount in left.values()))


def _weight(word: Word, line: Money) -> tuple[int, tuple[str, ...]]:
    """How much speaks for the two belonging together, and what; 0 unless the amount or a reference is the same."""
    if abs((word.on - line.on).days) > MOST_DAYS_APART:
        return 0, ()
    said = key(f"{line.text} {' '.join(line.references)}")
    reference = key(word.reference)
    named = len(reference) >= SHORTEST_REFERENCE and reference in said
    equal = word.amount == line.amount
    if not (named or equal):
        return 0, ()
    numbers = [one for one in word.documents if len(key(one)) >= SHORTEST_REFERENCE and key(one) in said]
    signs = (
        (named, REFERENCE, f"payment reference {word.reference}"),
        (equal, AMOUNT, "same amount"),
        (bool(numbers), NUMBER, f"the text names {', '.join(numbers[:3])}"),
        (_alike(word.payer, line.payer), PAYER, f"payer {word.payer}"),
        (word.on == line.on, DAY, "same day"),
    )
    return sum(weight for holds, weight, _ in signs if holds), tuple(reason for holds, _, reason in signs if holds)


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and names.likeness(other, one) >= ALIKE


def _best(found: Sequence[tuple[int, int, int, tuple[str, ...]]], side: int) -> dict[int, tuple[int, int]]:
    """Id -> the highest weight on that side, and how often it occurs."""
    best: dict[int, tuple[int, int]] = {}
    for each in found:
        weight, id = each[0], int(each[1] if side == 1 else each[2])
        most, count = best.get(id, (0, 0))
        if weight > most:
            best[id] = (weight, 1)
        elif weight == most:
            best[id] = (most, count + 1)
    return best


def _meant(number: str, left: dict[str, tuple[str, int]]) -> str | None:
    if number in left:
        return number
    ends = [each for each in left if len(number) >= 3 and each.endswith(number)]
    return ends[0] if len(ends) == 1 else None
