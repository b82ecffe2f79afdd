"""Small pictures for tests: a sound PNG of any size, and a plain SVG."""

from __future__ import annotations

import struct
import zlib

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 24">
<defs><linearGradient id="g"><stop offset="0" stop-color="#175"/></linearGradient></defs>
<rect width="24" height="24" rx="4" fill="url(#g)"/><path d="M32 18 h80" stroke="#153" stroke-width="6"/></svg>
"""


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk with its length and checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 4, height: int = 2) -> bytes:
    """A grey picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
