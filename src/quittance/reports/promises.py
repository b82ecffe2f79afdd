"""Promises to pay: the list, how well a customer keeps them, and what judging one needs to know."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books
from quittance.reports.holding import CAME_ON, CASH
from quittance.rules import promises as rules
from quittance.rules.promises import Standing
from quittance.rules.refusals import Invalid, NotFound

MOST_ROWS = 1_000
MOST_JUDGED = 200_000


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise in minor units; `documents` are empty for one of the whole account."""

    id: int
    number: str
    customer_number: str
    customer_name: str
    currency: str
    amount: int
    received: int
    promised_on: datetime.date
    deadline_on: datetime.date
    documents: tuple[str, ...]
    said_by: str
    note: str
    state: str
    made_on: datetime.date
    decided_on: datetime.date | None
    actor_name: str


@dataclass(frozen=True, slots=True)
class Habit:
    """How many promises a customer has kept, partly kept and broken."""

    kept: int = 0
    partly: int = 0
    broken: int = 0

    @property
    def decided(self) -> int:
        """Promises whose day has come."""
        return self.kept + self.partly + self.broken


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A promise as it stands in the books, and what has come of it."""

    id: int
    number: str
    customer_id: int
    currency: str
    state: str
    received: int
    standing: Standing


def rows(books: Books, state: str = "open", customer_number: str = "") -> tuple[PromiseRow, ...]:
    """Promises in a state ("" for all), the earliest promised first; raises `Invalid`. Index: promise_state."""
    if state and state not in rules.STATES:
        raise Invalid(f"The state is one of {', '.join(rules.STATES)}.", field="state")
    only = "AND p.state = %(state)s " if state else ""
    only += "AND c.number = %(customer)s " if customer_number else ""
    return _rows(books, only, {"state": state, "customer": customer_number})


def of_number(books: Books, number: str) -> PromiseRow:
    """One promise; raises `NotFound`."""
    found = _rows(books, "AND p.number = %(number)s ", {"number": number})
    if not found:
        raise NotFound(f"There is no promise {number[:60]!r}.", field="number")
    return found[0]


def of_ids(books: Books, ids: Sequence[int]) -> tuple[PromiseRow, ...]:
    """Promises by id, the earliest promised first."""
    return _rows(books, f"AND p.id IN ({', '.join(str(int(id)) for id in ids)}) ", {}) if ids else ()


def habits(books: Books, customer_id: int | None = None) -> dict[int, Habit]:
    """How customers keep their word, by customer id; all of them, or one."""
    only = "AND customer_id = %(customer)s" if customer_id is not None else ""
    found = sql.rows(
        "SELECT customer_id, SUM(CASE WHEN state = 'kept' THEN 1 ELSE 0 END), "
        "SUM(CASE WHEN state = 'partly' THEN 1 ELSE 0 END), SUM(CASE WHEN state = 'broken' THEN 1 ELSE 0 END) "
        f"FROM promise WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s {only} GROUP BY customer_id",
        {"tenant": books.tenant_id, "entity": books.entity_id, "customer": customer_id},
    )
    return {row[0]: Habit(int(row[1]), int(row[2]), int(row[3])) for row in found}


def to_judge(books: Books, today: datetime.date) -> tuple[ToJudge, ...]:
    """Promises that are open or were decided lately, with the cash that came by their deadline and what was credited.

    Two statements: promises of named documents, and of whole accounts. Indexes promise_state, allocation_debit.
    """
    given = {
        "tenant": books.tenant_id,
        "entity": books.entity_id,
        "since": today - datetime.timedelta(days=rules.REJUDGED_DAYS),
        "floor": today - datetime.timedelta(days=rules.FARTHEST_DAYS + 2 * rules.REJUDGED_DAYS),
        "most": MOST_JUDGED,
    }
    found = sql.rows(_NAMED, given) + sql.rows(_WHOLE, given)
    return tuple(
        ToJudge(
            *(id, number, customer_id, currency, state, received),
            Standing(amount, open_then, int(came), int(credited), sql.day(deadline)),
        )
        for id, number, customer_id, currency, state, received, amount, open_then, deadline, came, credited in found
    )


_JUDGED = (
    "p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s AND p.state <> 'withdrawn' "
    "AND (p.state = 'open' OR p.deadline_on >= %(since)s)"
)
_SUMS = f"""
    SELECT p.id, p.number, p.customer_id, p.currency, p.state, p.received, p.amount, p.open_then, p.deadline_on,
           COALESCE(SUM(CASE WHEN c.kind IN {CASH} AND {CAME_ON} <= p.deadline_on THEN a.amount END), 0),
           COALESCE(SUM(CASE WHEN c.kind NOT IN {CASH} AND a.effective_on <= p.deadline_on THEN a.amount END), 0)
"""
_CAME = """
    LEFT JOIN allocation a ON a.tenant_id = i.tenant_id AND a.debit_item_id = i.id AND a.recorded_at > p.recorded_at
    LEFT JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id
"""
_GROUPED = (
    "GROUP BY p.id, p.number, p.customer_id, p.currency, p.state, p.received, p.amount, p.open_then, p.deadline_on "
    "LIMIT %(most)s"
)
_NAMED = f"""{_SUMS}
    FROM promise p JOIN promise_part r ON r.tenant_id = p.tenant_id AND r.promise_id = p.id
    JOIN open_item i ON i.tenant_id = r.tenant_id AND i.id = r.item_id {_CAME}
    WHERE {_JUDGED} AND NOT p.whole {_GROUPED}"""
_WHOLE = f"""{_SUMS}
    FROM promise p LEFT JOIN open_item i ON i.tenant_id = p.tenant_id AND i.entity_id = p.entity_id
    AND i.customer_id = p.customer_id AND i.closed_on >= %(floor)s AND i.side = 'D' AND i.currency = p.currency {_CAME}
    WHERE {_JUDGED} AND p.whole {_GROUPED}"""


def _rows(books: Books, only: str, given: dict[str, object]) -> tuple[PromiseRow, ...]:
    given = given | {"tenant": books.tenant_id, "entity": books.entity_id, "most": MOST_ROWS}
    found = sql.rows(
        "SELECT p.id, p.number, c.number, c.name, p.currency, p.amount, p.received, p.promised_on, p.deadline_on, "
        "p.said_by, p.note, p.state, p.made_on, p.decided_on, p.actor_name FROM promise p "
        "JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id "
        f"WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s {only}"
        "ORDER BY p.promised_on, p.id LIMIT %(most)s",
        given,
    )
    named = _documents(books, [row[0] for row in found])
    made = []
    for row in found:
        values = dict(zip(_COLUMNS, row, strict=True))
        days = {name: sql.day_or_none(values[name]) for name in _COLUMNS if name.endswith("_on")}
        made.append(PromiseRow(**values | days, documents=named.get(row[0], ())))
    return tuple(made)


_COLUMNS = tuple(name for name in PromiseRow.__slots__ if name != "documents")


def _documents(books: Books, ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Numbers of the documents that promises name."""
    if not ids:
        return {}
    found = sql.rows(
        "SELECT DISTINCT r.promise_id, x.number FROM promise_part r "
        "JOIN open_item i ON i.tenant_id = r.tenant_id AND i.id = r.item_id "
        "JOIN document x ON x.tenant_id = i.tenant_id AND x.id = i.document_id "
        f"WHERE r.tenant_id = %s AND r.promise_id IN ({sql.marks(len(ids))}) ORDER BY x.number",
        [books.tenant_id, *ids],
    )
    named: dict[int, tuple[str, ...]] = {}
    for id, number in found:
        named[id] = (*named.get(id, ()), number)
    return named
