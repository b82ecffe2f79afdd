"""What holds an amount of an open item back from being asked for: the one place where every hold plugs in."""

from __future__ import annotations

import datetime
import json
from typing import Any

from quittance.books import sql
from quittance.reports import holding
from quittance.reports.books import Books
from quittance.reports.holding import Held
from quittance.rules import currency as currencies
from quittance.rules import dunning, money
from quittance.rules.refusals import Refusal

BANK = "bank"
WORDS = {**holding.RULES, BANK: "in the bank file"}
"""Rule -> what it makes of money."""

LIKELY_E6 = 500_000
"""A proposal at least as sure as this holds back what it would pay, in millionths."""

MOST_LINES = 20_000
"""Bank lines that wait, at most, whose proposals are read."""

Params = dict[str, Any]


def parts(books: Books, customer_id: int | None, today: datetime.date) -> tuple[str, Params]:
    """One SELECT of (item_id, amount, strength) for the company or one customer, and its parameters.

    `strength` is the place of the rule in `rules.dunning.ITEM_RULES`; an item may come several times. The
    parameters `tenant`, `entity`, `never`, `today`, `latest` (the last due day of an item that is asked about) and
    `customer` are those of the whole question. What the company
    has nothing of is left out: to plan the whole takes a database longer than to read ten thousand items.
    """
    given: Params = holding.params(books, today)
    named = [_claims(customer_id)] if holding.any_at_all(books) else []
    said, more = bank(books, customer_id)
    if said:
        named.append(_by_rule(BANK, said))
        given |= more
    if not named:
        return _by_rule("unapplied", _unapplied(customer_id)), given
    covered = _by_rule("unapplied", _unapplied(customer_id, "named"))
    return f"WITH named AS ({' UNION ALL '.join(named)}) SELECT * FROM named UNION ALL {covered}", given


def of_customer(books: Books, customer_id: int, today: datetime.date) -> tuple[Held, ...]:
    """As `holding.of_customer`, and what a bank line that waits is likely to pay of what nothing else holds."""
    named = holding.of_customer(books, customer_id, today)
    said, more = bank(books, customer_id)
    if not said:
        return named
    scope = holding.params(books, today) | more | {"customer": customer_id}
    found = sql.rows(
        f"SELECT b.item_id, b.amount, i.amount - i.allocated FROM ({said}) b JOIN open_item i "
        "ON i.tenant_id = %(tenant)s AND i.id = b.item_id ORDER BY b.item_id",
        scope,
    )
    held: dict[int, int] = {}
    for one in named:
        held[one.item_id] = held.get(one.item_id, 0) + one.amount
    more_held = [
        Held(row[0], BANK, 0, min(int(row[1]), int(row[2]) - held.get(row[0], 0)))
        for row in found
        if int(row[2]) > held.get(row[0], 0)
    ]
    return (*named, *more_held)


def _by_rule(rule: str, said: str) -> str:
    return f"SELECT h.item_id, h.amount, {dunning.ITEM_RULES.index(rule)} AS strength FROM ({said}) h"


def _claims(customer_id: int | None) -> str:
    """What `reports.holding` knows: holds, disputes, deductions, plans and promises, each cut to what is open."""
    strength = " ".join(f"WHEN '{rule}' THEN {dunning.ITEM_RULES.index(rule)}" for rule in holding.RULES)
    claims = holding.CLAIMS if customer_id is None else holding.CLAIMS_OF_CUSTOMER
    return (
        f"SELECT h.item_id, h.amount, CASE h.rule {strength} END AS strength "
        f"FROM (WITH {claims} SELECT item_id, rule, amount FROM held) h"
    )


def _unapplied(customer_id: int | None, named: str = "") -> str:
    """Credit covers the customer's debts of its currency, the earliest due first: those due after `latest` the last.

    What the table `named` holds of an item needs no cover: money that has come is not asked for once more because an
    older debt is disputed or promised. Indexes open_item_credit, open_item_now.
    """
    free, join = "(i.amount - i.allocated)", ""
    if named:
        free = "(CASE WHEN t.amount IS NULL THEN i.amount - i.allocated ELSE i.amount - i.allocated - t.amount END)"
        join = f" LEFT JOIN (SELECT item_id, SUM(amount) AS amount FROM {named} GROUP BY item_id) t ON t.item_id = i.id"
    return (
        "SELECT f.id AS item_id, CASE WHEN f.credit - f.earlier < f.free THEN f.credit - f.earlier ELSE f.free END "
        f"AS amount FROM (SELECT i.id, {free} AS free, x.credit, SUM(CASE WHEN {free} > 0 THEN {free} ELSE 0 END) OVER "
        "(PARTITION BY i.customer_id, i.currency ORDER BY i.due_on, i.id ROWS UNBOUNDED PRECEDING) "
        f"- {free} AS earlier "
        "FROM (SELECT c.customer_id, c.currency, SUM(c.amount - c.allocated) AS credit FROM open_item c "
        "WHERE c.tenant_id = %(tenant)s AND c.entity_id = %(entity)s AND c.closed_on = %(never)s AND c.side = 'C'"
        f"{_of('c', customer_id)} GROUP BY c.customer_id, c.currency) x "
        "JOIN open_item i ON i.tenant_id = %(tenant)s AND i.entity_id = %(entity)s AND i.customer_id = x.customer_id "
        f"AND i.currency = x.currency AND i.closed_on = %(never)s AND i.side = 'D' AND i.due_on <= %(latest)s{join}) f "
        "WHERE f.free > 0 AND f.earlier < f.credit"
    )


def bank(books: Books, customer_id: int | None) -> tuple[str, Params]:
    """What lines that wait are likely to pay, a SELECT of (item_id, amount) with its parameters; "" for nothing.

    A document in instalments is covered from the first on. `tenant`, `entity`, `never` and `customer` are known.
    """
    paid = likely(books)
    if not paid:
        return "", {}
    table = (
        "jsonb_array_elements(CAST(%(likely)s AS jsonb)) AS j(v)"
        if sql.on_postgresql()
        else "json_each(%(likely)s) AS j"
    )
    number, amount = (
        ("j.v ->> 0", "CAST(j.v ->> 1 AS bigint)")
        if sql.on_postgresql()
        else ("json_extract(j.value, '$[0]')", "json_extract(j.value, '$[1]')")
    )
    said = (
        "SELECT g.id AS item_id, CASE WHEN g.paid - g.earlier < g.open THEN g.paid - g.earlier ELSE g.open END "
        "AS amount FROM (SELECT i.id, i.amount - i.allocated AS open, l.paid, SUM(i.amount - i.allocated) OVER "
        "(PARTITION BY i.document_id ORDER BY i.due_on, i.id) - (i.amount - i.allocated) AS earlier "
        f"FROM (SELECT {number} AS number, SUM({amount}) AS paid FROM {table} GROUP BY 1) l "
        "JOIN document d ON d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s AND d.number = l.number "
        "JOIN open_item i ON i.tenant_id = %(tenant)s AND i.document_id = d.id AND i.closed_on = %(never)s "
        f"AND i.side = 'D'{_of('i', customer_id)}) g WHERE g.earlier < g.paid"
    )
    return said, {"likely": json.dumps(paid)}


def likely(books: Books) -> list[tuple[str, int]]:
    """Documents with what lines that wait would pay of them, minor units. Indexes bank_line_state, cash_match_line."""
    found = sql.rows(
        "SELECT m.proposal FROM bank_line l JOIN cash_match m ON m.tenant_id = l.tenant_id AND m.bank_line_id = l.id "
        "WHERE l.tenant_id = %s AND l.entity_id = %s AND l.state = 'open' AND l.amount > 0 "
        "AND m.decision = 'proposed' AND m.probability_e6 >= %s AND NOT EXISTS (SELECT 1 FROM cash_match n "
        "WHERE n.tenant_id = m.tenant_id AND n.bank_line_id = m.bank_line_id AND n.id > m.id) LIMIT %s",
        [books.tenant_id, books.entity_id, LIKELY_E6, MOST_LINES],
    )
    wanted = [part for row in found for part in json.loads(row[0]).get("parts", [])]
    known = _currencies(books, sorted({part[0] for part in wanted}))
    made = []
    for number, amount, adjustment, kind, _ in wanted:
        if number in known:
            also = adjustment if not kind.startswith("deduction") else ""
            made.append((number, sum(_minor(one, known[number]) for one in (amount, also))))
    return made


def _currencies(books: Books, numbers: list[str]) -> dict[str, str]:
    """Document number -> its currency. Index document_number."""
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        found += sql.rows(
            f"SELECT number, currency FROM document WHERE tenant_id = %s AND entity_id = %s "
            f"AND number IN ({sql.marks(len(some))})",
            [books.tenant_id, books.entity_id, *some],
        )
    return dict(found)


CHUNK = 5_000


def _minor(written: str, currency: str) -> int:
    """Decimal text in minor units; 0 for what cannot be read."""
    try:
        return max(0, money.read(written, currencies.check(currency))) if written else 0
    except Refusal:
        return 0


def _of(table: str, customer_id: int | None) -> str:
    return "" if customer_id is None else f" AND {table}.customer_id = %(customer)s"
