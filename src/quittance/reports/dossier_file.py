"""A dossier as one ZIP: cover, claims, invoices, deliveries, letters and mails, timeline, statement, and an index."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from quittance.formats import archive
from quittance.formats.archive import File
from quittance.reports import (
    activities,
    dossiers,
    dunning_letter,
    dunning_log,
    happened,
    paper_dossier,
    paper_parties,
    paper_timeline,
    papers,
    press,
    statement,
)
from quittance.reports.books import Books
from quittance.reports.dossiers import DossierCard
from quittance.reports.happened import Happening, Whose
from quittance.reports.letterhead import Logo
from quittance.rules import interest_packs, money
from quittance.rules.dossiers import COST, Claim

DRAWN = ("invoice", "debit_note", "interest_note", COST)
"""Kinds of debts that have a paper of their own."""

MOST_LETTERS = 200


def packed(books: Books, number: str, today: datetime.date) -> bytes:
    """The ZIP of a dossier; raises `NotFound`, `Undrawable`, or `Invalid` for days before the first known rate."""
    card = dossiers.card(books, number, today)
    return archive.packed(f"{card.row.number} {card.row.customer_number}", tuple(_files(books, card)))


def file_name(number: str) -> str:
    """The number of a dossier as the name of its ZIP."""
    return papers.file_name(number).removesuffix(".pdf") + ".zip"


def _files(books: Books, card: DossierCard) -> Iterator[File]:
    logo = paper_parties.logo(books)
    row, code = card.row, card.row.currency
    first = min((one.issued_on for one in card.claims), default=row.proposed_on)
    events = happened.of(books, Whose(row.customer_id, row.customer_number, first))
    yield File("cover.pdf", "Cover and claims", press.print_sheet(paper_dossier.cover(books, card), logo))
    yield File("claims.csv", "Claims by document", claims_table([(code, card.claims)]))
    yield File("interest.csv", "How the interest comes about", interest_table([(code, card.claims)]))
    yield from invoices(books, card.claims, row.through_on)
    yield from _letters(books, card, logo, first)
    drawn = papers.statement(books, statement.open_item(books, row.customer_number, row.through_on))
    yield File("statement.pdf", f"Statement of {row.through_on}", drawn.content)
    paper = press.print_sheet(paper_timeline.timeline(books, card, events), logo)
    yield File("timeline.pdf", "What happened, as paper", paper)
    yield File("timeline.csv", "What happened", _events(events))
    for name, kinds in (
        ("deliveries", ("delivery", "post")),
        ("promises-and-disputes", ("promise", "plan", "dispute")),
    ):
        some = [one for one in events if one.kind in kinds]
        if some:
            yield File(f"{name}.csv", name.replace("-", " ").capitalize(), _events(some))
    if card.costs:
        rows = [
            (one.incurred_on, one.kind, money.write(one.amount, code), code, one.document, one.note)
            for one in card.costs
        ]
        yield File(
            "costs.csv", "Costs", archive.table(("on", "kind", "amount", "currency", "charged_by", "note"), rows)
        )


def claims_table(some: Sequence[tuple[str, Sequence[Claim]]]) -> bytes:
    """Claims by currency, as CSV."""
    rows = [
        (
            *(one.document, one.kind, one.issued_on, one.due_on, code),
            *(money.write(minor, code) for minor in (one.amount, one.open, one.disputed, one.interest)),
            *(money.write(minor, code) for minor in (one.compensation, one.total)),
        )
        for code, claims in some
        for one in claims
    ]
    named = "document kind issued_on due_on currency amount open disputed interest compensation total"
    return archive.table(tuple(named.split()), rows)


def interest_table(some: Sequence[tuple[str, Sequence[Claim]]]) -> bytes:
    """How the interest of claims comes about, as CSV."""
    rows = [
        (
            *(claim.document, one.first, one.last, one.days, money.write(one.open, code)),
            *(interest_packs.percent(one.rate_e4), "yes" if one.provisional else "no"),
            *(money.write(one.interest, code), code),
        )
        for code, claims in some
        for claim in claims
        for one in claim.spans
    ]
    return archive.table(
        tuple("document since until days open rate_percent provisional interest currency".split()), rows
    )


def invoices(books: Books, claims: Sequence[Claim], on: datetime.date) -> Iterator[File]:
    """The papers of what is claimed, each once; raises `Undrawable`."""
    for name in dict.fromkeys(one.document for one in claims if one.kind in DRAWN):
        made = papers.document(books, name, on)
        yield File(f"invoices/{made.name}", f"Invoice {name}", made.content)


def _letters(books: Books, card: DossierCard, logo: Logo, first: datetime.date) -> Iterator[File]:
    """Reminders as they were written, and mails that people wrote, from the first claim on."""
    found = dunning_log.reminders(
        books, states=("to_do", "sent"), customer_number=card.row.customer_number, limit=MOST_LETTERS
    )
    for one in reversed([row for row in found if row.channel not in ("call", "inside") and row.cycle_on >= first]):
        name = papers.file_name(f"{one.cycle_on}-{one.number or one.channel}")
        said = f"{one.tone} {one.channel} of {one.cycle_on}".capitalize()
        yield File(f"letters/{name}", said, press.print_sheet(dunning_letter.sheet(books, one.id), logo))
    for mail in reversed(activities.of_customer(books, card.row.customer_id)):
        if mail.kind == "mail" and mail.state == "sent" and mail.done_on >= first:
            text = f"{mail.done_on}\n{mail.address}\n{mail.subject}\n\n{mail.text}\n".encode()
            yield File(f"mails/{mail.done_on}-{mail.id}.txt", f"Mail to {mail.address}", text)


def _events(some: Sequence[Happening]) -> bytes:
    rows = [
        (
            *(one.on, one.kind, one.said, one.text, "" if one.minor is None else money.write(one.minor, one.currency)),
            *(one.currency, one.by, one.state),
        )
        for one in some
    ]
    return archive.table(tuple("on kind what text amount currency by state".split()), rows)
