"""Subscriptions: what one person is told of, and who is told of a customer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import absences
from quittance.reports.books import Books
from quittance.rules import money, topics
from quittance.rules.refusals import NotFound

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A subscription: `to` is person, contact or webhook, `name` whose it is, `least` in base minor units.

    `standard` is the one that nobody has set up; `left` when its receiver wanted no more mail.
    """

    id: int
    to: str
    member_id: int
    name: str
    address: str
    scope: str
    customer_number: str
    customer_name: str
    topics: tuple[str, ...]
    channel: str
    least: int
    days: int
    quiet: bool
    standard: bool
    paused: bool
    left: bool


_SELECT = (
    "SELECT s.id, s.member_id, s.contact_id, COALESCE(m.name, p.name, w.name), COALESCE(m.email, p.email, w.url), "
    "s.scope, COALESCE(c.number, ''), COALESCE(c.name, ''), s.channel, s.least_base, s.days, s.quiet, s.standard, "
    "s.paused, s.left_at FROM subscription s "
    "LEFT JOIN member m ON m.tenant_id = s.tenant_id AND m.id = s.member_id "
    "LEFT JOIN contact p ON p.tenant_id = s.tenant_id AND p.id = s.contact_id "
    "LEFT JOIN webhook w ON w.tenant_id = s.tenant_id AND w.id = s.webhook_id "
    "LEFT JOIN customer c ON c.tenant_id = s.tenant_id AND c.id = s.customer_id "
    "WHERE s.tenant_id = %(tenant)s AND s.entity_id = %(entity)s AND {which} "
    "ORDER BY s.standard DESC, s.scope, c.number, s.id LIMIT %(most)s"
)
_SHOWN = "(NOT s.paused OR s.standard OR s.left_at > 0)"
_ABOUT = (
    "((s.customer_id = %(customer)s AND s.scope IN ('customer', 'group')) OR (s.customer_id = %(parent)s "
    "AND s.scope = 'group') OR s.scope = 'all' OR (s.scope = 'managed' AND s.member_id IN (%(owner)s, %(stand_in)s))) "
    f"AND (s.member_id IS NULL OR m.active) AND {_SHOWN}"
)


def of_member(books: Books, member_id: int) -> tuple[SubscriptionRow, ...]:
    """What a person is told of, the standard first. Index subscription_member."""
    return _rows(books, f"s.member_id = %(member)s AND {_SHOWN}", {"member": member_id})


def everything(books: Books) -> tuple[SubscriptionRow, ...]:
    """All that was set up, without what is everybody's standard."""
    return _rows(books, f"NOT s.standard AND {_SHOWN}", {})


def about(books: Books, customer_number: str, today: datetime.date) -> tuple[SubscriptionRow, ...]:
    """Who is told of a customer, by whichever scope, and stands in today; raises `NotFound`."""
    found = sql.row(
        "SELECT c.id, COALESCE(c.parent_id, 0), COALESCE(f.owner_id, 0), COALESCE((SELECT MAX(a.stand_in_id) "
        "FROM absence a WHERE a.tenant_id = f.tenant_id AND a.member_id = f.owner_id "
        f"AND {absences.NOW}), 0) FROM customer c LEFT JOIN follow_up f "
        "ON f.tenant_id = c.tenant_id AND f.entity_id = %(entity)s AND f.customer_id = c.id "
        "WHERE c.tenant_id = %(tenant)s AND c.number = %(number)s",
        {"entity": books.entity_id, "tenant": books.tenant_id, "number": customer_number, "today": today},
    )
    if found is None:
        raise NotFound(f"There is no customer {customer_number[:60]!r}.", field="customer_number")
    return _rows(books, _ABOUT, dict(zip(("customer", "parent", "owner", "stand_in"), found, strict=True)))


def one(books: Books, id: int) -> SubscriptionRow:
    """One subscription; raises `NotFound`."""
    found = _rows(books, "s.id = %(id)s", {"id": id})
    if not found:
        raise NotFound("There is no such subscription.", field="id")
    return found[0]


def follows(books: Books, member_id: int, customer_id: int) -> int:
    """The subscription by which a person follows one customer, 0 for none. Index subscription_customer."""
    found = sql.row(
        "SELECT MIN(id) FROM subscription WHERE tenant_id = %s AND customer_id = %s AND scope = 'customer' "
        "AND member_id = %s AND entity_id = %s AND NOT paused",
        [books.tenant_id, customer_id, member_id, books.entity_id],
    )
    return int(found[0] or 0) if found else 0


def told(row: SubscriptionRow, currency: str) -> dict[str, Any]:
    """A subscription as plain values."""
    names = "id to name address scope customer_number customer_name topics channel days quiet standard paused left"
    return {name: getattr(row, name) for name in names.split()} | {"least": money.write(row.least, currency)}


def _rows(books: Books, which: str, params: dict[str, Any]) -> tuple[SubscriptionRow, ...]:
    scope = {"tenant": books.tenant_id, "entity": books.entity_id, "most": MOST_ROWS}
    found = sql.rows(_SELECT.format(which=which), scope | params)
    told = _topics(books, [row[0] for row in found])
    return tuple(_row(row, told.get(row[0], frozenset())) for row in found)


def _topics(books: Books, ids: Sequence[int]) -> dict[int, frozenset[str]]:
    found = sql.rows(
        "SELECT subscription_id, topic FROM subscription_topic WHERE tenant_id = %s "
        f"AND subscription_id IN ({sql.marks(len(ids))})",
        [books.tenant_id, *ids],
    )
    made: dict[int, set[str]] = {}
    for id, topic in found:
        made.setdefault(id, set()).add(topic)
    return {id: frozenset(held) for id, held in made.items()}


def _row(row: Sequence[Any], told: frozenset[str]) -> SubscriptionRow:
    id, member_id, contact_id, name, address, scope, number, customer, *rest = row
    channel, least, days, quiet, standard, paused, left_at = rest
    to = "person" if member_id else "contact" if contact_id else "webhook"
    return SubscriptionRow(
        *(id, to, member_id or 0, name, address, scope, number, customer),
        tuple(one for one in topics.TOPICS if one in told),
        *(channel, int(least), days, bool(quiet), bool(standard), bool(paused), bool(left_at)),
    )
