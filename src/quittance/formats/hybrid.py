"""A paper with its e-invoice inside: Factur-X 1.0 and ZUGFeRD 2, a PDF/A-3b that carries factur-x.xml.

Typst draws the PDF/A and embeds the file; what is added behind it is the block of XMP that names the profile.
"""

from __future__ import annotations

import datetime
import io

from quittance.formats.paper_pdf import ATTACHED

SPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
LEVEL = "EN 16931"
_PROPERTIES = (
    ("DocumentFileName", ATTACHED, "name of the embedded XML invoice"),
    ("DocumentType", "INVOICE", "kind of the embedded document"),
    ("Version", "1.0", "version of the standard that the XML follows"),
    ("ConformanceLevel", LEVEL, "profile that the XML keeps"),
)
_UNDATED = b"date: none"
_ATTACH = (
    f'\n#pdf.attach("{ATTACHED}", relationship: "alternative", mime-type: "text/xml", '
    'description: "Factur-X invoice")\n'
).encode()


def with_invoice(given: dict[str, bytes], content: bytes, issued_on: datetime.date) -> dict[str, bytes]:
    """The files of a drawing with the XML among them; PDF/A wants a day, which is that of issue."""
    day = f"date: datetime(year: {issued_on.year}, month: {issued_on.month}, day: {issued_on.day})".encode()
    main = given["main.typ"]
    assert main.count(_UNDATED) == 1
    return {**given, "main.typ": main.replace(_UNDATED, day) + _ATTACH, ATTACHED: content}


def marked(drawn: bytes) -> bytes:
    """The PDF with the profile named in its metadata, written behind it as an update."""
    import pypdf
    from pypdf.generic import NameObject, StreamObject

    writer = pypdf.PdfWriter(io.BytesIO(drawn), incremental=True)
    held = writer.root_object["/Metadata"].get_object()
    assert isinstance(held, StreamObject)
    held.set_data(named(held.get_data().decode()).encode())
    held[NameObject("/Subtype")] = NameObject("/XML")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def named(metadata: str) -> str:
    """XMP with the four properties of Factur-X, and the description of them that PDF/A demands."""
    described = "".join(
        '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>external</pdfaProperty:category>'
        f"<pdfaProperty:description>{about}</pdfaProperty:description><pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li>"
        for name, _, about in _PROPERTIES
    )
    schema = (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{SPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
    values = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, value, _ in _PROPERTIES)
    block = f'<rdf:Description rdf:about="" xmlns:fx="{SPACE}">{values}</rdf:Description>'
    bag, end = "<pdfaExtension:schemas><rdf:Bag>", "</rdf:RDF>"
    assert metadata.count(bag) == 1 and metadata.count(end) == 1
    return metadata.replace(bag, bag + schema).replace(end, block + end)
