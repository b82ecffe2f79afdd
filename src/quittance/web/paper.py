"""Papers on the screen: what a customer receives, page by page, and the same as PDF."""

from __future__ import annotations

import base64

from django.http import HttpResponse

from quittance import file_answer
from quittance.formats.paper import Sheet
from quittance.reports import paper_document, paper_estimate, paper_receipt, papers, press
from quittance.reports.papers import Printed
from quittance.web import visit
from quittance.web.visit import Visit


@visit.page()
def document_paper(visit: Visit, number: str) -> HttpResponse:
    """An invoice or credit note as the customer receives it; raises `NotFound`."""
    sheet = paper_document.of(visit.books, number, visit.context.today)
    return _show(visit, sheet, {"number": number, "of": "invoice"})


@visit.page()
def document_pdf(visit: Visit, number: str) -> HttpResponse:
    """The same as a file; raises `NotFound`."""
    return file(papers.document(visit.books, number, visit.context.today))


@visit.page()
def estimate_paper(visit: Visit, number: str) -> HttpResponse:
    """An estimate as the customer receives it; raises `NotFound`."""
    sheet = paper_estimate.of(visit.books, number, visit.context.today)
    return _show(visit, sheet, {"number": number, "of": "estimate"})


@visit.page()
def estimate_pdf(visit: Visit, number: str) -> HttpResponse:
    """The same as a file; raises `NotFound`."""
    return file(papers.estimate(visit.books, number, visit.context.today))


@visit.page()
def payment_paper(visit: Visit, reference: str) -> HttpResponse:
    """The receipt of a payment; raises `NotFound`."""
    return _show(visit, paper_receipt.of(visit.books, reference), {"number": reference, "of": "payment"})


@visit.page()
def payment_pdf(visit: Visit, reference: str) -> HttpResponse:
    """The same as a file; raises `NotFound`."""
    return file(papers.receipt(visit.books, reference))


def file(printed: Printed) -> HttpResponse:
    """A PDF that the browser shows."""
    return file_answer.of(printed.content, file_answer.PDF, printed.name, inline=True)


def _show(visit: Visit, sheet: Sheet, values: dict[str, str]) -> HttpResponse:
    """Pages as pictures; a paper that is long is only there as PDF, which is drawn in a process of its own."""
    pages = papers.pages(visit.books, sheet) if sheet.length <= press.MOST_ROWS_HERE else []
    drawn = [f"data:image/png;base64,{base64.b64encode(page).decode()}" for page in pages]
    return visit.show("paper/paper.html", {**values, "sheet": sheet, "pages": drawn})
