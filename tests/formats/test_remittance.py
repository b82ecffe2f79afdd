"""Remittance advice: remt.001 of a third party and of our own, amounts of either generation."""

from __future__ import annotations

from pathlib import Path

import pytest

from quittance.formats import remittance
from quittance.formats.bank import Malformed

OLDER = b"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:remt.001.001.02"><RmtAdvc><RmtInf>
<Strd><RfrdDocInf><Nb>INV-1</Nb></RfrdDocInf><RfrdDocAmt><DuePyblAmt Ccy="EUR">100.00</DuePyblAmt>
<DscntApldAmt><Amt Ccy="EUR">2.00</Amt></DscntApldAmt><AdjstmntAmtAndRsn><Amt Ccy="EUR">5.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Rsn>DAMG</Rsn></AdjstmntAmtAndRsn><RmtdAmt Ccy="EUR">93.00</RmtdAmt></RfrdDocAmt></Strd>
<OrgnlPmtInf><Refs><EndToEndId>E1</EndToEndId></Refs><Amt><InstdAmt Ccy="EUR">93.00</InstdAmt></Amt>
<ReqdExctnDt>2026-03-02</ReqdExctnDt><Dbtr><Nm>Acme</Nm></Dbtr></OrgnlPmtInf></RmtInf></RmtAdvc></Document>"""


def test_the_third_party_message_names_two_documents(shared: Path) -> None:
    data = (shared / "data/formats/camt/phoughton__remt_001_001_06.xml").read_bytes()
    assert remittance.looks_like(data)
    (advice,) = remittance.read(data)
    assert advice.amount == 784561 and advice.currency == "USD"
    assert [(one.number, one.amount) for one in advice.paid] == [("684528", 391611), ("683529", 391699)]
    assert advice.difference == 784561 - 391611 - 391699


def test_an_older_message_tells_discount_and_adjustment() -> None:
    (advice,) = remittance.read(OLDER)
    (one,) = advice.paid
    assert (one.amount, one.original, one.discount) == (9300, 10000, 200)
    assert [(part.amount, part.code) for part in one.adjustments] == [(-500, "DAMG")]
    assert (advice.reference, advice.payer_name, str(advice.paid_on)) == ("E1", "Acme", "2026-03-02")
    assert advice.difference == 0


@pytest.mark.parametrize(
    ("old", "new"), [(b"93.00", b"93.001"), (b"2026-03-02", b"soon"), (b"RmtAdvc", b"Other"), (b'"EUR"', b'"QQQ"')]
)
def test_a_fault_is_refused_with_its_place(old: bytes, new: bytes) -> None:
    with pytest.raises(Malformed) as refused:
        remittance.read(OLDER.replace(old, new))
    assert refused.value.location.startswith("line ")
