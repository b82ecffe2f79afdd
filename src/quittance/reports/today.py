"""Today: what came in and what falls due by day, what waits to be used, and small balances to look at."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports.books import Books


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many open items of one sort there are, and what is open of them in base minor units."""

    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount in base minor units by day: received on it, or due on it."""

    day: datetime.date
    amount: int


@dataclass(frozen=True, slots=True)
class Today:
    """Figures around a day, all in base minor units.

    `received` are payments that were not reversed, `due` what is open now and falls due from the day on.
    `to_use` is unapplied credit of known customers, `unidentified` money whose payer is not known;
    `small` are part-paid invoices with no more open than the write-off limit, `bank` receipts that nobody has
    applied yet, with the sum of those in the company's currency.
    """

    received: tuple[Flow, ...]
    due: tuple[Flow, ...]
    to_use: Waiting
    unidentified: Waiting
    small: Waiting
    bank: Waiting

    def received_between(self, first: datetime.date, last: datetime.date) -> int:
        """What came in from one day to another, both included."""
        return sum(one.amount for one in self.received if first <= one.day <= last)

    def due_between(self, first: datetime.date, last: datetime.date) -> int:
        """What falls due from one day to another, both included."""
        return sum(one.amount for one in self.due if first <= one.day <= last)


def around(books: Books, today: datetime.date, since: datetime.date, until: datetime.date) -> Today:
    """Received from `since` and due up to `until`; five statements.

    Indexes payment_received, open_item_now, bank_line_state.
    """
    params = {
        "tenant": books.tenant_id,
        "entity": books.entity_id,
        "today": today,
        "since": since,
        "until": until,
    }
    credits = {row[0]: Waiting(int(row[1]), int(row[2])) for row in sql.rows(_credits(), params)}
    small = sql.row(_small(), params)
    bank = sql.row(_BANK, params)
    assert small is not None and bank is not None
    nothing = Waiting(0, 0)
    return Today(
        received=_flows(sql.rows(_RECEIVED, params)),
        due=_flows(sql.rows(_DUE, params)),
        to_use=credits.get("customer", nothing),
        unidentified=credits.get("unidentified", nothing),
        small=Waiting(int(small[0]), int(small[1] or 0)),
        bank=Waiting(int(bank[0]), int(bank[1] or 0)),
    )


_RECEIVED = (
    "SELECT y.received_on, SUM(y.base_amount) FROM payment y WHERE y.tenant_id = %(tenant)s "
    "AND y.entity_id = %(entity)s AND y.received_on >= %(since)s AND y.received_on <= %(today)s "
    "AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = y.tenant_id AND r.reverses = y.entry_id) "
    "GROUP BY y.received_on ORDER BY y.received_on"
)
# The day is written out, because the conditions of indexes name it.
_OPEN = f"i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.closed_on = '{NEVER.isoformat()}'"
_DUE = (
    f"SELECT i.due_on, SUM(i.base_amount - i.allocated_base) FROM open_item i WHERE {_OPEN} AND i.side = 'D' "
    "AND i.due_on >= %(today)s AND i.due_on <= %(until)s GROUP BY i.due_on ORDER BY i.due_on"
)


def _credits() -> str:
    """Unapplied credit by kind of customer, added up by customer in the order of its index."""
    mine = (
        "SELECT i.customer_id AS id, COUNT(*) AS number, SUM(i.base_amount - i.allocated_base) AS amount "
        f"FROM open_item i {sql.by_index('open_item_now')} WHERE {_OPEN} AND i.side = 'C' GROUP BY i.customer_id"
    )
    return (
        f"SELECT c.kind, SUM(x.number), SUM(x.amount) FROM ({mine}) AS x "
        "JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = x.id GROUP BY c.kind"
    )


def _small() -> str:
    """Part-paid debt of at most the write-off limit."""
    return (
        f"SELECT COUNT(*), SUM(i.base_amount - i.allocated_base) FROM open_item i {sql.by_index('open_item_now')} "
        f"JOIN entity e ON e.tenant_id = i.tenant_id AND e.id = i.entity_id WHERE {_OPEN} AND i.side = 'D' "
        "AND i.allocated > 0 AND i.base_amount - i.allocated_base BETWEEN 1 AND e.writeoff_limit"
    )


_BANK = (
    "SELECT COUNT(*), SUM(CASE WHEN l.currency = e.base_currency THEN l.amount ELSE 0 END) FROM bank_line l "
    "JOIN entity e ON e.tenant_id = l.tenant_id AND e.id = l.entity_id WHERE l.tenant_id = %(tenant)s "
    "AND l.entity_id = %(entity)s AND l.state = 'open' AND l.amount > 0"
)


def _flows(found: Sequence[tuple[Any, ...]]) -> tuple[Flow, ...]:
    return tuple(Flow(sql.day(row[0]), int(row[1])) for row in found)
