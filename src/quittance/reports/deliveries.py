"""Deliveries of a document: to whom it went, when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.books import sql
from quittance.reports import links
from quittance.reports.books import Books
from quittance.reports.links import Target

MOST_ROWS = 100
"""Deliveries of one document that are shown, the latest first."""


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery: `state` is queued, sending, sent, failed, doubtful or bounced; moments in microseconds."""

    id: int
    address: str
    state: str
    message: str
    fault: str
    actor_name: str
    queued_at: int
    settled_at: int


VIEWED = "viewed"
"""Behind what deliveries say themselves: the customer has seen it by a link."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document has reached its customer: viewed, the state of its latest delivery, or "" for not at all."""

    state: str = ""
    at: int = 0


NOWHERE = Standing()


def standing(books: Books, document_id: int) -> Standing:
    """How an invoice or credit note has reached its customer. Indexes delivery_document, link_document."""
    seen, state, at = sql.rows(
        "SELECT (SELECT MIN(viewed_at) FROM link WHERE tenant_id = %(tenant)s AND document_id = %(id)s "
        "AND viewed_at > 0), y.state, y.at FROM (SELECT 1 AS one) x LEFT JOIN (SELECT state, "
        "CASE WHEN settled_at > 0 THEN settled_at ELSE queued_at END AS at FROM delivery "
        "WHERE tenant_id = %(tenant)s AND document_id = %(id)s ORDER BY id DESC LIMIT 1) y ON 1 = 1",
        {"tenant": books.tenant_id, "id": document_id},
    )[0]
    return Standing(VIEWED, int(seen)) if seen else Standing(state or "", int(at or 0))


def of_document(books: Books, number: str) -> tuple[DeliveryRow, ...]:
    """The deliveries of an invoice, credit note or estimate, the latest first; raises `NotFound`."""
    return of(books, links.target(books, number))


def of(books: Books, target: Target) -> tuple[DeliveryRow, ...]:
    """As `of_document`, for what was found. Indexes delivery_document, delivery_estimate."""
    rows = sql.rows(
        "SELECT id, address, state, message, fault, actor_name, queued_at, settled_at FROM delivery "
        f"WHERE tenant_id = %s AND {target.kind}_id = %s ORDER BY id DESC LIMIT %s",
        [books.tenant_id, target.id, MOST_ROWS],
    )
    return tuple(DeliveryRow(*row) for row in rows)
