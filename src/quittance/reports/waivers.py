"""Late interest that was given up: who proposed it, who gave it, of which document and for which days."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import money, waiver
from quittance.rules.refusals import Invalid

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A waiver of one debt in minor units; `asked_through_on` is the day that was asked for, `through_on` the last.

    `made_by` is the identity that proposed it, `made_at` the moment; `ended` says why it was not given or taken back.
    """

    id: int
    item_id: int
    document_id: int
    document: str
    customer_id: int
    customer_number: str
    customer_name: str
    currency: str
    interest: int
    compensation: int
    asked_through_on: datetime.date
    through_on: datetime.date
    state: str
    reason: str
    ended: str
    made_on: datetime.date
    made_by: str
    made_at: int
    actor_name: str
    approved_by: str
    decided_on: datetime.date | None

    @property
    def total(self) -> int:
        """Interest and compensation."""
        return self.interest + self.compensation


def rows(books: Books, state: str = "", customer_number: str = "") -> tuple[WaiverRow, ...]:
    """Waivers in a state ("" for all), the latest first; raises `Invalid`. Index interest_waiver_state."""
    if state and state not in waiver.STATES:
        raise Invalid(f"The state is one of {', '.join(waiver.STATES)}.", field="state")
    only = "AND w.state = %(state)s " if state else ""
    only += "AND c.number = %(customer)s " if customer_number else ""
    return _rows(books, only, {"state": state, "customer": customer_number})


def together(found: Sequence[WaiverRow]) -> tuple[tuple[WaiverRow, bool], ...]:
    """Waivers of a customer as people decide on them: the instalments of one proposal as one row, with its sums.

    With each goes whether it is the one that ends where the waiver of its document is ended: the latest that waits or
    stands.
    """
    made: dict[tuple[int, int, str], WaiverRow] = {}
    for row in found:
        key = (row.document_id, row.made_at, row.state)
        one = made.get(key)
        made[key] = (
            row
            if one is None
            else replace(
                one,
                interest=one.interest + row.interest,
                compensation=one.compensation + row.compensation,
                through_on=max(one.through_on, row.through_on),
            )
        )
    ends: dict[int, WaiverRow] = {}
    for row in made.values():
        if row.state in waiver.ENDS:
            ends.setdefault(row.document_id, row)
    return tuple((row, ends.get(row.document_id) is row) for row in made.values())


def of_document(books: Books, number: str) -> tuple[WaiverRow, ...]:
    """The waivers of a document, the latest first. Index interest_waiver_item."""
    return _rows(books, "AND d.number = %(number)s ", {"number": number})


def _rows(books: Books, only: str, given: dict[str, Any]) -> tuple[WaiverRow, ...]:
    found = sql.rows(
        "SELECT w.id, w.item_id, d.id, d.number, c.id, c.number, c.name, i.currency, w.interest, w.compensation, "
        "w.asked_through_on, w.through_on, w.state, w.reason, w.ended, w.made_on, w.made_by, w.recorded_at, "
        "w.actor_name, w.approved_by, w.decided_on FROM interest_waiver w "
        "JOIN open_item i ON i.tenant_id = w.tenant_id AND i.id = w.item_id "
        "JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "JOIN customer c ON c.tenant_id = w.tenant_id AND c.id = w.customer_id "
        f"WHERE w.tenant_id = %(tenant)s AND w.entity_id = %(entity)s {only}ORDER BY w.id DESC LIMIT %(most)s",
        given | {"tenant": books.tenant_id, "entity": books.entity_id, "most": MOST_ROWS},
    )
    made = []
    for row in found:
        named = dict(zip(WaiverRow.__slots__, row, strict=True))
        days = {name: sql.day_or_none(named[name]) for name in named if name.endswith("_on")}
        amounts = {name: int(named[name]) for name in ("interest", "compensation", "made_at")}
        made.append(WaiverRow(**named | days | amounts))
    return tuple(made)


def told(one: WaiverRow) -> dict[str, Any]:
    """A waiver as plain values, amounts as decimal text."""
    plain = ("document", "customer_number", "customer_name", "currency", "state", "reason", "ended", "approved_by")
    return {name: getattr(one, name) for name in plain} | {
        "interest": money.write(one.interest, one.currency),
        "compensation": money.write(one.compensation, one.currency),
        "through": one.through_on.isoformat(),
        "proposed_by": one.actor_name,
        "proposed_on": one.made_on.isoformat(),
        "decided_on": one.decided_on.isoformat() if one.decided_on else None,
    }
