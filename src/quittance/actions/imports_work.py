"""An import under way: its files, what waits beside them, what was counted so far and what is at fault."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from quittance.actions.command import Context
from quittance.actions.imports_beside import Beside
from quittance.actions.imports_draft import Count
from quittance.actions.imports_portion import TakeIn, TakenIn, take_in
from quittance.actions.imports_source import Line, Source
from quittance.actions.imports_spool import Spool
from quittance.books import bulk
from quittance.books.keys import new_id
from quittance.rules import exchange
from quittance.rules.exchange import ALLOCATIONS, INVOICES, LINES, PAYMENTS
from quittance.rules.fault import Fault
from quittance.rules.mapping import LEDGER

OWNERS = {LINES: INVOICES, ALLOCATIONS: PAYMENTS}
"""Rows that go into the books beside those of another kind: lines with invoices, allocations with payments."""

MOST_FAULTS = 1_000
"""Faults that a report names for one file; the error file holds them all."""

Progress = Callable[[int, int], None]
Take = Callable[[Context, TakeIn], TakenIn]


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row at fault as its file shows it: row, header of the column ("" for the whole row), code, what to do."""

    row: int
    column: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file's rows: `refused` counts rows in the error file, `faults` names the first of them."""

    name: str
    kind: str
    rows: int
    refused: int
    faults: tuple[RowFault, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What an import came to: counts by kind and currency (amounts in minor units), and each file."""

    counts: tuple[Count, ...]
    files: tuple[FileReport, ...]
    dry_run: bool

    @property
    def refused(self) -> int:
        """Rows that were not taken in."""
        return sum(one.refused for one in self.files)


@dataclass(slots=True)
class InFile:
    """A source with what is known of it so far."""

    place: int
    source: Source
    rows: int = 0
    refused: int = 0
    faults: list[RowFault] = field(default_factory=list)
    portions: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    beside: Beside | None = None


class Work:
    """An import under way."""

    def __init__(
        self, context: Context, spool: Spool, take: Take, progress: Progress, sources: Sequence[Source]
    ) -> None:
        self.context = context if context.key else replace(context, key=f"own:{new_id()}")
        self.spool, self._take, self._progress = spool, take, progress
        self.files = [InFile(place, source) for place, source in enumerate(sources)]
        self._waiting = {
            kind: mine[0]
            for kind in OWNERS
            if len(mine := [file for file in self.files if file.source.kind == kind]) == 1
        }
        self._total = sum(file.source.seen.rows for file in self.files)
        self._done = 0
        self._counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def beside(self, kind: str) -> tuple[InFile, Beside] | None:
        """The file whose rows belong to those of a kind; None when there is none, or several."""
        own = next((own for own, owner in OWNERS.items() if owner == kind and own in self._waiting), None)
        return self.set_aside(self._waiting[own]) if own else None

    def set_aside(self, file: InFile) -> tuple[InFile, Beside] | None:
        """The rows of a file by what they belong to; None when it is one of several of its kind."""
        if file not in self._waiting.values():
            return None
        if file.beside is None:
            owners = [one for one in self.files if one.source.kind == OWNERS[file.source.kind]]
            only = owners[0].source if len(owners) == 1 else None
            file.beside = Beside(file.place, file.source, self.spool, only)
        return file, file.beside

    def portion(self, file: InFile, rows: dict[str, list[tuple[int, list[str]]]]) -> list[Fault]:
        """Have one portion taken in; its faults."""
        n = next(file.portions)
        key = f"{self.context.key[:120]}:{file.source.digest[:24]}:{file.place}:{n}"
        data = TakeIn(
            file.source.name[:200],
            file.source.digest,
            n,
            **{kind: exchange.write(given) for kind, given in rows.items()},
            ledger=file.source.kind == LEDGER,
        )
        taken = self._take(replace(self.context, key=key), data)
        if self._take is take_in:
            bulk.gather()
        for one in taken.counts:
            self._counts[one.kind, one.currency].update(taken=one.taken, unchanged=one.unchanged, amount=one.amount)
        return list(taken.faults)

    def refuse(self, file: InFile, lines: Iterable[Line], faults: Iterable[Fault]) -> None:
        """Put the rows that have faults into the file's error file and report."""
        by_row: dict[int, list[Fault]] = defaultdict(list)
        for fault in faults:
            by_row[fault.row].append(fault)
        for line in lines:
            mine = by_row.get(line.n)
            if mine:
                file.refused += 1
                file.source.refuse(line.n, line.cells, mine)
                room = MOST_FAULTS - len(file.faults)
                file.faults += [
                    RowFault(one.row, one.field and file.source.column(one.field), one.code, one.sentence)
                    for one in mine[:room]
                ]

    def moved(self, file: InFile, rows: int) -> None:
        """Note that so many rows of a file are done."""
        file.rows += rows
        self._done += rows
        self._progress(self._done, max(self._total, self._done))

    def report(self, dry_run: bool) -> Report:
        """What it all came to."""
        order = {kind: at for at, kind in enumerate(exchange.KINDS)}
        counts = [
            Count(kind, currency, made["taken"], made["unchanged"], made["amount"])
            for (kind, currency), made in sorted(self._counts.items(), key=lambda pair: (order[pair[0][0]], pair[0]))
        ]
        files = [
            FileReport(file.source.name, file.source.kind, file.rows, file.refused, tuple(file.faults))
            for file in self.files
        ]
        return Report(tuple(counts), tuple(files), dry_run)
