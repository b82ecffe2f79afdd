"""An invoice or credit note as an e-invoice: which rules it keeps in a profile, and the file."""

from __future__ import annotations

from django.http import HttpResponse

from quittance import file_answer
from quittance.reports import document, einvoices
from quittance.reports.einvoices import Judged
from quittance.rules.einvoice_issue import PROFILES, UNTAXED, Wanted
from quittance.rules.refusals import NotFound, Refusal
from quittance.web import visit
from quittance.web.form import read_day
from quittance.web.visit import Visit

NAMES = {
    "ubl": "Peppol BIS Billing 3.0 (UBL)",
    "cii": "EN 16931 (CII)",
    "factur-x": "Factur-X, ZUGFeRD (PDF with EN 16931 inside)",
    "xrechnung-ubl": "XRechnung 3.0 (UBL)",
    "xrechnung-cii": "XRechnung 3.0 (CII)",
}
CATEGORIES = {
    "Z": "Zero rated",
    "E": "Exempt",
    "AE": "Reverse charge",
    "K": "Intra-community supply",
    "G": "Export",
    "O": "Not subject to VAT",
}
ASKED = ("profile", "buyer_reference", "delivered_on", "untaxed", "buyer_endpoint")


@visit.page()
def document_einvoice(visit: Visit, number: str) -> HttpResponse:
    """The document judged in the profile asked for; raises `NotFound`."""
    asked = {name: visit.request.GET.get(name, "").strip()[:128] for name in ASKED}
    card = document.card(visit.books, number, visit.context.today)
    judged, fault = _judged(visit, number, asked)
    if judged is not None and judged.valid and visit.request.GET.get("download"):
        return _file(einvoices.export(visit.books, number, visit.context.today, _wanted(visit, asked)))
    values = {
        "row": card.row,
        "back": "credit-notes" if card.row.kind == "credit_note" else "invoices",
        "asked": asked,
        "profiles": [(name, NAMES[name]) for name in PROFILES],
        "categories": [(code, CATEGORIES[code]) for code in UNTAXED],
        "zero": any(line.tax_category == "zero" for line in card.lines),
        "judged": judged,
        "fault": fault,
    }
    return visit.show("invoices/einvoice.html", values, status=422 if fault else 200)


def _judged(visit: Visit, number: str, asked: dict[str, str]) -> tuple[Judged | None, Refusal | None]:
    """The judgement, or the refusal that stands in its way; raises `NotFound`."""
    try:
        return einvoices.judged(visit.books, number, visit.context.today, _wanted(visit, asked)), None
    except NotFound:
        raise
    except Refusal as refusal:
        return None, refusal


def _wanted(visit: Visit, asked: dict[str, str]) -> Wanted:
    day = asked["delivered_on"]
    delivered = read_day(day, visit.context.today, "delivered_on") if day else None
    return Wanted(
        asked["profile"] or "ubl", asked["buyer_reference"], delivered, asked["untaxed"], asked["buyer_endpoint"]
    )


def _file(made: einvoices.Exported) -> HttpResponse:
    return file_answer.of(made.content, made.media_type, made.name)
