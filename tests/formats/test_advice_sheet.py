"""Tables of payers: columns found by their headers, an advice for each payment, faults with their row."""

from __future__ import annotations

import pytest

from quittance.formats import advice_sheet
from quittance.formats.bank import Malformed
from tests.formats import workbook

ROWS = [
    ["Remittance of Havstein", "", "", "", "", ""],
    ["Payment reference", "Payment date", "Invoice number", "Gross amount", "Discount", "Net amount"],
    ["P-1", "09.03.2026", "INV-1", "1.000,00", "20,00", "980,00"],
    ["P-1", "09.03.2026", "INV-2", "500,00", "", "500,00"],
    ["P-2", "10.03.2026", "INV-3", "70,00", "", "70,00"],
    ["Total", "", "", "", "", "1.550,00"],
]


def csv(rows: list[list[str]], delimiter: str = ";") -> bytes:
    """The rows as a file."""
    return "\n".join(delimiter.join(row) for row in rows).encode()


def test_a_table_gives_an_advice_for_each_payment() -> None:
    first, second = advice_sheet.read(csv(ROWS), "EUR")
    assert (first.reference, first.amount, str(first.paid_on)) == ("P-1", 148_000, "2026-03-09")
    assert [(one.number, one.amount, one.original, one.discount) for one in first.paid] == [
        ("INV-1", 98_000, 100_000, 2_000),
        ("INV-2", 50_000, 50_000, 0),
    ]
    assert (second.reference, second.amount, second.location) == ("P-2", 7_000, "row 5")
    assert first.fields[0] == ("row 3", "P-1 | 09.03.2026 | INV-1 | 1.000,00 | 20,00 | 980,00")


def test_a_workbook_is_read_like_text() -> None:
    rows: list[list[object]] = [["Invoice", "Amount", "Currency"], ["INV-1", 12.5, "USD"], ["INV-2", 1, "EUR"]]
    data = workbook.book(("March", rows))
    assert [(one.currency, one.amount) for one in advice_sheet.read(data, "EUR")] == [("USD", 1_250), ("EUR", 100)]


def test_what_is_taken_off_is_less_than_the_whole() -> None:
    rows = [["Invoice", "Gross", "Deduction", "Reason"], ["INV-1", "100.00", "-7.50", "freight"]]
    (one,) = advice_sheet.read(csv(rows, ","), "EUR")[0].paid
    assert (one.amount, one.original, one.adjustments[0].amount, one.adjustments[0].code) == (
        9_250,
        10_000,
        -750,
        "freight",
    )


@pytest.mark.parametrize(
    ("rows", "location"),
    [
        ([["a", "b"], ["INV-1", "1.00"]], "row 1"),
        ([["Invoice", "Date"], ["INV-1", "2026-01-01"]], "row 1"),
        ([["Invoice", "Amount"], ["", "1.00"]], "row 1"),
        ([["Invoice", "Amount"], ["INV-1", "1.00"], ["INV-2", "2.00"], ["INV-3", "1.005"]], "row 4"),
        ([["Invoice", "Amount", "Currency"], ["INV-1", "1.00", "XYZ"]], "row 2"),
    ],
)
def test_a_fault_is_refused_with_its_row(rows: list[list[str]], location: str) -> None:
    with pytest.raises(Malformed) as refused:
        advice_sheet.read(csv(rows), "EUR")
    assert refused.value.location == location


def test_a_mail_is_no_table() -> None:
    assert advice_sheet.is_table(csv(ROWS)) and not advice_sheet.is_table(b"Dear all, we paid INV-1, 12.00\nBest")
