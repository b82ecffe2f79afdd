"""CAMT: third-party files yield their facts, faults name their place, hostile XML is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import camt
from quittance.formats.bank import Malformed
from tests.formats import third_party

SAMPLE = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>
<Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><DtTm>2026-03-03T09:00:00</DtTm></ValDt>
<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><Amt Ccy="EUR">20.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<RltdPties><Dbtr><Pty><Nm>Acme NV</Nm></Pty></Dbtr>
<DbtrAcct><Id><IBAN>BE68539007547034</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>INV-1</Ustrd><Ustrd>INV-2</Ustrd>
<Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>
</TxDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">10.00</Amt></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


def test_third_party_files_yield_their_facts(shared: Path) -> None:
    for row, data in third_party.samples(shared, "camt"):
        if not row["file"].endswith(".xml") or "remt.001" in row["facts"].get("ns", ""):
            continue
        found = camt.read(data)
        wanted = third_party.expected(row["facts"])
        assert third_party.shared_part(third_party.statements(found), wanted) == third_party.shared_part(
            wanted, third_party.statements(found)
        ), row["file"]
        assert camt.looks_like(data), row["file"]
        if row["expect"] == "malformed":
            assert found.flags and all(flag.location for flag in found.flags), row["file"]


def test_a_batch_of_two_payments_keeps_both_with_payer_references_and_text() -> None:
    statement = camt.read(SAMPLE.format(closing="40.00").encode()).statements[0]
    assert statement.balances and statement.difference == 0
    (line,) = statement.lines
    assert (line.amount, str(line.booked_on), str(line.value_on)) == (3000, "2026-03-02", "2026-03-03")
    first, second = line.details
    assert (first.amount, first.payer_name, first.payer_account) == (2000, "Acme NV", "BE68539007547034")
    assert (first.reference, first.end_to_end_id, first.text) == ("RF18539007547034", "E1", "INV-1 INV-2")
    assert (second.amount, second.end_to_end_id) == (1000, "")
    assert ("RmtInf/Ustrd", "INV-2") in first.fields and ("BookgDt/Dt", "2026-03-02") in line.fields


def test_a_statement_that_does_not_add_up_says_by_how_much() -> None:
    statement = camt.read(SAMPLE.format(closing="45.00").encode()).statements[0]
    assert not statement.balances and statement.difference == -500


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<CdtDbtInd>CRDT</CdtDbtInd><Sts>", "<Sts>"),
        ('<Amt Ccy="EUR">30.00</Amt>', ""),
        ('<Amt Ccy="EUR">30.00</Amt>', '<Amt Ccy="EUR">30,00</Amt>'),
        ('<Amt Ccy="EUR">30.00</Amt>', '<Amt Ccy="EUR">1e3</Amt>'),
        ('<Amt Ccy="EUR">30.00</Amt>', '<Amt Ccy="XXQ">30.00</Amt>'),
        ('<Amt Ccy="EUR">30.00</Amt>', '<Amt Ccy="EUR">30.001</Amt>'),
        ("2026-03-02", "2026-02-30"),
    ],
)
def test_a_fault_is_refused_with_its_place(old: str, new: str) -> None:
    data = SAMPLE.format(closing="40.00").replace(old, new, 1)
    with pytest.raises(Malformed) as refused:
        camt.read(data.encode())
    assert refused.value.location.startswith("line ") and "Ntry" in refused.value.location


HOSTILE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "&a%s;&a%s;">' % (n, b"" if n == 1 else b"%d" % (n - 1), b"") for n in range(1, 30))
    + b"]><Document><BkToCstmrStmt>&a29;</BkToCstmrStmt></Document>",
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><Document><BkToCstmrStmt/></Document>',
    b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Document><BkToCstmrStmt>&f;</BkToCstmrStmt></Document>',
    b"<BkToCstmrStmt>" * 5_000,
    b"<Document><BkToCstmrStmt>",
    b"\xff\xfe<\x00D\x00",
    b"",
)


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_xml_is_refused_at_once(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(Malformed):
        camt.read(data)
    assert time.process_time() - began < 1


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 1500), st.binary(max_size=6))
def test_a_broken_file_is_refused_or_read_and_never_crashes(at: int, noise: bytes) -> None:
    data = SAMPLE.format(closing="40.00").encode()
    broken = data[:at] + noise + data[at + len(noise) :]
    try:
        found = camt.read(broken)
    except Malformed as refused:
        assert refused.location
    else:
        assert found.format == "camt"


VERSION_1 = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.01"><BkToCstmrStmtV01><Stmt><Id>7</Id>
<Acct><Id><PrtryAcct><Id>CH2801234000123456789</Id></PrtryAcct></Id><Ccy>CHF</Ccy></Acct>
<Bal><Tp><Cd>OPBD</Cd></Tp><Amt Ccy="CHF">10</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><Cd>CLBD</Cd></Tp><Amt Ccy="CHF">15.5</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="CHF">5.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2007-10-18</Dt></BookgDt>
<TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><RltdPties><Dbtr><Nm>Payer AG</Nm></Dbtr></RltdPties>
<RmtInf><Strd><CdtrRefInf><CdtrRef>RF18539007547034</CdtrRef></CdtrRefInf></Strd></RmtInf></TxDtls></Ntry>
</Stmt></BkToCstmrStmtV01></Document>"""


def test_version_1_names_its_message_and_keeps_details_within_the_entry() -> None:
    (one,) = camt.read(VERSION_1.encode()).statements
    (line,) = one.lines
    assert (one.account, one.opening, one.closing, one.balances) == ("CH2801234000123456789", 1_000, 1_550, True)
    assert (line.amount, line.payer_name, line.reference) == (550, "Payer AG", "RF18539007547034")
