"""Papers as PDF: invoices and credit notes, receipts, statements."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from ninja import Router

from quittance import file_answer
from quittance.api import statements
from quittance.api.desk import Desk, asks
from quittance.api.kinds import Day, Number, Reference
from quittance.reports import papers
from quittance.reports.papers import Printed

router = Router()
PDF = (file_answer.PDF,)


@asks(router, "/documents/{path:number}/pdf", None, media=PDF)
def document(desk: Desk, number: Number) -> HttpResponse:
    """Give an invoice or credit note as PDF, in the customer's language.

    The same document gives the same bytes as long as the letterhead and the customer's address stay.
    """
    return _file(papers.document(desk.books, number, desk.today))


@asks(router, "/estimates/{number}/pdf", None, media=PDF)
def estimate(desk: Desk, number: Number) -> HttpResponse:
    """Give an estimate as PDF, in the customer's language."""
    return _file(papers.estimate(desk.books, number, desk.today))


@asks(router, "/payments/{path:reference}/pdf", None, media=PDF)
def receipt(desk: Desk, reference: Reference) -> HttpResponse:
    """Give the receipt of a payment as PDF, in the customer's language."""
    return _file(papers.receipt(desk.books, reference))


@asks(router, "/statements/pdf", None, media=PDF)
def statement(
    desk: Desk,
    *,
    customer_number: Number,
    kind: Literal["open_item", "activity"] = "open_item",
    since: Day | None = None,
    until: Day | None = None,
    group: bool = False,
) -> HttpResponse:
    """Give a customer's statement as PDF; the parameters are those of `/statements`."""
    asked = statements.Asked(customer_number, kind, since, until, group)
    return _file(papers.statement(desk.books, statements.made(desk, asked)))


def _file(printed: Printed) -> HttpResponse:
    return file_answer.of(printed.content, file_answer.PDF, printed.name, inline=True)
