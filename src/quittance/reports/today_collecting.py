"""What waits for a collector today: broken promises, late disputes, reminders, mail to read, people out of reach."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports.books import Books
from quittance.reports.today import Waiting
from quittance.rules import disputes, promises

LOOKED_BACK_DAYS = 60
"""How old a broken promise or a reminder that waits may be; the worklist has the rest."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """How many of each wait, with the sum of those in base minor units.

    `broken` are customers whose last promise was not kept and who are late still, with what is missing of it;
    `disputes` are unanswered after their day; `reminders` wait for somebody to release or drop them. `mails` of
    customers wait to be looked at; `unreached` are customers whom no reminder of today could go to, with what they owe.
    """

    broken: Waiting
    disputes: Waiting
    reminders: Waiting
    mails: Waiting
    unreached: Waiting


def collecting(books: Books, today: datetime.date) -> Collecting:
    """One statement.

    Indexes promise_state, promise_customer, open_item_customer, dispute_state, reminder_day, inbound_mail_state,
    reminder_held_day.
    """
    since = today - datetime.timedelta(days=LOOKED_BACK_DAYS)
    params = {"tenant": books.tenant_id, "entity": books.entity_id, "today": today, "since": since}
    found = {row[0]: Waiting(int(row[1]), int(row[2] or 0)) for row in sql.rows(_WAITING, params)}
    names = ("promises", "disputes", "reminders", "mails", "unreached")
    return Collecting(*(found[name] for name in names))


_MINE = "JOIN entity e ON e.tenant_id = w.tenant_id AND e.id = w.entity_id WHERE w.tenant_id = %(tenant)s "
_WAITING = (
    "SELECT 'promises', COUNT(*), SUM(CASE WHEN w.currency = e.base_currency THEN w.amount - w.received ELSE 0 END) "
    f"FROM promise w {_MINE}AND w.entity_id = %(entity)s AND w.deadline_on >= %(since)s "
    f"AND w.state IN ('{promises.BROKEN}', '{promises.PARTLY}') AND NOT EXISTS (SELECT 1 FROM promise n "
    f"WHERE n.tenant_id = w.tenant_id AND n.customer_id = w.customer_id AND n.id > w.id "
    f"AND n.state <> '{promises.WITHDRAWN}') AND EXISTS (SELECT 1 FROM open_item i WHERE i.tenant_id = w.tenant_id "
    f"AND i.customer_id = w.customer_id AND i.closed_on = '{NEVER.isoformat()}' AND i.side = 'D' "
    "AND i.due_on < %(today)s) "
    "UNION ALL SELECT 'disputes', COUNT(*), SUM(CASE WHEN w.currency = e.base_currency THEN w.amount ELSE 0 END) "
    f"FROM dispute w {_MINE}AND w.entity_id = %(entity)s AND w.state <> '{disputes.RESOLVED}' "
    "AND w.answer_by < %(today)s "
    "UNION ALL SELECT 'reminders', COUNT(*), SUM(w.base_amount) "
    f"FROM reminder w {_MINE}AND w.entity_id = %(entity)s AND w.cycle_on >= %(since)s AND w.state = 'waiting' "
    "UNION ALL SELECT 'mails', COUNT(*), 0 "
    f"FROM inbound_mail w {_MINE}AND w.entity_id = %(entity)s AND w.state = 'open' AND w.customer_id IS NOT NULL "
    "UNION ALL SELECT 'unreached', COUNT(DISTINCT w.customer_id), SUM(w.base_amount) "
    f"FROM reminder_held w {_MINE}AND w.entity_id = %(entity)s AND w.held_on = %(today)s AND w.whole "
    "AND w.rule IN ('address', 'no_postal_address')"
)
