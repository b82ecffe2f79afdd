"""How well matching knows itself: what it had proposed for lines beside what became of them, and its last refit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import reliability
from quittance.rules.cash import CHANGED, MILLION, POSTED
from quittance.rules.reliability import Band

MOST_OUTCOMES = 5_000
"""The latest decisions that are looked at."""

MOST_BANDS, LEAST_IN_BAND = 5, 20
"""Bands of like probability that are told apart, where each holds that many outcomes."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Over `count` decided lines: how many proposals were right as a whole, and what they had promised on average.

    `error` is the expected calibration error, `brier` the Brier score; both are shares, smaller is better.
    """

    count: int
    right: int
    promised: float
    error: float
    brier: float
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal that met a decision: the probability it gave, the one before any refit (0.0 for none), the truth.

    `unseen` ones were posted by themselves at `decided_at` (microseconds UTC) and have not been taken back.
    """

    given: float
    plain: float
    right: bool
    unseen: bool
    decided_at: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The refit in force: over how many outcomes, how many of them right, and the error before and after it.

    `points` are (before, after) log-odds.
    """

    points: tuple[tuple[float, float], ...]
    outcomes: int
    right: int
    error_before: float
    error_after: float
    actor_name: str
    recorded_at: int


def reliability_of(books: Books) -> Reliability:
    """The figures over the latest decisions on lines that had a proposal."""
    outcomes = [(one.given, one.right) for one in judged(books)]
    whole = len(outcomes)
    return Reliability(
        count=whole,
        right=sum(right for _, right in outcomes),
        promised=sum(share for share, _ in outcomes) / whole if whole else 0.0,
        error=reliability.error(outcomes),
        brier=reliability.brier(outcomes),
        bands=tuple(reversed(reliability.bands(outcomes, min(MOST_BANDS, whole // LEAST_IN_BAND)))),
    )


def calibration(books: Books) -> Calibration | None:
    """The latest refit, or None while there has been none. Index: cash_calibration_latest."""
    found = sql.row(
        "SELECT points, outcomes, right_ones, error_before_e6, error_after_e6, actor_name, recorded_at "
        "FROM cash_calibration WHERE tenant_id = %s AND entity_id = %s ORDER BY id DESC LIMIT 1",
        [books.tenant_id, books.entity_id],
    )
    if found is None:
        return None
    points, outcomes, right, before, after, name, at = found
    kept = tuple((float(raw), float(new)) for raw, new in json.loads(points))
    return Calibration(kept, outcomes, right, before / MILLION, after / MILLION, name, at)


def curve(books: Books) -> tuple[tuple[float, float], ...]:
    """The points of the refit in force; none while there has been no refit."""
    found = calibration(books)
    return found.points if found else ()


def judged(books: Books) -> list[Judged]:
    """The latest decisions: what was posted or accepted was right unless it was taken back since, what a person
    changed was right only where the same was applied. Index: cash_match_decision."""
    found = sql.rows(
        "SELECT m.decision, m.probability_e6, m.proposal, m.decided_at, p.probability_e6, p.proposal, p.plain_e6, "
        "EXISTS (SELECT 1 "
        "FROM cash_match u WHERE u.tenant_id = m.tenant_id AND u.bank_line_id = m.bank_line_id "
        "AND u.decision = 'undone' AND u.id > m.id) FROM cash_match m "
        "JOIN bank_line l ON l.tenant_id = m.tenant_id AND l.id = m.bank_line_id AND l.amount > 0 "
        "LEFT JOIN cash_match p ON p.tenant_id = m.tenant_id AND p.id = (SELECT MAX(x.id) FROM cash_match x "
        "WHERE x.tenant_id = m.tenant_id AND x.bank_line_id = m.bank_line_id AND x.decision = 'proposed' "
        "AND x.id < m.id) WHERE m.tenant_id = %s AND m.entity_id = %s "
        "AND m.decision IN ('posted', 'accepted', 'changed') ORDER BY m.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, MOST_OUTCOMES],
    )
    made = [_judged(row) for row in found]
    return [one for one in made if one is not None]


def _judged(row: Sequence[Any]) -> Judged | None:
    """None for a line that had no proposal to be right about."""
    decision, given_e6, decided, decided_at, proposed_e6, proposed, plain_e6, undone = row
    plain, right = (plain_e6 or 0) / MILLION, not undone
    if decision != CHANGED:
        if not given_e6 or not json.loads(decided).get("parts"):
            return None
        return Judged(given_e6 / MILLION, plain, right, right and decision == POSTED, decided_at)
    before = json.loads(proposed or "{}")
    if not before.get("parts"):
        return None
    same = _meant(before) == _meant(json.loads(decided))
    return Judged(proposed_e6 / MILLION, plain, right and same, False, decided_at)


def _meant(kept: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """The customer, and documents with amounts: what a proposal is right about."""
    return kept.get("customer", ""), sorted((part[0], part[1]) for part in kept.get("parts", ()))
