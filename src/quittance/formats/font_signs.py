"""Which signs a font can draw, read from its table of characters (OpenType `cmap`, formats 4 and 12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

UNICODE = ((3, 10), (0, 4), (0, 6), (3, 1), (0, 3))
"""Platform and encoding of tables that speak Unicode, the fullest first."""

NARROW, WIDE = 4, 12


def covered(font: bytes) -> frozenset[int]:
    """The code points that the font has a picture for; raises `ValueError` for what is no such font."""
    try:
        return frozenset(_points(font))
    except (struct.error, IndexError) as fault:
        raise ValueError(f"this font cannot be read ({fault}).") from None


def _points(font: bytes) -> Iterator[int]:
    """The points of the fullest table."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    if b"cmap" not in tables:
        raise ValueError("this font has no table of characters.")
    start = tables[b"cmap"]
    (many,) = struct.unpack_from(">H", font, start + 2)
    held = {}
    for n in range(many):
        platform, encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * n)
        held[platform, encoding] = start + offset
    for key in UNICODE:
        form = struct.unpack_from(">H", font, held[key])[0] if key in held else 0
        if form in (NARROW, WIDE):
            return _wide(font, held[key]) if form == WIDE else _narrow(font, held[key])
    raise ValueError("this font has no table of Unicode characters.")


def _wide(font: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    for n in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * n)
        yield from range(first if glyph else first + 1, last + 1)


def _narrow(font: bytes, at: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    count = double // 2
    ends, starts = at + 14, at + 16 + double
    for n in range(count):
        (last,) = struct.unpack_from(">H", font, ends + 2 * n)
        (first,) = struct.unpack_from(">H", font, starts + 2 * n)
        (delta,) = struct.unpack_from(">H", font, starts + double + 2 * n)
        place = starts + 2 * double + 2 * n
        (offset,) = struct.unpack_from(">H", font, place)
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", font, place + offset + 2 * (point - first))[0] if offset else point
            if glyph and (glyph + delta) & 0xFFFF:
                yield point
