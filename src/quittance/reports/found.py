"""What a few words find anywhere: some customers, documents and payments, by name, number or amount."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from quittance.reports import customers, documents, finding, payments
from quittance.reports.books import Books
from quittance.reports.customers import CustomerRow
from quittance.reports.documents import DocumentRow
from quittance.reports.payments import PaymentRow

MOST_EACH = 6


@dataclass(frozen=True, slots=True)
class Found:
    """Some of each; what fits best first."""

    customers: tuple[CustomerRow, ...]
    documents: tuple[DocumentRow, ...]
    payments: tuple[PaymentRow, ...]


def anywhere(books: Books, search: str, today: datetime.date) -> Found:
    """Customers whose name or number holds the text; documents and payments that begin with it or come to it.

    Raises `Invalid` for text that is too long. A fixed number of statements.
    """
    words = finding.cleaned(search)
    if not words:
        return Found((), (), ())
    named = customers.find(books, customers.Wanted(search=words, limit=MOST_EACH), today).rows
    papers = documents.of_ids(books, finding.documents(books, words)[:MOST_EACH], today)
    money = payments.of_ids(books, finding.payments(books, words)[:MOST_EACH])
    return Found(named, papers, money)
