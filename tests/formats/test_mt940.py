"""MT940 and MT942: third-party files yield their facts, dialects are read, faults name their line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import mt940
from quittance.formats.bank import Malformed
from tests.formats import third_party

SAMPLE = """:20:STARTUMS
:25:10020030/1234567
:28C:5/1
:60F:C260302EUR100,00
:61:2603030303CR50,25NTRFEND2END//BANK1
:86:166?00GUTSCHRIFT?20EREF+RG-1001?21SVWZ+Rechnung 1001?22 vom 1.2.?31DE89370400440532013000?32Muster?33 GmbH
:61:2603040304RC10,NMSCNONREF
:86:Reversed credit
:61:2603050305RD5,NMSCNONREF
:62F:C260305EUR145,25
-
"""


def test_third_party_files_yield_their_facts(shared: Path) -> None:
    for row, data in third_party.samples(shared, "mt940"):
        found = mt940.read(data)
        wanted = third_party.expected(row["facts"])
        got = third_party.statements(found)
        assert third_party.shared_part(got, wanted) == third_party.shared_part(wanted, got), row["file"]


def test_a_reversed_credit_leaves_and_a_reversed_debit_comes_back() -> None:
    statement = mt940.read(SAMPLE.encode()).statements[0]
    assert [line.amount for line in statement.lines] == [5025, -1000, 500]
    assert [line.reversal for line in statement.lines] == [False, True, True]
    assert statement.difference == 0


def test_the_purpose_of_a_german_bank_is_read_part_by_part() -> None:
    line = mt940.read(SAMPLE.encode()).statements[0].lines[0]
    assert (line.payer_name, line.payer_account) == ("Muster GmbH", "DE89370400440532013000")
    assert (line.end_to_end_id, line.text) == ("RG-1001", "Rechnung 1001 vom 1.2.")
    assert (line.bank_reference, line.kind) == ("BANK1", "NTRF")
    assert dict(line.fields)["61"].startswith("2603030303CR50,25")


def test_the_booking_day_lies_in_the_year_next_to_the_value_day() -> None:
    data = ":20:X\n:25:A\n:60F:C251231EUR0,\n:61:2512310102C1,NTRFX\n:62F:C260102EUR1,\n-"
    line = mt940.read(data.encode()).statements[0].lines[0]
    assert (line.value_on, line.booked_on) == (datetime.date(2025, 12, 31), datetime.date(2026, 1, 2))


def test_the_thirtieth_of_february_is_the_end_of_february_and_is_told() -> None:
    data = SAMPLE.replace("2603030303CR", "2602300303CR")
    found = mt940.read(data.encode())
    assert found.statements[0].lines[0].value_on == datetime.date(2026, 2, 28)
    assert "February" in found.flags[0].sentence


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (":61:2603030303CR50,25NTRF", ":61:260303X", 5),
        (":60F:C260302EUR100,00", ":60F:C260302EUR1.000.00", 4),
        (":60F:C260302EUR100,00", ":60F:C261302EUR100,00", 4),
        (":60F:C260302EUR100,00", ":60F:C260302QQQ100,00", 4),
        (":61:2603030303CR50,25", ":61:2604310303CR50,25", 5),
        (":61:2603030303CR50,25", ":61:2603030303CR50,255", 5),
    ],
)
def test_a_fault_is_refused_with_its_line(old: str, new: str, line: int) -> None:
    with pytest.raises(Malformed) as refused:
        mt940.read(SAMPLE.replace(old, new).encode())
    assert refused.value.location == f"line {line}"


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 500), st.binary(max_size=8))
def test_a_broken_file_is_refused_or_read_and_never_crashes(at: int, noise: bytes) -> None:
    data = SAMPLE.encode()
    try:
        found = mt940.read(data[:at] + noise + data[at + len(noise) :])
    except Malformed as refused:
        assert refused.location
    else:
        assert found.format == "mt940"


def test_a_blank_booking_day_with_a_funds_letter_and_a_former_currency_are_read() -> None:
    data = (
        b":20:X\n:25:1\n:28C:1\n:60F:C981231DEM10,00\n:61:990104    DM2,50NMSCNONREF//\n/PT/FT\n:62F:C990104DEM7,50\n"
    )
    (one,) = mt940.read(data).statements
    assert (one.currency, one.lines[0].amount, one.balances) == ("DEM", -250, True)


def test_a_balance_alone_is_known_and_its_zeros_do_not_matter() -> None:
    data = b":62F:C140901TRY0000000000000000,00\n"
    assert mt940.looks_like(data) and mt940.read(data).statements[0].closing == 0


@pytest.mark.parametrize("kind", ["I103", "O101", "O300"])
def test_another_message_of_swift_is_no_statement(kind: str) -> None:
    data = f"{{1:F01BANKXX}}{{2:{kind}BANKYY}}{{4:\n:20:X\n:32A:260301EUR1,00\n-}}\n".encode()
    with pytest.raises(Malformed, match=f"a message MT{kind[1:]}, not a statement") as refused:
        mt940.read(data)
    assert refused.value.location == "line 1"
