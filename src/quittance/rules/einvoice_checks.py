"""Every rule that a document must keep: EN 16931, and what the specification that it follows adds."""

from __future__ import annotations

from quittance.rules import (
    einvoice_german,
    einvoice_lists,
    einvoice_national,
    einvoice_peppol,
    einvoice_presence,
    einvoice_sums,
    einvoice_vat,
)
from quittance.rules.einvoice import Invoice
from quittance.rules.einvoice_findings import FATAL, Finding

_ALWAYS = (einvoice_presence, einvoice_sums, einvoice_vat, einvoice_lists)
MOST_FINDINGS = 1_000


def check(invoice: Invoice) -> tuple[Finding, ...]:
    """What is broken, in the order of the rules; at most `MOST_FINDINGS`. Without a fatal one it is valid."""
    found = [one for module in _ALWAYS for one in module.findings(invoice)]
    if "peppol.eu" in invoice.customization:
        found += einvoice_peppol.findings(invoice)
        found += einvoice_national.findings(invoice)
    if "xrechnung" in invoice.customization:
        found += einvoice_german.findings(invoice)
    return tuple(found[:MOST_FINDINGS])


def valid(findings: tuple[Finding, ...]) -> bool:
    """Nothing fatal was found."""
    return not any(one.severity == FATAL for one in findings)
