"""Estimates: a page of the list in any state, and one with what it says, comes to and has become."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quittance.books import sql
from quittance.reports import finding, page
from quittance.reports.books import Books
from quittance.reports.page import Page, Source, Wanted
from quittance.rules import draft, estimate
from quittance.rules.draft import Content
from quittance.rules.refusals import NotFound
from quittance.rules.totals import Totals

ORDERS = ("-issued", "issued", "-number", "number")


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One estimate: `total` in minor units, `draft_id` and `invoice` what it has become (None and "" for nothing)."""

    id: int
    number: str
    version: int
    state: str
    customer_number: str
    customer_name: str
    issued_on: datetime.date
    valid_until: datetime.date
    currency: str
    total: int
    decided_on: datetime.date | None
    decided_with: str
    reason: str
    made_by: str
    recorded_at: int
    draft_id: int | None
    invoice: str


@dataclass(frozen=True, slots=True)
class EstimateCard:
    """One estimate with what it says and comes to."""

    row: EstimateRow
    content: Content
    whole: Totals


_COLUMNS = (
    "e.id, e.number, e.version, e.state, c.number, c.name, e.issued_on, e.valid_until, e.currency, e.total, "
    "e.decided_on, e.decided_with, e.reason, e.made_by, e.recorded_at, e.draft_id, d.number"
)
_FROM = (
    "FROM estimate e JOIN customer c ON c.tenant_id = e.tenant_id AND c.id = e.customer_id "
    "LEFT JOIN draft f ON f.tenant_id = e.tenant_id AND f.id = e.draft_id "
    "LEFT JOIN document d ON d.tenant_id = f.tenant_id AND d.id = f.document_id"
)
_INVOICED = (
    "EXISTS (SELECT 1 FROM draft f WHERE f.tenant_id = e.tenant_id AND f.id = e.draft_id AND f.document_id IS NOT NULL)"
)
_STATES = {
    estimate.OPEN: "e.state = 'open' AND e.valid_until >= %(today)s",
    estimate.SENT: "e.state = 'sent' AND e.valid_until >= %(today)s",
    estimate.EXPIRED: "e.state IN ('open', 'sent') AND e.valid_until < %(today)s",
    estimate.ACCEPTED: f"e.state = 'accepted' AND NOT {_INVOICED}",
    estimate.INVOICED: _INVOICED,
    estimate.DECLINED: "e.state = 'declined'",
}


def find(books: Books, wanted: Wanted, today: datetime.date) -> Page[EstimateRow]:
    """A page of estimates; raises `Invalid` for an unknown state, order or cursor. Index estimate_issued."""
    asked = page.checked(wanted, estimate.STATES, ORDERS)
    params: dict[str, Any] = {"tenant": books.tenant_id, "entity": books.entity_id, "today": today}
    tests = ["e.tenant_id = %(tenant)s", "e.entity_id = %(entity)s"]
    tests += [_STATES[asked.state]] if asked.state else []
    column, kind = ("e.number", str) if asked.order.endswith("number") else ("e.issued_on", datetime.date)
    source = Source("estimate e", tests, params, column, "e.id", kind, "e.id")
    keys = page.chosen(books, source, asked, "e.customer_id", lambda search: finding.estimates(books, search))
    return Page(_of_ids(books, keys.ids, today), keys.after, keys.before)


def card(books: Books, number: str, today: datetime.date) -> EstimateCard:
    """The estimate of that number; raises `NotFound`. One statement."""
    found = sql.row(
        f"SELECT {_COLUMNS}, e.content {_FROM} WHERE e.tenant_id = %s AND e.entity_id = %s AND e.number = %s",
        [books.tenant_id, books.entity_id, number],
    )
    if found is None:
        raise NotFound(f"There is no estimate {number[:60]!r}.", field="number")
    row = _row(found[:17], today)
    content = replace(draft.decode(found[17]), customer_number=row.customer_number)
    return EstimateCard(row, content, draft.comes_to(content, row.currency))


def of_draft(books: Books, draft_id: int) -> str:
    """The number of the estimate that has become a draft, "" for none. Index estimate_draft."""
    found = sql.row(
        "SELECT number FROM estimate WHERE tenant_id = %s AND draft_id = %s AND draft_id IS NOT NULL",
        [books.tenant_id, draft_id],
    )
    return str(found[0]) if found else ""


def of_document(books: Books, document_id: int) -> str:
    """The number of the estimate that an invoice comes from, "" for none. Indexes draft_document, estimate_draft."""
    found = sql.row(
        "SELECT e.number FROM draft f JOIN estimate e ON e.tenant_id = f.tenant_id AND e.draft_id = f.id "
        "WHERE f.tenant_id = %s AND f.document_id = %s AND f.document_id IS NOT NULL",
        [books.tenant_id, document_id],
    )
    return str(found[0]) if found else ""


def _of_ids(books: Books, ids: Sequence[int], today: datetime.date) -> tuple[EstimateRow, ...]:
    if not ids:
        return ()
    found = sql.rows(
        f"SELECT {_COLUMNS} {_FROM} WHERE e.tenant_id = %s AND e.id IN ({sql.marks(len(ids))})",
        [books.tenant_id, *ids],
    )
    return page.in_order((_row(row, today) for row in found), ids)


def _row(row: Sequence[Any], today: datetime.date) -> EstimateRow:
    issued_on, last_on, invoice = sql.day(row[6]), sql.day(row[7]), row[16] or ""
    return EstimateRow(
        id=row[0],
        number=row[1],
        version=row[2],
        state=estimate.stands(row[3], last_on, today, bool(invoice)),
        customer_number=row[4],
        customer_name=row[5],
        issued_on=issued_on,
        valid_until=last_on,
        currency=row[8],
        total=int(row[9]),
        decided_on=sql.day_or_none(row[10]),
        decided_with=row[11],
        reason=row[12],
        made_by=row[13],
        recorded_at=row[14],
        draft_id=row[15],
        invoice=invoice,
    )
