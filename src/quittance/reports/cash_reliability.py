"""How well matching knows itself: what it had proposed for lines beside what became of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import reliability
from quittance.rules.cash import CHANGED, MILLION

MOST_OUTCOMES = 5_000
"""The latest decisions that are looked at."""


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


def reliability_of(books: Books) -> Reliability:
    """The figures over the latest decisions on lines that had a proposal."""
    outcomes = _outcomes(books)
    whole = len(outcomes)
    return Reliability(
        count=whole,
        right=sum(right for _, right in outcomes),
        promised=sum(share for share, _ in outcomes) / whole if whole else 0.0,
        error=reliability.error(outcomes),
        brier=reliability.brier(outcomes),
    )


def _outcomes(books: Books) -> list[reliability.Outcome]:
    """Probability and truth of the proposals: what was posted or accepted was right unless it was taken back since,
    what a person changed was right only where the same was applied. Index: cash_match_decision."""
    found = sql.rows(
        "SELECT m.decision, m.probability_e6, m.proposal, p.probability_e6, p.proposal, EXISTS (SELECT 1 "
        "FROM cash_match u WHERE u.tenant_id = m.tenant_id AND u.bank_line_id = m.bank_line_id "
        "AND u.decision = 'undone' AND u.id > m.id) FROM cash_match m "
        "JOIN bank_line l ON l.tenant_id = m.tenant_id AND l.id = m.bank_line_id AND l.amount > 0 "
        "LEFT JOIN cash_match p ON p.tenant_id = m.tenant_id AND p.id = (SELECT MAX(x.id) FROM cash_match x "
        "WHERE x.tenant_id = m.tenant_id AND x.bank_line_id = m.bank_line_id AND x.decision = 'proposed' "
        "AND x.id < m.id) WHERE m.tenant_id = %s AND m.entity_id = %s "
        "AND m.decision IN ('posted', 'accepted', 'changed') ORDER BY m.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, MOST_OUTCOMES],
    )
    made = [_outcome(row) for row in found]
    return [one for one in made if one is not None]


def _outcome(row: Sequence[Any]) -> reliability.Outcome | None:
    """None for a line that had no proposal to be right about."""
    decision, given_e6, decided, proposed_e6, proposed, undone = row
    if decision != CHANGED:
        return (given_e6 / MILLION, not undone) if given_e6 and json.loads(decided).get("parts") else None
    before = json.loads(proposed or "{}")
    if not before.get("parts"):
        return None
    return proposed_e6 / MILLION, not undone and _meant(before) == _meant(json.loads(decided))


def _meant(kept: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """The customer, and documents with amounts: what a proposal is right about."""
    return kept.get("customer", ""), sorted((part[0], part[1]) for part in kept.get("parts", ()))
