"""Error files: what a spreadsheet would carry out is written as text, and reading gives the very cells back."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import sheet
from quittance.formats.sheet_limits import UPLOAD
from quittance.formats.sheet_write import ADDED, ErrorFile, safe


def test_a_row_at_fault_stands_with_its_number_its_columns_and_what_to_do() -> None:
    file = io.BytesIO()
    made = ErrorFile(file, ["number", "total"], ";")
    assert file.getvalue() == b"", "nothing is written before the first fault"
    made.add(7, ["I-1"], ["total", "", "total"], ["Enter the total.", "Enter the total."])
    made.add(9, ["=cmd()", "-5.00", "too many"], [], ["Look."])
    assert made.rows == 2
    assert file.getvalue().decode("utf-8-sig").splitlines() == [
        "number;total;fault row;fault column;what to do",
        "I-1;;7;total;Enter the total.",
        "'=cmd();-5.00;9;;Look.",
    ]


def test_a_number_is_no_formula_and_a_formula_is_no_number() -> None:
    assert [safe(cell) for cell in ("-1,234.50", "+31", "5", "")] == ["-1,234.50", "+31", "5", ""]
    assert [safe(cell) for cell in ("=1", "@x", "-a", "+A1", "\tx", "\rx", "-1+cmd|'x'!A0")] == [
        "'=1",
        "'@x",
        "'-a",
        "'+A1",
        "'\tx",
        "'\rx",
        "'-1+cmd|'x'!A0",
    ]


CELL = st.text(alphabet="=+-@'\t\"a1,.;\nä ", max_size=6).filter(
    lambda cell: not cell.startswith(("'", " ", '="')) and cell.strip() != ""
)


@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(st.lists(CELL, min_size=2, max_size=4), st.sampled_from([",", ";", "|"]))
def test_what_is_written_is_read_back(cells: list[str], delimiter: str) -> None:
    file = io.BytesIO()
    ErrorFile(file, [f"column {n}" for n in range(len(cells))], delimiter).add(2, cells, ["x"], ["Do it."])
    seen = sheet.look(file, UPLOAD, delimiter=delimiter)
    header, row = sheet.read(file, seen, UPLOAD)
    assert header.cells[-3:] == list(ADDED)
    assert row.cells[: len(cells)] == cells
