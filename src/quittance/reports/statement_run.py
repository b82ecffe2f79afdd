"""Statements of all customers with open items: drawn one after another, in memory that does not grow with them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quittance.reports import aged, letterhead, paper_parties, paper_statement, papers, press, snapshot
from quittance.reports import statement as statements
from quittance.reports.books import Books
from quittance.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Drawn:
    """The statement of one customer: its file, or the sentence that says why there is none."""

    customer_number: str
    name: str
    content: bytes
    fault: str


def customers(books: Books, as_of: datetime.date) -> tuple[str, ...]:
    """Numbers of the customers with anything open on the day, in the order of the aging report."""
    with snapshot.held():
        return tuple(one.number for one in aged.each_customer(books, aged.Question(as_of)))


def draw(books: Books, numbers: Sequence[str], as_of: datetime.date) -> Iterator[Drawn]:
    """The statements one by one; what cannot be drawn is told and the run goes on."""
    head, logo = letterhead.of(books), paper_parties.logo(books)
    taken: set[str] = set()
    for number in numbers:
        try:
            made = statements.open_item(books, number, as_of)
            parties = paper_parties.between(head, paper_parties.receiver(books, number))
            content = press.print_sheet(paper_statement.drawn(made, parties), logo)
        except Refusal as refusal:
            yield Drawn(number, "", b"", refusal.sentence)
            continue
        yield Drawn(number, _free(papers.file_name(f"statement-{number}-{as_of.isoformat()}"), taken), content, "")


def _free(name: str, taken: set[str]) -> str:
    """The name, or the name with a number behind it where another customer's file has it, in any case of letters."""
    stem, n, wanted = name.removesuffix(".pdf"), 1, name
    while wanted.casefold() in taken:
        n += 1
        wanted = f"{stem}-{n}.pdf"
    taken.add(wanted.casefold())
    return wanted
