"""UBL: third-party files yield their facts, what is written reads back, hostile and broken files are refused."""

from __future__ import annotations

import datetime
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from quittance.formats import ubl
from quittance.formats.bank import Malformed
from quittance.rules import einvoice as terms
from quittance.rules.einvoice import Invoice
from tests import einvoices
from tests.formats import einvoice_samples, third_party
from tests.formats.test_camt import HOSTILE


def test_third_party_files_yield_their_facts_and_read_back(shared: Path) -> None:
    rows = [row for row in third_party.samples(shared, "einvoice") if "UBL" in row[0]["facts"].get("syntax", "")]
    assert len(rows) > 25
    for row, data in rows:
        found = ubl.read(data)
        assert einvoice_samples.facts_of(found) == einvoice_samples.wanted(row["facts"]), row["file"]
        assert ubl.read(ubl.write(found)) == found, row["file"]


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(einvoices.random())
def test_what_is_written_reads_back_as_the_same_value(invoice: Invoice) -> None:
    assert ubl.read(ubl.write(invoice)) == invoice


def test_each_preceding_invoice_has_a_reference_of_its_own() -> None:
    made = einvoices.invoice(preceding=(terms.Preceding("INV-1", datetime.date(2026, 1, 2)), terms.Preceding("INV-2")))
    root = etree.fromstring(ubl.write(made))
    held = [[etree.QName(child).localname for child in one] for one in root.findall("{*}BillingReference")]
    assert held == [["InvoiceDocumentReference"], ["InvoiceDocumentReference"]]
    assert ubl.read(ubl.write(made)) == made
    together = re.sub(rb"</cac:BillingReference>\s*<cac:BillingReference>", b"", ubl.write(made))
    assert together != ubl.write(made) and ubl.read(together).preceding == made.preceding


def test_a_credit_note_is_written_as_one() -> None:
    data = ubl.write(einvoices.invoice(type_code="381"))
    assert b"<CreditNote " in data and b"cbc:CreditedQuantity" in data and b"cbc:PaymentDueDate" in data
    assert b"<Invoice " in ubl.write(einvoices.invoice())


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_xml_is_refused_at_once(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(Malformed):
        ubl.read(data)
    assert time.process_time() - began < 1


def test_a_file_of_a_hundred_megabytes_is_refused_at_once() -> None:
    for data in (b" " * 100_000_000, b"<a>" + b"x" * 100_000_000):
        began = time.process_time()
        with pytest.raises(Malformed):
            ubl.read(data)
        assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-03-02", "2026-02-30"),
        ("100.00</cbc:LineExtensionAmount>", "1e3</cbc:LineExtensionAmount>"),
        ("149.90</cbc:LineExtensionAmount>", "149,90</cbc:LineExtensionAmount>"),
        ('unitCode="H87">1<', 'unitCode="H87">NaN<'),
    ],
)
def test_a_fault_is_refused_with_its_place(old: str, new: str) -> None:
    text = ubl.write(einvoices.invoice()).decode()
    assert old in text
    with pytest.raises(Malformed) as refused:
        ubl.read(text.replace(old, new, 1).encode())
    assert refused.value.location.startswith("line ") and "Invoice/" in refused.value.location


def test_another_root_is_refused_by_name() -> None:
    with pytest.raises(Malformed, match="no UBL"):
        ubl.read(b"<Invoice><ID>1</ID></Invoice>")


@settings(max_examples=25)
@given(st.integers(0, 6000), st.binary(max_size=6))
def test_a_broken_file_is_refused_or_read_and_never_crashes(at: int, noise: bytes) -> None:
    data = ubl.write(einvoices.invoice())
    try:
        found = ubl.read(data[:at] + noise + data[at + len(noise) :])
    except Malformed as refused:
        assert refused.location
    else:
        assert isinstance(found, Invoice)
