"""How many SMS a text takes: septets of the GSM 7-bit alphabet, or UCS-2 where a sign is not in it.

3GPP TS 23.038 (alphabets) and TS 23.040 (what the header of a part takes). Counted without a shift to a national table.
"""

from __future__ import annotations

from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€\f")
"""Signs that take an escape before them: two septets."""

ONE_GSM, PART_GSM = 160, 153
ONE_UCS, PART_UCS = 70, 67
"""Units that fit in a single SMS, and in each part of one that is cut."""

GSM, UCS = "GSM-7", "UCS-2"

_PLAINER = str.maketrans(
    {
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"',
        "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2026": "...",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """The alphabet, units of it (septets, or 16-bit code units), and parts that are sent and paid for."""

    alphabet: str
    units: int
    parts: int


def plainer(said: str) -> str:
    """The text with typographic signs as the plain ones that people type, which the GSM alphabet has."""
    return said.translate(_PLAINER)


def count(said: str) -> Size:
    """The size of a text; an escaped sign and a surrogate pair are never cut in two."""
    gsm = all(sign in BASIC or sign in EXTENDED for sign in said)
    widths = [(2 if sign in EXTENDED else 1) if gsm else len(sign.encode("utf-16-le")) // 2 for sign in said]
    one, part = (ONE_GSM, PART_GSM) if gsm else (ONE_UCS, PART_UCS)
    units = sum(widths)
    return Size(GSM if gsm else UCS, units, (1 if said else 0) if units <= one else _parts(widths, part))


def _parts(widths: list[int], room: int) -> int:
    parts, left = 1, room
    for width in widths:
        if width > left:
            parts, left = parts + 1, room
        left -= width
    return parts
