"""Rows read through a mapping: found by their column, rewritten, and at fault where they cannot be read."""

from __future__ import annotations

import pytest

from quittance.rules.mapping import FIELDS, Mapping
from quittance.rules.mapping_rows import Reader
from quittance.rules.refusals import Invalid

HEADER = ["Nr", "Kunde", "Datum", "Betrag", "Art", "Whg"]
COLUMNS = (
    ("number", "nr"),
    ("customer_number", "Kunde"),
    ("issued_on", "Datum"),
    ("total", "Betrag"),
    ("kind", "Art"),
    ("currency", "Whg"),
)
GERMAN = Mapping("ledger", COLUMNS, (("terms", "net 30"),), "dmy", ",")


def read(*cells: str, mapping: Mapping = GERMAN) -> dict[str, str]:
    """The values of a row by field, those that are empty left out."""
    values = Reader(mapping, HEADER).read(2, cells).values
    return {name: value for name, value in zip(FIELDS[mapping.kind], values, strict=True) if value}


def test_values_are_found_by_their_column_and_rewritten() -> None:
    assert read(" 7 ", "Müller", "31.1.2026", "1.234,50", "Gutschrift", "€") == {
        "number": "7",
        "customer_number": "Müller",
        "issued_on": "2026-01-31",
        "total": "1234.50",
        "kind": "credit_note",
        "currency": "EUR",
        "terms": "net 30",
    }


def test_a_short_row_is_empty_at_its_end() -> None:
    assert read("7") == {"number": "7", "terms": "net 30"}


@pytest.mark.parametrize(
    "said, kind",
    [
        ("Invoice", "invoice"),
        ("RECHNUNG", "invoice"),
        ("credit memo", "credit_note"),
        ("Credit-Note", "credit_note"),
        ("Avoir", "credit_note"),
        ("CN", "credit_note"),
        ("cnx", "cnx"),
        ("whatever", "whatever"),
    ],
)
def test_kinds_of_documents_are_known_in_many_words(said: str, kind: str) -> None:
    assert read("7", "", "", "", said)["kind"] == kind


def test_what_cannot_be_read_is_a_fault_that_says_how_it_was_tried() -> None:
    found = Reader(GERMAN, HEADER).read(9, ["7", "C", "01/31/2026", "1,234.50"])
    assert [(one.row, one.field, one.code) for one in found.faults] == [
        (9, "issued_on", "invalid"),
        (9, "total", "invalid"),
    ]
    assert "day, month, year" in found.faults[0].sentence and "decimal comma" in found.faults[1].sentence
    point = Reader(Mapping("ledger", COLUMNS), HEADER).read(9, ["7", "C", "2026-01-31", "1.234,50"])
    assert "decimal point" in point.faults[0].sentence


def test_a_column_that_the_file_lacks_is_named_at_once() -> None:
    with pytest.raises(Invalid, match=r"no column 'Saldo', which the mapping takes for due_on\. It has Nr, Kunde"):
        Reader(Mapping("ledger", (*COLUMNS, ("due_on", "Saldo"))), HEADER)


def test_of_two_columns_of_one_name_the_first_is_read() -> None:
    reader = Reader(Mapping("allocations", (("payment_reference", "ref"),)), ["Ref", "REF"])
    assert reader.read(2, ["first", "second"]).values[0] == "first"
