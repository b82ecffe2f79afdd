"""Columns of a table told by their headers and values: which one gives which field, how sure that is, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from quittance.rules import mapping_values
from quittance.rules.mapping import DECIMALS, ORDERS, headers
from quittance.rules.mapping_columns import MOST_LOOKED_AT, Column
from quittance.rules.mapping_guess import MOST_TITLE_ROWS, MOSTLY, Choice
from quittance.rules.mapping_words import folded

NAMED, LIKELY, LEAST = 95, 75, 40
FEWEST_KNOWN = 2
"""Cells that a header row has in common with the words of the fields, at least."""

Rows = Sequence[tuple[int, Sequence[str]]]

_IN_CURRENCY = re.compile(r"\s*(?:[(\[][A-Z]{3}[)\]]|\b(?:in|en)\s+[A-Z]{3}|\s[A-Z]{3})\s*$")
"""«(CHF)», «in CHF» or «CHF» behind a name."""
_NUMBER = re.compile(r"\s*\d$", re.ASCII)
"""«Description1»."""
LOST = "\ufffd"
"""Stands where a letter could not be read when the file was written."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Fields in the order of their weight, with the folded headers for each, the plainest first.

    Values of `days` are days, those of `amounts` amounts.
    """

    words: Mapping[str, tuple[str, ...]]
    days: frozenset[str]
    amounts: frozenset[str]

    def known(self) -> set[str]:
        """Every folded header of the fields."""
        return {phrase for listed in self.words.values() for phrase in listed}

    def shows(self, field: str) -> Callable[[str], bool] | None:
        """What a value of the field must pass; None for fields that hold any text."""
        if field in self.days:
            return lambda value: any(mapping_values.day(value, order) for order in ORDERS)
        if field in self.amounts:
            return lambda value: any(mapping_values.amount(value, sign) for sign in DECIMALS)
        return None


def phrases(**words: str) -> dict[str, tuple[str, ...]]:
    """Field -> folded headers, from headers parted by semicolons."""
    return {field: tuple(folded(one) for one in said.split(";")) for field, said in words.items()}


def header_row(rows: Rows, wanted: Wanted) -> int:
    """Index of the row with the most headers of the fields; -1 when none has two of them."""
    known = wanted.known()
    best, most = -1, FEWEST_KNOWN - 1
    for at, (_, cells) in enumerate(rows[:MOST_TITLE_ROWS]):
        count = sum(1 for cell in cells if cell.strip() and _is_known(plain_header(cell, known), known))
        if count > most:
            best, most = at, count
    return best


def plain_header(title: str, known: Collection[str]) -> str:
    """A header folded, without a currency or figure behind it; with letters lost, the known header that it fits."""
    plain = folded(title)
    for odd in (_IN_CURRENCY, _NUMBER):
        if plain not in known:
            plain = folded(odd.sub("", title.strip())) or plain
    if LOST in title:
        held = re.compile("[^ ]{1,2}".join(re.escape(folded(part)) for part in title.split(LOST)))
        return next((header for header in sorted(known) if held.fullmatch(header)), plain)
    return plain


def below(rows: Rows, at: int, wanted: Wanted) -> list[Column]:
    """The columns below the header row at that index."""
    under, known = [cells for _, cells in rows[at + 1 :]], wanted.known()
    return [
        Column(
            n, title, plain_header(title, known), [row[n].strip() for row in under if n < len(row) and row[n].strip()]
        )
        for n, title in enumerate(headers(rows[at][1]))
    ]


def choose(columns: Sequence[Column], wanted: Wanted) -> dict[str, tuple[Column, Choice]]:
    """Field -> column and why: the surest pairs first, each column for one field."""
    offers = []
    for order, field in enumerate(wanted.words):
        for column in columns:
            confidence, reason = _fit(column, field, wanted)
            if confidence >= LEAST:
                offers.append((-confidence, order, column.at, field, column, reason))
    found: dict[str, tuple[Column, Choice]] = {}
    taken: set[int] = set()
    for minus, _, at, field, column, reason in sorted(offers, key=lambda offer: offer[:3]):
        if field not in found and at not in taken:
            found[field] = (column, Choice(field, column.title, -minus, reason))
            taken.add(at)
    return found


def written(chosen: Mapping[str, tuple[Column, Choice]], wanted: Wanted) -> tuple[str, str]:
    """The order of days and the decimal sign of the chosen columns."""
    days = [value for field, (column, _) in chosen.items() if field in wanted.days for value in column.values]
    amounts = [value for field, (column, _) in chosen.items() if field in wanted.amounts for value in column.values]
    return mapping_values.order_of(days)[0], mapping_values.decimal_of(amounts)[0]


def _is_known(header: str, known: set[str]) -> bool:
    return header in known or " ".join(header.split()[:-1]) in known


def _fit(column: Column, field: str, wanted: Wanted) -> tuple[int, str]:
    """How well a column fits a field, and why; 0 when its values speak against it."""
    confidence, reason = _by_header(column, wanted.words[field])
    test = wanted.shows(field)
    if not confidence or test is None or not column.values:
        return confidence - (0 if column.values else 10), reason
    looked = column.values[:MOST_LOOKED_AT]
    if sum(1 for value in looked if test(value)) < MOSTLY * len(looked):
        return 0, ""
    what = "days" if field in wanted.days else "numbers"
    return confidence, f"{reason}, and its values are {what}"


def _by_header(column: Column, listed: tuple[str, ...]) -> tuple[int, str]:
    plain = column.folded
    if plain in listed:
        return NAMED - min(listed.index(plain) // 6, 12), f"{column.title!r} is a name for it"
    words = set(plain.split())
    inside = [phrase for phrase in listed if len(phrase) > 2 and set(phrase.split()) <= words]
    if not inside:
        return 0, ""
    longest = max(inside, key=lambda phrase: len(phrase.split()))
    spare = len(words) - len(set(longest.split()))
    return max(LIKELY - 8 * spare + 5 * len(longest.split()), LEAST), f"{column.title!r} speaks of {longest!r}"
