"""Rows at fault as a CSV file: the original columns, then row, column and what to do; safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import BinaryIO

ADDED = ("fault row", "fault column", "what to do")
"""Columns behind the original ones; a file that is fixed and comes in again may keep them."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[\d.,' ]+")


class ErrorFile:
    """A CSV file in UTF-8 with its mark, begun with the first row at fault; `rows` counts them."""

    def __init__(self, file: BinaryIO, header: Sequence[str], delimiter: str = ",") -> None:
        self._file, self._header, self._delimiter = file, header, delimiter or ","
        self.rows = 0

    def add(self, row: int, cells: Sequence[str], columns: Sequence[str], sentences: Sequence[str]) -> None:
        """One row, with the columns at fault and what to do about each."""
        if self.rows == 0:
            self._file.write(b"\xef\xbb\xbf")
            self._line([*self._header, *ADDED])
        self.rows += 1
        filled = [*cells, *[""] * (len(self._header) - len(cells))][: len(self._header)]
        named = ", ".join(dict.fromkeys(filter(None, columns)))
        self._line([*filled, str(row), named, " ".join(dict.fromkeys(sentences))])

    def _line(self, cells: Sequence[str]) -> None:
        text = io.StringIO()
        csv.writer(text, delimiter=self._delimiter, lineterminator="\r\n").writerow([safe(cell) for cell in cells])
        self._file.write(text.getvalue().encode("utf-8", "replace"))


def safe(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula; a number stays a number. `sheet.read` undoes it."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell
