"""The print batch: letters that are to be posted, one after another in one PDF."""

from __future__ import annotations

from dataclasses import dataclass

from quittance.formats import pdf
from quittance.reports import dunning_letter, dunning_log, paper_parties, press
from quittance.reports.books import Books
from quittance.rules.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Batch:
    """The PDF and how many letters it holds."""

    content: bytes
    count: int


def printed(books: Books, ids: tuple[int, ...] = ()) -> Batch:
    """The letters to post, or those that are named; raises `NotFound` when there is none, `Undrawable`."""
    wanted = ids or dunning_log.to_print(books)
    if not wanted:
        raise NotFound("No letter is to be posted.", field="id")
    logo = paper_parties.logo(books)
    drawn = [press.print_sheet(dunning_letter.sheet(books, id), logo) for id in wanted]
    return Batch(pdf.joined(drawn), len(drawn))
