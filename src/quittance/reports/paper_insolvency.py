"""The claim list of an insolvency as paper: principal, costs, compensation and interest to the opening."""

from __future__ import annotations

from dataclasses import replace

from quittance.formats.dossier_words import WORDS
from quittance.formats.paper import Fact, Paragraph, Sheet
from quittance.reports import paper_dossier, paper_parties
from quittance.reports.books import Books
from quittance.reports.insolvencies import InsolvencyCard


def sheet(books: Books, card: InsolvencyCard) -> Sheet:
    """What is claimed, in the language of the customer; a table for each currency."""
    row = card.row
    parties = paper_parties.of(books, row.customer_number)
    words, figures = WORDS[parties.figures.language], parties.figures
    facts = (
        (words["debtor"].rstrip(" :"), parties.to.name),
        (words["court"], row.court),
        (words["case"], row.reference),
        (words["opened"], figures.day(row.opened_on)),
        (words["file_by"], figures.day(row.file_by) if row.file_by else ""),
    )
    tables = []
    for one in card.sections:
        tables.append(paper_dossier.claims(one.claims, one.sums, one.currency, parties))
        spans = [(claim.document, span) for claim in one.claims for span in claim.spans]
        tables += [paper_dossier.how(spans, one.currency, parties)] if spans else []
    by_law = paper_dossier.law(books, row.customer_id, parties)
    notes = (
        (words["debtor"], ", ".join(paper_parties.addressee(parties))),
        (words["creditor"], ", ".join(paper_parties.issuer(parties))),
        (words["as_of"], words["as_of_text"].format(day=figures.day(row.last_day))),
        (words["by_law"], by_law if any(one.sums.interest for one in card.sections) else ""),
    )
    made = paper_parties.sheet(
        parties,
        words["claim_list"],
        row.number,
        facts=tuple(Fact(label, value) for label, value in facts if value),
        boxes=tuple(Fact(words["total"], figures.money(one.sums.total, one.currency)) for one in card.sections),
        tables=tuple(tables),
        notes=tuple(Paragraph(strong, text) for strong, text in notes if text),
    )
    return replace(made, to=(row.administrator or row.court,))
