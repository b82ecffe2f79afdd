"""Tables in XLSX workbooks, row by row: numbers as decimal text, days as ISO text, formulas never carried out.

ECMA-376 part 1, chapter 18. A sheet is read as a stream: a workbook of one kilobyte may claim
seventeen thousand million cells, and readers that lay out the whole grid end the process.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat  # entities are refused, and expat bounds their growth

from quittance.formats import sheet_cells
from quittance.formats.sheet_limits import Bounded, Limits
from quittance.rules.refusals import Invalid

CHUNK_BYTES = 2**16
MOST_DIRECTORY_BYTES = 2**22
MOST_STRINGS_BYTES = 2**27
MOST_PART_BYTES = 2**24
_END = struct.Struct("<4s4H2LH")
_TAIL_BYTES = _END.size + 2**16
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')


@dataclass(frozen=True, slots=True)
class Book:
    """Names of the visible sheets, the one to read, and about how many rows it has (0 when it does not say)."""

    sheets: tuple[str, ...]
    sheet: str
    rows: int


def look(file: BinaryIO, limits: Limits, sheet: str = "") -> Book:
    """The sheets of a workbook; without a name the largest is read. Raises `Invalid` when it is damaged."""
    with _Opened(file, limits) as book:
        parts = book.sheets()
        if sheet and sheet not in parts:
            raise Invalid(f"The workbook has no sheet {sheet[:40]!r}. It has {', '.join(parts)[:200]}.", field="sheet")
        chosen = sheet or max(parts, key=lambda name: book.size(parts[name]))
        with book.part(parts[chosen], limits.unpacked_bytes) as stream:
            found = _DIMENSION.search(stream.peek(CHUNK_BYTES)[:CHUNK_BYTES])
        return Book(tuple(parts), chosen, int(found[1]) if found else 0)


def read(file: BinaryIO, sheet: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """(row, cells) of one sheet; gaps between cells are empty text."""
    with _Opened(file, limits) as book:
        parts = book.sheets()
        looks = sheet_cells.Looks(book.shared(), book.dated(), book.counts_from_1904)
        target = sheet_cells.Rows(looks, limits)
        with book.part(parts[sheet], limits.unpacked_bytes) as stream:
            yield from _rows(stream, target)


def _rows(stream: Bounded, target: sheet_cells.Rows) -> Iterator[tuple[int, list[str]]]:
    parser = _parser(target)
    while chunk := stream.read(CHUNK_BYTES):
        _feed(parser, chunk, False)
        yield from target.done
        target.done.clear()
    _feed(parser, b"", True)
    yield from target.done


class _Opened:
    """A workbook's parts; whatever is wrong with the archive becomes `Invalid`."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        _check_directory(file)
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, RuntimeError):
            raise _damaged() from None
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self._path = self._main()
        self.counts_from_1904 = False

    def __enter__(self) -> _Opened:
        return self

    def __exit__(self, *fault: object) -> None:
        self._zip.close()
        if isinstance(fault[1], zipfile.BadZipFile | zlib.error | EOFError | RuntimeError | OSError | struct.error):
            raise _damaged() from None

    def sheets(self) -> dict[str, str]:
        """Name -> part of every visible sheet."""
        targets = self._relations(self._path)
        found: dict[str, str] = {}

        def start(name: str, given: dict[str, str]) -> None:
            if name == "workbookPr":
                self.counts_from_1904 = given.get("date1904", "0") in ("1", "true")
            if name == "sheet" and given.get("state", "visible") == "visible":
                part = targets.get(given.get("id", ""), "")
                if part.lower() in self._names and "worksheets" in part.lower():
                    found[given.get("name", part)] = part

        self._scan(self._path, start)
        if not found:
            raise Invalid("The workbook has no visible sheet with a table.", field="file")
        return found

    def shared(self) -> list[str]:
        """Texts that cells share, by their place."""
        texts = sheet_cells.Texts()
        part = self._beside("sharedstrings.xml")
        if part:
            with self.part(part, MOST_STRINGS_BYTES) as stream:
                parser = _parser(texts)
                while chunk := stream.read(CHUNK_BYTES):
                    _feed(parser, chunk, False)
                _feed(parser, b"", True)
        return texts.found

    def dated(self) -> list[bool]:
        """Whether a cell of each style shows a day."""
        styles = sheet_cells.Styles()
        part = self._beside("styles.xml")
        if part:
            self._scan(part, styles.start, styles.end)
        return styles.dated()

    def size(self, part: str) -> int:
        """Bytes of a part, unpacked, as the archive says."""
        return self._zip.getinfo(self._names[part.lower()]).file_size

    def part(self, name: str, most: int) -> Bounded:
        """The bytes of a part, at most `most` of them."""
        return Bounded(self._zip.open(self._names[name.lower()]), most)

    def _main(self) -> str:
        if "mimetype" in self._names:
            raise Invalid("This is an OpenDocument file. Save it as XLSX or CSV.", field="file")
        if "xl/workbook.bin" in self._names:
            raise Invalid("This is a binary workbook (XLSB). Save it as XLSX or CSV.", field="file")
        if "xl/workbook.xml" in self._names:
            return "xl/workbook.xml"
        inside = [name for name in self._names.values() if name.endswith(("workbook.xml", "workbook2.xml"))]
        if not inside:
            raise Invalid("This is a ZIP archive, not a workbook. Unpack it and choose the table.", field="file")
        return inside[0]

    def _beside(self, name: str) -> str:
        return next((real for lower, real in self._names.items() if posixpath.basename(lower) == name), "")

    def _relations(self, part: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        found: dict[str, str] = {}

        def start(tag: str, given: dict[str, str]) -> None:
            if tag == "Relationship":
                target = given.get("Target", "")
                joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[given.get("Id", "")] = posixpath.normpath(joined)

        there = f"{folder}/_rels/{name}.rels".lower()
        if there in self._names:
            self._scan(there, start)
        return found

    def _scan(self, part: str, start: sheet_cells.Start, end: sheet_cells.End | None = None) -> None:
        parser = _parser(sheet_cells.Plain(start, end))
        with self.part(part, MOST_PART_BYTES) as stream:
            _feed(parser, stream.read(), True)


def _parser(target: sheet_cells.Target) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler = target.start
    parser.EndElementHandler = target.end
    parser.CharacterDataHandler = target.text
    return parser


def _feed(parser: expat.XMLParserType, chunk: bytes, final: bool) -> None:
    try:
        parser.Parse(chunk, final)
    except expat.ExpatError:
        raise _damaged() from None


def _no_doctype(*given: object) -> None:
    raise Invalid(
        "The workbook holds a document type, which no spreadsheet writes. Save it again as XLSX.", field="file"
    )


def _check_directory(file: BinaryIO) -> None:
    """Raise `Invalid` when the archive's directory is missing or larger than any workbook's."""
    size = file.seek(0, 2)
    file.seek(max(size - _TAIL_BYTES, 0))
    tail = file.read(_TAIL_BYTES)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise _damaged()
    if _END.unpack_from(tail, at)[5] > MOST_DIRECTORY_BYTES:
        raise Invalid("The workbook has more parts than any spreadsheet writes. Save it again as XLSX.", field="file")
    file.seek(0)


def _damaged() -> Invalid:
    return Invalid("The workbook is damaged or not whole. Save it again as XLSX, or as CSV.", field="file")
