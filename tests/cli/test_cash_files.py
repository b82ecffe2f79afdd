"""The benchmark's files, read and written."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.cli import cash_files
from quittance.rules.matching_values import Line, Proposal
from quittance.rules.refusals import Invalid

ITEMS = (
    "invoice_id,customer_id,invoice_no,type,po_number,issue_date,due_date,currency,amount,open_amount,discount_pct,"
    "discount_until,structured_ref\n"
)


def test_items_are_read_in_minor_units_of_their_currency(tmp_path: Path) -> None:
    rows = (
        "I1,C1,INV-1,INV,,2025-06-01,2025-07-01,EUR,10.00,10.00,2.5,2025-06-11,\n"
        "I2,C1,CN-1,CN,,2025-06-01,2025-07-01,JPY,-7,-7,,,\n"
    )
    (tmp_path / "open_items.csv").write_text(ITEMS + rows, encoding="utf-8")
    found = cash_files.read(tmp_path).items
    assert [(item.open_minor, item.discount_bp) for item in found] == [(1000, 250), (-7, 0)]


def test_a_bad_amount_is_refused(tmp_path: Path) -> None:
    (tmp_path / "open_items.csv").write_text(
        ITEMS + "I1,C1,INV-1,INV,,2025-06-01,2025-07-01,EUR,1,ten,,,\n", encoding="utf-8"
    )
    with pytest.raises(Invalid, match="not an amount"):
        cash_files.read(tmp_path)


def test_proposals_are_written_one_row_a_line(tmp_path: Path) -> None:
    lines = (Line("I1", "C1", 980, 20, "discount"), Line("I2", "C1", 500))
    proposals = [
        (Proposal("P1", lines, "C1", 0.99, ("because",)), "auto", "EUR"),
        (Proposal("P2", (), "C2", 0.5, ("no item",)), "suggest", "EUR"),
        (Proposal("P3", (), "", 0.5, ()), "none", "EUR"),
    ]
    cash_files.write(tmp_path / "matches.csv", proposals, {"I1": "EUR", "I2": "EUR"})
    assert (tmp_path / "matches.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "P1,I1,9.80,0.990000,auto,because,C1,0.20,discount",
        "P1,I2,5.00,0.990000,auto,because,C1,0.00,",
        "P2,,0,0.500000,suggest,no item,C2,,",
    ]
