"""Files: exact amounts, real numbers and days in a sheet, nothing that runs as a formula."""

from __future__ import annotations

import datetime
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponseBase
from python_calamine import CalamineWorkbook

from quittance.web import download
from quittance.web.download import Amount
from tests.web.browse import body_of

COLUMNS = ("number", "due_on", "days", "amount", "note")
ROWS: list[tuple[Any, ...]] = [
    ("INV-1", datetime.date(2026, 3, 10), 3, Amount(123_456, "EUR"), "=HYPERLINK(1)"),
    ("INV-2", None, -2, Amount(-5, "EUR"), "+31 76"),
]


def made(form: str, rows: list[tuple[Any, ...]]) -> HttpResponseBase:
    """The file, which must exist."""
    response = download.table(form, "list", "Late invoices", COLUMNS, rows)
    assert response is not None
    return response


@pytest.mark.django_db
def test_a_csv_has_iso_days_decimal_points_and_no_formula() -> None:
    response = made("csv", ROWS)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert body_of(response).decode() == (
        "\ufeffnumber,due_on,days,amount,note\r\n"
        "INV-1,2026-03-10,3,1234.56,'=HYPERLINK(1)\r\n"
        "INV-2,,-2,-0.05,'+31 76\r\n"
    )


@pytest.mark.django_db
def test_a_sheet_has_real_numbers_and_days_under_its_title() -> None:
    body = body_of(made("xlsx", ROWS))
    cells = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    assert cells[0][0] == "Late invoices" and tuple(cells[2]) == COLUMNS
    assert cells[3] == ["INV-1", datetime.date(2026, 3, 10), 3.0, 1234.56, "=HYPERLINK(1)"]
    assert cells[4][3] == -0.05
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "SUBTOTAL(109,D4:D5)" in sheet and sheet.count("<f>") == 1


@pytest.mark.django_db
def test_amounts_of_several_currencies_get_no_total() -> None:
    rows = [*ROWS, ("INV-3", None, 0, Amount(7, "USD"), "")]
    with zipfile.ZipFile(io.BytesIO(body_of(made("xlsx", rows)))) as packed:
        assert "<f>" not in packed.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.django_db
def test_the_largest_amount_is_exact_in_both_files() -> None:
    largest = Amount(10**15 - 1, "EUR")
    assert largest.decimal == Decimal("9999999999999.99")
    assert "9999999999999.99" in body_of(made("csv", [("a", None, 0, largest, "")])).decode()
    with zipfile.ZipFile(io.BytesIO(body_of(made("xlsx", [("a", None, 0, largest, "")])))) as packed:
        assert "<v>9999999999999.99</v>" in packed.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.django_db
def test_a_long_list_is_sent_in_pieces() -> None:
    rows = ((f"INV-{n}", None, n, Amount(n, "EUR"), "a note that fills the line") for n in range(5_000))
    response = download.as_csv("list", COLUMNS, rows)
    pieces = list(response)
    assert len(pieces) > 2 and b"".join(pieces).count(b"\r\n") == 5_001


def test_another_form_is_no_file() -> None:
    assert download.table("pdf", "list", "x", COLUMNS, ROWS) is None


@pytest.mark.parametrize(("x", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_columns_are_lettered_as_sheets_do(x: int, letter: str) -> None:
    assert download._letter(x) == letter
