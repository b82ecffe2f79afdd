"""Tables in files: any dress is read, bounds hold, and no bytes whatever make the reader fail or hang."""

from __future__ import annotations

import gzip
import io
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quittance.formats import sheet
from quittance.formats.sheet import Look, Row
from quittance.formats.sheet_limits import UPLOAD, Limits
from quittance.rules.refusals import Invalid
from tests.formats import workbook

ROWS = [["Nr", "Name", "Betrag"], ["1", "Träger; Söhne", "1.234,50"], ["2", 'a "b"\nc', "-7"]]
SMALL = Limits(10_000, 50_000, 50, 5, 20)


def look(content: bytes, limits: Limits = UPLOAD) -> Look:
    """How bytes are to be read."""
    return sheet.look(io.BytesIO(content), limits)


def rows(content: bytes, limits: Limits = UPLOAD) -> list[Row]:
    """All rows of bytes."""
    file = io.BytesIO(content)
    return list(sheet.read(file, sheet.look(file, limits), limits))


def cells(content: bytes) -> list[list[str]]:
    """The cells of all rows."""
    return [row.cells for row in rows(content)]


def text(delimiter: str = ",", end: str = "\r\n") -> str:
    """The rows as CSV text."""
    return "".join(delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + end for row in ROWS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850"])
def test_any_delimiter_in_any_encoding_gives_the_same_rows(delimiter: str, encoding: str) -> None:
    content = text(delimiter).encode(encoding)
    assert cells(content) == ROWS
    assert cells(gzip.compress(content)) == ROWS
    assert look(content).delimiter == delimiter


def test_a_workbook_gives_the_same_rows_as_its_csv() -> None:
    content = workbook.book(("Sheet", ROWS))
    assert cells(content) == ROWS
    assert look(content).form == sheet.XLSX


def test_rows_count_as_in_a_spreadsheet_and_blank_ones_are_left_out() -> None:
    assert rows(b"a,b\n\n1,2\n,\n3,4") == [Row(1, ["a", "b"]), Row(3, ["1", "2"]), Row(5, ["3", "4"])]


def test_a_formula_is_text_and_a_guarded_cell_loses_its_guard() -> None:
    content = b"a|b|c|d\n=1+1|'=SUM(A1)|=\"00123\"|'quoted'\n'-5|'+1|'@x|it's"
    assert cells(content)[1:] == [["=1+1", "=SUM(A1)", "00123", "'quoted'"], ["-5", "+1", "@x", "it's"]]


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "empty"),
        (b"x" * 10_001, "0 MB"),
        (gzip.compress(b"a,b\n" * 20_000, mtime=0), "unpacks to more"),
        (gzip.compress(b"a,b\n" * 2_000, mtime=0)[:-9], "damaged or not whole"),
        (b"\x1f\x8b" + b"garbage" * 9, "damaged or not whole"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "before 2007"),
        (b"<?xml version='1.0'?><x/>", "an XML file"),
        (b"a\0b\0\0\0c", "not a text file"),
        (b"a,b\n" * 51, "more than 50 rows"),
        (b"a,b,c,d,e,f\n", "6 columns; 5 is the most"),
        (b'a,"b\n' + b"c\n" * 9, ""),
        (gzip.compress(workbook.book(("S", ROWS)), mtime=0), "packed with gzip"),
    ],
    ids=range(14),
)
def test_what_is_no_table_or_too_much_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    if not said:
        assert len(rows(content, SMALL)) == 1, "an open quote takes the rest for one cell"
        return
    with pytest.raises(Invalid) as refused:
        rows(content, SMALL)
    assert said in refused.value.sentence and refused.value.field == "file"


def test_a_quote_that_never_ends_is_refused_with_its_row() -> None:
    with pytest.raises(Invalid, match="After row 2 comes a cell of more than 131,072 characters: a quote"):
        rows(b'a,b\n1,2\n3,"4\n' + b"5,6\n" * 60_000)


def test_a_cell_that_is_too_long_spoils_its_row_alone() -> None:
    found = rows(b"a,b\n1,2\n3," + b"x" * 21 + b"\n5,6\n", SMALL)
    assert [bool(row.fault) for row in found] == [False, False, True, False]
    assert "Column 2 has 21 characters" in found[2].fault


def test_memory_stays_flat_however_long_the_file_is() -> None:
    content = gzip.compress(b"a,b,c\n" + b"1234,%b,99.50\n" % (b"x" * 600) * 20_000)
    file = io.BytesIO(content)
    tracemalloc.start()
    try:
        assert sum(1 for _ in sheet.read(file, sheet.look(file, UPLOAD), UPLOAD)) == 20_001
        assert tracemalloc.get_traced_memory()[1] < 9 * 2**20, "of the twelve that are unpacked"
    finally:
        tracemalloc.stop()


def test_a_file_can_be_read_again_and_stays_open() -> None:
    file = io.BytesIO(text().encode())
    seen = sheet.look(file, UPLOAD)
    assert list(sheet.read(file, seen, UPLOAD)) == list(sheet.read(file, seen, UPLOAD))
    assert not file.closed


def settle(content: bytes) -> None:
    """Bytes are read, or refused in words."""
    try:
        for row in rows(content, SMALL):
            assert row.n >= 1 and all(isinstance(cell, str) for cell in row.cells)
    except Invalid as refused:
        assert refused.sentence


@settings(max_examples=120, deadline=None, derandomize=True, database=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xfe\xff\0")
@example(b"sep=;\n")
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
def test_no_bytes_make_the_reader_fail(content: bytes) -> None:
    settle(content)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.text(alphabet=" \",;\t|\r\n\0='aé€1", max_size=200), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_no_text_makes_the_reader_fail(content: str, encoding: str) -> None:
    settle(content.encode(encoding, "replace"))


BOOK = workbook.book(("S", ROWS), ("T", [["x"]]))


@settings(max_examples=120, deadline=None, derandomize=True, database=None)
@given(st.data())
def test_no_damage_to_a_workbook_makes_the_reader_fail(data: st.DataObject) -> None:
    broken = bytearray(BOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    settle(bytes(broken[: data.draw(st.integers(len(broken) // 2, len(broken)))]))
    settle(bytes(broken))


def test_every_third_party_sheet_is_read(shared: Path) -> None:
    files = sorted((shared / "data" / "formats" / "csv").iterdir())
    assert len(files) >= 26
    for path in files:
        found = cells(path.read_bytes())
        widths = [len(row) for row in found]
        assert found and max(widths) > 1, path.name
        assert max(map(widths.count, widths)) * 2 >= len(widths), f"{os.fspath(path)}: rows of even width"
