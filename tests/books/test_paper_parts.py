"""The rows that belong to documents, by table; tables without rows are left out."""

from __future__ import annotations

import datetime

from quittance.books import paper_parts
from quittance.rules.ledger import NewCharge, NewDocument, NewLine, NewTax

DAY = datetime.date(2026, 6, 1)
PLAIN = NewDocument(1, 2, 3, "invoice", "INV-1", DAY, DAY, "EUR", 10, 0, 10, 10)


def test_every_row_names_its_tenant_and_document_and_fits_its_columns() -> None:
    line = NewLine(1, "Boxes", 10**6, 10**7, 210_000, 10_00)
    charge = NewCharge(1, "charge", "Freight", 0, 5_00, 5_00, "standard", 210_000)
    tax = NewTax(1, "standard", 210_000, 15_00, 3_15)
    rich = NewDocument(
        4, 5, 3, "invoice", "INV-2", DAY, DAY, "EUR", 15, 3, 18, 18, lines=(line, line), charges=(charge,), taxes=(tax,)
    )
    made = {table: (columns, rows) for table, columns, rows in paper_parts.of(7, [PLAIN, rich])}
    assert {table: len(rows) for table, (_, rows) in made.items()} == {
        "line": 2,
        "document_charge": 1,
        "document_tax": 1,
    }
    for columns, rows in made.values():
        assert all(len(row) == len(columns) and (row[0], row[2]) == (7, 4) for row in rows)


def test_the_tuple_of_a_line_is_its_row() -> None:
    assert tuple(paper_parts.LINE_COLUMNS[3:]) == NewLine._fields


def test_a_document_without_parts_has_no_rows() -> None:
    assert list(paper_parts.of(7, [PLAIN])) == []
