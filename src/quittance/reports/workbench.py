"""The workbench of cash application: open lines with what is proposed for them, safe ones apart, and their sums."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import banking
from quittance.reports.banking import LineRow
from quittance.reports.books import Books
from quittance.rules import cash
from quittance.rules.refusals import Invalid

MOST_LINES = 2_000
REVIEW, SAFE, APPLIED, ASIDE = "review", "safe", "applied", "aside"
TABS = (REVIEW, SAFE, APPLIED, ASIDE)


@dataclass(frozen=True, slots=True)
class PartShown:
    """What is proposed for one document, decimal text; `open` is what is open on it now, minor units."""

    document: str
    amount: str
    adjustment: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line with the latest that was proposed or decided for it.

    `customer_number` "" is nobody; `probability_e6` is that the whole of it is right; `decided_by` is "" while nobody
    has touched it; `returns` is the payment that a line of money that left takes back.
    """

    line: LineRow
    decision: str
    customer_number: str
    customer_name: str
    parts: tuple[PartShown, ...]
    probability_e6: int
    reasons: tuple[str, ...]
    runner_up: tuple[PartShown, ...]
    runner_up_e6: int
    searched: str
    decided_by: str
    decided_at: int
    returns: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines of a tab there are, and their sum in minor units of one currency."""

    tab: str
    currency: str
    lines: int
    amount: int


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """What is open on a document now, in minor units; below zero for a credit note."""

    number: str
    currency: str
    open: int
    due_on: datetime.date


def open_documents(books: Books, numbers: Sequence[str]) -> tuple[OpenDocument, ...]:
    """The documents with these numbers, with what is open on them. Unique: document_number."""
    found = sql.rows(
        "SELECT d.number, d.currency, SUM((i.amount - i.allocated) * (CASE WHEN i.side = 'D' THEN 1 ELSE -1 END)), "
        "MIN(i.due_on) FROM document d JOIN open_item i ON i.tenant_id = d.tenant_id AND i.document_id = d.id "
        "AND i.kind IN ('invoice', 'debit_note', 'interest_note', 'credit_note') "
        f"WHERE d.tenant_id = %s AND d.entity_id = %s AND d.number IN ({sql.marks(len(numbers))}) "
        "GROUP BY d.number, d.currency",
        [books.tenant_id, books.entity_id, *numbers],
    )
    return tuple(OpenDocument(number, currency, int(left), sql.day(due)) for number, currency, left, due in found)


def tallies(books: Books, threshold_e6: int, file_id: int = 0) -> tuple[Tally, ...]:
    """Lines and sums of every tab, in one statement."""
    params = _params(books, threshold_e6, file_id)
    found = sql.rows(
        f"SELECT {_TAB} AS tab, l.currency, COUNT(*), SUM(l.amount) FROM {_TABLES} WHERE {_MINE} "
        f"AND {_SHOWN} GROUP BY 1, 2 ORDER BY 1, 2",
        params,
    )
    return tuple(Tally(tab, currency, int(count), int(amount)) for tab, currency, count, amount in found)


def lines(books: Books, tab: str, threshold_e6: int, file_id: int = 0, limit: int = 500) -> tuple[Proposed, ...]:
    """Lines of a tab, the largest first; raises `Invalid` for an unknown tab. Index: bank_line_state."""
    if tab not in TABS:
        raise Invalid(f"Choose one of {', '.join(TABS)}.", field="tab")
    params = _params(books, threshold_e6, file_id) | {"tab": tab, "most": max(1, min(limit, MOST_LINES))}
    found = sql.rows(
        f"SELECT l.id, m.id FROM {_TABLES} WHERE {_MINE} AND {_TAB} = %(tab)s "
        f"AND {_SHOWN} ORDER BY ABS(l.amount) DESC, l.id LIMIT %(most)s",
        params,
    )
    return _shown(books, [(row[0], row[1]) for row in found])


def line(books: Books, line_id: int) -> Proposed:
    """One line with its proposal; raises `NotFound`."""
    shown, _ = banking.line(books, line_id)
    found = sql.row(
        "SELECT MAX(id) FROM cash_match WHERE tenant_id = %s AND bank_line_id = %s", [books.tenant_id, line_id]
    )
    return _shown(books, [(shown.id, found[0] if found else None)])[0]


# A line is safe when it is open and its latest proposal would post: sure enough, with documents, and no deduction.
_TABLES = (
    "bank_line l JOIN bank_statement s ON s.tenant_id = l.tenant_id AND s.id = l.bank_statement_id "
    "LEFT JOIN cash_match m ON m.tenant_id = l.tenant_id AND m.bank_line_id = l.id AND m.id = "
    "(SELECT MAX(x.id) FROM cash_match x WHERE x.tenant_id = l.tenant_id AND x.bank_line_id = l.id)"
)
_TAB = (
    "CASE WHEN l.state = 'applied' THEN 'applied' WHEN l.state = 'passed' THEN 'aside' "
    "WHEN m.decision = 'proposed' AND m.probability_e6 >= %(threshold)s AND m.proposal LIKE '%%\"parts\": [[%%' "
    "AND m.proposal NOT LIKE '%%\"deduction\"%%' THEN 'safe' ELSE 'review' END"
)
# Money that left is shown where it seems to return a payment, or has been dealt with.
_SHOWN = (
    "(l.amount > 0 OR l.state = 'passed' OR m.proposal LIKE '%%\"returns\":%%' OR m.proposal LIKE '%%\"returned\":%%')"
)
_MINE = "l.tenant_id = %(tenant)s AND l.entity_id = %(entity)s AND (%(file)s = 0 OR s.bank_file_id = %(file)s)"


def _params(books: Books, threshold_e6: int, file_id: int) -> dict[str, Any]:
    return {"tenant": books.tenant_id, "entity": books.entity_id, "threshold": threshold_e6, "file": file_id}


def _shown(books: Books, pairs: Sequence[tuple[int, int | None]]) -> tuple[Proposed, ...]:
    rows = {row.id: row for row in banking.by_id(books, [line_id for line_id, _ in pairs])}
    match_ids = [match_id for _, match_id in pairs if match_id]
    found = sql.rows(
        "SELECT id, decision, probability_e6, proposal, runner_up, actor_name, decided_at FROM cash_match "
        f"WHERE tenant_id = %s AND id IN ({sql.marks(len(match_ids))})",
        [books.tenant_id, *match_ids],
    )
    matches = {row[0]: row for row in found}
    kept = {id: json.loads(row[3]) for id, row in matches.items()}
    names = _names(books, {one.get("customer", "") for one in kept.values()})
    return tuple(_proposed(rows[line_id], matches.get(match_id or 0), names) for line_id, match_id in pairs)


def _proposed(line: LineRow, match: Sequence[Any] | None, names: dict[str, str]) -> Proposed:
    if match is None:
        return Proposed(line, "", "", "", (), 0, (), (), 0, "", "", 0)
    proposal, second = json.loads(match[3]), json.loads(match[4])
    customer = proposal.get("customer", "")
    touched = match[1] not in (cash.PROPOSED, cash.POSTED)
    return Proposed(
        line=line,
        decision=match[1],
        customer_number=customer,
        customer_name=names.get(customer, ""),
        parts=_parts(proposal),
        probability_e6=match[2],
        reasons=tuple(proposal.get("reasons") or ([proposal["reason"]] if proposal.get("reason") else [])),
        runner_up=_parts(second),
        runner_up_e6=second.get("probability_e6", 0),
        searched=proposal.get("searched", ""),
        decided_by=match[5] if touched else "",
        decided_at=match[6] if touched else 0,
        returns=proposal.get("returns") or proposal.get("returned", ""),
    )


def _parts(kept: dict[str, Any]) -> tuple[PartShown, ...]:
    return tuple(PartShown(*part) for part in kept.get("parts", ()))


def _names(books: Books, numbers: set[str]) -> dict[str, str]:
    wanted = sorted(numbers - {""})
    found = sql.rows(
        f"SELECT number, name FROM customer WHERE tenant_id = %s AND number IN ({sql.marks(len(wanted))})",
        [books.tenant_id, *wanted],
    )
    return {row[0]: row[1] for row in found}
