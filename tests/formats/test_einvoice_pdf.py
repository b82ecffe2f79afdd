"""Hybrid PDFs: the invoice inside is found, and a PDF without one, broken or locked is refused."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pypdf
import pytest

from quittance.formats import cii, einvoice, einvoice_pdf
from quittance.formats.bank import Malformed
from tests import einvoices
from tests.formats import einvoice_samples, third_party


def pdf(name: str, content: bytes, password: str = "") -> bytes:
    """A page with one file inside."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    if name:
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_third_party_files_yield_their_facts(shared: Path) -> None:
    read = 0
    for row, data in third_party.samples(shared, "einvoice-pdf"):
        facts = row["facts"]
        if "xml" not in facts:
            continue
        name, content = einvoice_pdf.embedded(data)
        assert name == facts["xml_name"], row["file"]
        if b"CrossIndustryDocument" in content[:4096] and b"CrossIndustryInvoice" not in content:
            with pytest.raises(Malformed, match=r"ZUGFeRD 1\.0"):
                einvoice.read(data)
            continue
        found = einvoice.read(data)
        assert found.data == content and found.syntax.startswith("CII"), row["file"]
        assert einvoice_samples.facts_of(found.invoice) == einvoice_samples.wanted(facts["xml"]), row["file"]
        read += 1
    assert read >= 11


def test_the_invoice_inside_is_the_invoice() -> None:
    invoice = einvoices.invoice()
    assert einvoice.read(pdf("Factur-X.xml", cii.write(invoice))).invoice == invoice


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf("", b""), "no file at all"),
        (pdf("notes.txt", b"x"), "notes.txt"),
        (pdf("factur-x.xml", b"<a/>", password="secret"), "password"),
        (b"%PDF-1.7\n" + b"\x00" * 500, "cannot be read"),
        (b"%PDF-1.7\n1 0 obj <</Kids [1 0 R]>> endobj trailer <</Root 1 0 R>>", "PDF"),
    ],
    ids=["none", "another", "locked", "broken", "circular"],
)
def test_a_pdf_that_is_no_invoice_is_refused_at_once(data: bytes, said: str) -> None:
    began = time.process_time()
    with pytest.raises(Malformed, match=said):
        einvoice.read(data)
    assert time.process_time() - began < 1


def test_hostile_xml_inside_is_refused_like_any_other() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(Malformed):
        einvoice.read(pdf("factur-x.xml", bomb))
