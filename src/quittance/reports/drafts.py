"""Drafts: a page of the list in any state, one with what it comes to, and what waits for approval."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.books import sql
from quittance.reports import page
from quittance.reports.books import Books
from quittance.reports.document import DocumentCard, DocumentCharge, DocumentLine
from quittance.reports.page import Page, Source, Wanted
from quittance.rules import draft as rules
from quittance.rules import money, tax, totals
from quittance.rules.draft import Content
from quittance.rules.refusals import NotFound
from quittance.rules.totals import ChargeInput, LineInput, Totals

ORDERS = ("-changed", "changed")


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft: `total` in minor units of its currency, moments in microseconds, who did what by name."""

    id: int
    version: int
    kind: str
    state: str
    customer_number: str
    customer_name: str
    currency: str
    total: int
    reason: str
    made_by: str
    asked_by: str
    decided_by: str
    recorded_at: int
    changed_at: int


@dataclass(frozen=True, slots=True)
class DraftCard:
    """One draft with what it says and comes to; `number` is the document it was issued as, "" for none yet."""

    row: DraftRow
    content: Content
    whole: Totals
    makers: tuple[str, ...]
    number: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Drafts that wait for approval: how many, and the customer of the one that has waited longest."""

    count: int
    customer_name: str


_COLUMNS = (
    "f.id, f.version, f.kind, f.state, c.number, c.name, f.currency, f.total, f.reason, f.made_by, f.asked_by, "
    "f.decided_by, f.recorded_at, f.changed_at"
)
_FROM = "FROM draft f JOIN customer c ON c.tenant_id = f.tenant_id AND c.id = f.customer_id"


def find(books: Books, wanted: Wanted) -> Page[DraftRow]:
    """A page of drafts that are not issued; raises `Invalid` for an unknown state, order or cursor.

    Index draft_open, or draft_state with a state.
    """
    asked = page.checked(wanted, rules.STATES, ORDERS)
    params = {"tenant": books.tenant_id, "entity": books.entity_id}
    tests = ["f.tenant_id = %(tenant)s", "f.entity_id = %(entity)s", "f.document_id IS NULL"]
    source = Source("draft f", tests, params, "f.changed_at", "f.id", int, "f.id")
    page.exactly(source, "f.state", asked.state)
    keys = page.chosen(books, source, asked, "f.customer_id")
    return Page(_of_ids(books, keys.ids), keys.after, keys.before)


def card(books: Books, id: int) -> DraftCard:
    """The draft of that id, issued or not; raises `NotFound`. One statement."""
    found = sql.row(
        f"SELECT {_COLUMNS}, f.content, f.makers, d.number {_FROM} "
        "LEFT JOIN document d ON d.tenant_id = f.tenant_id AND d.id = f.document_id "
        "WHERE f.tenant_id = %s AND f.entity_id = %s AND f.id = %s",
        [books.tenant_id, books.entity_id, id],
    )
    if found is None:
        raise NotFound("There is no such draft.", field="id")
    row = DraftRow(*found[:14])
    content = replace(rules.decode(found[14]), customer_number=row.customer_number)
    return DraftCard(row, content, rules.comes_to(content, row.currency), tuple(json.loads(found[15])), found[16] or "")


def of_document(books: Books, document_id: int) -> int | None:
    """The id of the draft that a document was issued from, None for none. Index draft_document."""
    found = sql.row(
        "SELECT id FROM draft WHERE tenant_id = %s AND document_id = %s AND document_id IS NOT NULL",
        [books.tenant_id, document_id],
    )
    return int(found[0]) if found else None


def waiting(books: Books, actor: str) -> Waiting:
    """What waits for the approval of that identity (kind:id), who decides on nothing of its own. Index draft_state."""
    found = sql.rows(
        f"SELECT c.name {_FROM} WHERE f.tenant_id = %s AND f.entity_id = %s AND f.state = %s "
        "AND f.document_id IS NULL AND f.makers NOT LIKE %s ORDER BY f.changed_at, f.id LIMIT %s",
        [books.tenant_id, books.entity_id, rules.TO_APPROVE, f'%"{actor}"%', page.MOST_ROWS],
    )
    return Waiting(len(found), found[0][0] if found else "")


def content(card: DocumentCard) -> Content:
    """What a document says, as a draft would say it again."""
    row = card.row
    return Content(
        customer_number=row.customer_number,
        issued_on=row.issued_on,
        total="" if card.lines else money.write(row.total, row.currency),
        currency=row.currency,
        due_on=row.due_on,
        terms=card.terms,
        purchase_order=row.purchase_order,
        external_id=card.external_id,
        note=card.note,
        lines=tuple(_line(one, row.currency) for one in card.lines),
        charges=tuple(_charge(one, row.currency) for one in card.charges),
        prices=card.prices if card.lines else "",
        goods_on=card.goods_on,
        corrects=", ".join(one.number for one in card.ties.corrects),
    )


def _line(one: DocumentLine, currency: str) -> LineInput:
    less = money.write(one.discount, currency) if one.discount else ""
    return LineInput(
        description=one.description,
        quantity=totals.written(one.quantity_e6, 6),
        unit_price=totals.written(one.unit_price_e6, 6),
        tax_rate=totals.written(one.tax_rate_e4, 4),
        tax_category=_category(one),
        tax_reason=one.tax_reason,
        discount=f"{totals.written(one.discount_e4, 4)}%" if one.discount_e4 else less,
        item=one.item,
        unit=one.unit,
    )


def _charge(one: DocumentCharge, currency: str) -> ChargeInput:
    much = f"{totals.written(one.percent_e4, 4)}%" if one.percent_e4 else money.write(one.amount, currency)
    return ChargeInput(one.kind, one.reason, much, totals.written(one.tax_rate_e4, 4), _category(one), one.tax_reason)


def _category(one: DocumentLine | DocumentCharge) -> str:
    """The category, left to the rate where the rate tells it."""
    return "" if one.tax_category in (tax.STANDARD, tax.ZERO) else one.tax_category


def _of_ids(books: Books, ids: Sequence[int]) -> tuple[DraftRow, ...]:
    if not ids:
        return ()
    found = sql.rows(
        f"SELECT {_COLUMNS} {_FROM} WHERE f.tenant_id = %s AND f.id IN ({sql.marks(len(ids))})",
        [books.tenant_id, *ids],
    )
    return page.in_order((DraftRow(*row) for row in found), ids)
