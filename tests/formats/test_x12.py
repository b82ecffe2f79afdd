"""X12 820: a payer's advice with its documents and adjustments; a broken interchange is refused with its segment."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quittance.formats import x12
from quittance.formats.bank import Malformed

HEAD = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260301*1200*U*00401*000000001*0*P*>~"
SAMPLE = (
    f"{HEAD}\nGS*RA*S*R*20260301*1200*1*X*004010~ST*820*0001~"
    "BPR*C*1480.50*C*ACH*CTX*01*121000248*DA*123456*1234567890**01*021000021*DA*987654*20260302~TRN*1*TRACE99~"
    "N1*PR*ACME INC~ENT*1~RMR*IV*INV-1001**1000.50*1010.50*10~DTM*003*20260101~RMR*IV*INV-1002**480*500~"
    "ADX*-20*01*ZZ*INV-1002~SE*10*0001~GE*1*1~IEA*1*000000001~"
)


def test_an_advice_keeps_its_documents_discounts_and_adjustments() -> None:
    (advice,) = x12.read(SAMPLE.encode())
    assert (advice.amount, advice.currency, advice.reference) == (148050, "USD", "TRACE99")
    assert (advice.payer_name, str(advice.paid_on)) == ("ACME INC", "2026-03-02")
    first, second = advice.paid
    assert (first.number, first.amount, first.original, first.discount) == ("INV-1001", 100050, 101050, 1000)
    assert second.adjustments[0].amount == -2000 and second.adjustments[0].code == "01"
    assert advice.difference == 0
    assert ("segment 8", "RMR*IV*INV-1001**1000.50*1010.50*10") in advice.fields


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("SE*10*", "SE*11*"),
        ("1000.50", "1000.505"),
        ("1480.50", "abc"),
        ("20260302", "20261302"),
        ("IEA*1*000000001~", ""),
        ("ST*820", "ST*850"),
        ("ST*820*0001~", ""),
        ("ISA", "ISB"),
    ],
)
def test_a_fault_is_refused_with_its_segment(old: str, new: str) -> None:
    with pytest.raises(Malformed) as refused:
        x12.read(SAMPLE.replace(old, new, 1).encode())
    assert refused.value.location.startswith("segment ")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 600), st.binary(max_size=6))
def test_a_broken_file_is_refused_or_read_and_never_crashes(at: int, noise: bytes) -> None:
    data = SAMPLE.encode()
    try:
        assert x12.read(data[:at] + noise + data[at + len(noise) :])
    except Malformed as refused:
        assert refused.location
