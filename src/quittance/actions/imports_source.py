"""A file on its way in: looked at, its header found, its rows read through its mapping."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from quittance.formats import sheet
from quittance.formats.sheet_limits import Limits
from quittance.formats.sheet_write import ErrorFile
from quittance.rules import mapping as mappings
from quittance.rules.fault import Fault
from quittance.rules.mapping import FIELDS, Mapping
from quittance.rules.mapping_rows import Reader
from quittance.rules.refusals import Invalid

SAMPLE_ROWS = 1_000
"""Rows from the top of a file that a guess looks at."""

CHUNK_BYTES = 2**20


class Line(NamedTuple):
    """A row of the file: its number, its cells, and the values of the mapped fields."""

    n: int
    cells: list[str]
    values: list[str]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The top of a file, for a guess and for a screen: how it is read and its first rows that are not blank."""

    seen: sheet.Look
    rows: tuple[sheet.Row, ...]


def sample(file: BinaryIO, limits: Limits, *, given: Mapping | None = None, rows: int = SAMPLE_ROWS) -> Sample:
    """Look at a file; what a mapping says of encoding, delimiter and sheet is not guessed."""
    seen = _look(file, limits, given)
    found = []
    for row in sheet.read(file, seen, limits):
        found.append(row)
        if len(found) == rows:
            break
    return Sample(seen, tuple(found))


def digest(file: BinaryIO) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    made = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        made.update(chunk)
    return made.hexdigest()


class Source:
    """A file with its mapping; `rows` may be gone through several times."""

    def __init__(self, name: str, file: BinaryIO, mapping: Mapping, limits: Limits, errors: BinaryIO) -> None:
        self.name = name
        self.mapping = mappings.check_whole(mapping)
        self.digest = digest(file)
        self._file, self._limits = file, limits
        self.seen = _look(file, limits, mapping)
        self.header = self._header()
        self._reader = Reader(mapping, self.header)
        self.errors = ErrorFile(errors, self.header, self.seen.delimiter)

    @property
    def kind(self) -> str:
        """What the file holds."""
        return self.mapping.kind

    def rows(self) -> Iterator[Line]:
        """Every row below the header."""
        for row in sheet.read(self._file, self.seen, self._limits):
            if row.n <= self.mapping.header_row:
                continue
            read = self._reader.read(row.n, row.cells)
            faults = (Fault(self.kind, row.n, "", "invalid", row.fault),) if row.fault else read.faults
            yield Line(row.n, row.cells, read.values, faults)

    def owners(self) -> Iterator[str]:
        """The first field of every row, and nothing else of it."""
        at = self._reader.place_of(FIELDS[self.kind][0])
        for row in sheet.read(self._file, self.seen, self._limits):
            if row.n > self.mapping.header_row:
                yield row.cells[at].strip() if at < len(row.cells) else ""

    def column(self, field: str) -> str:
        """The header of a field's column, or the field's own name."""
        return self.mapping.column(field) or field

    def refuse(self, line_n: int, cells: Sequence[str], faults: Sequence[Fault]) -> None:
        """Put a row into the error file."""
        columns = [self.column(fault.field) for fault in faults if fault.field]
        self.errors.add(line_n, cells, columns, [fault.sentence for fault in faults])

    def _header(self) -> tuple[str, ...]:
        for row in sheet.read(self._file, self.seen, self._limits):
            if row.n == self.mapping.header_row:
                return mappings.headers(row.cells)
            if row.n > self.mapping.header_row:
                break
        raise Invalid(f"Row {self.mapping.header_row} of {self.name} holds no header.", field="header_row")


def _look(file: BinaryIO, limits: Limits, given: Mapping | None) -> sheet.Look:
    if given is None:
        return sheet.look(file, limits)
    return sheet.look(file, limits, encoding=given.encoding, delimiter=given.delimiter, sheet=given.sheet)
