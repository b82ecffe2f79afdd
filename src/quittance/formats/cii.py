"""UN/CEFACT Cross Industry Invoices, D16B to D22B (CEN/TS 16931-3-3), read and written by the table in `cii_rows`."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from quittance.formats import binding, xml
from quittance.formats.bank import Malformed
from quittance.formats.cii_rows import DOCUMENT, SYNTAX
from quittance.rules.einvoice import Invoice

_SPACE = SYNTAX.spaces["rsm"]
_OLD = "CrossIndustryDocument"


def read(data: bytes) -> Invoice:
    """The document of a file; raises `Malformed` with the place of the fault."""
    return read_root(xml.root(data))


def read_root(root: etree._Element) -> Invoice:
    """The document below a root element; raises `Malformed` for another root."""
    if xml.name(root) == _OLD:
        raise Malformed(
            "this is ZUGFeRD 1.0, from before EN 16931. Ask for ZUGFeRD 2, Factur-X or XRechnung.", xml.where(root)
        )
    if root.tag != f"{{{_SPACE}}}CrossIndustryInvoice":
        raise Malformed("this is no UN/CEFACT cross industry invoice.", xml.where(root))
    found: Invoice = binding.group_of(root, SYNTAX, Invoice, DOCUMENT)
    return found


def write(invoice: Invoice) -> bytes:
    """A file in UTF-8; whether it is a credit note, its type of document alone says."""
    return binding.document("rsm:CrossIndustryInvoice", replace(SYNTAX, currency=invoice.currency), invoice, DOCUMENT)
