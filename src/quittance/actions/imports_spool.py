"""What an import must remember of files of any length: numbers seen, and lines until their invoice comes, on disk."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from quittance.actions.imports_source import Line

AT_A_TIME = 5_000
_START = """
    PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY;
    CREATE TABLE seen (file INTEGER, number TEXT, n INTEGER, PRIMARY KEY (file, number)) WITHOUT ROWID;
    CREATE TABLE line (invoice TEXT, n INTEGER, cells TEXT, given TEXT);
"""


class Spool:
    """A private database in a temporary folder that goes away with the import; never part of the books."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="quittance-import-")
        self._db = sqlite3.connect(Path(self._folder.name) / "spool.sqlite3", isolation_level=None)
        self._db.executescript(_START)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        self._folder.cleanup()

    def claim(self, file: int, numbers: Sequence[tuple[str, int]]) -> dict[int, int]:
        """Remember (number, row) pairs of a file; row -> the earlier row that has the same number."""
        mine = dict(reversed(numbers))
        known = self._of(file, mine)
        earlier = {row: known.get(number, mine[number]) for number, row in numbers}
        self._db.executemany(
            "INSERT OR IGNORE INTO seen (file, number, n) VALUES (?, ?, ?)",
            [(file, number, row) for number, row in mine.items() if number not in known],
        )
        return {row: first for row, first in earlier.items() if first != row}

    def keep_lines(self, rows: Iterable[Line]) -> int:
        """Put lines aside under the number of their invoice; how many there were."""
        count = 0
        self._db.execute("BEGIN")
        batch: list[tuple[str, int, str, str]] = []
        for row in rows:
            batch.append((row.values[0], row.n, json.dumps(row.cells), json.dumps(row.values)))
            count += 1
            if len(batch) == AT_A_TIME:
                self._put(batch)
        self._put(batch)
        self._db.execute("COMMIT")
        self._db.execute("CREATE INDEX line_invoice ON line (invoice, n)")
        return count

    def take_lines(self, invoices: Sequence[str]) -> list[Line]:
        """The lines of these invoices, in the order of the file; they are not given again."""
        made: list[Line] = []
        for start in range(0, len(invoices), AT_A_TIME):
            part = list(invoices[start : start + AT_A_TIME])
            marks = ", ".join("?" * len(part))
            found = self._db.execute(f"SELECT n, cells, given FROM line WHERE invoice IN ({marks}) ORDER BY n", part)
            made += [Line(n, json.loads(cells), json.loads(given), ()) for n, cells, given in found]
            self._db.execute(f"DELETE FROM line WHERE invoice IN ({marks})", part)
        return made

    def weights(self, invoices: Sequence[str]) -> dict[str, int]:
        """How many lines each of these invoices has, those without any left out."""
        found: dict[str, int] = {}
        for start in range(0, len(invoices), AT_A_TIME):
            part = list(invoices[start : start + AT_A_TIME])
            marks = ", ".join("?" * len(part))
            rows = self._db.execute(
                f"SELECT invoice, COUNT(*) FROM line WHERE invoice IN ({marks}) GROUP BY invoice", part
            )
            found |= dict(rows.fetchall())
        return found

    def other_invoices(self, most: int) -> Iterator[list[str]]:
        """Numbers of invoices whose lines nobody has taken, some at a time; take them before going on."""
        while found := self._db.execute(
            "SELECT DISTINCT invoice FROM line ORDER BY invoice LIMIT ?", [most]
        ).fetchall():
            yield [row[0] for row in found]

    def _of(self, file: int, numbers: Iterable[str]) -> dict[str, int]:
        wanted = list(numbers)
        found: dict[str, int] = {}
        for start in range(0, len(wanted), AT_A_TIME):
            part = wanted[start : start + AT_A_TIME]
            marks = ", ".join("?" * len(part))
            rows = self._db.execute(f"SELECT number, n FROM seen WHERE file = ? AND number IN ({marks})", [file, *part])
            found |= dict(rows.fetchall())
        return found

    def _put(self, batch: list[tuple[str, int, str, str]]) -> None:
        self._db.executemany("INSERT INTO line (invoice, n, cells, given) VALUES (?, ?, ?, ?)", batch)
        batch.clear()
