"""EN 16931: codes must come from the lists that it names (BR-CL)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quittance.rules import einvoice_codes as codes
from quittance.rules.einvoice import Identifier, Invoice, Item, Line, Party
from quittance.rules.einvoice_findings import Finding
from quittance.rules.einvoice_units import UNITS

_ICD = re.compile(r"0\d{3}", re.ASCII)
_LAST_ICD = "0248"

Said = tuple[str, str, str, bool, str]
"""A rule, a place, a code, whether it is right, and the list that it should come from."""


def findings(invoice: Invoice) -> Iterator[Finding]:
    """Codes that are of no list; what is absent is no fault here."""
    for rule, place, code, right, where in (*_document(invoice), *_parties(invoice), *_rows(invoice)):
        if code and not right:
            yield Finding(rule, place, f"{code[:40]!r} is not in {where}.")


def registered(scheme: str) -> bool:
    """A scheme of ISO 6523 (ICD)."""
    return bool(_ICD.fullmatch(scheme)) and "0002" <= scheme <= _LAST_ICD


def _document(invoice: Invoice) -> Iterator[Said]:
    kinds = codes.DOCUMENT_TYPES | codes.CREDIT_TYPES
    yield "BR-CL-01", "BT-3", invoice.type_code, invoice.type_code in kinds, "UNTDID 1001"
    yield "BR-CL-04", "BT-5", invoice.currency, invoice.currency in codes.CURRENCIES, "ISO 4217"
    yield "BR-CL-05", "BT-6", invoice.tax_currency, invoice.tax_currency in codes.CURRENCIES, "ISO 4217"
    yield "BR-CL-06", "BT-8", invoice.tax_point_code, invoice.tax_point_code in codes.TAX_POINTS, "UNTDID 2005"
    for n, means in enumerate(invoice.means, start=1):
        yield "BR-CL-16", f"payment {n}, BT-81", means.code, means.code in codes.MEANS, "UNTDID 4461"
    for n, tax in enumerate(invoice.taxes, start=1):
        place = f"VAT breakdown {n}"
        yield "BR-CL-17", f"{place}, BT-118", tax.category, tax.category in codes.CATEGORIES, "UNTDID 5305"
        exempt = tax.reason_code.upper() in codes.EXEMPTIONS
        yield "BR-CL-22", f"{place}, BT-121", tax.reason_code, exempt, "the VATEX list"
    for n, document in enumerate(invoice.supporting, start=1):
        kind = document.media_type
        yield "BR-CL-24", f"supporting document {n}, BT-125", kind, kind in codes.MEDIA, "the kinds of files allowed"


def _parties(invoice: Invoice) -> Iterator[Said]:
    for party, term, endpoint in ((invoice.seller, "BG-4", "BT-34"), (invoice.buyer, "BG-7", "BT-49")):
        given = party or Party()
        scheme = given.endpoint.scheme if given.endpoint else ""
        yield "BR-CL-25", endpoint, scheme, scheme in codes.ENDPOINTS, "the electronic address schemes (EAS)"
        for one in given.ids:
            yield "BR-CL-10", term, one.scheme, registered(one.scheme), "ISO 6523"
        yield _scheme("BR-CL-11", term, given.legal_id)
    addresses = [(term, party.address) for term, party in (("BG-5", invoice.seller), ("BG-8", invoice.buyer)) if party]
    if invoice.representative is not None:
        addresses.append(("BG-12", invoice.representative.address))
    if invoice.delivery is not None:
        addresses.append(("BG-15", invoice.delivery.address))
        yield _scheme("BR-CL-26", "BT-71", invoice.delivery.location)
    for term, address in addresses:
        country = address.country if address else ""
        yield "BR-CL-14", term, country, country in codes.COUNTRIES, "ISO 3166-1"


def _rows(invoice: Invoice) -> Iterator[Said]:
    for n, charge in enumerate(invoice.charges, start=1):
        yield _reason(f"allowance or charge {n}", charge.adds, charge.reason_code)
    for n, line in enumerate(invoice.lines, start=1):
        yield from _line(f"line {n}", line)


def _line(place: str, line: Line) -> Iterator[Said]:
    item = line.item or Item()
    for quantity in (line.quantity, line.price.per if line.price else None):
        unit = quantity.unit if quantity else ""
        yield "BR-CL-23", f"{place}, BT-130", unit, unit in UNITS, "UN/ECE Recommendation 20 or 21"
    yield "BR-CL-18", f"{place}, BT-151", item.category, item.category in codes.CATEGORIES, "UNTDID 5305"
    yield "BR-CL-15", f"{place}, BT-159", item.origin, item.origin in codes.COUNTRIES, "ISO 3166-1"
    yield _scheme("BR-CL-21", f"{place}, BT-157", item.standard_id)
    for one in item.classes:
        yield "BR-CL-13", f"{place}, BT-158", one.scheme, one.scheme in codes.CLASSES, "UNTDID 7143"
    for charge in line.charges:
        yield _reason(place, charge.adds, charge.reason_code)


def _reason(place: str, adds: bool, code: str) -> Said:
    if adds:
        return "BR-CL-20", place, code, code in codes.CHARGES, "UNTDID 7161"
    return "BR-CL-19", place, code, code in codes.ALLOWANCES, "UNTDID 5189"


def _scheme(rule: str, place: str, given: Identifier | None) -> Said:
    scheme = given.scheme if given else ""
    return rule, place, scheme, registered(scheme), "ISO 6523"
