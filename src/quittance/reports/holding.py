"""What is held back: how much of each open item nobody may be asked for on a day, and by which rule.

`CLAIMS` is one set-based statement to stand in front of another: `WITH {holding.CLAIMS} SELECT … FROM open_item i
LEFT JOIN held_item h ON h.item_id = i.id`. It gives two tables. `held` has a row for each rule that holds something
of an item (item_id, rule, rank, source_id, amount in minor units of the item's currency, cut to what is open), and
`held_item` their sum for each item (item_id, amount). Its parameters are `tenant`, `entity`, `today`, `never`,
`floor` and `mended`; `params` makes them. `CLAIMS_OF_CUSTOMER` gives the same of the one `customer` whose id is a
parameter, and reads nobody else's rows. A rule takes only what those before it left: a hold first, then dispute,
deduction, plan and promise, so that the sum is never more than what is open.

Nothing depends on a nightly state: a promise holds through its deadline and no longer, a plan until an instalment is
missing after its own deadline, and cash that was allocated since counts at once. So a plan that was called broken holds
again as soon as money is applied that had come in time.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports.books import Books
from quittance.rules import plans

HOLD, DISPUTE, DEDUCTION, PLAN, PROMISE = "hold", "dispute", "deduction", "plan", "promise"
RULES = {
    HOLD: "on hold",
    DISPUTE: "disputed",
    DEDUCTION: "left out",
    PLAN: "in a payment plan",
    PROMISE: "promised",
}
"""Rule -> what it makes of money, in the order in which rules take their part."""

CASH = "('payment', 'transfer')"
"""Kinds of credit items that are cash: a promise is kept with nothing else."""

CAME_ON = (
    "(CASE WHEN c.kind = 'transfer' THEN COALESCE((SELECT y.received_on FROM payment y WHERE y.tenant_id = c.tenant_id "
    "AND y.id = c.payment_id), c.effective_on) ELSE c.effective_on END)"
)
"""The day on which what a credit item c holds came in: that of the payment, too, where money was moved here later."""

_FLOOR_DAYS = 430
"""An item that was closed longer ago is in no promise: the longest promise, its grace, and some weeks."""


@dataclass(frozen=True, slots=True)
class Held:
    """A part of an open item that one rule holds back; `source_id` is the promise, plan, dispute or hold."""

    item_id: int
    rule: str
    source_id: int
    amount: int


LIVE = """
(p.state = 'active' OR (p.state = 'broken' AND p.decided_on >= %(mended)s AND NOT EXISTS (
    SELECT 1 FROM plan_part r JOIN plan_part o ON o.tenant_id = r.tenant_id AND o.item_id = r.item_id
    AND o.plan_id > r.plan_id WHERE r.tenant_id = p.tenant_id AND r.plan_id = p.id)))
"""
"""Plans `p` that run or may still be mended: of a broken one's debts nobody has agreed on another plan since."""

# What had come of the debts of a plan p by the deadline of its instalment n, at most each part.
CAME_IN_TIME = f"""
COALESCE((SELECT SUM(CASE WHEN t.came > t.amount THEN t.amount WHEN t.came < 0 THEN 0 ELSE t.came END) FROM (
    SELECT r.amount, COALESCE((SELECT SUM(a.amount) FROM allocation a
        JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id AND {CAME_ON} <= n.deadline_on
        WHERE a.tenant_id = r.tenant_id AND a.debit_item_id = r.item_id AND a.recorded_at > p.recorded_at), 0) AS came
    FROM plan_part r WHERE r.tenant_id = p.tenant_id AND r.plan_id = p.id) AS t), 0)
"""

# Plans and promises by item: what is left of each part after what came since. Indexes plan_part_once, allocation_debit.
_PLANNED = """
plan_left AS (
    SELECT p.id AS plan_id, r.item_id, r.amount,
           COALESCE((SELECT SUM(a.amount) FROM allocation a WHERE a.tenant_id = r.tenant_id
                     AND a.debit_item_id = r.item_id AND a.recorded_at > p.recorded_at), 0) AS came
    FROM payment_plan p JOIN plan_part r ON r.tenant_id = p.tenant_id AND r.plan_id = p.id
    WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s AND {live} {p}
),
plan_running AS (
    SELECT p.id AS plan_id FROM payment_plan p
    WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s AND {live} {p} AND NOT EXISTS (
        SELECT 1 FROM plan_instalment n WHERE n.tenant_id = p.tenant_id AND n.plan_id = p.id
        AND n.deadline_on < %(today)s AND {came_in_time} < (
            SELECT SUM(b.amount) FROM plan_instalment b WHERE b.tenant_id = n.tenant_id AND b.plan_id = n.plan_id
            AND b.n <= n.n))
)
"""

_PROMISED = """
promise_left AS (
    SELECT p.id AS promise_id, r.item_id, r.amount - COALESCE((
        SELECT SUM(a.amount) FROM allocation a
        JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id AND c.kind IN {cash}
        WHERE a.tenant_id = r.tenant_id AND a.debit_item_id = r.item_id AND a.recorded_at > p.recorded_at), 0) AS amount
    FROM promise p JOIN promise_part r ON r.tenant_id = p.tenant_id AND r.promise_id = p.id
    WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s AND p.state = 'open' AND p.deadline_on >= %(today)s
    AND NOT p.whole {p}
)
"""

# What each rule would take of an item, were it alone. Indexes dispute_state, deduction_state, hold_now, open_item_now.
_WOULD = """
would AS (
    SELECT i.id AS item_id, 'hold' AS rule, 1 AS rank, h.id AS source_id, i.amount - i.allocated AS amount
    FROM hold h JOIN open_item i ON i.tenant_id = h.tenant_id AND i.entity_id = h.entity_id
    AND i.customer_id = h.customer_id AND i.closed_on = %(never)s AND i.side = 'D'
    WHERE h.tenant_id = %(tenant)s AND h.entity_id = %(entity)s AND h.lifted_on IS NULL
    AND (h.until_on IS NULL OR h.until_on >= %(today)s) AND (h.item_id IS NULL OR h.item_id = i.id) {h}
    UNION ALL
    SELECT d.item_id, 'dispute', 2, d.id, d.amount FROM dispute d
    WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s AND d.state IN ('new', 'review', 'waiting') {d}
    UNION ALL
    SELECT d.item_id, 'deduction', 3, d.id, d.amount FROM deduction d
    WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s AND d.state = 'open' {d}
    UNION ALL
    SELECT l.item_id, 'plan', 4, l.plan_id, l.amount - l.came FROM plan_left l
    JOIN plan_running n ON n.plan_id = l.plan_id WHERE l.amount > l.came
    UNION ALL
    SELECT l.item_id, 'promise', 5, l.promise_id, l.amount FROM promise_left l WHERE l.amount > 0
)
"""

# Each takes what is open and what those before it left.
_CUT = """
held_named AS (
    SELECT item_id, rule, rank, source_id, amount FROM (
        SELECT w.item_id, w.rule, w.rank, w.source_id,
               CASE WHEN w.before + w.amount > w.left_open THEN w.left_open - w.before ELSE w.amount END AS amount
        FROM (SELECT x.item_id, x.rule, x.rank, x.source_id, x.amount, i.amount - i.allocated AS left_open,
                     SUM(x.amount) OVER (PARTITION BY x.item_id ORDER BY x.rank, x.source_id) - x.amount AS before
              FROM would x JOIN open_item i ON i.tenant_id = %(tenant)s AND i.id = x.item_id
              WHERE i.entity_id = %(entity)s AND i.closed_on = %(never)s AND i.side = 'D') AS w
    ) AS cut WHERE cut.amount > 0
)
"""

# A promise of the whole account takes what no other rule holds, the oldest debt first. Index open_item_customer.
_WHOLE = """
whole_left AS (
    SELECT p.id AS promise_id, p.customer_id, p.currency, p.amount - COALESCE((
        SELECT SUM(a.amount) FROM open_item i
        JOIN allocation a ON a.tenant_id = i.tenant_id AND a.debit_item_id = i.id AND a.recorded_at > p.recorded_at
        JOIN open_item c ON c.tenant_id = a.tenant_id AND c.id = a.credit_item_id AND c.kind IN {cash}
        WHERE i.tenant_id = p.tenant_id AND i.entity_id = p.entity_id AND i.customer_id = p.customer_id
        AND i.closed_on >= %(floor)s AND i.side = 'D' AND i.currency = p.currency), 0) AS amount
    FROM promise p
    WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s AND p.state = 'open' AND p.deadline_on >= %(today)s
    AND p.whole {p}
),
whole_held AS (
    SELECT f.item_id, 'promise' AS rule, 5 AS rank, f.promise_id AS source_id,
           CASE WHEN f.before + f.free > f.amount THEN f.amount - f.before ELSE f.free END AS amount
    FROM (SELECT l.promise_id, l.amount, i.id AS item_id, i.amount - i.allocated - COALESCE(t.amount, 0) AS free,
                 SUM(i.amount - i.allocated - COALESCE(t.amount, 0))
                     OVER (PARTITION BY l.promise_id ORDER BY i.due_on, i.id)
                 - (i.amount - i.allocated - COALESCE(t.amount, 0)) AS before
          FROM whole_left l JOIN open_item i ON i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s
          AND i.customer_id = l.customer_id AND i.closed_on = %(never)s AND i.side = 'D' AND i.currency = l.currency
          LEFT JOIN (SELECT item_id, SUM(amount) AS amount FROM held_named GROUP BY item_id) AS t ON t.item_id = i.id
          WHERE l.amount > 0) AS f
    WHERE f.free > 0 AND f.before < f.amount
)
"""

_HELD = """
held AS (
    SELECT item_id, rule, rank, source_id, amount FROM held_named
    UNION ALL SELECT item_id, rule, rank, source_id, amount FROM whole_held
),
held_item AS (SELECT item_id, CAST(SUM(amount) AS bigint) AS amount FROM held GROUP BY item_id)
"""


def _claims(of: str = "") -> str:
    """The tables for everybody, or with a condition on whose promises, plans, disputes, deductions and holds."""
    said = ", ".join((_PLANNED, _PROMISED, _WOULD, _CUT, _WHOLE, _HELD))
    return said.format(cash=CASH, live=LIVE, came_in_time=CAME_IN_TIME, **{table: of.format(table) for table in "pdh"})


CLAIMS = _claims()
CLAIMS_OF_CUSTOMER = _claims("AND {}.customer_id = %(customer)s")


def params(books: Books, today: datetime.date) -> dict[str, Any]:
    """What `CLAIMS` asks for."""
    return {
        "tenant": books.tenant_id,
        "entity": books.entity_id,
        "today": today,
        "never": NEVER,
        "floor": today - datetime.timedelta(days=_FLOOR_DAYS),
        "mended": today - datetime.timedelta(days=plans.MENDED_DAYS),
    }


DENIED = (
    "SELECT item_id, amount FROM dispute WHERE tenant_id = %s AND item_id IN ({0}) "
    "AND state IN ('new', 'review', 'waiting') UNION ALL "
    "SELECT item_id, amount FROM deduction WHERE tenant_id = %s AND item_id IN ({0}) AND state = 'open'"
)
"""What is disputed or left out of some items, by marks of their ids; parameters are the tenant and the ids, twice."""


def denied(books: Books, ids: Sequence[int]) -> dict[int, int]:
    """Item -> what the customer denies of it: disputes and deductions nobody has decided. Index dispute_item."""
    if not ids:
        return {}
    found = sql.rows(
        f"SELECT item_id, SUM(amount) FROM ({DENIED.format(sql.marks(len(ids)))}) AS denied GROUP BY item_id",
        [books.tenant_id, *ids] * 2,
    )
    return {row[0]: int(row[1]) for row in found}


def any_at_all(books: Books) -> bool:
    """False for a company of which nothing is on hold, disputed, left out, planned or promised: `held` is empty."""
    return sql.row(_ANY, {"tenant": books.tenant_id, "entity": books.entity_id}) is not None


# Indexes hold_now, dispute_state, deduction_state, payment_plan_state, promise_state.
_ANY = "SELECT 1 WHERE " + " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} WHERE tenant_id = %(tenant)s AND entity_id = %(entity)s AND {condition})"
    for table, condition in (
        ("hold", "lifted_on IS NULL"),
        ("dispute", "state IN ('new', 'review', 'waiting')"),
        ("deduction", "state = 'open'"),
        ("payment_plan", "state IN ('active', 'broken')"),
        ("promise", "state = 'open'"),
    )
)


def of_company(books: Books, today: datetime.date) -> tuple[Held, ...]:
    """Everything that is held back on a day, by item and in the order of the rules."""
    return _found(f"WITH {CLAIMS} SELECT item_id, rule, source_id, amount FROM held", params(books, today))


def of_customer(books: Books, customer_id: int, today: datetime.date) -> tuple[Held, ...]:
    """What is held back of one customer. Indexes promise_, payment_plan_, dispute_customer, hold_now."""
    statement = f"WITH {CLAIMS_OF_CUSTOMER} SELECT item_id, rule, source_id, amount FROM held"
    return _found(statement, params(books, today) | {"customer": customer_id})


def _found(statement: str, given: dict[str, Any]) -> tuple[Held, ...]:
    order = list(RULES)
    found = [Held(row[0], row[1], row[2], int(row[3])) for row in sql.rows(statement, given)]
    return tuple(sorted(found, key=lambda one: (one.item_id, order.index(one.rule), one.source_id)))
