"""Who owes late interest that is not charged yet: every customer of a company, and what is left out of it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import interest, interest_told
from quittance.reports.books import Books
from quittance.reports.interest import Asked, LateItem
from quittance.rules import money

PORTION = 200
"""Customers that are looked at together."""

MOST_ROWS = 500


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
class _Sum:
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
    """What everybody owes through a day; raises `Invalid` for days before the first known rate."""
    every = everybody(books, through)
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in every:
        totals[one.currency][0] += one.interest
        totals[one.currency][1] += one.compensation
    sums = tuple((code, both[0], both[1]) for code, both in sorted(totals.items()) if any(both))
    return Due(every[:MOST_ROWS], len(every), sums)


def everybody(books: Books, through: datetime.date) -> tuple[DueRow, ...]:
    """All rows, the largest first; raises `Invalid` for days before the first known rate.

    A fixed number of statements, four for each `PORTION` of customers, and three for each further few hundred of their
    debts. Customers of whom nothing is asked are left out: consumers without an agreed rate, and all where no terms
    are set.
    """
    general, own, stopped = interest.standings(books)
    known = interest.rates(books)
    sums: dict[tuple[int, str], _Sum] = defaultdict(_Sum)
    names = {
        row[0]: row[1:]
        for row in sql.rows("SELECT id, number, name FROM customer WHERE tenant_id = %s ORDER BY id", [books.tenant_id])
    }
    ids = list(names)
    for start in range(0, len(ids), PORTION):
        some = ids[start : start + PORTION]
        # Index open_item_customer.
        named = ", ".join(str(int(id)) for id in some)
        scope = {"tenant": books.tenant_id, "entity": books.entity_id, "through": through}
        found = sql.rows(f"{interest.LATE}AND i.customer_id IN ({named})", scope)
        asked = {}
        for id in {row[0] for row in found}:
            terms = own.get(id, general).terms
            if terms is not None:
                asked[id] = Asked(terms, min(through, stopped.get(id, through)))
        for id, one in interest.earned(books, found, asked, known):
            sums[id, one.currency].add(one)
    ranked = sorted(sums.items(), key=lambda pair: -(pair[1].interest + pair[1].compensation))
    return tuple(
        DueRow(
            *(*names[id], code, one.debts, one.interest, one.compensation, one.elsewhere, one.provisional, one.disputed)
        )
        for (id, code), one in ranked
    )


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
