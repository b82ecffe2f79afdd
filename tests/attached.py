"""Small files of every kind that may go with a document, and some that may not."""

from __future__ import annotations

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20 + b"\xff\xd9"
CSV = b"day;hours\n1 July;8\n2 July;6\n"
TXT = "Delivered at the back door, Stück für Stück.\n".encode()


def sheet(*more: str) -> bytes:
    """A container with the parts of a spreadsheet, and `more`."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in ("[Content_Types].xml", "xl/workbook.xml", *more):
            made.writestr(zipfile.ZipInfo(name), "<x/>")
    return held.getvalue()
