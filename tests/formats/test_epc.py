"""The code to scan: every field in its line, and none where no transfer in euros can be made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from quittance.formats import epc
from quittance.formats.epc import Transfer

GIVEN = Transfer("Practice Ltd", "NL91ABNA0417164300", "ABNANL2A", 2_395_219, "RF66INV2600591", "INV-26-00591")


def test_a_transfer_is_written_line_by_line() -> None:
    assert epc.payload(GIVEN).split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "ABNANL2A",
        "Practice Ltd",
        "NL91ABNA0417164300",
        "EUR23952.19",
        "",
        "RF66INV2600591",
    ]


def test_without_a_reference_the_text_is_quoted_in_the_line_below() -> None:
    lines = epc.payload(replace(GIVEN, reference="", bic="", text="C-1004\nEUR1.00")).split("\n")
    assert lines[4] == "" and lines[9:] == ["", "C-1004 EUR1.00"]
    assert len(lines) == 11, "a line break in a text moves no field"


@pytest.mark.parametrize(
    "changed",
    [{"amount": 0}, {"amount": -1}, {"amount": 100_000_000_000}, {"iban": "US64SVBK"}, {"iban": ""}, {"name": ""}],
)
def test_what_is_no_transfer_in_euros_has_no_code(changed: dict[str, object]) -> None:
    assert epc.payload(replace(GIVEN, **changed)) == ""  # type: ignore[arg-type]


def test_a_long_name_is_cut_to_what_banks_take() -> None:
    made = epc.payload(replace(GIVEN, name="é" * 200))
    assert made.split("\n")[5] == "é" * epc.MOST_NAME and len(made.encode()) <= epc.MOST_BYTES


def test_the_code_is_one_picture_of_squares_and_always_the_same() -> None:
    drawn = epc.svg(epc.payload(GIVEN))
    assert drawn == epc.svg(epc.payload(GIVEN))
    root = etree.fromstring(drawn.encode())
    size = int(root.get("viewBox", "").split()[-1])
    assert size in range(21, 70, 4), "error level M holds the fields in at most version 13"
    assert root[0].get("d", "").startswith("M0 0h7v1h-7z")
