"""OFX and QFX: third-party files yield their facts, closing tags may be missing, faults name their line."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import ofx
from quittance.formats.bank import Malformed
from quittance.rules import money
from tests.formats import third_party

SAMPLE = """OFXHEADER:100
DATA:OFXSGML

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR
<BANKACCTFROM><ACCTID>NL1</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260301<DTEND>20260331
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260302120000[-5:EST]<TRNAMT>1250.50<FITID>F1
<NAME>Smith &amp; Co<MEMO>INV-1</STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260303<TRNAMT>-80,25<FITID>F2<NAME>Fee</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>99.00<DTASOF>20260331</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


def test_third_party_files_yield_their_facts(shared: Path) -> None:
    for row, data in third_party.samples(shared, "ofx"):
        facts = row["facts"]
        if row["expect"] == "malformed":
            with pytest.raises(Malformed, match="answered with an error"):
                ofx.read(data)
            continue
        found = ofx.read(data)
        assert sum(len(one.lines) for one in found.statements) == facts["txns"], row["file"]
        for name in ("credits", "debits"):
            total = sum(Decimal(money.write(getattr(one, name), one.currency)) for one in found.statements)
            assert total == Decimal(facts[name]), row["file"]
        if facts["ledger_balance"] is not None:
            closing = found.statements[0].closing
            assert closing is not None
            assert Decimal(money.write(closing, found.statements[0].currency)) == Decimal(facts["ledger_balance"])
        assert found.version == facts["version"]


def test_movements_of_version_one_are_read_without_closing_tags() -> None:
    (statement,) = ofx.read(SAMPLE.encode()).statements
    assert (statement.account, statement.currency, statement.closing) == ("NL1", "EUR", 9900)
    first, second = statement.lines
    assert (first.amount, first.payer_name, first.text) == (125050, "Smith & Co", "INV-1")
    assert (second.amount, str(second.booked_on), second.bank_reference) == (-8025, "2026-03-03", "F2")


@pytest.mark.parametrize(
    ("old", "new"),
    [("1250.50", "12.5O"), ("1250.50", "1250.505"), ("20260302120000", "20261302"), ("EUR", "QQQ"), ("<OFX>", "<XML>")],
)
def test_a_fault_is_refused_with_its_line(old: str, new: str) -> None:
    with pytest.raises(Malformed) as refused:
        ofx.read(SAMPLE.replace(old, new).encode())
    assert refused.value.location.startswith("line ")


@pytest.mark.parametrize("hostile", ["<OFX>" + "<A>" * 50_000, "<OFX>" + "<" * 100_000, "<OFX>" + "</A>" * 50_000])
def test_long_nonsense_ends_at_once(hostile: str) -> None:
    began = time.process_time()
    try:
        assert ofx.read(hostile.encode()).statements == ()
    except Malformed as refused:
        assert refused.location
    assert time.process_time() - began < 1


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 600), st.binary(max_size=6))
def test_a_broken_file_is_refused_or_read_and_never_crashes(at: int, noise: bytes) -> None:
    data = SAMPLE.encode()
    try:
        found = ofx.read(data[:at] + noise + data[at + len(noise) :])
    except Malformed as refused:
        assert refused.location
    else:
        assert found.format == "ofx"
