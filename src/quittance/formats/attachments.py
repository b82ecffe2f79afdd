"""Files that go with a document: what one is, told by its bytes and never by its name, and a name that is safe."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

from quittance.rules.refusals import Invalid

MOST_BYTES = 4 * 1024 * 1024
"""Of one file."""

MOST_NAME = 80
MOST_PARTS = 2_000
"""Entries of a spreadsheet's container; it is looked into and not unpacked."""

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, TXT = "text/csv", "text/plain"
ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg", XLSX: "xlsx", CSV: "csv", TXT: "txt"}
"""Media type -> the ending that the kept name gets."""

_BEGINNINGS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_ENDS = {PDF: b"%%EOF", PNG: b"IEND", JPEG: b"\xff\xd9"}
_LOOKED_AT = 2_048
"""Bytes at the end of a file in which its end must stand."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNSAFE = re.compile(r"[^A-Za-z0-9._ -]+")
_SEPARATORS = ";,\t|"


def kind(content: bytes) -> str:
    """The media type; raises `Invalid` for what is empty, too large, cut off, or none of the kinds that are taken."""
    if not content:
        raise Invalid("The file is empty.", field="file")
    if len(content) > MOST_BYTES:
        raise Invalid(f"The file has {len(content):,} bytes; {MOST_BYTES:,} is the most.", field="file")
    for beginning, media in _BEGINNINGS:
        if content.startswith(beginning):
            if _ENDS[media] not in content[-_LOOKED_AT:]:
                raise Invalid("The file is cut off: its end is missing. Save it again.", field="file")
            return media
    found = XLSX if _is_sheet(content) else _of_text(content)
    if not found:
        raise Invalid("A file that goes along is a PDF, PNG, JPEG, XLSX, CSV or text.", field="file")
    return found


def safe_name(given: str, media: str) -> str:
    """A name without folders and signs that mean something elsewhere, with the ending of what the file is."""
    last = re.split(r"[\\/]", given)[-1]
    stem = last.rpartition(".")[0] or last
    plain = _UNSAFE.sub("_", stem).strip(" ._-")[:MOST_NAME]
    return f"{plain or 'file'}.{ENDINGS[media]}"


def _is_sheet(content: bytes) -> bool:
    """A ZIP container with the parts of a spreadsheet and without macros."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            names = held.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        return False
    if len(names) > MOST_PARTS or any(name.lower().endswith("vbaproject.bin") for name in names):
        return False
    return "[Content_Types].xml" in names and "xl/workbook.xml" in names


def _of_text(content: bytes) -> str:
    """CSV where its first lines hold equally many separators, other text, or "" for bytes that are no text."""
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            said = content.decode("cp1252")
        except UnicodeDecodeError:
            return ""
    if _CONTROL.search(said) or said.lstrip()[:1] == "<":
        return ""
    lines = [line for line in said.splitlines() if line.strip()][:20]
    counts = Counter(sign for sign in _SEPARATORS if len(lines) > 1 and len({line.count(sign) for line in lines}) == 1)
    return CSV if any(lines[0].count(sign) for sign in counts) else TXT
