"""How a customer pays: how late its cash comes, weighted by amount, quarter by quarter, and how it keeps its word."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books
from quittance.reports.holding import CAME_ON, CASH
from quittance.reports.worklist_rank import LOOKED_BACK_DAYS
from quittance.rules import paying, promises
from quittance.rules.paying import Lateness, Paid

YEAR = datetime.timedelta(days=365)
QUARTER = datetime.timedelta(days=91)
QUARTERS = 8

MOST_PAYMENTS = 500
"""Payments that are looked at, the latest first."""

MOST_PROMISES = 1_000
DEBTS = "('invoice', 'debit_note', 'interest_note')"
"""Kinds of debit items that a customer pays; a refund or a transfer is none."""


@dataclass(frozen=True, slots=True)
class Pays:
    """The last payments with their days late, the means of a year and of the one before it, and of eight quarters.

    A mean is None for a span without payments. `quarters` run from the oldest to the last.
    """

    payments: tuple[Paid, ...]
    year: Lateness | None
    before: Lateness | None
    quarters: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise of a customer in minor units of its currency; `whole` is one of the account."""

    id: int
    number: str
    state: str
    promised_on: datetime.date
    currency: str
    amount: int
    received: int
    whole: bool
    made_on: datetime.date


@dataclass(frozen=True, slots=True)
class Word:
    """How a customer keeps its word: promises whose day has come, those that were kept, and the last that was not.

    `broken_lately` is one that still counts for what comes next, `spoken` that somebody has talked to them since.
    """

    promises: tuple[Promised, ...] = ()
    decided: int = 0
    kept: int = 0
    broken: Promised | None = None
    broken_lately: bool = False
    spoken: bool = False


PAID_ON = f"CASE WHEN {CAME_ON} < d.effective_on THEN d.effective_on ELSE {CAME_ON} END"

# What each payment met, the latest payments first: allocations that were taken back add up to nothing. Money that lay
# here before the invoice was issued has paid it on the day of its issue, and money that was moved here counts from the
# day on which it was received. Indexes open_item_customer, allocation_credit.
_CAME = f"""
SELECT c.id, {PAID_ON} AS paid_on, d.due_on, SUM(a.debit_base) AS base
FROM (SELECT x.tenant_id, x.id, x.kind, x.effective_on, x.payment_id FROM open_item x
      WHERE x.tenant_id = %(tenant)s AND x.customer_id = %(customer)s
      AND x.closed_on > %(since)s AND x.entity_id = %(entity)s AND x.side = 'C' AND x.kind IN {CASH}
      AND x.allocated > 0 AND x.effective_on > %(since)s AND x.effective_on <= %(today)s
      ORDER BY x.effective_on DESC, x.id DESC LIMIT %(most)s) c
JOIN allocation a ON a.tenant_id = %(tenant)s AND a.credit_item_id = c.id
JOIN open_item d ON d.tenant_id = %(tenant)s AND d.id = a.debit_item_id AND d.kind IN {DEBTS}
GROUP BY 1, 2, 3 HAVING SUM(a.debit_base) > 0
ORDER BY 2 DESC, 1 DESC
"""


def of_customer(books: Books, customer_id: int, today: datetime.date) -> Pays:
    """How late the cash of two years came. One statement, of a bounded number of payments."""
    given = {
        "tenant": books.tenant_id,
        "entity": books.entity_id,
        "customer": customer_id,
        "since": today - 2 * YEAR,
        "today": today,
        "most": MOST_PAYMENTS,
    }
    met: dict[int, list[Paid]] = {}
    for id, paid_on, due_on, base in sql.rows(_CAME, given):
        on = sql.day(paid_on)
        met.setdefault(id, []).append(Paid(on, (on - sql.day(due_on)).days, int(base)))
    parts = [part for some in met.values() for part in some]
    quarters = [
        paying.lateness(_between(parts, today - (n + 1) * QUARTER, today - n * QUARTER))
        for n in reversed(range(QUARTERS))
    ]
    return Pays(
        tuple(paying.together(some) for some in met.values()),
        paying.lateness(_between(parts, today - YEAR, today)),
        paying.lateness(_between(parts, today - 2 * YEAR, today - YEAR)),
        tuple(one.signed if one else None for one in quarters),
    )


# The same of several customers, added up by the days that matter.
_ALL_CAME = f"""
SELECT c.customer_id, {PAID_ON} AS paid_on, d.due_on, SUM(a.debit_base) AS base
FROM open_item c JOIN allocation a ON a.tenant_id = c.tenant_id AND a.credit_item_id = c.id
JOIN open_item d ON d.tenant_id = a.tenant_id AND d.id = a.debit_item_id AND d.kind IN {DEBTS}
WHERE c.tenant_id = %(tenant)s AND c.customer_id IN ({{ids}}) AND c.closed_on > %(since)s AND c.entity_id = %(entity)s
AND c.side = 'C' AND c.kind IN {CASH} AND c.allocated > 0 AND c.effective_on > %(since)s AND c.effective_on <= %(today)s
AND {PAID_ON} > %(after)s
GROUP BY 1, 2, 3 HAVING SUM(a.debit_base) > 0
"""


def means(books: Books, ids: Sequence[int], today: datetime.date) -> dict[int, Lateness]:
    """How late the cash of a year came, by customer; those who paid nothing are left out. One statement."""
    if not ids:
        return {}
    after, since = today - YEAR, today - 2 * YEAR
    given = {"tenant": books.tenant_id, "entity": books.entity_id, "since": since, "after": after, "today": today}
    parts: dict[int, list[Paid]] = {}
    for id, paid_on, due_on, base in sql.rows(_ALL_CAME.format(ids=", ".join(str(int(id)) for id in ids)), given):
        on = sql.day(paid_on)
        parts.setdefault(id, []).append(Paid(on, (on - sql.day(due_on)).days, int(base)))
    found = {id: paying.lateness(_between(some, after, today)) for id, some in parts.items()}
    return {id: one for id, one in found.items() if one is not None}


def word(books: Books, customer_id: int, today: datetime.date) -> Word:
    """How a customer keeps its word. One statement. Indexes promise_customer, activity_customer."""
    found = sql.rows(
        "SELECT p.id, p.number, p.state, p.promised_on, p.currency, p.amount, p.received, p.whole, p.made_on, "
        "p.deadline_on, "
        "EXISTS (SELECT 1 FROM activity a WHERE a.tenant_id = p.tenant_id AND a.customer_id = p.customer_id "
        "AND a.entity_id = p.entity_id AND a.done_on > p.promised_on AND a.done_on >= %(since)s AND a.kind <> 'note' "
        "AND a.state NOT IN ('taken_back', 'failed')) FROM promise p "
        "WHERE p.tenant_id = %(tenant)s AND p.customer_id = %(customer)s AND p.entity_id = %(entity)s "
        "AND p.state <> 'withdrawn' ORDER BY p.promised_on DESC, p.id DESC LIMIT %(most)s",
        {
            "tenant": books.tenant_id,
            "entity": books.entity_id,
            "customer": customer_id,
            "since": today - datetime.timedelta(days=LOOKED_BACK_DAYS),
            "most": MOST_PROMISES,
        },
    )
    made = tuple(
        Promised(id, number, state, sql.day(on), currency, amount, received, bool(whole), sql.day(made_on))
        for id, number, state, on, currency, amount, received, whole, made_on, *_ in found
    )
    states = [one.state for one in made]
    last = next((n for n, state in enumerate(states) if state in (promises.BROKEN, promises.PARTLY)), None)
    if last is None:
        return Word(made, states.count(promises.KEPT), states.count(promises.KEPT))
    since = today - datetime.timedelta(days=LOOKED_BACK_DAYS)
    return Word(
        made,
        sum(state in (promises.KEPT, promises.PARTLY, promises.BROKEN) for state in states),
        states.count(promises.KEPT),
        made[last],
        sql.day(found[last][9]) >= since,
        bool(found[last][10]),
    )


def _between(parts: Sequence[Paid], after: datetime.date, until: datetime.date) -> list[Paid]:
    return [one for one in parts if after < one.on <= until]
