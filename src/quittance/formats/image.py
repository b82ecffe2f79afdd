"""Pictures from strangers: PNG and SVG, bounded in bytes, in size and in what they may hold."""

from __future__ import annotations

import re
import struct
import zlib

from lxml import etree

from quittance.formats import xml
from quittance.formats.bank import Malformed

PNG, SVG = "png", "svg"
MOST_BYTES = 256 * 1024
MOST_PIXELS = 4_000
"""Of one side of a PNG."""

MOST_ELEMENTS = 5_000
"""Of an SVG."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
_ALIVE = frozenset("script foreignObject iframe audio video animate set handler image feImage".split())
"""Elements that run, play, load or embed."""

_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)


def check(content: bytes) -> str:
    """The kind of a picture, "png" or "svg"; raises `Malformed` for anything else, and for what is too large."""
    if not content:
        raise Malformed("the file is empty.", "byte 0")
    if len(content) > MOST_BYTES:
        raise Malformed(f"it has {len(content):,} bytes; {MOST_BYTES:,} is the most.", "byte 0")
    if content.startswith(_SIGNATURE):
        _check_png(content)
        return PNG
    if content.lstrip()[:1] == b"<":
        _check_svg(content)
        return SVG
    raise Malformed("this is neither a PNG nor an SVG.", "byte 0")


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG that was checked."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _check_png(content: bytes) -> None:
    """Chunks whose checksums fit, from a sound head to the end (ISO/IEC 15948)."""
    place = len(_SIGNATURE)
    kinds: list[bytes] = []
    while place < len(content):
        if place + 12 > len(content):
            raise Malformed("the picture is cut off.", f"byte {place}")
        (size,) = struct.unpack(">I", content[place : place + 4])
        body = content[place + 4 : place + 8 + size]
        if place + 12 + size > len(content):
            raise Malformed("the picture is cut off.", f"byte {place}")
        (sum_given,) = struct.unpack(">I", content[place + 8 + size : place + 12 + size])
        if zlib.crc32(body) != sum_given:
            raise Malformed("the picture is damaged: a checksum does not fit.", f"byte {place}")
        if not kinds:
            _check_head(body)
        kinds.append(body[:4])
        place += 12 + size
    if kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise Malformed("the picture is cut off.", f"byte {place}")


def _check_head(body: bytes) -> None:
    if body[:4] != b"IHDR" or len(body) != 17:
        raise Malformed("the picture has no sound head.", "byte 8")
    width, height = struct.unpack(">II", body[4:12])
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise Malformed(f"it is {width} x {height} pixels; {MOST_PIXELS} each way is the most.", "byte 16")


def _check_svg(content: bytes) -> None:
    """Shapes only: nothing that runs, and nothing that lies outside the file."""
    root = xml.root(content)
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        raise Malformed("this is not an SVG.", xml.line(root))
    for n, one in enumerate(root.iter()):
        if n >= MOST_ELEMENTS:
            raise Malformed(f"it has more than {MOST_ELEMENTS:,} elements.", xml.line(one))
        if not isinstance(one.tag, str) or xml.name(one) in _ALIVE:
            raise Malformed("it holds something that is no plain shape. Save it as a plain SVG.", xml.line(one))
        for name, value in one.attrib.items():
            _check_attribute(one, etree.QName(str(name)).localname, str(value))
        if one.text and _OUTSIDE.search(str(one.text)):
            raise Malformed("it refers to something outside the file.", xml.line(one))


def _check_attribute(one: etree._Element, name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise Malformed("it holds a script. Save it as a plain SVG.", xml.line(one))
    outside = name in ("href", "src", "base") and not value.strip().startswith("#")
    if outside or _OUTSIDE.search(value):
        raise Malformed("it refers to something outside the file.", xml.line(one))
