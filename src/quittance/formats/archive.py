"""Files as one ZIP with an index of their hashes: the same bytes for the same files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.formats.sheet_write import safe

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The moment of every file inside: the earliest that a ZIP can hold."""

INDEX = "index"
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class File:
    """A file inside, by its path, and what it is in words."""

    name: str
    said: str
    content: bytes


def packed(title: str, files: Sequence[File]) -> bytes:
    """The files in their order, behind an index of them as JSON and as CSV; names are different."""
    rows = [(one.name, one.said, len(one.content), digest(one.content)) for one in files]
    assert len({row[0] for row in rows}) == len(rows)
    told = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    index = json.dumps({"title": title, "files": told}, ensure_ascii=False, indent=1).encode() + b"\n"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (
            (f"{INDEX}.json", index),
            (f"{INDEX}.csv", table(COLUMNS, rows)),
            *((one.name, one.content) for one in files),
        ):
            one = zipfile.ZipInfo(name, FIRST_DAY)
            one.compress_type = zipfile.ZIP_DEFLATED
            one.create_system = 0
            made.writestr(one, content)
    return held.getvalue()


COLUMNS = ("file", "what", "bytes", "sha256")


def digest(content: bytes) -> str:
    """The SHA-256 of a content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A CSV file in UTF-8 with its mark, safe in a spreadsheet; None is an empty cell."""
    held = io.StringIO()
    held.write(BOM)
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if value is None else safe(str(value)) for value in row])
    return held.getvalue().encode("utf-8", "replace")
