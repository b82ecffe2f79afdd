"""Workbooks: read as a second reader reads them, and whatever is wrong with one is said in words."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from quittance.formats import sheet_xlsx
from quittance.formats.sheet_limits import UPLOAD, Limits
from quittance.rules.refusals import Invalid
from tests.formats import workbook

NOON = datetime.datetime.fromisoformat("2026-02-28T13:05")
SMALL = Limits(2**20, 2**20, 1_000, 20)


def rows(content: bytes, sheet: str = "", limits: Limits = UPLOAD) -> list[tuple[int, list[str]]]:
    """The rows of a sheet."""
    file = io.BytesIO(content)
    return list(sheet_xlsx.read(file, sheet_xlsx.look(file, limits, sheet).sheet, limits))


def test_texts_numbers_days_and_truth_values_are_text() -> None:
    content = workbook.book(("S", [["a", 0.1 + 0.2, datetime.date(2026, 2, 28)], [True, -5, NOON]]))
    assert rows(content) == [(1, ["a", "0.3", "2026-02-28"]), (2, ["TRUE", "-5", "2026-02-28 13:05:00"])]
    later = workbook.book(("S", [[datetime.date(2026, 2, 28)]]), date_1904=True)
    assert rows(later) == [(1, ["2026-02-28"])]


def test_the_largest_sheet_is_read_unless_one_is_named() -> None:
    content = workbook.book(("Read me", [["hello"]]), ("Data", [[n] for n in range(50)]))
    found = sheet_xlsx.look(io.BytesIO(content), UPLOAD)
    assert (found.sheets, found.sheet, found.rows) == (("Read me", "Data"), "Data", 50)
    assert rows(content, "Read me") == [(1, ["hello"])]
    with pytest.raises(Invalid, match=r"no sheet 'X'\. It has Read me, Data"):
        rows(content, "X")


def test_gaps_are_empty_and_a_formula_gives_its_last_value_or_itself() -> None:
    cells = (
        '<row r="2"><c r="B2"><v>1</v></c><c r="D2"><f>B2+1</f><v>2</v></c><c><f>SUM(A1)</f></c></row>'
        '<row><c t="inlineStr"><is><r><t>in</t></r><rPh><t>reading</t></rPh><r><t> line</t></r></is></c>'
        '<c t="e"><v>#REF!</v></c><c t="str"><f>A1</f><v>text</v></c><c t="s"><v>99</v></c></row>'
    )
    assert rows(workbook.by_hand(cells)) == [
        (2, ["", "1", "", "2", "=SUM(A1)"]),
        (3, ["in line", "#REF!", "text", ""]),
    ]


PLAIN = st.one_of(
    st.text(alphabet='abcä €=+1"<&', min_size=1, max_size=8).filter(lambda text: text.strip() != ""),
    st.integers(-(10**12), 10**12),
    st.integers(-(10**9), 10**9).map(lambda n: n / 100),
    st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 1, 1)),
    st.booleans(),
)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(st.lists(st.lists(PLAIN, min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_second_reader_reads_the_same(table: list[list[object]]) -> None:
    content = workbook.book(("S", table))
    other = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [cells for _, cells in rows(content)] == [[_said(value) for value in row] for row in other]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


@pytest.mark.parametrize(
    "cells, said",
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "row 1,000"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "beyond 20 columns"),
        ("<row><c>", "damaged"),
        ("&lol;", "damaged"),
    ],
)
def test_a_sheet_that_claims_too_much_or_breaks_off_is_refused(cells: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        rows(workbook.by_hand(cells), limits=SMALL)


def test_a_document_type_is_refused_before_it_can_grow() -> None:
    grows = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    with pytest.raises(Invalid, match="document type"):
        rows(workbook.by_hand("", **{"xl/worksheets/sheet1.xml": grows}))


def test_a_sheet_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(Invalid, match="unpacks to more than 1 MB"):
        rows(workbook.by_hand("<row><c/></row>" + " " * 2**21), limits=SMALL)


@pytest.mark.parametrize(
    "names, said",
    [
        (["readme.txt"], "ZIP archive"),
        (["mimetype", "content.xml"], "OpenDocument"),
        (["xl/workbook.bin"], "XLSB"),
        (["xl/workbook.xml"], "damaged"),
    ],
)
def test_other_archives_are_named_for_what_they_are(names: list[str], said: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name in names:
            made.writestr(name, "")
    with pytest.raises(Invalid, match=said):
        rows(content.getvalue())


def test_hidden_sheets_are_left_out_and_none_left_is_refused() -> None:
    hidden = '<workbook xmlns:r="r"><sheets><sheet name="S" state="hidden" r:id="a"/></sheets></workbook>'
    with pytest.raises(Invalid, match="no visible sheet"):
        rows(workbook.by_hand("", **{"xl/workbook.xml": hidden}))


def test_an_archive_with_an_endless_directory_is_refused() -> None:
    content = workbook.book(("S", [["a"]]))
    at = content.rindex(b"PK\x05\x06")
    huge = content[: at + 12] + (2**23).to_bytes(4, "little") + content[at + 16 :]
    with pytest.raises(Invalid, match="more parts"):
        rows(huge)
