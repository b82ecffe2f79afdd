"""Activities: what was done with a customer, who did how much in a period, and what came of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from quittance.books import sql
from quittance.reports.books import Books
from quittance.reports.holding import CASH

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A call, note or mail; `state` tells what became of a mail, `document` the one that it is about, "" for none."""

    id: int
    kind: str
    outcome: str
    contact: str
    address: str
    subject: str
    text: str
    state: str
    fault: str
    done_on: datetime.date
    actor_name: str
    recorded_at: int
    document: str


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody did in a period, and what came of it.

    `kept` and `broken` are promises they took in the period; `received` is cash in base minor units that was allocated
    to debts of their promises since.
    """

    name: str
    calls: int = 0
    reached: int = 0
    mails: int = 0
    notes: int = 0
    promises: int = 0
    kept: int = 0
    broken: int = 0
    disputes: int = 0
    received: int = 0


def of_customer(books: Books, customer_id: int) -> tuple[ActivityRow, ...]:
    """What was said and written, the latest first. Index: activity_customer."""
    found = sql.rows(
        "SELECT a.id, a.kind, a.outcome, a.contact, a.address, a.subject, a.text, a.state, a.fault, a.done_on, "
        "a.actor_name, a.recorded_at, COALESCE(d.number, '') FROM activity a "
        "LEFT JOIN document d ON d.tenant_id = a.tenant_id AND d.id = a.document_id "
        "WHERE a.tenant_id = %s AND a.entity_id = %s AND a.customer_id = %s AND a.state <> 'taken_back' "
        "ORDER BY a.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, customer_id, MOST_ROWS],
    )
    made = []
    for row in found:
        named = dict(zip(ActivityRow.__slots__, row, strict=True))
        made.append(ActivityRow(**named | {"done_on": sql.day(row[9])}))
    return tuple(made)


def done_by(books: Books, actor: str, on: datetime.date) -> frozenset[int]:
    """Customers that somebody (kind and id) has called or written to on a day. Index: activity_day."""
    found = sql.rows(
        "SELECT DISTINCT customer_id FROM activity WHERE tenant_id = %s AND entity_id = %s AND done_on = %s "
        "AND actor = %s AND state <> 'taken_back'",
        [books.tenant_id, books.entity_id, on, actor],
    )
    return frozenset(row[0] for row in found)


def people(books: Books, since: datetime.date, until: datetime.date) -> tuple[Person, ...]:
    """Everybody who did something in a period, the busiest first. Four statements; index activity_day."""
    given = {"tenant": books.tenant_id, "entity": books.entity_id, "since": since, "until": until}
    made: dict[str, Person] = {}
    for name, calls, reached, mails, notes in sql.rows(_DONE, given):
        made[name] = Person(name, int(calls), int(reached), int(mails), int(notes))
    for name, promises, kept, broken in sql.rows(_PROMISES, given):
        one = made.get(name, Person(name))
        made[name] = replace(one, promises=int(promises), kept=int(kept), broken=int(broken))
    for name, disputes in sql.rows(_DISPUTES, given):
        made[name] = replace(made.get(name, Person(name)), disputes=int(disputes))
    for name, received in sql.rows(_RECEIVED, given):
        made[name] = replace(made.get(name, Person(name)), received=max(0, int(received)))
    return tuple(sorted(made.values(), key=lambda one: (-(one.calls + one.mails + one.promises), one.name)))


def members(books: Books) -> tuple[tuple[int, str, str], ...]:
    """Id, name and email of the people who may own accounts, by name."""
    found = sql.rows(
        "SELECT id, name, email FROM member WHERE tenant_id = %s AND active ORDER BY name, id", [books.tenant_id]
    )
    return tuple((row[0], row[1], row[2]) for row in found)


_MINE = "tenant_id = %(tenant)s AND entity_id = %(entity)s"
_DONE = (
    "SELECT actor_name, SUM(CASE WHEN kind = 'call' THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN kind = 'call' AND outcome = 'reached' THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN kind = 'mail' THEN 1 ELSE 0 END), SUM(CASE WHEN kind = 'note' THEN 1 ELSE 0 END) "
    f"FROM activity WHERE {_MINE} AND done_on >= %(since)s AND done_on <= %(until)s AND state <> 'taken_back' "
    "GROUP BY actor_name"
)
_PROMISES = (
    "SELECT actor_name, COUNT(*), SUM(CASE WHEN state = 'kept' THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN state = 'broken' THEN 1 ELSE 0 END) "
    f"FROM promise WHERE {_MINE} AND made_on >= %(since)s AND made_on <= %(until)s AND state <> 'withdrawn' "
    "GROUP BY actor_name"
)
_DISPUTES = (
    f"SELECT actor_name, COUNT(*) FROM dispute WHERE {_MINE} AND opened_on >= %(since)s AND opened_on <= %(until)s "
    "GROUP BY actor_name"
)
_RECEIVED = (
    "SELECT p.actor_name, SUM(a.debit_base) FROM promise p "
    "JOIN promise_part r ON r.tenant_id = p.tenant_id AND r.promise_id = p.id "
    "JOIN allocation a ON a.tenant_id = r.tenant_id AND a.debit_item_id = r.item_id AND a.recorded_at > p.recorded_at "
    f"JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id AND c.kind IN {CASH} "
    "WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s AND p.made_on >= %(since)s "
    "AND p.made_on <= %(until)s GROUP BY p.actor_name"
)
