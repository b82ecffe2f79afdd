"""A paper with its e-invoice inside: PDF/A-3b with the file embedded, its profile named, the same bytes each time."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pypdf
from lxml import etree

from quittance.formats import cii, einvoice, einvoice_pdf, hybrid, paper_pdf
from tests import einvoices
from tests.formats.sheets import sheet

DAY = datetime.date(2026, 3, 2)


def drawn(content: bytes) -> bytes:
    """The hybrid of an invoice."""
    return hybrid.marked(paper_pdf.compiled(hybrid.with_invoice(paper_pdf.files(sheet()), content, DAY)))


def test_the_invoice_inside_is_the_invoice_and_the_bytes_are_the_same() -> None:
    invoice = einvoices.invoice()
    content = cii.write(invoice)
    made = drawn(content)
    assert einvoice_pdf.embedded(made) == ("factur-x.xml", content)
    assert einvoice.read(made).invoice == invoice
    assert drawn(content) == made


def test_the_paper_is_pdf_a_and_names_its_profile() -> None:
    root: Any = pypdf.PdfReader(io.BytesIO(drawn(cii.write(einvoices.invoice())))).root_object
    said = root["/Metadata"].get_object().get_data().decode()
    metadata = etree.fromstring(said[said.index("<x:xmpmeta") : said.index("<?xpacket end")])
    values = {name: metadata.findtext(f".//{{{hybrid.SPACE}}}{name}") for name in ("ConformanceLevel", "DocumentType")}
    assert values == {"ConformanceLevel": "EN 16931", "DocumentType": "INVOICE"}
    assert "<pdfaid:part>3</pdfaid:part>" in said and "<pdfaSchema:prefix>fx</pdfaSchema:prefix>" in said
    (file,) = root["/AF"]
    assert file.get_object()["/AFRelationship"] == "/Alternative" and "/OutputIntents" in root
