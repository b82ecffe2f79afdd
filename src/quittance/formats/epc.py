"""The code that a banking app scans to fill a SEPA transfer in (EPC069-12, version 2), drawn as SVG."""

from __future__ import annotations

from dataclasses import dataclass

import segno

from quittance.rules import money

MOST_NAME = 70
MOST_TEXT = 140
MOST_BYTES = 331
MOST_MINOR = 999_999_999_99
SEPA = frozenset(
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS "
    "SE SI SK SM VA".split()
)
"""Countries whose accounts a SEPA transfer reaches; the first letters of an IBAN."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer in euros to be made: `reference` is a creditor reference (ISO 11649), else `text` is quoted."""

    name: str
    iban: str
    bic: str
    amount: int
    reference: str
    text: str


def payload(one: Transfer) -> str:
    """The text of the code; "" where no such transfer can be made."""
    if one.iban[:2] not in SEPA or not 0 < one.amount <= MOST_MINOR or not one.name:
        return ""
    amount = f"EUR{money.write(one.amount, 'EUR')}"
    text = "" if one.reference else _plain(one.text, MOST_TEXT)
    lines = ("BCD", "002", "1", "SCT", one.bic, _plain(one.name, MOST_NAME), one.iban, amount, "", one.reference, text)
    made = "\n".join(lines).rstrip("\n")
    return made if len(made.encode()) <= MOST_BYTES else ""


def svg(text: str) -> str:
    """The text as a QR code of error level M, one path of squares; the paper around it is the quiet zone."""
    size, path = squares(text)
    return picture(size, path)


def picture(size: int, path: str, more: str = "") -> str:
    """An SVG of that many squares a side: the path, and what is drawn over it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path d="{path}"/>{more}</svg>'
    )


def squares(text: str) -> tuple[int, str]:
    """The squares of a side, and the dark ones as a path."""
    matrix = segno.make(text, error="m", micro=False, encoding="utf-8", boost_error=False).matrix
    steps = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            width = 0
            while x + width < len(row) and row[x + width]:
                width += 1
            if width:
                steps.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width or 1
    return len(matrix), "".join(steps)


def _plain(text: str, most: int) -> str:
    """One line of at most so many signs: a line break would move every field behind it."""
    return " ".join(text.split())[:most].strip()
