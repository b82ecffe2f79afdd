"""Remittances: what payers say a payment is for, the line that each explains, and where payment and word differ."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import advices, money
from quittance.rules.advices import Difference
from quittance.rules.matching_values import AdviceLine
from quittance.rules.refusals import Invalid, NotFound, Refusal

MOST_ROWS = 500
WAITING, ATTACHED = "waiting", "attached"
STATES = (WAITING, ATTACHED)


@dataclass(frozen=True, slots=True)
class RemittanceRow:
    """A remittance: amounts in minor units, `amount` None where the payer gives no total; `line_id` 0 for no line.

    `attached_by` is "" where its own words attached it, and `reasons` say which.
    """

    id: int
    name: str
    format: str
    reference: str
    payer_name: str
    paid_on: datetime.date | None
    currency: str
    amount: int | None
    lines: tuple[AdviceLine, ...]
    line_id: int
    line_on: datetime.date | None
    line_amount: int | None
    attached_by: str
    reasons: tuple[str, ...]
    actor_name: str
    recorded_at: int

    @property
    def total(self) -> int:
        """What the payer says it paid: its total, or all of its documents."""
        return self.amount if self.amount is not None else self.documents

    @property
    def documents(self) -> int:
        """The sum of the documents."""
        return sum(line.net_minor for line in self.lines)


@dataclass(frozen=True, slots=True)
class RemittanceCard:
    """A remittance beside its line: `against` is applied or proposed, "" without a line or anything for it.

    `off_total` is what came in less what the payer says; `fields` are all of the source.
    """

    row: RemittanceRow
    against: str
    differences: tuple[Difference, ...]
    off_total: int
    fields: tuple[tuple[str, str], ...]


def rows(books: Books, state: str = "", limit: int = 100) -> tuple[RemittanceRow, ...]:
    """Remittances in a state ("" for all), the latest first. Index: remittance_recorded."""
    if state not in ("", *STATES):
        raise Invalid("The state is waiting or attached.", field="state")
    only = {"": "", WAITING: "AND r.bank_line_id IS NULL", ATTACHED: "AND r.bank_line_id IS NOT NULL"}[state]
    found = sql.rows(
        f"{_ROW} {only} ORDER BY r.recorded_at DESC, r.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, max(1, min(limit, MOST_ROWS))],
    )
    return tuple(_row(one) for one in found)


def card(books: Books, id: int) -> RemittanceCard:
    """One remittance with every field of its source; raises `NotFound`."""
    found = sql.row(f"{_ROW} AND r.id = %s", [books.tenant_id, books.entity_id, id])
    if found is None:
        raise NotFound("There is no such remittance.", field="id")
    return _cards(books, [_row(found)])[0]


def of_line(books: Books, line_id: int) -> tuple[RemittanceCard, ...]:
    """The remittances that explain a line. Index: remittance_line."""
    found = sql.rows(
        f"{_ROW} AND r.bank_line_id = %s ORDER BY r.id LIMIT %s", [books.tenant_id, books.entity_id, line_id, MOST_ROWS]
    )
    return _cards(books, [_row(one) for one in found])


_ROW = (
    "SELECT r.id, r.name, r.format, r.reference, r.payer_name, r.paid_on, r.currency, r.amount, r.paid, "
    "COALESCE(r.bank_line_id, 0), l.booked_on, l.amount, r.attached_by, r.reasons, r.actor_name, r.recorded_at "
    "FROM remittance r LEFT JOIN bank_line l ON l.tenant_id = r.tenant_id AND l.id = r.bank_line_id "
    "WHERE r.tenant_id = %s AND r.entity_id = %s"
)


def _row(found: Sequence[Any]) -> RemittanceRow:
    named = dict(zip(RemittanceRow.__slots__, found, strict=True))
    return RemittanceRow(
        **named
        | {
            "paid_on": sql.day_or_none(named["paid_on"]),
            "line_on": sql.day_or_none(named["line_on"]),
            "lines": tuple(AdviceLine(*line) for line in json.loads(named["lines"])),
            "reasons": tuple(json.loads(named["reasons"])),
        }
    )


def _cards(books: Books, found: Sequence[RemittanceRow]) -> tuple[RemittanceCard, ...]:
    ids = [row.id for row in found]
    kept = sql.rows(
        f"SELECT id, fields FROM remittance WHERE tenant_id = %s AND id IN ({sql.marks(len(ids))})",
        [books.tenant_id, *ids],
    )
    fields = {id: tuple((name, value) for name, value in json.loads(text)) for id, text in kept}
    matches = _applied(books, [row.line_id for row in found if row.line_id])
    made = []
    for row in found:
        against, parts = matches.get(row.line_id, ("", ()))
        applied = [(number, _minor(amount, row.currency)) for number, amount in parts]
        differing = advices.differences(row.lines, applied) if against else ()
        off = row.line_amount - row.total if row.line_amount is not None else 0
        made.append(RemittanceCard(row, against, differing, off, fields.get(row.id, ())))
    return tuple(made)


def _minor(text: str, currency: str) -> int:
    """Minor units; 0 where the document is in a currency with other decimals."""
    try:
        return money.read(text or "0", currency)
    except Refusal:
        return 0


def _applied(books: Books, line_ids: Sequence[int]) -> dict[int, tuple[str, tuple[tuple[str, str], ...]]]:
    """Line -> applied or proposed, and documents with amounts, by the latest match that names any."""
    found = sql.rows(
        "SELECT m.bank_line_id, m.decision, m.proposal FROM cash_match m WHERE m.tenant_id = %s AND m.id = "
        "(SELECT MAX(x.id) FROM cash_match x WHERE x.tenant_id = m.tenant_id AND x.bank_line_id = m.bank_line_id) "
        f"AND m.bank_line_id IN ({sql.marks(len(line_ids))})",
        [books.tenant_id, *line_ids],
    )
    made = {}
    for line_id, decision, proposal in found:
        parts = tuple((part[0], part[1]) for part in json.loads(proposal).get("parts", ()))
        if parts:
            made[int(line_id)] = ("proposed" if decision == "proposed" else "applied", parts)
    return made
