"""CII: third-party files yield their facts, what is written reads back, hostile and broken files are refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quittance.formats import cii, ubl
from quittance.formats.bank import Malformed
from quittance.rules.einvoice import Invoice
from tests import einvoices
from tests.formats import einvoice_samples, third_party
from tests.formats.test_camt import HOSTILE


def test_third_party_files_yield_their_facts_and_read_back(shared: Path) -> None:
    rows = [row for row in third_party.samples(shared, "einvoice") if "CII" in row[0]["facts"].get("syntax", "")]
    assert len(rows) > 25
    for row, data in rows:
        found = cii.read(data)
        assert einvoice_samples.facts_of(found) == einvoice_samples.wanted(row["facts"]), row["file"]
        assert cii.read(cii.write(found)) == found, row["file"]


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(einvoices.random())
def test_what_is_written_reads_back_as_the_same_value(invoice: Invoice) -> None:
    assert cii.read(cii.write(invoice)) == invoice


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(einvoices.random())
def test_both_syntaxes_say_the_same(invoice: Invoice) -> None:
    assert cii.read(cii.write(ubl.read(ubl.write(invoice)))) == invoice


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_xml_is_refused_at_once(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(Malformed):
        cii.read(data)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">20260302<", ">20260230<"),
        ('format="102">20260302', 'format="610">20260302'),
        ("<ram:LineTotalAmount>100.00", "<ram:LineTotalAmount>1e3"),
        ('unitCode="H87">1<', 'unitCode="H87">inf<'),
    ],
)
def test_a_fault_is_refused_with_its_place(old: str, new: str) -> None:
    text = cii.write(einvoices.invoice()).decode()
    assert old in text
    with pytest.raises(Malformed) as refused:
        cii.read(text.replace(old, new, 1).encode())
    assert refused.value.location.startswith("line ") and "CrossIndustryInvoice/" in refused.value.location


@pytest.mark.parametrize(
    ("data", "said"), [(b"<CrossIndustryInvoice/>", "no UN/CEFACT"), (b"<CrossIndustryDocument/>", "1.0")]
)
def test_another_root_is_refused_by_name(data: bytes, said: str) -> None:
    with pytest.raises(Malformed, match=said):
        cii.read(data)


@settings(max_examples=25)
@given(st.integers(0, 6000), st.binary(max_size=6))
def test_a_broken_file_is_refused_or_read_and_never_crashes(at: int, noise: bytes) -> None:
    data = cii.write(einvoices.invoice())
    try:
        found = cii.read(data[:at] + noise + data[at + len(noise) :])
    except Malformed as refused:
        assert refused.location
    else:
        assert isinstance(found, Invoice)
