"""What dunning did: runs, reminders with what became of them, and everything that was held back with its rule."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import dunning_listed
from quittance.reports.books import Books
from quittance.reports.dunning_listed import Listed
from quittance.rules.calendar import DAY
from quittance.rules.refusals import NotFound

MOST_ROWS = 500
STATES = ("waiting", "queued", "sending", "to_do", "sent", "held", "failed", "doubtful", "dropped")

WINDOW_DAYS, PAID_DAYS = 90, 7
"""How a step is judged: messages of so many days, and those paid within so many days of them."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run: `state` is queued, running, done, failed or stopped; the counts are those of its decision.

    `unsent` of them had not gone when it was stopped, and `fault` says by whom and why.
    """

    id: int
    run_on: datetime.date
    state: str
    email: int
    letter: int
    call: int
    inside: int
    sms: int
    whatsapp: int
    waiting: int
    held: tuple[tuple[str, int], ...]
    fault: str
    actor_name: str
    recorded_at: int
    unsent: int

    @property
    def held_count(self) -> int:
        """Customers to whom nothing went."""
        return sum(count for _, count in self.held)


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder as it stands; `base` in base minor units, moments in microseconds, 0 for none yet.

    `parts` are the SMS that it took; `arrived` is delivered, read or undelivered, as the provider reported, or "".
    `owner` is the member to whom the account was given inside.
    """

    id: int
    number: str
    customer_number: str
    customer_name: str
    policy: str
    day: int
    channel: str
    tone: str
    state: str
    cycle_on: datetime.date
    address: str
    base: int
    fee: int
    fee_number: str
    rule: str
    fault: str
    settled_at: int
    parts: int
    arrived: str
    owner: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    """What was not sent to a customer (`whole`), or left out of what was; `base` in base minor units."""

    customer_number: str
    customer_name: str
    day: int
    rule: str
    whole: bool
    held_on: datetime.date
    items: int
    base: int


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a reminder as they went out, and what it asked for line by line."""

    row: ReminderRow
    language: str
    subject: str
    body: str
    copies: tuple[str, ...]
    listed: Listed


def runs(books: Books, limit: int = 20) -> tuple[RunRow, ...]:
    """The latest runs first. Index dunning_run_entity."""
    found = sql.rows(
        "SELECT r.id, r.run_on, "
        "CASE WHEN j.state = 'failed' AND r.state NOT IN ('done', 'stopped') THEN 'failed' ELSE r.state END, "
        "r.report, CASE WHEN r.fault = '' THEN COALESCE(j.fault, '') ELSE r.fault END, r.actor_name, "
        "r.recorded_at, r.unsent FROM dunning_run r LEFT JOIN job j ON j.tenant_id = r.tenant_id AND j.id = r.job_id "
        "WHERE r.tenant_id = %s AND r.entity_id = %s ORDER BY r.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, limit],
    )
    return tuple(_run(row) for row in found)


def reminders(
    books: Books, *, states: Sequence[str] = (), customer_number: str = "", limit: int = 100
) -> tuple[ReminderRow, ...]:
    """Reminders, the latest first. Indexes reminder_day, reminder_customer."""
    some = f" AND r.state IN ({sql.marks(len(states))})" if states else ""
    whose = " AND c.number = %s" if customer_number else ""
    given = [books.tenant_id, books.entity_id, *states, *([customer_number] if customer_number else [])]
    found = sql.rows(f"{_REMINDER}{some}{whose} ORDER BY r.cycle_on DESC, r.id DESC LIMIT %s", [*given, limit])
    return tuple(_reminder(row) for row in found)


def letter(books: Books, id: int) -> Letter:
    """One reminder with its words; raises `NotFound`."""
    found = sql.row(f"{_REMINDER} AND r.id = %s", [books.tenant_id, books.entity_id, id])
    if found is None:
        raise NotFound("There is no such reminder.", field="id")
    said = sql.row(
        "SELECT language, subject, body, copies FROM reminder WHERE tenant_id = %s AND id = %s", [books.tenant_id, id]
    )
    assert said is not None
    return Letter(_reminder(found), said[0], said[1], said[2], tuple(said[3].split()), dunning_listed.of(books, id))


def held(books: Books, *, rule: str = "", limit: int = 100) -> tuple[HeldRow, ...]:
    """What was held back, the latest first. Index reminder_held_day."""
    one = " AND h.rule = %s" if rule else ""
    found = sql.rows(
        "SELECT c.number, c.name, h.day, h.rule, h.whole, h.held_on, h.items, h.base_amount FROM reminder_held h "
        "JOIN customer c ON c.tenant_id = h.tenant_id AND c.id = h.customer_id "
        f"WHERE h.tenant_id = %s AND h.entity_id = %s{one} ORDER BY h.held_on DESC, h.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, *([rule] if rule else []), limit],
    )
    return tuple(
        HeldRow(row[0], row[1], row[2], row[3], bool(row[4]), sql.day(row[5]), row[6], int(row[7])) for row in found
    )


def to_print(books: Books) -> tuple[int, ...]:
    """Letters that are to be posted, by customer."""
    found = sql.rows(
        "SELECT r.id FROM reminder r JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id "
        "WHERE r.tenant_id = %s AND r.entity_id = %s AND r.state = 'to_do' AND r.channel = 'letter' "
        "ORDER BY c.number, r.id LIMIT %s",
        [books.tenant_id, books.entity_id, MOST_ROWS],
    )
    return tuple(row[0] for row in found)


def effect(books: Books, name: str, today: datetime.date) -> dict[int, tuple[int, int, int]]:
    """Step's day -> messages of the policy in the window, items asked for, and those paid within seven days."""
    found = sql.rows(
        "SELECT r.day, COUNT(DISTINCT r.id), COUNT(t.item_id), SUM(CASE WHEN i.closed_on <= r.until_on THEN 1 ELSE 0 "
        f"END) FROM (SELECT m.*, {_later()} AS until_on FROM reminder m WHERE m.tenant_id = %(tenant)s "
        "AND m.entity_id = %(entity)s AND m.cycle_on > %(since)s AND m.state IN ('sent', 'to_do')) r "
        "JOIN dunning_policy p ON p.tenant_id = r.tenant_id AND p.id = r.policy_id AND p.name = %(name)s "
        "LEFT JOIN reminder_item t ON t.tenant_id = r.tenant_id AND t.reminder_id = r.id "
        "LEFT JOIN open_item i ON i.tenant_id = t.tenant_id AND i.id = t.item_id GROUP BY r.day",
        {
            "tenant": books.tenant_id,
            "entity": books.entity_id,
            "since": today - DAY * WINDOW_DAYS,
            "name": name,
        },
    )
    return {row[0]: (int(row[1]), int(row[2]), int(row[3] or 0)) for row in found}


def paid_by(books: Books, today: datetime.date, days: Sequence[int]) -> dict[int, int]:
    """Day after the due day -> percent of what fell due in the last year that was paid by then, by amount."""
    found = sql.rows(
        "SELECT i.due_on, i.closed_on, SUM(i.base_amount) FROM open_item i WHERE i.tenant_id = %s AND i.entity_id = %s "
        "AND i.side = 'D' AND i.kind = 'invoice' AND i.due_on > %s AND i.due_on <= %s GROUP BY i.due_on, i.closed_on",
        [books.tenant_id, books.entity_id, today - DAY * YEAR_DAYS, today - DAY * max([0, *days])],
    )
    rows = [((sql.day(row[1]) - sql.day(row[0])).days, int(row[2])) for row in found]
    whole = sum(amount for _, amount in rows)
    return {day: sum(amount for late, amount in rows if late <= day) * 100 // whole for day in days} if whole else {}


YEAR_DAYS = 365


def _later() -> str:
    """The last day on which a payment still counts as the message's doing."""
    if sql.on_postgresql():
        return f"m.cycle_on + {PAID_DAYS}"
    return f"date(m.cycle_on, '+{PAID_DAYS} days')"


_REMINDER = (
    "SELECT r.id, r.number, c.number, c.name, p.name, r.day, r.channel, r.tone, r.state, r.cycle_on, r.address, "
    "r.base_amount, r.fee, r.fee_number, r.rule, r.fault, r.settled_at, r.parts, r.arrived, COALESCE(m.name, '') "
    "FROM reminder r JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id "
    "JOIN dunning_policy p ON p.tenant_id = r.tenant_id AND p.id = r.policy_id "
    "LEFT JOIN member m ON m.tenant_id = r.tenant_id AND m.id = r.owner_id "
    "WHERE r.tenant_id = %s AND r.entity_id = %s"
)


def _reminder(row: Sequence[Any]) -> ReminderRow:
    named = dict(zip(ReminderRow.__slots__, row, strict=True))
    return ReminderRow(**(named | {"cycle_on": sql.day(row[9]), "base": int(row[11]), "fee": int(row[12])}))


def _run(row: Sequence[Any]) -> RunRow:
    id, run_on, state, report, fault, actor_name, recorded_at, unsent = row
    kept = json.loads(report)
    return RunRow(
        id,
        sql.day(run_on),
        state,
        kept.get("email", 0),
        kept.get("letter", 0),
        kept.get("call", 0),
        kept.get("inside", 0),
        kept.get("sms", 0),
        kept.get("whatsapp", 0),
        kept.get("waiting", 0),
        tuple(sorted(kept.get("held", {}).items(), key=lambda one: -one[1])),
        fault if state in ("failed", "stopped") else "",
        actor_name,
        recorded_at,
        unsent,
    )
