"""An e-invoice from a file, whichever syntax it is in, or from within a PDF."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from quittance.formats import cii, einvoice_pdf, pdf, ubl, xml
from quittance.formats.bank import Malformed
from quittance.rules.einvoice import EN16931, Invoice
from quittance.rules.einvoice_findings import FATAL, WARNING, Finding


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: its document, and the syntax that says it."""

    invoice: Invoice
    syntax: str
    data: bytes
    """The XML itself."""
    faults: tuple[Finding, ...] = ()
    """What is wrong with how it is written, whatever it says."""


MOST_FAULTS = 100
_NO_CURRENCY = "CII-DT-031"
_WITH_CURRENCY = frozenset(("TaxTotalAmount",))


def read(data: bytes) -> Found:
    """The document of a file; raises `Malformed` with the place of the fault."""
    if pdf.looks_like(data):
        inside, content = einvoice_pdf.embedded(data)
        found = read(content)
        return replace(found, syntax=f"{found.syntax} in {inside}")
    root = xml.root(data)
    name = xml.name(root)
    if name in ("Invoice", "CreditNote"):
        document = ubl.read_root(root)
        return Found(document, f"UBL {name}", data, tuple(_empty(root, document)))
    if name in ("CrossIndustryInvoice", "CrossIndustryDocument"):
        document = cii.read_root(root)
        return Found(document, "CII", data, (*_empty(root, document), *_currencies(root, document)))
    raise Malformed(f"<{name[:60]}> is no e-invoice: neither UBL nor a cross industry invoice.", xml.where(root))


def _empty(root: etree._Element, document: Invoice) -> Iterator[Finding]:
    """Elements without anything in them, which Peppol and Factur-X forbid, and XRechnung does not."""
    if "xrechnung" in document.customization:
        return
    profile = document.customization.startswith(EN16931)
    strict = "peppol.eu" in document.customization or (profile and xml.name(root) == "CrossIndustryInvoice")
    severity = FATAL if strict else WARNING
    bare = (one for one in root.iter() if isinstance(one.tag, str) and not len(one) and not (one.text or "").strip())
    for element in itertools.islice(bare, MOST_FAULTS):
        yield Finding("PEPPOL-EN16931-R008", xml.where(element), "The element is empty. Leave it out.", severity)


def _currencies(root: etree._Element, document: Invoice) -> Iterator[Finding]:
    """Amounts that name a currency where the document's alone is meant, which EN 16931 forbids."""
    severity = FATAL if document.customization.startswith(EN16931) else WARNING
    named = (one for one in root.iter() if isinstance(one.tag, str) and one.get("currencyID"))
    wrong = (one for one in named if xml.name(one) not in _WITH_CURRENCY)
    for element in itertools.islice(wrong, MOST_FAULTS):
        yield Finding(_NO_CURRENCY, xml.where(element), "Only a total of tax names its currency here.", severity)
