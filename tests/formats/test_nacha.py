"""NACHA: third-party files yield their facts, malformed ones are refused or flagged with their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import nacha
from quittance.formats.bank import BankFile, Malformed
from tests.formats import third_party

SAMPLE = "\n".join(
    (
        "101 231380104 1210428822603020000A094101Federal Reserve Bank   My Bank Name                   ",
        "5220Payer Inc                           121042882 CCDINV 1001        260302   1231380100000001",
        "622231380104744-5678-99      0000050000INV-1001       Best Co. #23          S 1231380100000001",
        "799R01091012980000088      09101298                                            091012980000088",
        "82200000020023138010000000000000000000050000121042882                          231380100000001",
        "9000001000001000000020023138010000000000000000000050000                                       ",
    )
)


def facts_of(found: BankFile) -> dict[str, int]:
    """Counts and sums in the words of the index."""
    lines = [line for one in found.statements for line in one.lines]
    return {
        "batches": len(found.statements),
        "entries": len(lines),
        "addenda": sum(name == "addenda" for line in lines for name, _ in line.fields),
        "credit_cents": sum(one.credits for one in found.statements),
        "debit_cents": sum(one.debits for one in found.statements),
        "returns": sum(line.return_code.startswith("R") for line in lines),
        "noc": sum(line.return_code.startswith("C") for line in lines),
    }


def test_third_party_files_yield_their_facts_or_say_what_is_wrong(shared: Path) -> None:
    for row, data in third_party.samples(shared, "nacha"):
        try:
            found = nacha.read(data)
        except Malformed as refused:
            assert row["expect"] == "malformed" and refused.location.startswith("line "), row["file"]
            continue
        got = facts_of(found)
        assert got == {name: row["facts"][name] for name in got}, row["file"]
        assert nacha.looks_like(data)
        if row["expect"] == "malformed":
            assert found.flags and found.flags[0].location.startswith("line "), row["file"]


def test_a_return_carries_its_code_and_the_original_reference() -> None:
    line = nacha.read(SAMPLE.encode()).statements[0].lines[0]
    assert (line.amount, line.return_code, line.end_to_end_id) == (50000, "R01", "INV-1001")
    assert (line.payer_name, line.text) == ("Best Co. #23", "INV 1001")


def test_a_wrong_total_is_told_with_both_numbers() -> None:
    found = nacha.read(SAMPLE.replace("000000050000121042882", "000000050001121042882").encode())
    assert not found.balances
    assert any("50001" in flag.sentence and "50000" in flag.sentence for flag in found.flags)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("0000050000INV", "00000500X0INV", 3),
        ("CCDINV", "QQQINV", 2),
        ("799R01", "7Q9R01", 4),
        ("094101", "090101", 1),
    ],
)
def test_a_fault_is_refused_with_its_line(old: str, new: str, line: int) -> None:
    with pytest.raises(Malformed) as refused:
        nacha.read(SAMPLE.replace(old, new, 1).encode())
    assert refused.value.location == f"line {line}"


def test_records_out_of_place_are_refused() -> None:
    rows = SAMPLE.split("\n")
    for order in ((0, 2, 5), (0, 1, 3, 4, 5), (0, 1, 2, 5), (0, 1, 2, 1, 4, 5), (1, 2, 4, 5), (0, 1, 2, 4)):
        with pytest.raises(Malformed):
            nacha.read("\n".join(rows[n] for n in order).encode())


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, len(SAMPLE)), st.binary(max_size=6))
def test_a_broken_file_is_refused_or_read_and_never_crashes(at: int, noise: bytes) -> None:
    data = SAMPLE.encode()
    try:
        found = nacha.read(data[:at] + noise + data[at + len(noise) :])
    except Malformed as refused:
        assert refused.location
    else:
        assert found.format == "nacha"
