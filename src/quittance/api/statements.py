"""Statements of a customer: what is open, or what happened between two days."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from ninja import Router
from pydantic import Field

from quittance.api import plain
from quittance.api.desk import Desk, asks
from quittance.api.kinds import AmountShown, Day, DayShown, Number, Shown
from quittance.reports import statement
from quittance.rules.refusals import Invalid

router = Router()

USUAL_DAYS = 365
"""How far back the activity goes when no first day is given."""


class StatementRow(Shown):
    """One line: `amount` raises or lowers the balance, which runs with it."""

    on: DayShown
    due_on: DayShown | None
    number: str
    kind: str
    amount: AmountShown
    balance: AmountShown


class Section(Shown):
    """The lines of one currency between its opening and closing balance."""

    currency: str
    opening: AmountShown
    rows: list[StatementRow]
    closing: AmountShown


class Statement(Shown):
    """A statement; an open-item one has no first day."""

    kind: Literal["open_item", "activity"]
    entity: str
    customer: str
    name: str
    since: DayShown | None
    until: DayShown
    sections: list[Section] = Field(description="One per currency.")


@asks(router, "/statements", Statement)
def show(
    desk: Desk,
    *,
    customer_number: Number,
    kind: Literal["open_item", "activity"] = "open_item",
    since: Day | None = None,
    until: Day | None = None,
) -> dict[str, Any]:
    """Show a customer's statement.

    Open items as of `until`, or the activity from `since` (a year back when left out) to `until`, both included.
    """
    return _document(made(desk, customer_number, kind, since, until))


def made(
    desk: Desk, customer_number: str, kind: str, since: datetime.date | None, until: datetime.date | None
) -> statement.Statement:
    """The statement that the parameters ask for; raises `Invalid` naming the field."""
    last = until or desk.today
    if kind == "open_item":
        if since is not None:
            raise Invalid("A statement of open items has no first day. Leave it out.", field="since")
        return statement.open_item(desk.books, customer_number, last)
    first = since or datetime.date.fromordinal(max(1, last.toordinal() - USUAL_DAYS))
    return statement.activity(desk.books, customer_number, first, last)


def _document(made: statement.Statement) -> dict[str, Any]:
    return {
        "kind": made.kind,
        "entity": made.entity,
        "customer": made.customer_number,
        "name": made.customer_name,
        "since": made.since,
        "until": made.until,
        "sections": [
            {
                "currency": part.currency,
                "opening": plain.amount(part.opening, part.currency),
                "rows": [
                    {
                        "on": row.on,
                        "due_on": row.due_on,
                        "number": row.number,
                        "kind": row.kind,
                        "amount": plain.amount(row.amount, part.currency),
                        "balance": plain.amount(row.balance, part.currency),
                    }
                    for row in part.rows
                ],
                "closing": plain.amount(part.closing, part.currency),
            }
            for part in made.sections
        ],
    }
