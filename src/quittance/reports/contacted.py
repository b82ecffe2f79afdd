"""What stands against meeting a customer now: their clock and calendar, what they do not want, and how often it was."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports import dunning_calendar, holidays
from quittance.reports.books import Books
from quittance.rules import dunning as rules
from quittance.rules import worklist
from quittance.rules.calendar import DAY

LAST_CALLS = 10
"""How many calls tell how well a customer is reached."""


@dataclass(frozen=True, slots=True)
class There:
    """A customer's place at a moment: `hour` and `minute` of its clock, `is_ours` where that is the company's own.

    `is_night` is outside the hours of a consumer, `is_closed` a day on which nobody works in its country, `unwanted`
    the channels that it does not want, `stopped` addresses that mail came back from, in small letters. Of the last
    `LAST_CALLS` `calls`, so many `reached` somebody; `best` is when those did, such as "before 11:30", "" where it is
    not clear.
    """

    hour: int
    minute: int
    is_ours: bool
    is_consumer: bool
    is_night: bool
    is_closed: bool
    unwanted: tuple[str, ...]
    stopped: tuple[str, ...]
    calls: int
    reached: int
    best: str


def there(books: Books, customer_id: int, now: int) -> There:
    """How it stands at the customer; `now` in microseconds since 1970, UTC. Index activity_customer."""
    scope = {"tenant": books.tenant_id, "entity": books.entity_id, "customer": customer_id, "calls": LAST_CALLS}
    found = sql.rows(_PLACE, scope)
    home, ours, country, consumer, zone, unwanted, *stopped = found[0][:8]
    calls = [(outcome, moment) for *_, outcome, moment in found if outcome is not None]
    reached = [
        dunning_calendar.clock(zone or ours, int(when)) for outcome, when in calls if outcome == worklist.REACHED
    ]
    at = dunning_calendar.clock(zone or ours, now)
    first, last = rules.CONSUMER_HOURS
    return There(
        at.hour,
        at.minute,
        (zone or ours) == ours,
        bool(consumer),
        bool(consumer) and not first <= at.hour < last,
        bool(holidays.closed(books, [country or home], at.date())),
        tuple(unwanted.split()),
        tuple(one for one in stopped if one),
        len(calls),
        len(reached),
        worklist.best_time([60 * when.hour + when.minute for when in reached]),
    )


def free_on(books: Books, customer_id: int, today: datetime.date) -> datetime.date | None:
    """From when a consumer may be met again who was met as often as the law has it; None for everybody else.

    Indexes reminder_customer, activity_customer.
    """
    since = today - DAY * rules.CONSUMER_DAYS
    scope = {"tenant": books.tenant_id, "entity": books.entity_id, "customer": customer_id, "since": since}
    found = sorted(sql.day(row[0]) for row in sql.rows(_MET, scope))
    if len(found) < rules.CONSUMER_CONTACTS:
        return None
    return found[-rules.CONSUMER_CONTACTS] + DAY * rules.CONSUMER_DAYS


_CALLS = (
    "SELECT a.outcome, a.recorded_at FROM activity a WHERE a.tenant_id = %(tenant)s AND a.customer_id = %(customer)s "
    "AND a.entity_id = %(entity)s AND a.kind = 'call' AND a.state <> 'taken_back' "
    "ORDER BY a.id DESC LIMIT %(calls)s"
)
_PLACE = (
    "SELECT e.country, e.timezone, c.country, COALESCE(k.consumer, FALSE), COALESCE(k.time_zone, ''), "
    "COALESCE(k.opted_out, ''), LOWER(COALESCE(k.bounced, '')), LOWER(COALESCE(k.bounced_too, '')), "
    "t.outcome, t.recorded_at FROM customer c JOIN entity e ON e.tenant_id = c.tenant_id AND e.id = %(entity)s "
    "LEFT JOIN dunning_customer k ON k.tenant_id = c.tenant_id AND k.entity_id = e.id AND k.customer_id = c.id "
    f"LEFT JOIN ({_CALLS}) t ON 1 = 1 WHERE c.tenant_id = %(tenant)s AND c.id = %(customer)s"
)
_OF = (
    "m.tenant_id = %(tenant)s AND m.entity_id = %(entity)s AND m.customer_id = %(customer)s AND EXISTS (SELECT 1 "
    "FROM dunning_customer k WHERE k.tenant_id = m.tenant_id AND k.entity_id = m.entity_id "
    "AND k.customer_id = m.customer_id AND k.consumer)"
)
_MET = (
    f"SELECT m.cycle_on FROM reminder m WHERE {_OF} AND m.cycle_on > %(since)s AND m.state NOT IN ('held', 'failed') "
    "AND m.channel <> 'inside' "
    f"UNION ALL SELECT m.done_on FROM activity m WHERE {_OF} AND m.done_on > %(since)s "
    "AND m.kind IN ('call', 'mail') AND m.state NOT IN ('taken_back', 'failed')"
)
