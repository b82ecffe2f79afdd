"""What a reminder listed when it went out, line by line, what it left out by which rule, and what is open of it now."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import dunning as rules
from quittance.rules import money

MOST_LINES = 2_000
"""Of one reminder, at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """One open item: `open` of it then, `asked` for, and open `now`; minor units of its currency.

    `number` is that of its document, "" for none, and `document` what the line is called. `fresh` was new in it.
    """

    document: str
    number: str
    issued_on: datetime.date
    due_on: datetime.date
    currency: str
    open: int
    asked: int
    now: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class Left:
    """What a rule held back of an item then, and what is open of all of it now."""

    document: str
    number: str
    currency: str
    rule: str
    amount: int
    now: int

    @property
    def why(self) -> str:
        """The rule in words."""
        return rules.RULES[self.rule]


@dataclass(frozen=True, slots=True)
class Sum:
    """Of one currency: asked for then, and still open of these lines."""

    asked: int
    now: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What one reminder asked for; `interest` is what it named: currency, all of it and of that the fixed sum.

    Of one that is older than these lines only what was new in it is known: then it is not `whole`.
    """

    lines: tuple[Line, ...]
    left: tuple[Left, ...]
    interest: tuple[tuple[str, int, int], ...]
    whole: bool

    @property
    def sums(self) -> dict[str, Sum]:
        """Currency -> what was asked for, and what is open of it."""
        return sums(self.lines)

    @property
    def mixed(self) -> bool:
        """Some lines were new, and others had been reminded of before."""
        return len({one.fresh for one in self.lines}) > 1

    @property
    def less(self) -> bool:
        """Less than what was open was asked for somewhere."""
        return any(one.asked < one.open for one in self.lines)


def of(books: Books, reminder_id: int) -> Listed:
    """The lines of one reminder, the earliest due first; none before it went. Index reminder_asked_once."""
    given = {"tenant": books.tenant_id, "id": reminder_id, "most": MOST_LINES}
    found = sql.rows(_ASKED, given)
    whole = bool(found)
    found = found or sql.rows(_NEW, given)
    left = sql.rows(_LEFT, given)
    named = sql.row("SELECT interest FROM reminder WHERE tenant_id = %(tenant)s AND id = %(id)s", given)
    earned = json.loads(named[0]) if named else []
    return Listed(
        tuple(
            Line(
                *(row[0], row[1], sql.day(row[2]), sql.day(row[3]), row[4]),
                *(int(row[5]), int(row[6]), int(row[7]), bool(row[8])),
            )
            for row in found
        ),
        tuple(Left(row[0], row[1], row[2], row[3], int(row[4]), int(row[5])) for row in left),
        tuple((currency, total, fixed) for currency, total, fixed in earned),
        whole,
    )


def sums(lines: Iterable[Line]) -> dict[str, Sum]:
    """Currency -> its sums, in the order of their names."""
    made: dict[str, Sum] = {}
    for one in lines:
        had = made.get(one.currency, Sum(0, 0))
        made[one.currency] = Sum(had.asked + one.asked, had.now + one.now)
    return dict(sorted(made.items()))


def told(listed: Listed) -> dict[str, Any]:
    """The lines as plain values: what every machine is told."""
    return {
        "whole": listed.whole,
        "asked": [
            {
                "document": one.document,
                "due_on": one.due_on.isoformat(),
                "currency": one.currency,
                "open": money.write(one.open, one.currency),
                "asked": money.write(one.asked, one.currency),
                "open_now": money.write(one.now, one.currency),
                "new": one.fresh,
            }
            for one in listed.lines
        ],
        "sums": [
            {
                "currency": currency,
                "asked": money.write(one.asked, currency),
                "open_now": money.write(one.now, currency),
            }
            for currency, one in listed.sums.items()
        ],
        "interest": [
            {
                "currency": currency,
                "interest": money.write(total, currency),
                "compensation": money.write(fixed, currency),
            }
            for currency, total, fixed in listed.interest
        ],
        "left_out": [
            {
                "document": one.document,
                "currency": one.currency,
                "amount": money.write(one.amount, one.currency),
                "rule": one.rule,
                "why": one.why,
                "open_now": money.write(one.now, one.currency),
            }
            for one in listed.left
        ],
    }


_NAMED = (
    "JOIN open_item i ON i.tenant_id = t.tenant_id AND i.id = t.item_id "
    "LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
    "WHERE t.tenant_id = %(tenant)s AND t.reminder_id = %(id)s ORDER BY i.due_on, i.id LIMIT %(most)s"
)
_NAME = "COALESCE(d.number, i.kind), COALESCE(d.number, '')"
# Index reminder_item_reminder tells which of them were new.
_ASKED = (
    f"SELECT {_NAME}, i.effective_on, t.due_on, i.currency, t.open, t.amount, i.amount - i.allocated, "
    "CASE WHEN EXISTS (SELECT 1 FROM reminder_item n WHERE n.tenant_id = t.tenant_id "
    "AND n.reminder_id = t.reminder_id AND n.item_id = t.item_id) THEN 1 ELSE 0 END "
    f"FROM reminder_asked t {_NAMED}"
)
_NEW = (
    f"SELECT {_NAME}, i.effective_on, i.due_on, i.currency, t.amount, t.amount, i.amount - i.allocated, 1 "
    f"FROM reminder_item t {_NAMED}"
)
# Index reminder_left_once.
_LEFT = f"SELECT {_NAME}, i.currency, t.rule, t.amount, i.amount - i.allocated FROM reminder_left t {_NAMED}"
