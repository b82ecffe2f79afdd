"""An e-invoice from a file, whichever syntax it is in."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.formats import cii, ubl, xml
from quittance.formats.bank import Malformed
from quittance.rules.einvoice import Invoice


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: its document, and the syntax that says it."""

    invoice: Invoice
    syntax: str
    data: bytes
    """The XML itself."""


def read(data: bytes) -> Found:
    """The document of a file; raises `Malformed` with the place of the fault."""
    root = xml.root(data)
    name = xml.name(root)
    if name in ("Invoice", "CreditNote"):
        return Found(ubl.read_root(root), f"UBL {name}", data)
    if name in ("CrossIndustryInvoice", "CrossIndustryDocument"):
        return Found(cii.read_root(root), "CII", data)
    raise Malformed(f"<{name[:60]}> is no e-invoice: neither UBL nor a cross industry invoice.", xml.where(root))
