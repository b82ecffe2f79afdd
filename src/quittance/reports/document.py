"""One document with everything around it: lines, instalments, what met it, what it was spent on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.books import sql
from quittance.reports import allocations, documents
from quittance.reports.allocations import Met
from quittance.reports.books import Books
from quittance.reports.documents import DocumentRow
from quittance.rules.refusals import NotFound


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One row: quantity and price in millionths, the tax rate in ten-thousandths of a percent, `net` in minor units."""

    n: int
    description: str
    quantity_e6: int
    unit_price_e6: int
    tax_rate_e4: int
    net: int


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part with its own due day; `open` of `amount` in minor units."""

    item_id: int
    n: int
    due_on: datetime.date
    amount: int
    open: int


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """One document; `met` are the allocations in force, `reversal` the entry that took it back, if any."""

    row: DocumentRow
    net: int
    tax: int
    base_total: int
    terms: str
    external_id: str
    note: str
    entry_id: int
    recorded_at: int
    lines: tuple[DocumentLine, ...]
    instalments: tuple[Instalment, ...]
    met: tuple[Met, ...]
    reversal_entry_id: int | None
    reversed_on: datetime.date | None

    def of_kind(self, *kinds: str) -> int:
        """The sum of what met it from the named kinds of items."""
        return sum(one.amount for one in self.met if one.kind in kinds)


def card(books: Books, number: str, today: datetime.date) -> DocumentCard:
    """The document of that number; raises `NotFound`. A fixed number of statements."""
    found = sql.row(
        "SELECT d.id, d.net, d.tax, d.base_total, d.terms, d.external_id, d.note, d.entry_id, d.recorded_at, "
        "r.id, r.effective_on FROM document d "
        "LEFT JOIN entry r ON r.tenant_id = d.tenant_id AND r.reverses = d.entry_id "
        "WHERE d.tenant_id = %s AND d.entity_id = %s AND d.number = %s",
        [books.tenant_id, books.entity_id, number],
    )
    if found is None:
        raise NotFound(f"There is no invoice or credit note {number[:60]!r}.", field="number")
    row = documents.of_ids(books, [found[0]], today)[0]
    parts = _instalments(books, row)
    ids = [part.item_id for part in parts]
    credit = row.kind == "credit_note"
    return DocumentCard(
        row=row,
        net=int(found[1]),
        tax=int(found[2]),
        base_total=int(found[3]),
        terms=found[4],
        external_id=found[5],
        note=found[6],
        entry_id=found[7],
        recorded_at=found[8],
        lines=_lines(books, row.id),
        instalments=parts,
        met=allocations.of_credits(books, ids) if credit else allocations.of_debits(books, ids),
        reversal_entry_id=found[9],
        reversed_on=sql.day_or_none(found[10]),
    )


def _lines(books: Books, document_id: int) -> tuple[DocumentLine, ...]:
    """Index line_n."""
    found = sql.rows(
        "SELECT n, description, quantity_e6, unit_price_e6, tax_rate_e4, net FROM line "
        "WHERE tenant_id = %s AND document_id = %s ORDER BY n",
        [books.tenant_id, document_id],
    )
    return tuple(DocumentLine(row[0], row[1], row[2], row[3], row[4], row[5]) for row in found)


def _instalments(books: Books, row: DocumentRow) -> tuple[Instalment, ...]:
    """Index open_item_document."""
    found = sql.rows(
        "SELECT id, instalment, due_on, amount, amount - allocated FROM open_item "
        "WHERE tenant_id = %s AND document_id = %s AND kind = %s ORDER BY instalment, id",
        [books.tenant_id, row.id, row.kind],
    )
    return tuple(Instalment(one[0], one[1], sql.day(one[2]), int(one[3]), int(one[4])) for one in found)
