"""Signs of a font: what the two fonts of papers have, and what is no font."""

from __future__ import annotations

import struct

import fontpkg_arimo
import fontpkg_inter
import pytest

from quittance.formats import font_signs


@pytest.mark.parametrize("package", [fontpkg_inter, fontpkg_arimo])
def test_a_font_has_the_signs_of_european_languages_and_not_of_others(package: object) -> None:
    for path in (package.ROOT / "files").iterdir():  # type: ignore[attr-defined]
        found = font_signs.covered(path.read_bytes())
        assert {ord(sign) for sign in "Aé€ßŁőΩЖ{}\"'—"} <= found
        assert not {ord(sign) for sign in "日本क"} & found


def test_ranges_that_point_to_glyphs_are_followed() -> None:
    ends, starts, deltas = (0x41, 0x52, 0xFFFF), (0x41, 0x50, 0xFFFF), (0, 0, 1)
    offsets = (0, 4, 0)
    table = struct.pack(">HHHHHHH", 4, 0, 0, 6, 0, 0, 0) + struct.pack(">3HH", *ends, 0)
    table += struct.pack(">3H3H3H", *starts, *deltas, *offsets) + struct.pack(">3H", 7, 0, 9)
    header = struct.pack(">IHHHH", 0x10000, 1, 0, 0, 0) + b"cmap" + struct.pack(">III", 0, 28, 0)
    font = header + struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table
    assert font_signs.covered(font) == {0x41, 0x50, 0x52}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 and more of it", struct.pack(">IHHHH", 0x10000, 0, 0, 0, 0)])
def test_what_is_no_font_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="this font"):
        font_signs.covered(content)
