"""The Swiss QR-bill: every field in its line, references by the kind of account, and a code with its cross."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from lxml import etree

from quittance.formats import swiss
from quittance.formats.swiss import Bill, Party
from quittance.rules import references

OURS = Party("Robert Schneider AG", "Rue du Lac 1268", "2501", "Biel", "CH")
THEIRS = Party("Pia-Maria Rutschmann-Schnyder", "Grosse Marktgasse 28", "9400", "Rorschach", "CH")
GIVEN = Bill("CH4431999123000889012", OURS, 1_949_75, "CHF", "INV-2026-00042", "INV-2026-00042", THEIRS)


def test_a_bill_is_written_line_by_line() -> None:
    lines = swiss.payload(GIVEN).split("\n")
    assert lines[:11] == [
        *("SPC", "0200", "1", "CH4431999123000889012"),
        *("S", "Robert Schneider AG", "Rue du Lac 1268", "", "2501", "Biel", "CH"),
    ]
    assert lines[11:18] == [""] * 7 and lines[18:20] == ["1949.75", "CHF"]
    assert lines[20:27] == ["S", THEIRS.name, THEIRS.street, "", "9400", "Rorschach", "CH"]
    assert lines[27:] == ["QRR", references.qrr("INV-2026-00042"), "INV-2026-00042", "EPD"]


def test_a_debtor_without_a_whole_address_is_left_to_be_written() -> None:
    assert swiss.payload(replace(GIVEN, debtor=None)).split("\n")[20:27] == [""] * 7
    for missing in ("name", "postcode", "city", "country"):
        assert swiss.party(**{**asdict(THEIRS), missing: ""}) is None
    assert swiss.party("Χρήστος", "", "9400", "Rorschach", "CH") is None, "none of its signs is permitted"


@pytest.mark.parametrize(
    "bill",
    [
        replace(GIVEN, currency="USD"),
        replace(GIVEN, iban="NL91ABNA0417164300"),
        replace(GIVEN, amount=0),
        replace(GIVEN, amount=999_999_999_99 + 1),
        replace(GIVEN, creditor=None),
        replace(GIVEN, number="Ä"),
    ],
)
def test_where_no_bill_can_be_made_there_is_none(bill: Bill) -> None:
    assert swiss.payload(bill) == ""


def test_long_and_broken_texts_stay_in_their_lines() -> None:
    ours = swiss.party("Ok\u2028ay € Ș " * 40, "Rue du Lac\n1268", "2501", "Biel", "CH")
    made = swiss.payload(replace(GIVEN, text="a\nb" + "x" * 500, creditor=ours))
    lines = made.split("\n")
    assert len(lines) == 31 and len(lines[29]) == swiss.MOST_TEXT and len(lines[5]) <= swiss.MOST_NAME
    assert lines[5].startswith("Ok ay € Ș Ok ay") and lines[6] == "Rue du Lac, 1268"
    assert len(made) <= swiss.MOST_SIGNS


def test_the_code_is_a_square_with_the_cross_in_its_middle() -> None:
    drawn = etree.fromstring(swiss.svg(swiss.payload(GIVEN)).encode())
    _, _, wide, high = (int(one) for one in drawn.get("viewBox", "").split())
    assert wide == high and (wide - 17) % 4 == 0 and wide <= 4 * 25 + 17
    cross = drawn.findall("{*}rect")
    assert [one.get("fill") for one in cross] == ["#fff", "#000", "#fff", "#fff"]
    assert float(cross[0].get("width", "")) == pytest.approx(wide * 7 / 46, abs=0.01)
