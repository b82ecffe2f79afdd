"""Who owes late interest that is not charged yet: every customer of a company, and what is left out of it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import interest, interest_kept, interest_told, snapshot
from quittance.reports.books import Books
from quittance.reports.interest import Asked, LateItem
from quittance.rules import money

PORTION = 1_000
"""Customers that are looked at together."""

MOST_ROWS = 500
MOST_KEPT = 1_000_000
"""Kept sums that are read at once."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """What a customer owes in one currency, in minor units: of how many `debts` it can be charged.

    `elsewhere` is earned on debts in dossiers that were handed over and claimed there, `disputed` on debts of which a
    dispute is to be decided first. `provisional` says that a rate
    is not known yet, so that only the days before its half-year are charged.
    """

    customer_number: str
    customer_name: str
    currency: str
    debts: int
    interest: int
    compensation: int
    elsewhere: int
    provisional: bool
    disputed: int = 0

    @property
    def total(self) -> int:
        """Interest and compensation that can be charged."""
        return self.interest + self.compensation


@dataclass(frozen=True, slots=True)
class Due:
    """The rows, the largest first, how many there are in all, and sums by currency: interest and compensation."""

    rows: tuple[DueRow, ...]
    count: int
    totals: tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class Sum:
    """What a customer owes in one currency, as in `DueRow`."""

    debts: int = 0
    interest: int = 0
    compensation: int = 0
    elsewhere: int = 0
    provisional: bool = False
    disputed: int = 0

    def add(self, one: LateItem) -> None:
        """Take a debt in."""
        if one.dossier:
            self.elsewhere += one.accrued.total
            return
        if one.disputed:
            self.disputed += one.accrued.total
            return
        self.debts += 1
        self.interest += one.accrued.interest
        self.compensation += one.accrued.compensation
        self.provisional = self.provisional or one.accrued.provisional_from is not None


def due(books: Books, through: datetime.date) -> Due:
    """What everybody owes through a day; raises `Invalid` for days before the first known rate.

    Read from what was kept of that day where there is such; what has changed since is reckoned anew. All of it is of
    one moment, so that a night which keeps another day meanwhile changes nothing.
    """
    with snapshot.held():
        return _due(books, through)


def _due(books: Books, through: datetime.date) -> Due:
    held = interest_kept.of(books, through)
    fresh = _rows(books, reckoned(books, through, None if held is None else held.changed))
    kept = [DueRow(*row) for row in interest_kept.largest(held, MOST_ROWS)] if held else []
    count = len(fresh)
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for currency, rows, earned, fixed in interest_kept.totals(held) if held else ():
        count += rows
        totals[currency] = [earned, fixed]
    for one in fresh:
        totals[one.currency][0] += one.interest
        totals[one.currency][1] += one.compensation
    sums = tuple((code, both[0], both[1]) for code, both in sorted(totals.items()) if any(both))
    return Due(_ranked([*kept, *fresh])[:MOST_ROWS], count, sums)


def everybody(books: Books, through: datetime.date) -> tuple[DueRow, ...]:
    """All rows of one moment, the largest first; raises `Invalid` for days before the first known rate."""
    with snapshot.held():
        held = interest_kept.of(books, through)
        kept = [DueRow(*row) for row in interest_kept.largest(held, MOST_KEPT)] if held else []
        return _ranked([*kept, *_rows(books, reckoned(books, through, None if held is None else held.changed))])


def reckoned(books: Books, through: datetime.date, only: Sequence[int] | None = None) -> dict[tuple[int, str], Sum]:
    """What each customer owes by currency, of all or of some by id; raises `Invalid` as `everybody`.

    A fixed number of statements, four for each `PORTION` of customers, and three for each further few hundred of their
    debts. Customers of whom nothing is asked are left out: consumers without an agreed rate, and all where no terms
    are set.
    """
    sums: dict[tuple[int, str], Sum] = defaultdict(Sum)
    if only is None:
        found = sql.rows("SELECT id FROM customer WHERE tenant_id = %s ORDER BY id", [books.tenant_id])
        only = [row[0] for row in found]
    if not only:
        return sums
    general, own, stopped = interest.standings(books)
    known = interest.rates(books)
    for start in range(0, len(only), PORTION):
        some = only[start : start + PORTION]
        # Index open_item_customer.
        named = ", ".join(str(int(id)) for id in some)
        scope = {"tenant": books.tenant_id, "entity": books.entity_id, "through": through}
        late = sql.rows(f"{interest.LATE}AND i.customer_id IN ({named})", scope)
        asked = {}
        for id in {row[0] for row in late}:
            terms = own.get(id, general).terms
            if terms is not None:
                asked[id] = Asked(terms, min(through, stopped.get(id, through)))
        for id, one in interest.earned(books, late, asked, known):
            sums[id, one.currency].add(one)
    return sums


def differences(books: Books) -> list[tuple[str, str, str]]:
    """Kept sums that hold and are not what is reckoned: customer and currency, as kept, as reckoned."""
    with snapshot.held():
        return _differences(books)


def _differences(books: Books) -> list[tuple[str, str, str]]:
    through = interest_kept.through(books)
    held = interest_kept.of(books, through) if through else None
    if through is None or held is None:
        return []
    changed = set(held.changed)
    right = {key: one for key, one in reckoned(books, through).items() if key[0] not in changed}
    kept, now = (
        {f"{one.customer_number} {one.currency}": one for one in rows}
        for rows in ([DueRow(*row) for row in interest_kept.largest(held, MOST_KEPT)], _rows(books, right))
    )
    return [
        (f"customer {name}", str(kept.get(name, "")), str(now.get(name, "")))
        for name in sorted({*kept, *now})
        if kept.get(name) != now.get(name)
    ]


def _rows(books: Books, sums: Mapping[tuple[int, str], Sum]) -> list[DueRow]:
    """The sums with the customers' names."""
    ids = sorted({id for id, _ in sums})
    names: dict[int, tuple[str, str]] = {}
    for start in range(0, len(ids), NAMED):
        some = ids[start : start + NAMED]
        found = sql.rows(
            f"SELECT id, number, name FROM customer WHERE tenant_id = %s AND id IN ({sql.marks(len(some))})",
            [books.tenant_id, *some],
        )
        names |= {row[0]: (row[1], row[2]) for row in found}
    return [
        DueRow(
            *(*names[id], code, one.debts, one.interest, one.compensation, one.elsewhere, one.provisional, one.disputed)
        )
        for (id, code), one in sums.items()
    ]


NAMED = 5_000


def _ranked(rows: Sequence[DueRow]) -> tuple[DueRow, ...]:
    return tuple(sorted(rows, key=lambda one: (-one.total, one.customer_number, one.currency)))


def told(found: Due) -> dict[str, Any]:
    """The same as plain values, amounts as decimal text."""
    amounts = ("interest", "compensation", "total", "elsewhere", "disputed")
    plain = ("customer_number", "customer_name", "currency", "debts", "provisional")
    return {
        "count": found.count,
        "totals": interest_told.totals(found.totals),
        "rows": [
            {name: getattr(one, name) for name in plain}
            | {name: money.write(getattr(one, name), one.currency) for name in amounts}
            for one in found.rows
        ],
    }
