"""Files taken in: in the order of their kinds, portion by portion, with what became of every row."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from quittance.actions.command import Context
from quittance.actions.imports_draft import HELD_BACK, Count
from quittance.actions.imports_portion import MOST_ROWS, TakeIn, TakenIn, take_in
from quittance.actions.imports_source import Line, Source
from quittance.actions.imports_spool import Spool
from quittance.books import bulk
from quittance.books.keys import new_id
from quittance.rules import exchange, mapping_ledger
from quittance.rules.exchange import ALLOCATIONS, CUSTOMERS, INVOICES, LINES, PAYMENTS
from quittance.rules.fault import Fault
from quittance.rules.mapping import FIELDS, KINDS, LEDGER
from quittance.rules.refusals import Invalid

OWNERS = {LINES: INVOICES, ALLOCATIONS: PAYMENTS}
"""Rows that go into the books beside those of another kind: lines with invoices, allocations with payments."""

MOST_BESIDE = 20_000
"""Lines or allocations in a portion, unless one invoice or payment alone has more."""

FIRST_ROWS = 200
"""Rows of the first portion: a person sees something move, and the database what is coming."""

MOST_FAULTS = 1_000
"""Faults that a report names for one file; the error file holds them all."""

MOST_FILES = 20
GENERATIONS = 10

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
class _File:
    """A source with what is known of it so far."""

    place: int
    source: Source
    rows: int = 0
    refused: int = 0
    faults: list[RowFault] = field(default_factory=list)
    portions: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    set_aside: bool = False


def run(
    context: Context, sources: Sequence[Source], progress: Progress, take: Take = take_in, *, dry_run: bool = False
) -> Report:
    """Take the files in, those of one kind after the other; rows at fault go to the sources' error files.

    Each portion is a command of its own: after a crash the same key gives the portions that were
    done their stored results, and what is in the books already is left as it is.
    """
    _check_files(sources)
    with Spool() as spool:
        work = _Work(context, spool, take, progress, sources)
        for kind in KINDS:
            for file in work.files:
                if file.source.kind == kind:
                    _BY_KIND[kind](work, file)
        return work.report(dry_run)


class _Work:
    """An import under way."""

    def __init__(
        self, context: Context, spool: Spool, take: Take, progress: Progress, sources: Sequence[Source]
    ) -> None:
        self.context = context if context.key else replace(context, key=f"own:{new_id()}")
        self.spool, self._take, self._progress = spool, take, progress
        self.files = [_File(place, source) for place, source in enumerate(sources)]
        self._waiting = {
            kind: mine[0]
            for kind in OWNERS
            if len(mine := [file for file in self.files if file.source.kind == kind]) == 1
        }
        self._total = sum(file.source.seen.rows for file in self.files)
        self._done = 0
        self._grown = 0
        self._counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def waiting_for(self, kind: str) -> _File | None:
        """The file whose rows belong to those of a kind, put aside; None when there is none."""
        for own, owner in OWNERS.items():
            if owner == kind and own in self._waiting:
                self.set_aside(self._waiting[own])
                return self._waiting[own]
        return None

    def set_aside(self, file: _File) -> bool:
        """Put all rows of a file into the spool, once; False when it is one of several of its kind."""
        if file not in self._waiting.values():
            return False
        if not file.set_aside:
            file.set_aside = True
            self.spool.keep(file.place, _readable(self, file))
        return True

    def portion(self, file: _File, rows: dict[str, list[tuple[int, list[str]]]]) -> list[Fault]:
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
            self._grown += sum(one.taken for one in taken.counts)
            bulk.gather(self._grown)
        for one in taken.counts:
            self._counts[one.kind, one.currency].update(taken=one.taken, unchanged=one.unchanged, amount=one.amount)
        return list(taken.faults)

    def refuse(self, file: _File, lines: Iterable[Line], faults: Iterable[Fault]) -> None:
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

    def moved(self, file: _File, rows: int) -> None:
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


def _simple(work: _Work, file: _File) -> None:
    """Portions as they come."""
    for lines in _portions(file.source.rows()):
        good = _first_of_their_number(work, file, lines)
        faults = work.portion(file, {file.source.kind: [(line.n, line.values) for line in good]})
        work.refuse(file, good, faults)
        work.moved(file, len(lines))


def _customers(work: _Work, file: _File) -> None:
    """Customers, parents before their children however the file has them."""
    depths = _depths(file.source)
    for depth in range(max(depths.values(), default=0) + 1):
        rows = (line for line in file.source.rows() if _depth_of(line, depths) == depth)
        for lines in _portions(rows):
            good = _first_of_their_number(work, file, lines)
            faults = work.portion(file, {CUSTOMERS: [(line.n, line.values) for line in good]})
            work.refuse(file, good, faults)
            work.moved(file, len(lines))


def _with_beside(work: _Work, file: _File) -> None:
    """Invoices with their lines, payments with their allocations, which stand in any order in a file of their own."""
    kind = file.source.kind
    beside = work.waiting_for(kind)
    for lines in _portions(file.source.rows()):
        good = _first_of_their_number(work, file, lines)
        if beside and len(good) < len(lines):
            _hold_back(work, file, beside, good, lines)
        for part in _by_weight(work, beside, good):
            own = work.spool.take(beside.place, [line.values[0] for line in part]) if beside else []
            rows = {kind: [(line.n, line.values) for line in part]}
            if beside:
                rows[beside.source.kind] = [(one.n, one.values) for one in own]
            faults = work.portion(file, rows)
            work.refuse(file, part, (fault for fault in faults if fault.kind == kind))
            if beside:
                work.refuse(beside, own, (fault for fault in faults if fault.kind != kind))
                work.moved(beside, len(own))
        work.moved(file, len(lines))


def _left_over(work: _Work, file: _File) -> None:
    """Lines and allocations whose invoice or payment is in none of the files: it is in the books, or missing."""
    if not work.set_aside(file):
        _simple(work, file)
        return
    for owners in work.spool.left(file.place, MOST_ROWS // 4):
        own = work.spool.take(file.place, owners)
        for start in range(0, len(own), MOST_BESIDE):
            part = own[start : start + MOST_BESIDE]
            faults = work.portion(file, {file.source.kind: [(one.n, one.values) for one in part]})
            work.refuse(file, part, faults)
            work.moved(file, len(part))


def _ledger(work: _Work, file: _File) -> None:
    """A ledger: each row is an invoice, perhaps its customer, perhaps its payment."""
    for lines in _portions(file.source.rows()):
        good = _first_of_their_number(work, file, lines)
        rows: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
        for line in good:
            for kind, values in mapping_ledger.parts(line.values).items():
                rows[kind].append((line.n, values))
        faults = [
            replace(fault, field=mapping_ledger.field_of(fault.kind, fault.field)) for fault in work.portion(file, rows)
        ]
        work.refuse(file, good, faults)
        work.moved(file, len(lines))


_BY_KIND: dict[str, Callable[[_Work, _File], None]] = {
    CUSTOMERS: _customers,
    LEDGER: _ledger,
    INVOICES: _with_beside,
    LINES: _left_over,
    PAYMENTS: _with_beside,
    ALLOCATIONS: _left_over,
}


def _portions(rows: Iterator[Line]) -> Iterator[list[Line]]:
    """Rows some thousand at a time, after a small beginning."""
    most = FIRST_ROWS
    while lines := list(itertools.islice(rows, most)):
        yield lines
        most = MOST_ROWS


def _readable(work: _Work, file: _File) -> Iterator[Line]:
    for lines in _portions(file.source.rows()):
        yield from _first_of_their_number(work, file, lines)


def _first_of_their_number(work: _Work, file: _File, lines: list[Line]) -> list[Line]:
    """The rows that can be read and are the first of their number in the file; the others are refused."""
    readable = [line for line in lines if not line.faults]
    work.refuse(file, lines, (fault for line in lines for fault in line.faults))
    if file.source.kind not in _NUMBERED:
        return readable
    name = FIELDS[file.source.kind][0]
    twice = work.spool.claim(file.place, [(line.values[0], line.n) for line in readable if line.values[0]])
    faults = [
        Fault(file.source.kind, row, name, "duplicate", f"The same {name} as in row {first}. Keep one of the two.")
        for row, first in twice.items()
    ]
    work.refuse(file, readable, faults)
    return [line for line in readable if line.n not in twice]


_NUMBERED = frozenset((CUSTOMERS, INVOICES, LEDGER, PAYMENTS))


def _hold_back(work: _Work, file: _File, beside: _File, good: list[Line], lines: list[Line]) -> None:
    """What belongs to rows that could not be read waits for them; a number that stands twice keeps its own."""
    kept = {line.values[0] for line in good}
    refused = {line.values[0]: line.n for line in lines if line.values and line.values[0] not in kept}
    own = work.spool.take(beside.place, list(refused))
    kind = beside.source.kind
    faults = [
        Fault(
            kind,
            one.n,
            FIELDS[kind][0],
            HELD_BACK,
            f"It belongs to row {refused[one.values[0]]} of {file.source.name}, which was refused. Import both.",
        )
        for one in own
    ]
    work.refuse(beside, own, faults)
    work.moved(beside, len(own))


def _by_weight(work: _Work, beside: _File | None, lines: list[Line]) -> Iterator[list[Line]]:
    """The rows in parts that have not too many rows beside them."""
    weights = work.spool.weights(beside.place, [line.values[0] for line in lines]) if beside else {}
    part: list[Line] = []
    weight = 0
    for line in lines:
        own = weights.get(line.values[0], 0)
        if part and weight + own > MOST_BESIDE:
            yield part
            part, weight = [], 0
        part.append(line)
        weight += own
    if part:
        yield part


def _depths(source: Source) -> dict[str, int]:
    """Number -> how many of its parents stand in the same file, for customers that have one."""
    above: dict[str, str] = {}
    for line in source.rows():
        if line.values and line.values[_PARENT]:
            above.setdefault(line.values[0], line.values[_PARENT])
    found: dict[str, int] = {}
    for number in above:
        depth, at = 0, number
        while at in above and depth < GENERATIONS:
            at, depth = above[at], depth + 1
        found[number] = depth
    return found


_PARENT = FIELDS[CUSTOMERS].index("parent_number")


def _depth_of(line: Line, depths: dict[str, int]) -> int:
    return depths.get(line.values[0], 0) if line.values else 0


def _check_files(sources: Sequence[Source]) -> None:
    if not 1 <= len(sources) <= MOST_FILES:
        raise Invalid(f"Give between 1 and {MOST_FILES} files at a time.", field="file")
    if sum(source.kind == LINES for source in sources) > 1:
        raise Invalid("Give one file of lines at a time, with the file of its invoices.", field="file")
