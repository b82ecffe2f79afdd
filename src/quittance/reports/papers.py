"""Papers as files: documents, statements and receipts drawn, and the first pages of one as pictures."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from quittance.formats import paper_pdf
from quittance.formats.paper import Sheet
from quittance.reports import paper_document, paper_estimate, paper_parties, paper_receipt, paper_statement, press
from quittance.reports.books import Books
from quittance.reports.statement import Statement

MOST_NAME = 100


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and the name of its file."""

    name: str
    content: bytes


def document(books: Books, number: str, today: datetime.date) -> Printed:
    """The invoice or credit note of that number; raises `NotFound`, `Undrawable`."""
    return _printed(books, paper_document.of(books, number, today), number)


def estimate(books: Books, number: str, today: datetime.date) -> Printed:
    """The estimate of that number; raises `NotFound`, `Undrawable`."""
    return _printed(books, paper_estimate.of(books, number, today), number)


def receipt(books: Books, reference: str) -> Printed:
    """The payment of that reference; raises `NotFound`, `Undrawable`."""
    return _printed(books, paper_receipt.of(books, reference), reference)


def statement(books: Books, made: Statement) -> Printed:
    """A statement; raises `Undrawable` for one that no paper holds."""
    name = f"statement-{made.customer_number}-{made.until.isoformat()}"
    return _printed(books, paper_statement.of(books, made), name)


def pages(books: Books, sheet: Sheet) -> list[bytes]:
    """A paper as pictures of its pages, PNG; raises `Undrawable` for a sheet longer than the press draws at once."""
    logo = paper_parties.logo(books)
    return paper_pdf.pictures(sheet, logo.kind, logo.content)


def file_name(number: str) -> str:
    """A number as the name of a PDF: letters, digits, points and dashes of the plain alphabet."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", number).strip("._")[:MOST_NAME]
    return f"{plain or 'paper'}.pdf"


def _printed(books: Books, sheet: Sheet, number: str) -> Printed:
    return Printed(file_name(number), press.print_sheet(sheet, paper_parties.logo(books)))
