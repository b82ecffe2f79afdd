"""What a customer who came by a link sees of its objections to a document, and what it may still object to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quittance.formats.link_dispute_words import WORDS
from quittance.formats.paper_figures import Figures
from quittance.reports import disputes
from quittance.reports.books import Books
from quittance.reports.disputes import DisputeRow
from quittance.reports.document import DocumentCard
from quittance.rules import disputes as rules
from quittance.rules import states
from quittance.rules.ledger import CREDIT_NOTE

MOST_LINES = 100
MOST_OPEN = 5
"""Objections to one document that are open at once, before a link takes no more."""


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection in the customer's words: what it is about, how it stands, and until when it is answered."""

    number: str
    about: str
    said: str
    clock: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Objections:
    """All of a document, the last one first; `may` says that more can be objected to.

    `reasons` and `parts` are pairs of a value and its words; part 0 is everything that is open.
    """

    words: Mapping[str, str]
    rows: tuple[Objection, ...]
    may: bool
    reasons: tuple[tuple[str, str], ...]
    parts: tuple[tuple[int, str], ...]


def of_card(books: Books, document_id: int, card: DocumentCard, figures: Figures) -> Objections:
    """What was objected to on a document and not taken back, and what may be. Index dispute_item."""
    words, row = WORDS[figures.language], card.row
    found = [one for one in disputes.of_document(books, document_id) if one.way != rules.WITHDRAWN]
    still = [one for one in found if one.state != rules.RESOLVED]
    free = row.open - sum(min(one.amount, one.open) for one in still)
    may = row.kind != CREDIT_NOTE and row.state != states.REVERSED and free > 0 and len(still) < MOST_OPEN
    whole = (0, words["whole"].format(amount=figures.money(free, row.currency)))
    lines = tuple((one.n, one.description[:80]) for one in card.lines[:MOST_LINES]) if len(card.lines) > 1 else ()
    return Objections(
        words,
        tuple(_objection(one, words, figures) for one in sorted(found, key=lambda one: one.id, reverse=True)),
        may,
        tuple((reason, words[f"why_{reason}"]) for reason in rules.REASONS),
        (whole, *lines),
    )


def _objection(row: DisputeRow, words: Mapping[str, str], figures: Figures) -> Objection:
    about = words["objected"].format(
        amount=figures.money(row.amount, row.currency),
        reason=words.get(f"why_{row.reason}", words["why_unknown"]),
        day=figures.day(row.opened_on),
    )
    if row.state == rules.RESOLVED:
        said = words[f"ended_{row.way}"].format(number=row.credit_number, other=row.rebill_number)
        return Objection(row.number, about, said, "", True)
    clock = words["answer_by"].format(day=figures.day(row.answer_by)) if row.state != rules.WAITING else ""
    return Objection(row.number, about, row.told or words[f"told_{row.state}"], clock, False)
