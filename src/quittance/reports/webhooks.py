"""Webhooks and the messages that were left for them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports.books import Books

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """An address that is told of events; its secret is not shown."""

    name: str
    url: str
    events: tuple[str, ...]
    actor_name: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A message: `state` is queued, sent or failed, `status` what the address answered last (0 nothing)."""

    id: int
    webhook: str
    event: str
    state: str
    attempts: int
    status: int
    fault: str
    recorded_at: int
    tried_at: int


def webhooks(books: Books) -> tuple[WebhookRow, ...]:
    """All webhooks, by name."""
    found = sql.rows(
        "SELECT name, url, events, actor_name, recorded_at FROM webhook WHERE tenant_id = %s AND entity_id = %s "
        "ORDER BY name",
        [books.tenant_id, books.entity_id],
    )
    return tuple(WebhookRow(name, url, tuple(json.loads(events)), *rest) for name, url, events, *rest in found)


def deliveries(books: Books, limit: int = 50) -> tuple[DeliveryRow, ...]:
    """The latest messages first. Index: webhook_delivery_recorded."""
    found = sql.rows(
        "SELECT d.id, w.name, d.event, d.state, d.attempts, d.status, d.fault, d.recorded_at, d.tried_at "
        "FROM webhook_delivery d JOIN webhook w ON w.tenant_id = d.tenant_id AND w.id = d.webhook_id "
        "WHERE d.tenant_id = %s AND d.entity_id = %s ORDER BY d.recorded_at DESC, d.id DESC LIMIT %s",
        [books.tenant_id, books.entity_id, max(1, min(limit, MOST_ROWS))],
    )
    return tuple(DeliveryRow(*row) for row in found)
