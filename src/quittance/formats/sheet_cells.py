"""What the XML of a workbook says: shared texts, which styles show days, and rows of cells as text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation
from typing import Protocol

from quittance.formats.sheet_limits import Limits
from quittance.rules.refusals import Invalid

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]

# Number formats that show days without being spelled out: ECMA-376 part 1, 18.8.30, with the East Asian ones.
_BUILT_IN_DAYS = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_FIRST_1900 = datetime.date(1899, 12, 30)
_FIRST_1904 = datetime.date(1904, 1, 1)
_LAST_SERIAL = 2_958_465
_LEAP_SERIAL = 60
"""The 29 February 1900 that spreadsheets count and that never was: days before it lie one later."""

_FIFTEEN = Context(prec=15)
"""Digits that a spreadsheet keeps of a number; what it writes beyond them is the error of binary fractions."""

_SECONDS_A_DAY = 86_400


class Target(Protocol):
    """What a parser tells about elements and text."""

    def start(self, name: str, given: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Looks:
    """What cells refer to: shared texts, whether each style shows a day, and from which year days count."""

    shared: list[str]
    dated: list[bool]
    from_1904: bool


class Plain:
    """Calls functions with local names."""

    def __init__(self, start: Start, end: End | None = None) -> None:
        self._start, self._end = start, end

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        self._start(_local(name), {_local(key): value for key, value in given.items()})

    def end(self, name: str) -> None:
        """An element ends."""
        if self._end is not None:
            self._end(_local(name))

    def text(self, data: str) -> None:
        """Text between elements does not matter here."""


class Texts:
    """The shared texts of a workbook, without the readings of East Asian signs."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._wanted = False

    def start(self, name: str, given: dict[str, str]) -> None:
        """A text begins with `si`, a piece of it with `t`."""
        local = _local(name)
        if local == "si":
            self._parts = []
        self._wanted = local == "t" if local != "rPh" else False

    def end(self, name: str) -> None:
        """A text ends."""
        self._wanted = False
        if _local(name) == "si":
            self.found.append("".join(self._parts))

    def text(self, data: str) -> None:
        """A piece of the text."""
        if self._wanted:
            self._parts.append(data)


class Styles:
    """Which of the cell styles show a day."""

    def __init__(self) -> None:
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self._inside = False

    def start(self, name: str, given: dict[str, str]) -> None:
        """Number formats by id, then the styles of cells in order."""
        if name == "numFmt" and given.get("numFmtId", "").isdigit():
            self._formats[int(given["numFmtId"])] = given.get("formatCode", "")
        if name == "cellXfs":
            self._inside = True
        if name == "xf" and self._inside:
            number = given.get("numFmtId", "0")
            self._styles.append(int(number) if number.isdigit() else 0)

    def end(self, name: str) -> None:
        """The styles of cells end."""
        if name == "cellXfs":
            self._inside = False

    def dated(self) -> list[bool]:
        """True for each style that shows a day."""
        return [
            shows_day(self._formats[one]) if one in self._formats else one in _BUILT_IN_DAYS for one in self._styles
        ]


@dataclass(slots=True)
class _Cell:
    column: int = 0
    kind: str = "n"
    style: str = ""
    value: list[str] = field(default_factory=list)
    formula: list[str] = field(default_factory=list)


class Rows:
    """Rows of one sheet as they end, in `done`; the reader empties it."""

    def __init__(self, looks: Looks, limits: Limits) -> None:
        self.done: list[tuple[int, list[str]]] = []
        self._looks, self._limits = looks, limits
        self._n = 0
        self._cells: list[str] = []
        self._cell = _Cell()
        self._into: list[str] | None = None

    def start(self, name: str, given: dict[str, str]) -> None:
        """A row, a cell, or what is in a cell begins."""
        local = _local(name)
        if local == "c":
            self._cell = _Cell(self._column(given.get("r", "")), given.get("t", "n"), given.get("s", ""))
        elif local in ("v", "t"):
            self._into = self._cell.value
        elif local == "f":
            self._into = self._cell.formula
        elif local == "row":
            number = given.get("r", "")
            self._n = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else self._n + 1
            self._cells = []
            if self._n > self._limits.rows:
                raise Invalid(f"The sheet goes beyond row {self._limits.rows:,}. Split it.", field="file")
        elif local == "rPh":
            self._cell.kind = f"{self._cell.kind} read"

    def end(self, name: str) -> None:
        """A cell is laid in its column, a row is done."""
        local = _local(name)
        self._into = None
        if local == "c":
            self._cells += [""] * (self._cell.column - len(self._cells))
            if self._cell.column == len(self._cells):
                self._cells.append(self._shown(self._cell))
        elif local == "row":
            self.done.append((self._n, self._cells))
        elif local == "rPh":
            self._cell.kind = self._cell.kind.removesuffix(" read")

    def text(self, data: str) -> None:
        """A piece of a value or formula."""
        if self._into is not None and not self._cell.kind.endswith(" read"):
            self._into.append(data)

    def _column(self, reference: str) -> int:
        """The column of a reference such as AB12, from 0; the next one when there is none."""
        at = 0
        for sign in reference:
            if not "A" <= sign <= "Z":
                break
            at = at * 26 + ord(sign) - 64
        column = at - 1 if at else len(self._cells)
        if column >= self._limits.columns:
            raise Invalid(
                f"Row {self._n} goes beyond {self._limits.columns} columns. Take the ones away that are not needed.",
                field="file",
            )
        return column

    def _shown(self, cell: _Cell) -> str:
        value = "".join(cell.value)
        kind = cell.kind
        if not value and cell.formula:
            return "=" + "".join(cell.formula)
        if kind == "s":
            shared = self._looks.shared
            return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if kind != "n" or not value:
            return value
        style = int(cell.style) if cell.style.isdigit() else 0
        dated = style < len(self._looks.dated) and self._looks.dated[style]
        return day_of(value, from_1904=self._looks.from_1904) if dated else number_of(value)


def shows_day(code: str) -> bool:
    """Whether a number format shows a day: it has a year, a day or a month's name, not only hours."""
    plain = _QUOTED.sub("", code.split(";", maxsplit=1)[0]).lower()
    return any(sign in plain for sign in "yd") or ("mmm" in plain) or (plain.strip("/-. ") == "mm")


def number_of(value: str) -> str:
    """Decimal text of a number as the file has it, without exponent and without the error of binary fractions."""
    if value.lstrip("-").isdigit():
        return value
    try:
        number = _FIFTEEN.create_decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or not -300 < number.adjusted() < 300:
        return value
    shown = format(number, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def day_of(value: str, *, from_1904: bool) -> str:
    """ISO text of a serial day, with the time of day where there is one; the number itself when it is no day."""
    try:
        serial = Decimal(value)
    except InvalidOperation:
        return value
    if not serial.is_finite() or not 1 <= serial <= _LAST_SERIAL:
        return number_of(value)
    whole = int(serial)
    seconds = int(((serial - whole) * _SECONDS_A_DAY).to_integral_value())
    first = _FIRST_1904 if from_1904 else _FIRST_1900
    early = not from_1904 and whole < _LEAP_SERIAL
    try:
        day = first + datetime.timedelta(days=whole + early)
    except OverflowError:
        return number_of(value)
    if not seconds:
        return day.isoformat()
    return f"{day.isoformat()} {seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _local(name: str) -> str:
    return name.rpartition("}")[2]
