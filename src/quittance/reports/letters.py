"""The log of registered post: letters at the post, with what became of each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import letters as rules
from quittance.rules.refusals import Invalid

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that was posted; `reminder_id` is what it says, `number` the reminder's, if any."""

    reminder_id: int
    number: str
    customer_number: str
    customer_name: str
    carrier: str
    tracking: str
    posted_on: datetime.date
    state: str
    ended_on: datetime.date | None
    proof: str
    actor_name: str


def rows(books: Books, state: str = "", customer_number: str = "") -> tuple[LetterRow, ...]:
    """Letters in a state ("" for all), the latest first; raises `Invalid`. Index: posted_letter_log."""
    if state and state not in rules.STATES:
        raise Invalid(f"The state is one of {', '.join(rules.STATES)}.", field="state")
    only = "AND l.state = %(state)s " if state else ""
    only += "AND c.number = %(customer)s " if customer_number else ""
    return _rows(books, only, {"state": state, "customer": customer_number})


def of_reminder(books: Books, reminder_id: int) -> LetterRow | None:
    """The letter of a reminder, where it was posted. Index: posted_letter_once."""
    found = _rows(books, "AND l.reminder_id = %(id)s ", {"id": reminder_id})
    return found[0] if found else None


def _rows(books: Books, only: str, given: dict[str, Any]) -> tuple[LetterRow, ...]:
    found = sql.rows(
        "SELECT r.id, r.number, c.number, c.name, l.carrier, l.tracking, l.posted_on, l.state, l.ended_on, l.proof, "
        "l.actor_name FROM posted_letter l JOIN reminder r ON r.tenant_id = l.tenant_id AND r.id = l.reminder_id "
        "JOIN customer c ON c.tenant_id = l.tenant_id AND c.id = l.customer_id "
        f"WHERE l.tenant_id = %(tenant)s AND l.entity_id = %(entity)s {only}ORDER BY l.id DESC LIMIT %(most)s",
        given | {"tenant": books.tenant_id, "entity": books.entity_id, "most": MOST_ROWS},
    )
    made = []
    for row in found:
        named = dict(zip(LetterRow.__slots__, row, strict=True))
        days = {"posted_on": sql.day(named["posted_on"]), "ended_on": sql.day_or_none(named["ended_on"])}
        made.append(LetterRow(**named | days))
    return tuple(made)
