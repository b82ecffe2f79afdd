"""Statements of a customer: what is open, or what happened between two days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Literal

from ninja import Router
from pydantic import Field

from quittance.api import plain
from quittance.api.desk import Desk, asks
from quittance.api.kinds import AmountShown, Day, DayShown, Number, Shown
from quittance.reports import statement, statement_group
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


class Member(Shown):
    """A customer of a group with its own sections."""

    customer: str
    name: str
    sections: list[Section]


class Statement(Shown):
    """A statement; an open-item one has no first day. That of a group has its rows under `members`."""

    kind: Literal["open_item", "activity"]
    entity: str
    customer: str
    name: str
    since: DayShown | None
    until: DayShown
    sections: list[Section] = Field(description="One per currency; of a group, the sums of all members.")
    members: list[Member] = Field(description="Customers of a group with anything to say; else empty.")


@asks(router, "/statements", Statement)
def show(
    desk: Desk,
    *,
    customer_number: Number,
    kind: Literal["open_item", "activity"] = "open_item",
    since: Day | None = None,
    until: Day | None = None,
    group: bool = False,
) -> dict[str, Any]:
    """Show a customer's statement.

    Open items as of `until`, or the activity from `since` (a year back when left out) to `until`, both included.
    With `group`, of the customer and all below it.
    """
    return statement_group.told(made(desk, Asked(customer_number, kind, since, until, group)), plain.amount)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the parameters of a statement ask for."""

    customer_number: str
    kind: str
    since: datetime.date | None
    until: datetime.date | None
    group: bool = False


def made(desk: Desk, asked: Asked) -> statement.Statement:
    """The statement that the parameters ask for; raises `Invalid` naming the field."""
    last, since = asked.until or desk.today, asked.since
    if asked.kind == "open_item":
        if since is not None:
            raise Invalid("A statement of open items has no first day. Leave it out.", field="since")
    else:
        since = since or datetime.date.fromordinal(max(1, last.toordinal() - USUAL_DAYS))
    return statement_group.made(desk.books, statement_group.Asked(asked.customer_number, last, since, asked.group))
