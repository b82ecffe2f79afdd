"""Text tables: the encoding and the delimiter are told from the bytes."""

from __future__ import annotations

import io

import pytest

from quittance.formats import sheet_text
from quittance.formats.sheet_limits import Bounded
from quittance.rules.refusals import Invalid


def found(content: bytes, encoding: str = "", delimiter: str = "") -> sheet_text.Found:
    """What is found of bytes."""
    return sheet_text.look(Bounded(io.BytesIO(content), 10**9), encoding, delimiter)


def test_an_encoding_is_told_by_its_mark_else_by_what_fits() -> None:
    said = "Zoë zahlt 5 € – Grüße;x\n"
    for encoding, expected in (
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ):
        assert found(said.encode(encoding)).encoding == expected
    assert found("Größe, Déjà, Çà\n".encode("cp850")).encoding == "cp850"
    assert found(b"it\x92s a dash \x96 here, \x84quoted\x94\n").encoding == "cp1252"
    late = b"a,b\n" * 500_000 + "ü\n".encode("cp1252")
    assert found(late).encoding == "cp1252", "the one byte that is not UTF-8 stands at the end"


def test_a_named_encoding_is_taken_and_an_unknown_one_refused() -> None:
    assert found("дебит;1\n".encode("cp1251"), "windows-1251").encoding == "cp1251"
    assert sheet_text.checked_encoding("UTF8") == "utf-8-sig"
    for name in ("rot13", "idna", "nonsense", "hex", "utf-7"):
        with pytest.raises(Invalid):
            sheet_text.checked_encoding(name)


@pytest.mark.parametrize(
    "sample, expected",
    [
        ("a;b;c\n1,5;2,5;3\n4,5;5;6\n", ";"),
        ("name;total\nSmith, John;5\nDoe, Jane;6\n", ";"),
        ("a\tb\n1,5\t2\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ("Export of 2026\n\nnumber,name,total\n1,x,2\n3,y,4\n", ","),
        ('a,b\n"1;2;3;4",5\n"1;2;3;4",6\n', ","),
        ("sep=|\na|b,c;d\n", "|"),
        ("one column\n1\n2\n", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_evenly(sample: str, expected: str) -> None:
    assert sheet_text.delimiter_of(sample) == expected


def test_rows_are_about_as_many_as_there_are_line_ends() -> None:
    assert found(b"a,b\n1,2\n3,4").rows == 3
    assert found(b"a,b\r1,2\r3,4\r").rows == 3
    assert found(b"a,b\r\n1,2\r\n").rows == 2


def test_a_byte_that_does_not_fit_is_refused_with_its_place() -> None:
    content = "a,b\n1,2\n".encode("utf-16") + b"\x00\xd8\x41"
    with pytest.raises(Invalid, match="After row 2 the file is not utf-16"):
        list(sheet_text.read(Bounded(io.BytesIO(content), 10**9), sheet_text.Found("utf-16", ",", 1)))


ROWS = "Day;Text;Amount\n" + "".join(
    f"2026-03-0{n};" + ('"' if n in (2, 5) else "") + f"word {n};1.00\n" for n in range(1, 8)
)


def test_quotes_that_swallow_rows_mean_nothing() -> None:
    found = sheet_text.look(Bounded(io.BytesIO(ROWS.encode()), 10**6), "", "")
    read = list(sheet_text.read(Bounded(io.BytesIO(ROWS.encode()), 10**6), found))
    assert not found.quoted and [len(cells) for _, cells in read] == [3] * 8


def test_a_quote_far_down_that_swallows_rows_is_refused_with_its_row() -> None:
    data = "Day;Text;Amount\n" + "2026-03-01;x;1.00\n" * 9 + '2026-03-02;"y;1.00\n' + "2026-03-03;z;1.00\n" * 5
    with pytest.raises(Invalid, match="In row 11 a quote opens"):
        list(sheet_text.read(Bounded(io.BytesIO(data.encode()), 10**6), sheet_text.Found("utf-8", ";", 9)))


def test_a_cell_of_several_lines_stays_one() -> None:
    data = 'Day;Text;Amount\n2026-03-01;"a\nlong; text\nof lines";1.00\n2026-03-02;"b ""c""";1.00\n'
    found = sheet_text.look(Bounded(io.BytesIO(data.encode()), 10**6), "", "")
    read = [cells for _, cells in sheet_text.read(Bounded(io.BytesIO(data.encode()), 10**6), found)]
    assert found.quoted and read[1][1] == "a\nlong; text\nof lines" and read[2][1] == 'b "c"'
