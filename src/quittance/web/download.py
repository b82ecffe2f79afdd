"""Lists as files: CSV streamed, XLSX with real numbers and days; what a cell holds never runs as a formula."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from quittance import file_answer
from quittance.reports import snapshot
from quittance.rules import currency as currencies
from quittance.rules import money

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet takes for a formula."""

BOM = "\ufeff"
CHUNK_CHARACTERS = 65_536
MOST_SHEET_ROWS = 200_000
HEAD = 2
"""The sheet's row, from 0, that names the columns."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell of minor units."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return money.write(self.minor, self.currency)

    @property
    def decimal(self) -> Decimal:
        """The exact amount."""
        return Decimal(self.minor).scaleb(-currencies.exponent(self.currency))


def table(
    form: str, name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponseBase | None:
    """The list as the file that `form` ("csv" or "xlsx") asks for; None for anything else.

    Cells are text, whole numbers, days, `Amount` or None; `title` says what the list was filtered by.
    """
    if form == "csv":
        return as_csv(name, columns, rows)
    if form == "xlsx":
        return as_xlsx(name, title, columns, rows)
    return None


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """UTF-8 with a mark that Excel understands, ISO days, decimal points; rows are streamed."""
    response = StreamingHttpResponse(_lines(columns, rows), content_type=file_answer.CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_xlsx(name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """A sheet with the title on top, a frozen head, a filter and totals as formulas; at most `MOST_SHEET_ROWS` rows."""
    import xlsxwriter

    kept = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(kept, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = _Sheet(book, title, columns)
    with snapshot.held():
        for row in itertools.islice(rows, MOST_SHEET_ROWS):
            sheet.add(row)
    sheet.end()
    book.close()
    kept.seek(0)
    return FileResponse(kept, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def safe(value: Any) -> str:
    """A cell of a CSV: text that begins like a formula gets an apostrophe, amounts do not."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    held.write(BOM)
    writer.writerow(columns)
    with snapshot.held():
        for row in rows:
            writer.writerow([safe(value) for value in row])
            if held.tell() > CHUNK_CHARACTERS:
                yield held.getvalue()
                held.seek(0)
                held.truncate()
    yield held.getvalue()


class _Sheet:
    """A sheet that is written from the top, row by row, and forgets each row."""

    def __init__(self, book: Any, title: str, columns: Sequence[str]) -> None:
        bold = book.add_format({"bold": True})
        self.sheet = book.add_worksheet("List")
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.formats = {places: book.add_format({"num_format": _pattern(places)}) for places in range(5)}
        self.last = len(columns) - 1
        self.y = HEAD
        self.currencies: dict[int, set[str]] = {}
        self.sheet.set_column(0, self.last, 16)
        self.sheet.write_string(0, 0, title, bold)
        for x, column in enumerate(columns):
            self.sheet.write_string(HEAD, x, column, bold)
        self.sheet.freeze_panes(HEAD + 1, 1)

    def add(self, row: Sequence[Any]) -> None:
        """One row below the last."""
        self.y += 1
        for x, value in enumerate(row):
            if isinstance(value, Amount):
                self.currencies.setdefault(x, set()).add(value.currency)
            self._write(x, value)

    def end(self) -> None:
        """The filter, and totals of the columns that hold one currency."""
        if self.y == HEAD:
            return
        self.sheet.autofilter(HEAD, 0, self.y, self.last)
        for x, held in self.currencies.items():
            if len(held) == 1:
                total = f"=SUBTOTAL(109,{_letter(x)}{HEAD + 2}:{_letter(x)}{self.y + 1})"
                self.sheet.write_formula(self.y + 1, x, total, self.formats[currencies.exponent(min(held))])

    def _write(self, x: int, value: Any) -> None:
        if isinstance(value, Amount):
            self.sheet.write_number(self.y, x, value.decimal, self.formats[currencies.exponent(value.currency)])
        elif isinstance(value, datetime.date):
            self.sheet.write_datetime(self.y, x, value, self.day)
        elif isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15:
            self.sheet.write_number(self.y, x, value)
        elif value is not None:
            self.sheet.write_string(self.y, x, str(value))


def _pattern(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


def _letter(x: int) -> str:
    return chr(65 + x) if x < 26 else f"{chr(64 + x // 26)}{chr(65 + x % 26)}"
