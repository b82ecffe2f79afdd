"""Deliveries of a document: to whom it went, when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules.refusals import NotFound

MOST_ROWS = 100
"""Deliveries of one document that are shown, the latest first."""


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery: `state` is queued, sending, sent, failed or doubtful; moments in microseconds, 0 for none yet."""

    id: int
    address: str
    state: str
    message: str
    fault: str
    actor_name: str
    queued_at: int
    settled_at: int


def of_document(books: Books, number: str) -> tuple[DeliveryRow, ...]:
    """The deliveries of the document of that number, the latest first; raises `NotFound`. Index delivery_document."""
    found = sql.row(
        "SELECT id FROM document WHERE tenant_id = %s AND entity_id = %s AND number = %s",
        [books.tenant_id, books.entity_id, number],
    )
    if found is None:
        raise NotFound(f"There is no invoice or credit note {number[:60]!r}.", field="number")
    rows = sql.rows(
        "SELECT id, address, state, message, fault, actor_name, queued_at, settled_at FROM delivery "
        "WHERE tenant_id = %s AND document_id = %s ORDER BY id DESC LIMIT %s",
        [books.tenant_id, found[0], MOST_ROWS],
    )
    return tuple(DeliveryRow(*row) for row in rows)
