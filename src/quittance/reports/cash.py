"""Cash application: what was decided how well, who pays for whom, the company's rules, open deductions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules.cash import Policy
from quittance.rules.refusals import Invalid

MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Habit:
    """An account or a name (folded) that pays for a customer; `source` is the payment that taught it last."""

    id: int
    kind: str
    value: str
    customer_number: str
    customer_name: str
    seen: int
    last_on: datetime.date
    source: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A person's rule: whose lines are these, or which ledger account takes them."""

    position: int
    name: str
    text_contains: str
    payer_account: str
    what: str
    customer_number: str
    account_code: str


@dataclass(frozen=True, slots=True)
class DeductionRow:
    """A part of an invoice that was left out, in minor units; `open` is what is open on the invoice's item now."""

    id: int
    customer_number: str
    customer_name: str
    document: str
    currency: str
    amount: int
    reason: str
    owner: str
    state: str
    opened_on: datetime.date
    answer_by: datetime.date | None
    resolution: str
    way: str
    credit_number: str
    open: int


@dataclass(frozen=True, slots=True)
class Rates:
    """The four figures that belong together, over lines decided between two days; amounts in base minor units.

    `posted` of `payments` were posted unseen (payment rate), likewise `posted_lines` of `lines` (documents) and
    `posted_value` of `value`; `undone` of the posted were taken back within sixty days, the rest is precision.
    """

    payments: int
    posted: int
    lines: int
    posted_lines: int
    value: int
    posted_value: int
    undone: int


def memory(books: Books) -> tuple[Habit, ...]:
    """What confirmed payments have taught, the latest first."""
    found = sql.rows(
        "SELECT m.id, m.kind, m.value, c.number, c.name, m.seen, m.last_on, m.source FROM payer_memory m "
        "JOIN customer c ON c.tenant_id = m.tenant_id AND c.id = m.customer_id "
        "WHERE m.tenant_id = %s AND m.entity_id = %s ORDER BY m.last_on DESC, m.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, MOST_ROWS],
    )
    return tuple(
        Habit(id, kind, value, number, name, seen, sql.day(on), source)
        for id, kind, value, number, name, seen, on, source in found
    )


def threshold(books: Books) -> int:
    """The least probability, in millionths, from which the company lets matches post unseen."""
    found = sql.row(
        "SELECT threshold_e6 FROM cash_policy WHERE tenant_id = %s AND entity_id = %s",
        [books.tenant_id, books.entity_id],
    )
    return int(found[0]) if found else Policy().threshold_e6


def rules(books: Books) -> tuple[RuleRow, ...]:
    """The company's rules in the order in which they are asked."""
    found = sql.rows(
        "SELECT r.position, r.name, r.text_contains, r.payer_account, r.what, COALESCE(c.number, ''), r.account_code "
        "FROM cash_rule r LEFT JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id "
        "WHERE r.tenant_id = %s AND r.entity_id = %s ORDER BY r.position, r.id",
        [books.tenant_id, books.entity_id],
    )
    return tuple(
        RuleRow(position, name, text, account, what, number, code)
        for position, name, text, account, what, number, code in found
    )


def deductions(books: Books, state: str = "open") -> tuple[DeductionRow, ...]:
    """Deductions in a state ("" for all), the oldest first. Index: deduction_state."""
    if state not in ("", "open", "resolved"):
        raise Invalid("The state is open or resolved.", field="state")
    only = "AND d.state = %(state)s" if state else ""
    found = sql.rows(
        "SELECT d.id, c.number, c.name, COALESCE(x.number, ''), d.currency, d.amount, d.reason, d.owner, d.state, "
        "d.opened_on, d.answer_by, d.resolution, d.way, d.credit_number, i.amount - i.allocated FROM deduction d "
        "JOIN customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id "
        "JOIN open_item i ON i.tenant_id = d.tenant_id AND i.id = d.item_id "
        "LEFT JOIN document x ON x.tenant_id = d.tenant_id AND x.id = i.document_id "
        f"WHERE d.tenant_id = %(tenant)s AND d.entity_id = %(entity)s {only} ORDER BY d.opened_on, d.id LIMIT %(most)s",
        {"tenant": books.tenant_id, "entity": books.entity_id, "state": state, "most": MOST_ROWS},
    )
    return tuple(
        DeductionRow(
            *(id, number, name, document, currency, amount, reason, owner, now),
            sql.day(opened),
            sql.day_or_none(answer),
            *rest,
        )
        for id, number, name, document, currency, amount, reason, owner, now, opened, answer, *rest in found
    )


def rates(books: Books, since: int = 0, until: int = 2**62) -> Rates:
    """The figures over decisions made between two moments (microseconds UTC). Index: cash_match_decision."""
    found = sql.row(
        "SELECT COUNT(*), SUM(CASE WHEN m.decision = 'posted' THEN 1 ELSE 0 END), "
        "SUM(n.parts), SUM(CASE WHEN m.decision = 'posted' THEN n.parts ELSE 0 END), "
        "SUM(n.value), SUM(CASE WHEN m.decision = 'posted' THEN n.value ELSE 0 END), "
        "SUM(CASE WHEN m.decision = 'posted' AND EXISTS (SELECT 1 FROM cash_match u WHERE u.tenant_id = m.tenant_id "
        "AND u.bank_line_id = m.bank_line_id AND u.decision = 'undone' AND u.decided_at > m.decided_at "
        "AND u.decided_at < m.decided_at + %(sixty)s) THEN 1 ELSE 0 END) "
        "FROM cash_match m JOIN (SELECT l.id, l.tenant_id, p.base_amount AS value, (SELECT COUNT(*) FROM open_item i "
        "JOIN allocation a ON a.tenant_id = i.tenant_id AND a.credit_item_id = i.id AND a.amount > 0 "
        "WHERE i.tenant_id = l.tenant_id AND i.payment_id = l.payment_id) AS parts FROM bank_line l "
        "LEFT JOIN payment p ON p.tenant_id = l.tenant_id AND p.id = l.payment_id "
        "WHERE l.tenant_id = %(tenant)s AND l.amount > 0) n "
        "ON n.tenant_id = m.tenant_id AND n.id = m.bank_line_id WHERE m.tenant_id = %(tenant)s "
        "AND m.entity_id = %(entity)s AND m.decision IN ('posted', 'accepted', 'changed') "
        "AND m.decided_at >= %(since)s AND m.decided_at < %(until)s",
        {"tenant": books.tenant_id, "entity": books.entity_id, "since": since, "until": until, "sixty": _SIXTY_DAYS},
    )
    assert found is not None
    return Rates(*(int(value or 0) for value in found))


_SIXTY_DAYS = 60 * 86_400 * 10**6
