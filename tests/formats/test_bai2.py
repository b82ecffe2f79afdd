"""BAI2: third-party files yield their facts, controls are computed, faults name their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import bai2
from quittance.formats.bank import Malformed
from tests.formats import third_party

SAMPLE = """01,121140399,121140399,260302,0754,1,,,2/
02,121140399,121140399,1,260302,,USD,2/
03,1234567890,USD,010,100000,,,015,150000,,/
16,142,60000,V,260303,,BANK1,CUST1,ACME PAYS INV 1001/
88,AND INV 1002
16,475,10000,,,CHECK 7/
49,320000,5/
98,320000,1,7/
99,320000,1,9/
"""


def test_third_party_files_yield_their_facts(shared: Path) -> None:
    for row, data in third_party.samples(shared, "bai2"):
        facts = row["facts"]
        if row["expect"] == "malformed":
            with pytest.raises(Malformed, match="line 1"):
                bai2.read(data)
            continue
        found = bai2.read(data)
        assert len(found.statements) == facts["accounts"]
        assert sum(len(one.lines) for one in found.statements) == facts["txns"]
        assert sum(one.credits for one in found.statements) == facts["credit_minor"]
        assert sum(one.debits for one in found.statements) == facts["debit_minor"]
        holds = [all(control.holds for control in one.controls) for one in found.statements]
        assert holds == facts["account_controls_ok"], row["file"]
        assert [str(control.stated) for control in found.controls[-3:]] == [
            str(int(said)) for said in facts["file_control"]
        ]


def test_movements_keep_their_references_and_the_text_of_continuations() -> None:
    found = bai2.read(SAMPLE.encode())
    (statement,) = found.statements
    assert found.balances and statement.difference == 0
    first, second = statement.lines
    assert (first.amount, str(first.value_on), first.bank_reference) == (60000, "2026-03-03", "BANK1")
    assert first.end_to_end_id == "CUST1" and first.text == "ACME PAYS INV 1001,AND INV 1002"
    assert second.amount == -10000


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("01,121140399", "07,121140399", 1),
        ("16,142,60000", "16,142,600.00", 4),
        ("16,142,60000,V,260303", "16,142,60000,V,261303", 4),
        ("99,320000,1,9/\n", "", 8),
        ("49,320000,5/\n", "", 3),
        ("USD,010", "QQQ,010", 3),
    ],
)
def test_a_fault_is_refused_with_its_line(old: str, new: str, line: int) -> None:
    with pytest.raises(Malformed) as refused:
        bai2.read(SAMPLE.replace(old, new).encode())
    assert refused.value.location == f"line {line}"


def test_a_wrong_total_is_told_beside_ours() -> None:
    found = bai2.read(SAMPLE.replace("49,320000,5/", "49,320001,5/").encode())
    assert not found.balances
    assert [(one.stated, one.computed) for one in found.statements[0].controls if not one.holds] == [(320001, 320000)]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 330), st.binary(max_size=6))
def test_a_broken_file_is_refused_or_read_and_never_crashes(at: int, noise: bytes) -> None:
    data = SAMPLE.encode()
    try:
        found = bai2.read(data[:at] + noise + data[at + len(noise) :])
    except Malformed as refused:
        assert refused.location
    else:
        assert found.format == "bai2"


IN_ONE_LINE = """01,1,2,260301,0900,1,,,2/   02,2,1,1,260301,2400,USD,2/
03,77,,015,700,,,100,300,2,,400,100,1,/
16,142,200,Z,,,PAYPAL 1/2 16, PPD/ 16,142,100,Z,,,STRIPE
PART TWO        /
16,451,100,Z,,,FEE/   49,1500,5/
98,1500,1,7/  99,1500,1,9/
"""


def test_records_in_one_line_are_parted_and_text_on_a_line_of_its_own_is_told() -> None:
    found = bai2.read(IN_ONE_LINE.encode())
    (one,) = found.statements
    assert [line.amount for line in one.lines] == [200, 100, -100]
    assert one.lines[1].text == "STRIPE PART TWO" and "1/2 16" in one.lines[0].text
    assert [flag.location for flag in found.flags] == ["line 4"]
    assert one.controls[0].computed == 1500
