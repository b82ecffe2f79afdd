"""The worklist ranked where it lies: one statement says what each overdue account is worth, and gives a page of them.

What `rules.worklist` proposes for an account it proposes here for all of them, in its own numbers: the rule tells the
reason of what is shown, and a test holds the two to the same order.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from quittance.books import sql
from quittance.books.ledger import NEVER
from quittance.reports import absences, dunning_held, holding, open_sums, worklist_told
from quittance.reports.books import Books
from quittance.rules import inbox_asks, promises, worklist

LOOKED_BACK_DAYS = 60
"""How long a call or a broken promise counts for what comes next."""

MINE, TEAM, PROMISED, HELD, SNOOZED, DONE = "mine", "team", "promised", "held", "snoozed", "done"
TABS = {
    MINE: "r.asked > 0 AND r.rests = 0 AND (r.owner_id IS NULL OR r.owner_id = %(me)s)",
    TEAM: "r.asked > 0 AND r.rests = 0",
    PROMISED: "r.id IN (SELECT d.customer_id FROM due_promise d)",
    HELD: "r.asked <= 0",
    SNOOZED: "r.asked > 0 AND r.rests = 1",
    DONE: "r.id IN (SELECT d.customer_id FROM done d)",
}
"""View -> which accounts stand in it; what is held back or rests is in neither Mine nor Team.

Promised are those whose promised day has come and is not judged yet, whatever else holds.
"""


ALONE = "= %(customer)s"
OWING = f"IN ({open_sums.OWING} AND s.debit_base - s.credit_base >= %(least)s)"
"""Whose accounts are ranked: those of one customer, or of those who owe at least so much."""

NAMED = "r.id IN (SELECT c.id FROM customer c WHERE c.tenant_id = %(tenant)s AND c.search LIKE %(search)s ESCAPE '!')"


def statement(
    books: Books, chances: Sequence[int], whose: str, tests: Sequence[str], beside: Sequence[str] = ()
) -> tuple[str, dict[str, Any]]:
    """A row for each account of a page, each with the tabs' counts and the sums of all, which stand alone for none.

    With it come parameters of its own: what is in the bank file and likely to pay a debt is not asked for.
    `whose` is a condition on customers' ids, `tests` say which of their accounts are chosen, by tables
    that stand `beside` too.
    Indexes open_item_now, open_item_credit, activity_day, promise_state, follow_up_once, absence_until.
    """
    only = f"AND {{}}.customer_id {whose}" if whose else ""
    claimed, (banked, given) = holding.any_at_all(books), dunning_held.bank(books, None)
    held = claimed or bool(banked)
    claims = holding.CLAIMS_OF_CUSTOMER if whose == ALONE else holding.CLAIMS
    parts = [
        *(["SELECT item_id, amount, rank FROM held"] if claimed else []),
        *([_BANKED.format(banked=banked)] if banked else []),
    ]
    waiting = f"waiting_item AS ({_WAITING.format(parts=' UNION ALL '.join(parts))})"
    tables = [
        *([claims] if claimed else []),
        *([waiting, _PARTED] if held else []),
        _LATE.format(index=sql.by_index("open_item_now"), only=only.format("i")),
        _CREDIT.format(only=only.format("i")),
        _TALKED.format(only=only.format("a")),
        _BROKEN.format(only=only.format("p")),
        _WISHED.format(only=only.format("m")),
        _DONE,
        _PROMISED.format(only=only.format("p")),
        _TENDED,
        _FACTS.format(**(_WITH_HELD if held else _WITHOUT)),
        _gained(chances),
        _STEPPED.format(step=_step(), band=_band()),
        _RANKED,
        *beside,
    ]
    chosen = " AND ".join(f"({test})" for test in tests) or "1 = 1"
    counts = ", ".join(f"COALESCE(SUM(CASE WHEN {test} THEN 1 ELSE 0 END), 0)" for test in TABS.values())
    return f"WITH {', '.join(tables)} " + _PAGE.format(counts=counts, chosen=chosen), given


def params(books: Books, today: datetime.date) -> dict[str, Any]:
    """What the statement asks for, but `me`, `actor`, `limit` and `offset`, and what `whose` and `tests` name."""
    late = {f"late{n}": today - datetime.timedelta(days=days) for n, days in enumerate(worklist.BANDS)}
    return (
        holding.params(books, today)
        | late
        | {
            "since": today - datetime.timedelta(days=LOOKED_BACK_DAYS),
            "since_at": _micros(today - datetime.timedelta(days=LOOKED_BACK_DAYS)),
            "call_from": today - datetime.timedelta(days=worklist.LATE_DAYS),
            "old_from": today - datetime.timedelta(days=worklist.OLD_DAYS),
        }
    )


def _step() -> str:
    """The step of an account, as `worklist.propose` names it."""
    return (
        "CASE WHEN a.set_step <> '' THEN a.set_step "
        f"WHEN a.asked <= 0 THEN '{worklist.WAIT}' WHEN a.wish = '{inbox_asks.PLAN}' THEN '{worklist.PLAN}' "
        f"WHEN a.wish = '{inbox_asks.COPY}' THEN '{worklist.EMAIL}' "
        f"WHEN a.broken_on IS NOT NULL THEN '{worklist.CALL}' "
        f"WHEN a.tries >= {worklist.TRIES} THEN "
        f"CASE WHEN a.first_on < %(old_from)s THEN '{worklist.ESCALATE}' ELSE '{worklist.EMAIL}' END "
        f"WHEN a.first_on < %(call_from)s THEN '{worklist.CALL}' ELSE '{worklist.EMAIL}' END"
    )


def _micros(day: datetime.date) -> int:
    """The first moment of a day in UTC, in microseconds since 1970."""
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp()) * 1_000_000


def _band() -> str:
    """The band of its lateness: the latest first."""
    bands = range(len(worklist.BANDS) - 1, 0, -1)
    return f"CASE {' '.join(f'WHEN a.first_on <= %(late{n})s THEN {n}' for n in bands)} ELSE 0 END"


def _gained(chances: Sequence[int]) -> str:
    """What each step adds to the chance of each band after so many tries, with its minutes: the rule's own numbers."""
    made = [
        f"('{step}', {band}, {tries}, {worklist.chance_acted(step, alone, tries) - alone}, {worklist.MINUTES[step]})"
        for step in worklist.STEPS
        for band, alone in enumerate(chances)
        for tries in range(worklist.MOST_TRIES + 1)
    ]
    return f"gain (step, band, tried, added, minutes) AS (VALUES {', '.join(made)})"


_OPEN = (
    "i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s "
    f"AND i.closed_on = '{NEVER.isoformat()}' AND i.due_on < %(today)s AND i.side = 'D'"
)

# What is late, by customer: the index has it in this order, and all of it.
_LATE = (
    "late AS (SELECT i.customer_id AS id, CAST(SUM(i.base_amount - i.allocated_base) AS bigint) AS overdue, "
    "MIN(i.due_on) AS first_on, COUNT(*) AS items FROM open_item i {index} "
    f"WHERE {_OPEN} {{only}} GROUP BY i.customer_id)"
)

# What is held back of each item: said of it, or likely to be paid by a line that waits.
_WAITING = (
    "SELECT w.item_id, CAST(SUM(w.amount) AS bigint) AS amount, MIN(w.rank) AS rank, MAX(w.rank) AS last "
    "FROM ({parts}) w GROUP BY w.item_id"
)
RULES = (*holding.RULES, dunning_held.BANK)
"""Rules that hold money back, by their rank from 1 on."""

_BANKED = f"SELECT b.item_id, b.amount, {len(RULES)} AS rank FROM ({{banked}}) b"

# Of the customers of whom something is held back: how much in base units, and since when the rest is late.
_PARTED = (
    "parted AS (SELECT x.customer_id AS id, CAST(SUM(x.held) AS bigint) AS held, "
    "MIN(CASE WHEN x.held < x.base THEN x.due_on END) AS first_on, "
    "SUM(CASE WHEN x.held < x.base THEN 1 ELSE 0 END) AS items, MIN(x.rank) AS rank, MAX(x.last) AS last FROM ("
    "SELECT i.customer_id, i.due_on, h.rank, h.last, i.base_amount - i.allocated_base AS base, "
    "CASE WHEN h.amount IS NULL THEN 0 WHEN h.amount >= i.amount - i.allocated THEN i.base_amount - i.allocated_base "
    "WHEN i.amount = i.base_amount THEN h.amount "
    "ELSE (i.base_amount - i.allocated_base) * (h.amount * 10000 / (i.amount - i.allocated)) / 10000 END AS held "
    "FROM open_item i LEFT JOIN waiting_item h ON h.item_id = i.id "
    f"WHERE {_OPEN} AND i.customer_id IN (SELECT o.customer_id FROM waiting_item g JOIN open_item o "
    "ON o.tenant_id = %(tenant)s AND o.id = g.item_id)) AS x GROUP BY x.customer_id)"
)

_CREDIT = (
    "credit AS (SELECT i.customer_id AS id, CAST(SUM(i.base_amount - i.allocated_base) AS bigint) AS amount "
    "FROM open_item i WHERE i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s "
    f"AND i.closed_on = '{NEVER.isoformat()}' AND i.side = 'C' {{only}} GROUP BY i.customer_id)"
)

# Calls that met nobody since somebody was reached, and the days of the last talk and of the last try.
_TALKED = (
    "talked AS (SELECT x.customer_id AS id, "
    "SUM(CASE WHEN x.kind = 'call' AND x.met_since = 0 THEN 1 ELSE 0 END) AS tries, "
    f"MAX(CASE WHEN x.kind = 'mail' OR x.outcome = '{worklist.REACHED}' THEN x.done_on END) AS spoken_on, "
    "MAX(x.done_on) AS told_on FROM ("
    "SELECT a.customer_id, a.kind, a.outcome, a.done_on, "
    f"SUM(CASE WHEN a.kind = 'call' AND a.outcome = '{worklist.REACHED}' THEN 1 ELSE 0 END) "
    "OVER (PARTITION BY a.customer_id ORDER BY a.done_on DESC, a.id DESC) AS met_since FROM activity a "
    "WHERE a.tenant_id = %(tenant)s AND a.entity_id = %(entity)s AND a.done_on >= %(since)s "
    "AND a.kind <> 'note' AND a.state <> 'taken_back' AND a.state <> 'failed' {only}) AS x GROUP BY x.customer_id)"
)

# The last promised day that passed without all of the money, lately.
_BROKEN = (
    "broken AS (SELECT p.customer_id AS id, MAX(p.promised_on) AS promised_on FROM promise p "
    "WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s "
    f"AND p.state IN ('{promises.BROKEN}', '{promises.PARTLY}') AND p.deadline_on >= %(since)s {{only}} "
    "GROUP BY p.customer_id)"
)

# What a mail of theirs asks for lately that nobody has answered: a plan before a copy of an invoice.
_WISHED = (
    "wished AS (SELECT m.customer_id AS id, MAX(w.kind) AS kind, MAX(m.sent_at) AS sent_at FROM inbound_mail m "
    "JOIN mail_proposal w ON w.tenant_id = m.tenant_id AND w.mail_id = m.id AND w.state = 'proposed' "
    f"AND w.kind IN ('{inbox_asks.PLAN}', '{inbox_asks.COPY}') "
    "WHERE m.tenant_id = %(tenant)s AND m.entity_id = %(entity)s AND m.state = 'open' "
    "AND m.sent_at >= %(since_at)s {only} GROUP BY m.customer_id)"
)

# Who does the work of each person: whoever stands in while they are away. Whoever may no longer enter has no accounts.
_TENDED = (
    "tended AS (SELECT m.id, COALESCE(MAX(a.stand_in_id), m.id) AS by_id FROM member m "
    f"LEFT JOIN absence a ON a.tenant_id = m.tenant_id AND a.member_id = m.id AND {absences.NOW} "
    "WHERE m.tenant_id = %(tenant)s AND m.active GROUP BY m.id)"
)

_DONE = (
    "done AS (SELECT a.customer_id FROM activity a WHERE a.tenant_id = %(tenant)s AND a.entity_id = %(entity)s "
    "AND a.done_on = %(today)s AND a.actor = %(actor)s AND a.state <> 'taken_back')"
)

_PROMISED = (
    "due_promise AS (SELECT p.customer_id FROM promise p WHERE p.tenant_id = %(tenant)s AND p.entity_id = %(entity)s "
    f"AND p.state = '{promises.OPEN}' AND p.promised_on <= %(today)s {{only}})"
)

_WITH_HELD = {
    "held": "COALESCE(p.held, 0)",
    "first": "COALESCE(p.first_on, l.first_on)",
    "items": "COALESCE(NULLIF(p.items, 0), l.items)",
    "rules": "COALESCE(p.rank, 0) AS rank, COALESCE(p.last, 0) AS last",
    "parted": "LEFT JOIN parted p ON p.id = l.id",
}
_WITHOUT = {"held": "0", "first": "l.first_on", "items": "l.items", "rules": "0 AS rank, 0 AS last", "parted": ""}

_FACTS = (
    "facts AS MATERIALIZED (SELECT l.id, l.overdue, {held} AS held, COALESCE(k.amount, 0) AS credit, "
    "CASE WHEN l.overdue - {held} > COALESCE(k.amount, 0) THEN l.overdue - {held} - COALESCE(k.amount, 0) ELSE 0 END "
    "AS asked, {first} AS first_on, {items} AS items, {rules}, COALESCE(t.tries, 0) AS tries, t.spoken_on, "
    "CASE WHEN t.told_on IS NULL OR t.told_on <= b.promised_on THEN b.promised_on END AS broken_on, "
    "COALESCE(v.kind, '') AS wish, v.sent_at AS wished_at, "
    "w.by_id AS owner_id, w.id AS kept_id, COALESCE(f.step, '') AS set_step, f.next_on, "
    "COALESCE(f.reason, '') AS set_reason, "
    "CASE WHEN f.next_on > %(today)s THEN 1 ELSE 0 END AS rests "
    "FROM late l {parted} LEFT JOIN credit k ON k.id = l.id LEFT JOIN talked t ON t.id = l.id "
    "LEFT JOIN broken b ON b.id = l.id LEFT JOIN wished v ON v.id = l.id "
    "LEFT JOIN follow_up f ON f.tenant_id = %(tenant)s "
    "AND f.entity_id = %(entity)s AND f.customer_id = l.id LEFT JOIN tended w ON w.id = f.owner_id)"
)

_STEPPED = (
    "stepped AS MATERIALIZED (SELECT a.*, {step} AS step, {band} AS band, "
    f"CASE WHEN a.tries > {worklist.MOST_TRIES} THEN {worklist.MOST_TRIES} ELSE a.tries END AS tried FROM facts a)"
)
_RANKED = (
    "ranked AS MATERIALIZED (SELECT s.*, s.asked * g.added / 100 AS worth, "
    "s.asked * g.added / 100 / g.minutes AS per_minute "
    "FROM stepped s JOIN gain g ON g.step = s.step AND g.band = s.band AND g.tried = s.tried)"
)

_COLUMNS = (
    "p.id, c.number, c.name, p.overdue, p.credit, p.asked, p.held, p.first_on, p.items, p.tries, p.spoken_on, "
    "p.broken_on, p.set_step, p.next_on, p.set_reason, p.owner_id, COALESCE(m.name, ''), "
    "p.kept_id, CASE WHEN p.kept_id <> p.owner_id THEN (SELECT k.name FROM member k WHERE k.tenant_id = %(tenant)s "
    "AND k.id = p.kept_id) END, p.rank, p.last, " + worklist_told.COLUMNS
)
_PAGE = (
    "SELECT n.*, " + _COLUMNS + " FROM (SELECT {counts}, COALESCE(SUM(CASE WHEN {chosen} THEN 1 ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN {chosen} THEN r.asked ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN {chosen} THEN r.overdue ELSE 0 END), 0), "
    "COALESCE(SUM(CASE WHEN {chosen} THEN r.worth ELSE 0 END), 0) FROM ranked r) AS n LEFT JOIN (SELECT r.* "
    "FROM ranked r WHERE {chosen} ORDER BY r.per_minute DESC, r.asked DESC, r.id LIMIT %(limit)s OFFSET %(offset)s) "
    "AS p ON 1 = 1 LEFT JOIN customer c ON c.tenant_id = %(tenant)s AND c.id = p.id "
    "LEFT JOIN member m ON m.tenant_id = %(tenant)s AND m.id = p.owner_id "
    "ORDER BY p.per_minute DESC, p.asked DESC, p.id"
)
