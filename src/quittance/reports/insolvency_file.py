"""The claim list of an insolvency as one ZIP: the list as PDF and CSV, the invoices, and an index with hashes."""

from __future__ import annotations

from collections.abc import Iterator

from quittance.formats import archive
from quittance.formats.archive import File
from quittance.reports import dossier_file, insolvencies, paper_insolvency, paper_parties, press
from quittance.reports.books import Books


def packed(books: Books, number: str) -> bytes:
    """The ZIP; raises `NotFound`, `Undrawable`, or `Invalid` for days before the first known rate."""
    card = insolvencies.card(books, number)
    return archive.packed(f"{card.row.number} {card.row.customer_number}", tuple(_files(books, card)))


def _files(books: Books, card: insolvencies.InsolvencyCard) -> Iterator[File]:
    drawn = press.print_sheet(paper_insolvency.sheet(books, card), paper_parties.logo(books))
    yield File("claims.pdf", "Claim list", drawn)
    yield File("claims.csv", "Claim list", dossier_file.claims_table([(s.currency, s.claims) for s in card.sections]))
    yield File("interest.csv", "Interest", dossier_file.interest_table([(s.currency, s.claims) for s in card.sections]))
    claims = [claim for section in card.sections for claim in section.claims]
    yield from dossier_file.invoices(books, claims, card.row.last_day)
