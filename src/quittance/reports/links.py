"""Links: which there are to a document or estimate, what each opens, and whether the customer has seen it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports.books import Books
from quittance.rules import link as rules
from quittance.rules import states
from quittance.rules.refusals import NotFound

DOCUMENT, ESTIMATE = "document", "estimate"
MOST_ROWS = 100
"""Links to one document that are shown, the latest first."""

_REVERSED = "EXISTS (SELECT 1 FROM entry r WHERE r.tenant_id = d.tenant_id AND r.reverses = d.entry_id)"


@dataclass(frozen=True, slots=True)
class Target:
    """What a link opens: `kind` is document or estimate, `state` reversed or "" for a document."""

    kind: str
    id: int
    number: str
    customer_id: int
    customer_name: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link; moments in microseconds, 0 for never."""

    id: int
    expires_at: int
    revoked_at: int
    viewed_at: int
    actor_name: str
    made_at: int

    def stands(self, now: int) -> bool:
        """True while it opens."""
        return rules.stands(self.expires_at, self.revoked_at, now)


@dataclass(frozen=True, slots=True)
class Held:
    """One link with what it opens."""

    id: int
    entity_id: int
    expires_at: int
    revoked_at: int
    viewed_at: int
    target: Target


def target(books: Books, number: str) -> Target:
    """The invoice, credit note or else estimate of that number; raises `NotFound`. At most two statements."""
    found = sql.row(
        f"SELECT d.id, d.number, d.customer_id, c.name, {_REVERSED} FROM document d "
        "JOIN customer c ON c.tenant_id = d.tenant_id AND c.id = d.customer_id "
        "WHERE d.tenant_id = %s AND d.entity_id = %s AND d.number = %s",
        [books.tenant_id, books.entity_id, number],
    )
    if found is not None:
        return Target(DOCUMENT, found[0], found[1], found[2], found[3], states.REVERSED if found[4] else "")
    found = sql.row(
        "SELECT e.id, e.number, e.customer_id, c.name FROM estimate e "
        "JOIN customer c ON c.tenant_id = e.tenant_id AND c.id = e.customer_id "
        "WHERE e.tenant_id = %s AND e.entity_id = %s AND e.number = %s",
        [books.tenant_id, books.entity_id, number],
    )
    if found is None:
        raise NotFound(f"There is no invoice, credit note or estimate {number[:60]!r}.", field="number")
    return Target(ESTIMATE, *found)


def of(books: Books, target: Target) -> tuple[LinkRow, ...]:
    """The links to it, the latest first. Indexes link_document, link_estimate."""
    rows = sql.rows(
        "SELECT id, expires_at, revoked_at, viewed_at, actor_name, made_at FROM link "
        f"WHERE tenant_id = %s AND {target.kind}_id = %s ORDER BY id DESC LIMIT %s",
        [books.tenant_id, target.id, MOST_ROWS],
    )
    return tuple(LinkRow(*row) for row in rows)


def held(books: Books, id: int) -> Held:
    """The link of that id in these books; raises `NotFound`."""
    one = found(books.tenant_id, id)
    if one is None or one.entity_id != books.entity_id:
        raise NotFound("There is no such link.", field="id")
    return one


def found(tenant_id: int, id: int) -> Held | None:
    """The link of that id, None where there is none."""
    row: Sequence[Any] | None = sql.row(
        "SELECT l.id, l.entity_id, l.expires_at, l.revoked_at, l.viewed_at, l.document_id, l.estimate_id, "
        f"d.number, e.number, l.customer_id, c.name, {_REVERSED} FROM link l "
        "JOIN customer c ON c.tenant_id = l.tenant_id AND c.id = l.customer_id "
        "LEFT JOIN document d ON d.tenant_id = l.tenant_id AND d.id = l.document_id "
        "LEFT JOIN estimate e ON e.tenant_id = l.tenant_id AND e.id = l.estimate_id "
        "WHERE l.tenant_id = %s AND l.id = %s",
        [tenant_id, id],
    )
    if row is None:
        return None
    kind = DOCUMENT if row[5] is not None else ESTIMATE
    state = states.REVERSED if row[11] else ""
    opens = Target(kind, row[5] or row[6], row[7] or row[8], row[9], row[10], state)
    return Held(row[0], row[1], row[2], row[3], row[4], opens)
