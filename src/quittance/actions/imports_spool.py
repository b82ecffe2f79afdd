"""What an import must remember of files of any length, on disk: numbers seen, and rows that wait for others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from types import TracebackType
from typing import Any

from quittance.actions.imports_source import Line
from quittance.rules.fault import Fault

AT_A_TIME = 5_000
_PARTED, _JSON = "\x1f", "\x1e"
_START = """
    PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32768;
    CREATE TABLE seen (file INTEGER, number TEXT, n INTEGER, PRIMARY KEY (file, number)) WITHOUT ROWID;
    CREATE TABLE waiting (file INTEGER, owner TEXT, n INTEGER, cells TEXT, given TEXT, faults TEXT);
"""


class Spool:
    """A private database that SQLite keeps in memory while it is small, then in a file that nobody else sees.

    It goes away with the process, and it is never part of the books.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_START)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def claim(self, file: int, numbers: Sequence[tuple[str, int]]) -> dict[int, int]:
        """Remember (number, row) pairs of a file; row -> the earlier row that has the same number."""
        mine = dict(reversed(numbers))
        known = dict(self._in("SELECT number, n FROM seen WHERE file = ? AND number IN", file, list(mine)))
        earlier = {row: known.get(number, mine[number]) for number, row in numbers}
        self._db.executemany(
            "INSERT OR IGNORE INTO seen (file, number, n) VALUES (?, ?, ?)",
            [(file, number, row) for number, row in mine.items() if number not in known],
        )
        return {row: first for row, first in earlier.items() if first != row}

    def keep(self, file: int, rows: Iterable[Line]) -> None:
        """Put rows of a file aside under their first value: the number of what they belong to."""
        self._db.execute("BEGIN")
        self._db.executemany(
            "INSERT INTO waiting (file, owner, n, cells, given, faults) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (file, row.values[0], row.n, _packed(row.cells), _packed(row.values), _written(row.faults))
                for row in rows
            ),
        )
        self._db.execute("COMMIT")
        self._db.execute("CREATE INDEX IF NOT EXISTS waiting_owner ON waiting (file, owner, n)")

    def take(self, file: int, owners: Sequence[str]) -> list[Line]:
        """The rows that belong to these, in the order of the file; they are not given again."""
        found = self._in("SELECT n, cells, given, faults FROM waiting WHERE file = ? AND owner IN", file, owners)
        self._in("DELETE FROM waiting WHERE file = ? AND owner IN", file, owners)
        return sorted(Line(n, _unpacked(cells), _unpacked(given), _read(faults)) for n, cells, given, faults in found)

    def weights(self, file: int, owners: Sequence[str]) -> dict[str, int]:
        """How many rows belong to each of these, those without any left out."""
        counted: dict[str, int] = {}
        for (owner,) in self._in("SELECT owner FROM waiting WHERE file = ? AND owner IN", file, owners):
            counted[owner] = counted.get(owner, 0) + 1
        return counted

    def left(self, file: int, most: int) -> Iterator[list[str]]:
        """Numbers whose rows nobody has taken, some at a time; take them before going on."""
        statement = "SELECT DISTINCT owner FROM waiting WHERE file = ? ORDER BY owner LIMIT ?"
        while found := self._db.execute(statement, [file, most]).fetchall():
            yield [row[0] for row in found]

    def _in(self, statement: str, file: int, values: Sequence[str]) -> list[tuple[Any, ...]]:
        """Rows of a statement that ends in IN, however many values there are."""
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(values), AT_A_TIME):
            part = values[start : start + AT_A_TIME]
            found += self._db.execute(f"{statement} ({', '.join('?' * len(part))})", [file, *part]).fetchall()
        return found


def _packed(cells: Sequence[str]) -> str:
    """Cells as one text, parted by a sign that hardly any cell holds; JSON where one does."""
    text = _PARTED.join(cells)
    plain = text.count(_PARTED) == len(cells) - 1 and not text.startswith(_JSON)
    return text if plain else _JSON + json.dumps(cells)


def _unpacked(text: str) -> list[str]:
    if text.startswith(_JSON):
        cells: list[str] = json.loads(text[1:])
        return cells
    return text.split(_PARTED)


def _written(faults: Sequence[Fault]) -> str:
    return json.dumps([astuple(fault) for fault in faults]) if faults else ""


def _read(text: str) -> tuple[Fault, ...]:
    return tuple(Fault(*said) for said in json.loads(text)) if text else ()
