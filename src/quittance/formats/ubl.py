"""UBL 2.1 invoices and credit notes (CEN/TS 16931-3-2), read and written by the tables in `ubl_rows`."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from quittance.formats import binding, xml
from quittance.formats.bank import Malformed
from quittance.formats.ubl_rows import CREDIT_NOTE, INVOICE, SYNTAX
from quittance.rules.einvoice import Invoice

_SPACE = "urn:oasis:names:specification:ubl:schema:xsd:{}-2"
_ROWS = {"Invoice": INVOICE, "CreditNote": CREDIT_NOTE}


def read(data: bytes) -> Invoice:
    """The document of a file; raises `Malformed` with the place of the fault."""
    return read_root(xml.root(data))


def read_root(root: etree._Element) -> Invoice:
    """The document below a root element; raises `Malformed` for another root."""
    name = xml.name(root)
    if name not in _ROWS or root.tag != f"{{{_SPACE.format(name)}}}{name}":
        raise Malformed("this is no UBL 2.1 invoice or credit note.", xml.where(root))
    found: Invoice = binding.group_of(root, SYNTAX, Invoice, _ROWS[name])
    return found


def write(invoice: Invoice) -> bytes:
    """A file in UTF-8: a CreditNote where the type of document says so, else an Invoice."""
    name = "CreditNote" if invoice.is_credit_note else "Invoice"
    spaces = {**SYNTAX.spaces, "": _SPACE.format(name)}
    syntax = replace(SYNTAX, spaces=spaces, currency=invoice.currency)
    return binding.document(f":{name}", syntax, invoice, _ROWS[name])
