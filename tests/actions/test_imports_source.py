"""Sources: a file with its mapping, gone through as often as wanted, with its rows at fault written beside it."""

from __future__ import annotations

import hashlib
import io

import pytest

from quittance.actions.imports_source import Source, digest, sample
from quittance.formats.sheet_limits import UPLOAD, Limits
from quittance.rules.fault import Fault
from quittance.rules.mapping import Mapping
from quittance.rules.refusals import Invalid

CONTENT = "Konto;;\nNummer;Titel;Art\nC-1;Eins;x\n\nC-2;Zwei;y\n".encode("cp1252")
MAPPING = Mapping("customers", (("number", "Nummer"), ("name", "Titel")), (("country", "DE"),), header_row=2)


def source(content: bytes = CONTENT, mapping: Mapping = MAPPING, limits: Limits = UPLOAD) -> Source:
    """A source of bytes."""
    return Source("kunden.csv", io.BytesIO(content), mapping, limits, io.BytesIO())


def test_rows_below_the_header_are_read_as_often_as_wanted() -> None:
    one = source()
    rows = [(row.n, row.values[:4]) for row in one.rows()]
    assert rows == [(3, ["C-1", "Eins", "", "DE"]), (5, ["C-2", "Zwei", "", "DE"])]
    assert [(row.n, row.values[:4]) for row in one.rows()] == rows
    assert one.header == ("Nummer", "Titel", "Art") and one.kind == "customers"
    assert one.digest == hashlib.sha256(CONTENT).hexdigest() == digest(io.BytesIO(CONTENT))


def test_rows_at_fault_keep_their_delimiter_and_all_their_columns() -> None:
    errors = io.BytesIO()
    one = Source("kunden.csv", io.BytesIO(CONTENT), MAPPING, UPLOAD, errors)
    one.refuse(
        3, ["C-1", "Eins", "x"], [Fault("customers", 3, "name", "invalid", "No."), Fault("customers", 3, "", "x", "Y.")]
    )
    assert errors.getvalue().decode("utf-8-sig").splitlines() == [
        "Nummer;Titel;Art;fault row;fault column;what to do",
        "C-1;Eins;x;3;Titel;No. Y.",
    ]
    assert one.column("name") == "Titel" and one.column("terms") == "terms"


def test_a_cell_that_is_too_long_is_a_fault_of_its_row_which_keeps_its_number() -> None:
    tight = Limits(10_000, 10_000, 100, 10, 8)
    rows = list(source(b"x\nNummer;Titel\nC-1;far too long a name\nC-2;short\n", MAPPING, tight).rows())
    assert [(row.values[0], [fault.code for fault in row.faults]) for row in rows] == [
        ("C-1", ["invalid"]),
        ("C-2", []),
    ]


def test_a_sample_is_the_top_of_a_file() -> None:
    found = sample(io.BytesIO(CONTENT), UPLOAD, rows=2)
    assert [row.cells[0] for row in found.rows] == ["Konto", "Nummer"]
    assert found.seen.delimiter == ";"
    named = Mapping("customers", (), encoding="cp850", delimiter=",")
    assert sample(io.BytesIO(CONTENT), UPLOAD, given=named).seen.encoding == "cp850"


def test_a_header_row_that_is_blank_or_beyond_is_refused() -> None:
    for row in (4, 50):
        with pytest.raises(Invalid, match="holds no header"):
            source(mapping=Mapping("customers", MAPPING.columns, header_row=row))
