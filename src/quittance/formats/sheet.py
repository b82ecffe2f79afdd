"""Tables in files: CSV in any dress and XLSX, read as a stream of rows of text, however large they are."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from quittance.formats import sheet_text
from quittance.formats import sheet_xlsx as workbook
from quittance.formats.sheet_limits import Bounded, Limits
from quittance.rules.refusals import Invalid

TEXT = "text"
XLSX = "xlsx"
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "a workbook from before 2007, or one locked with a password. Save it as XLSX or CSV"),
    (b"%PDF", "a PDF. Export the table as XLSX or CSV"),
    (b"\x89PNG", "a picture. Export the table as XLSX or CSV"),
    (b"\xff\xd8\xff", "a picture. Export the table as XLSX or CSV"),
    (b"SQLite format 3", "a database. Export the table as XLSX or CSV"),
    (b"<?xml", "an XML file. Export the table as XLSX or CSV"),
    (b"{\\rtf", "a text document. Export the table as XLSX or CSV"),
)


class Row(NamedTuple):
    """A row as a spreadsheet counts, from 1; `fault` says why its cells cannot be used ("" when they can)."""

    n: int
    cells: list[str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a file is read: `rows` is about how many it has, `sheets` the names in a workbook, `sheet` the one read."""

    form: str
    packed: bool
    rows: int
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    quoted: bool = True


def look(file: BinaryIO, limits: Limits, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> Look:
    """Find out how `file` (seekable) is to be read; what is given is not guessed.

    Raises `Invalid` for a file that is too large, packed too tightly, damaged, or no table at all.
    """
    size = file.seek(0, 2)
    if size == 0:
        raise Invalid("The file is empty.", field="file")
    if size > limits.file_bytes:
        raise Invalid(
            f"The file has {_megabytes(size)} MB; {_megabytes(limits.file_bytes)} MB is the most here. "
            "Split it, or pack it with gzip.",
            field="file",
        )
    packed = _begins(file, 2) == _GZIP
    try:
        with _unpacked(file, packed, limits) as stream:
            head = stream.peek(64)[:64]
            for magic, said in _OTHERS:
                if head.startswith(magic):
                    raise Invalid(f"This is {said}.", field="file")
            if head.startswith(_ZIP):
                if packed:
                    raise Invalid("This is a workbook packed with gzip. Unpack it first.", field="file")
                book = workbook.look(file, limits, sheet)
                return Look(XLSX, False, book.rows, sheets=book.sheets, sheet=book.sheet)
            text = sheet_text.look(stream, encoding, delimiter)
            return Look(TEXT, packed, text.rows, text.encoding, text.delimiter, quoted=text.quoted)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Invalid("The gzip file is damaged or not whole. Pack it again.", field="file") from None


def read(file: BinaryIO, seen: Look, limits: Limits) -> Iterator[Row]:
    """Rows that are not blank, in order; raises `Invalid` naming the row beyond which the file cannot be read."""
    if seen.form == XLSX:
        yield from _checked(workbook.read(file, seen.sheet, limits), limits)
        return
    try:
        with _unpacked(file, seen.packed, limits) as stream:
            found = sheet_text.Found(seen.encoding, seen.delimiter, seen.rows, seen.quoted)
            yield from _checked(sheet_text.read(stream, found), limits)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Invalid("The gzip file is damaged or not whole. Pack it again.", field="file") from None


def _checked(rows: Iterator[tuple[int, list[str]]], limits: Limits) -> Iterator[Row]:
    most = limits.cell_characters
    for n, cells in rows:
        if n > limits.rows:
            raise Invalid(f"The file has more than {limits.rows:,} rows. Split it.", field="file")
        if len(cells) > limits.columns:
            raise Invalid(
                f"Row {n} has {len(cells)} columns; {limits.columns} is the most. Is the delimiter right?", field="file"
            )
        joined = "\n".join(cells)
        if not joined or len(joined) < len(cells):
            continue
        if len(joined) > most and max(map(len, cells)) > most:
            at = next(index for index, cell in enumerate(cells, start=1) if len(cell) > most)
            yield Row(n, cells, f"Column {at} has {len(cells[at - 1]):,} characters; {most:,} is the most. Shorten it.")
        else:
            # Looked for in all cells at once, because hardly any row has one.
            marked = "=" in joined or "'" in joined
            yield Row(n, [_plain(cell) for cell in cells] if marked else cells)


def _plain(cell: str) -> str:
    """The text behind ="00123", and behind the apostrophe that keeps a formula from being carried out."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1]
    return cell[1:] if cell.startswith("'") and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def _unpacked(file: BinaryIO, packed: bool, limits: Limits) -> Bounded:
    file.seek(0)
    return Bounded(gzip.GzipFile(fileobj=file) if packed else file, limits.unpacked_bytes)


def _begins(file: BinaryIO, count: int) -> bytes:
    file.seek(0)
    return file.read(count)


def _megabytes(size: int) -> str:
    return f"{size / 2**20:,.1f}".removesuffix(".0")
