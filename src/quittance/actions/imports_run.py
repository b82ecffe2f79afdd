"""Files taken in: in the order of their kinds, portion by portion, with what became of every row."""

from __future__ import annotations

import gc
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from quittance.actions import grading
from quittance.actions.command import Context
from quittance.actions.imports_draft import HELD_BACK
from quittance.actions.imports_portion import MOST_ROWS, take_in
from quittance.actions.imports_source import Line, Source
from quittance.actions.imports_spool import Spool
from quittance.actions.imports_work import FileReport, InFile, Progress, Report, RowFault, Take, Work
from quittance.books import bulk
from quittance.rules import mapping_ledger
from quittance.rules.exchange import ALLOCATIONS, CUSTOMERS, INVOICES, LINES, PAYMENTS
from quittance.rules.fault import Fault
from quittance.rules.mapping import FIELDS, KINDS, LEDGER
from quittance.rules.refusals import Invalid

__all__ = ["MOST_FILES", "FileReport", "Progress", "Report", "RowFault", "run"]

MOST_BESIDE = 20_000
"""Lines or allocations in a portion, unless one invoice or payment alone has more."""

FIRST_ROWS = 200
"""Rows of the first portion: a person sees something move, and the database what is coming."""

MOST_FILES = 20
GENERATIONS = 10

_PAID = frozenset((ALLOCATIONS, LEDGER, PAYMENTS))
"""Kinds of files that tell how customers have paid."""

_NUMBERED = frozenset((CUSTOMERS, INVOICES, LEDGER, PAYMENTS))


def run(
    context: Context, sources: Sequence[Source], progress: Progress, take: Take = take_in, *, dry_run: bool = False
) -> Report:
    """Take the files in, those of one kind after the other; rows at fault go to the sources' error files.

    Each portion is a command of its own: after a crash the same key gives the portions that were
    done their stored results, and what is in the books already is left as it is.
    """
    _check_files(sources)
    with Spool() as spool:
        work = Work(context, spool, take, progress, sources)
        with Uncollected(), bulk.roomy():
            for kind in KINDS:
                for file in work.files:
                    if file.source.kind == kind:
                        _BY_KIND[kind](work, file)
        if not dry_run and any(source.kind in _PAID for source in sources):
            grading.outdate(context)
        return work.report(dry_run)


def _simple(work: Work, file: InFile) -> None:
    """Portions as they come."""
    for lines in _portions(file.source.rows()):
        good = _first_of_their_number(work, file, lines)
        faults = work.portion(file, {file.source.kind: [(line.n, line.values) for line in good]})
        work.refuse(file, good, faults)
        work.moved(file, len(lines))


def _customers(work: Work, file: InFile) -> None:
    """Customers, parents before their children however the file has them."""
    depths = _depths(file.source)
    for depth in range(max(depths.values(), default=0) + 1):
        rows = (line for line in file.source.rows() if _depth_of(line, depths) == depth)
        for lines in _portions(rows):
            good = _first_of_their_number(work, file, lines)
            faults = work.portion(file, {CUSTOMERS: [(line.n, line.values) for line in good]})
            work.refuse(file, good, faults)
            work.moved(file, len(lines))


@dataclass(slots=True)
class _Group:
    """Rows of a file that are taken in together, what belongs to them, and all rows of the portion around them."""

    file: InFile
    beside: InFile
    around: list[Line]
    part: list[Line]
    own: list[Line]


def _with_beside(work: Work, file: InFile) -> None:
    """Invoices with their lines, payments with their allocations, which stand in any order in a file of their own."""
    kind = file.source.kind
    found = work.beside(kind)
    for lines in _portions(file.source.rows()):
        good = _first_of_their_number(work, file, lines)
        if found is None:
            faults = work.portion(file, {kind: [(line.n, line.values) for line in good]})
            work.refuse(file, good, faults)
        else:
            beside, waiting = found
            for owners, own in waiting.groups(list(dict.fromkeys(line.values[0] for line in lines)), MOST_BESIDE):
                work.moved(beside, len(own))
                part = [line for line in good if line.values[0] in owners]
                _take(work, _Group(file, beside, lines, part, own))
        work.moved(file, len(lines))


def _take(work: Work, group: _Group) -> None:
    """One portion of rows with what belongs to them; what cannot go on without another row waits for it."""
    file, beside = group.file, group.beside
    work.refuse(beside, group.own, (fault for one in group.own for fault in one.faults))
    if beside.source.kind == LINES:
        _wait_for_lines(work, group)
    going = {line.values[0] for line in group.part}
    own = [one for one in group.own if not one.faults]
    _hold_back(work, group, [one for one in own if one.values[0] not in going])
    own = [one for one in own if one.values[0] in going]
    rows = {
        file.source.kind: [(line.n, line.values) for line in group.part],
        beside.source.kind: [(one.n, one.values) for one in own],
    }
    faults = work.portion(file, rows)
    work.refuse(file, group.part, (fault for fault in faults if fault.kind == file.source.kind))
    work.refuse(beside, own, (fault for fault in faults if fault.kind != file.source.kind))


def _wait_for_lines(work: Work, group: _Group) -> None:
    """An invoice with a line that cannot be read is not taken in without it."""
    broken = {one.values[0]: one.n for one in group.own if one.faults}
    waiting = [line for line in group.part if line.values[0] in broken]
    name = group.beside.source.name
    sentence = "Its line in row {} of {} cannot be read. Correct that and import both."
    faults = [Fault(INVOICES, x.n, "", HELD_BACK, sentence.format(broken[x.values[0]], name)) for x in waiting]
    work.refuse(group.file, waiting, faults)
    group.part = [line for line in group.part if line.values[0] not in broken]


def _hold_back(work: Work, group: _Group, own: list[Line]) -> None:
    """Put rows into the error file because the row they belong to is there."""
    rows = {line.values[0]: line.n for line in group.around} if own else {}
    kind, name = group.beside.source.kind, group.file.source.name
    sentence = "It belongs to row {} of {}, which was refused. Import both."
    faults = [Fault(kind, x.n, FIELDS[kind][0], HELD_BACK, sentence.format(rows[x.values[0]], name)) for x in own]
    work.refuse(group.beside, own, faults)


def _left_over(work: Work, file: InFile) -> None:
    """Lines and allocations whose invoice or payment is in none of the files: it is in the books, or missing."""
    found = work.set_aside(file)
    if found is None:
        _simple(work, file)
        return
    for taken in found[1].left(MOST_ROWS // 4):
        work.refuse(file, taken, (fault for one in taken for fault in one.faults))
        own = [one for one in taken if not one.faults]
        for start in range(0, len(own), MOST_BESIDE):
            part = own[start : start + MOST_BESIDE]
            faults = work.portion(file, {file.source.kind: [(one.n, one.values) for one in part]})
            work.refuse(file, part, faults)
        work.moved(file, len(taken))


def _ledger(work: Work, file: InFile) -> None:
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


_BY_KIND: dict[str, Callable[[Work, InFile], None]] = {
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


def _first_of_their_number(work: Work, file: InFile, lines: list[Line]) -> list[Line]:
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


def _depths(source: Source) -> dict[str, int]:
    """Number -> how many of its parents stand in the same file, for customers that have one."""
    above: dict[str, str] = {}
    for line in source.rows():
        if line.values[_PARENT]:
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
    return depths.get(line.values[0], 0)


class Uncollected:
    """Without the collector of cycles, of which an import makes none: its looks cost an eighth of the time."""

    def __enter__(self) -> None:
        self._was = gc.isenabled()
        gc.disable()

    def __exit__(self, *fault: object) -> None:
        if self._was:
            gc.enable()


def _check_files(sources: Sequence[Source]) -> None:
    if not 1 <= len(sources) <= MOST_FILES:
        raise Invalid(f"Give between 1 and {MOST_FILES} files at a time.", field="file")
    if sum(source.kind == LINES for source in sources) > 1:
        raise Invalid("Give one file of lines at a time, with the file of its invoices.", field="file")
