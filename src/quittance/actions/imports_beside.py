"""Rows that belong to those of another file: read along where both keep one order, put aside where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quittance.actions.imports_source import Line, Source
from quittance.actions.imports_spool import Spool

MOST_IN_STEP = 50
"""Rows of one owner in a file that is read along: it bounds what a portion may hold."""


class Beside:
    """The rows of one file by the number of what they belong to, their owner."""

    def __init__(self, place: int, source: Source, spool: Spool, owners: Source | None) -> None:
        """`owners` is the one file that the rows belong to; None where there are several or none."""
        self._place, self._spool = place, spool
        self._along: Iterator[Line] | None = None
        self._next: Line | None = None
        if owners is not None and in_step(owners, source):
            self._along = source.rows()
            self._next = next(self._along, None)
        else:
            spool.keep(place, source.rows())

    def groups(self, owners: Sequence[str], most: int) -> Iterator[tuple[set[str], list[Line]]]:
        """The owners in groups, each with all its rows, at most `most` of them unless one owner alone has more.

        Call it with the owners in the order of their file, each once. Rows are not given again.
        """
        if self._along is not None:
            yield set(owners), self._read_along(set(owners))
            return
        weights = self._spool.weights(self._place, owners)
        group: list[str] = []
        weight = 0
        for owner in owners:
            own = weights.get(owner, 0)
            if group and weight + own > most:
                yield set(group), self._spool.take(self._place, group)
                group, weight = [], 0
            group.append(owner)
            weight += own
        if group:
            yield set(group), self._spool.take(self._place, group)

    def left(self, most: int) -> Iterator[list[Line]]:
        """Rows whose owner nobody has named, those of `most` owners at a time."""
        for owners in self._spool.left(self._place, most):
            yield self._spool.take(self._place, owners)

    def _read_along(self, owners: set[str]) -> list[Line]:
        found = []
        while self._next is not None and self._next.values[0] in owners:
            found.append(self._next)
            self._next = next(self._along, None) if self._along is not None else None
        return found


def in_step(owners: Source, source: Source) -> bool:
    """Whether the rows come in the order of their owners, those of one together and few, none without its owner."""
    numbers = owners.owners()
    at, count = next(numbers, None), 0
    for owner in source.owners():
        while at is not None and at != owner:
            at, count = next(numbers, None), 0
        count += 1
        if at is None or count > MOST_IN_STEP:
            return False
    return True
