"""Runs that charge interest for everybody: how far the latest are, and what came of them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import money

MOST_RUNS = 20
BUSY = ("queued", "running")


@dataclass(frozen=True, slots=True)
class InterestRunRow:
    """A run: `state` is queued, running, done or failed; `sums` are currencies with minor units.

    `refused` counts customers who were not charged, `first_refused` names the first of them with the reason.
    """

    id: int
    state: str
    through_on: datetime.date
    done_rows: int
    total_rows: int
    notes: int
    sums: tuple[tuple[str, int], ...]
    refused: int
    first_refused: tuple[tuple[str, str], ...]
    fault: str
    actor_name: str
    recorded_at: int

    @property
    def busy(self) -> bool:
        """The worker has not finished it."""
        return self.state in BUSY


def runs(books: Books) -> tuple[InterestRunRow, ...]:
    """The latest runs first. Index interest_run_latest."""
    found = sql.rows(
        "SELECT id, state, through_on, done_rows, total_rows, report, fault, actor_name, recorded_at FROM interest_run "
        "WHERE tenant_id = %s AND entity_id = %s ORDER BY id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, MOST_RUNS],
    )
    return tuple(_row(row) for row in found)


def _sums(kept: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    return tuple((code, money.read(said, code)) for code, said in kept.get("sums", {}).items())


def _row(row: Sequence[Any]) -> InterestRunRow:
    id, state, through, done, total, report, *rest = row
    kept = json.loads(report)
    return InterestRunRow(
        *(id, state, sql.day(through), done, total, kept.get("notes", 0), _sums(kept)),
        *(kept.get("refused", 0), tuple((number, said) for number, said in kept.get("first_refused", ()))),
        *rest,
    )
