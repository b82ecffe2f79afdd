"""Statements that went out by mail, or were held back: what each says, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.formats.paper import Sheet
from quittance.reports import customers, paper_statement, statement_group, statement_plans
from quittance.reports.books import Books
from quittance.reports.links import Target
from quittance.reports.statement_group import Asked
from quittance.rules import dunning
from quittance.rules.refusals import NotFound

STATEMENT = "statement"
"""As the kind of what is delivered."""

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class SentRow:
    """A statement: `state` is that of its delivery, or held; `why` says why it was held back or has failed.

    `period_on` is the day of the plan, None for one that a person sent; the moment in microseconds.
    """

    id: int
    customer_number: str
    customer_name: str
    kind: str
    group: bool
    since: datetime.date | None
    until: datetime.date
    period_on: datetime.date | None
    address: str
    state: str
    why: str
    actor_name: str
    at: int


_SAID = (
    "SELECT s.id, c.number, c.name, s.kind, s.whole_group, s.since_on, s.until_on, s.period_on, "
    "COALESCE(y.address, ''), COALESCE(y.state, 'held'), s.rule, COALESCE(y.fault, ''), s.actor_name, "
    "CASE WHEN y.settled_at > 0 THEN y.settled_at ELSE s.recorded_at END FROM statement_sent s "
    "JOIN customer c ON c.tenant_id = s.tenant_id AND c.id = s.customer_id "
    "LEFT JOIN delivery y ON y.tenant_id = s.tenant_id AND y.statement_id = s.id "
    "WHERE s.tenant_id = %s AND s.entity_id = %s "
)


def latest(books: Books, customer_number: str = "", most: int = 100) -> tuple[SentRow, ...]:
    """The latest statements, of one customer or of all. Indexes statement_sent_latest, statement_sent_customer."""
    more, given = ("AND s.customer_id = %s ", [customer_id(books, customer_number)]) if customer_number else ("", [])
    found = sql.rows(
        f"{_SAID}{more}ORDER BY s.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, *given, min(most, MOST_ROWS)],
    )
    return tuple(_row(row) for row in found)


def _row(row: Sequence[Any]) -> SentRow:
    id, number, name, kind, group, since, until, period, address, state, rule, fault, actor, at = row
    days = (sql.day_or_none(since), sql.day(until), sql.day_or_none(period))
    why = dunning.RULES.get(rule, "") or fault
    return SentRow(id, number, name, kind, bool(group), *days, address, state, why, actor, int(at))


def asked(books: Books, id: int) -> Asked:
    """What a statement that is under way says; raises `NotFound`."""
    found = sql.row(
        "SELECT c.number, s.until_on, s.since_on, s.whole_group FROM statement_sent s "
        "JOIN customer c ON c.tenant_id = s.tenant_id AND c.id = s.customer_id WHERE s.tenant_id = %s AND s.id = %s",
        [books.tenant_id, id],
    )
    if found is None:
        raise NotFound("There is no such statement.", field="id")
    return Asked(found[0], sql.day(found[1]), sql.day_or_none(found[2]), bool(found[3]))


def sheet(books: Books, id: int) -> Sheet:
    """The same on paper; raises `NotFound`."""
    return paper_statement.of(books, statement_group.made(books, asked(books, id)))


def held_back(books: Books, id: int, today: datetime.date) -> str:
    """Why a statement by a plan is not to go out after all, as the rule's word, "" where nothing says so."""
    planned = sql.row(
        "SELECT customer_id FROM statement_sent WHERE tenant_id = %s AND id = %s AND period_on IS NOT NULL",
        [books.tenant_id, id],
    )
    if planned is None:
        return ""
    known = statement_plans.held(books, [planned[0]], today)
    rule = known[planned[0]][3] if planned[0] in known else ""
    if rule:
        return rule
    one = asked(books, id)
    now = statement_group.made(books, Asked(one.customer_number, today, None, one.group))
    return "" if any(row.amount > 0 for part in now.sections for row in part.rows) else "settled"


def target(id: int, number: str, customer_id: int) -> Target:
    """A statement as what is delivered; its number is the customer's."""
    return Target(STATEMENT, id, number, customer_id, "")


def customer_id(books: Books, number: str) -> int:
    """The id of a customer by number; raises `NotFound`."""
    return customers.id_of(books, number)
