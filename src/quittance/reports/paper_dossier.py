"""The cover of a dossier with its table of claims, as paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quittance.formats.dossier_words import WORDS
from quittance.formats.paper import Column, Fact, Paragraph, Row, Sheet, Table
from quittance.reports import interest, paper_parties
from quittance.reports.books import Books
from quittance.reports.dossiers import DossierCard
from quittance.reports.paper_parties import Parties
from quittance.rules.dossiers import Claim, Sums
from quittance.rules.interest import Span
from quittance.rules.interest_packs import CONTRACT, PACKS


def cover(books: Books, card: DossierCard) -> Sheet:
    """What is claimed, of whom, for whom, and by what right; in the language of the debtor."""
    row = card.row
    parties = paper_parties.of(books, row.customer_number)
    words, figures, code = WORDS[parties.figures.language], parties.figures, row.currency
    facts = (
        Fact(words["debtor"].rstrip(" :"), parties.to.name),
        Fact(words["through"], figures.day(row.through_on)),
        Fact(parties.words["customer"], row.customer_number),
        *((Fact(words["yours"], row.reference),) if row.reference else ()),
    )
    sums = card.sums
    boxes = (
        Fact(words["principal"], figures.money(sums.open, code)),
        *((Fact(words["costs"], figures.money(sums.costs, code)),) if sums.costs else ()),
        *((Fact(words["interest"], figures.money(sums.interest, code)),) if sums.interest else ()),
        *((Fact(words["compensation"], figures.money(sums.compensation, code)),) if sums.compensation else ()),
        Fact(words["total"], figures.money(sums.total, code)),
    )
    spans = [(claim.document, span) for claim in card.claims for span in claim.spans]
    made = paper_parties.sheet(
        parties,
        words["dossier"],
        row.number,
        facts=facts,
        boxes=boxes,
        tables=(claims(card.claims, card.sums, code, parties), *((how(spans, code, parties),) if spans else ())),
        notes=_notes(books, card, parties),
    )
    return replace(made, to=(row.receiver,))


def claims(some: Sequence[Claim], sums: Sums, code: str, parties: Parties) -> Table:
    """The table of claims, with what is disputed under each; interest and compensation where there are any."""
    words, figures = WORDS[parties.figures.language], parties.figures
    beside = [name for name in ("interest", "compensation") if getattr(sums, name)]
    columns = (
        Column(parties.words["document"]),
        Column(parties.words["issued_on"]),
        Column(parties.words["due"]),
        Column(parties.words["open"], True),
        *(Column(words[name], True) for name in beside),
        Column(f"{words['total']}, {code}", True),
    )
    rows = []
    running = 0
    for one in some:
        running += one.total
        denied = words["disputed"].format(amount=figures.money(one.disputed, code)) if one.disputed else ""
        amounts = (one.open, *(getattr(one, name) for name in beside), one.total)
        cells = (one.document, figures.short_day(one.issued_on), figures.short_day(one.due_on))
        figured = (figures.amount(minor, code) for minor in amounts)
        rows.append(Row((*cells, *figured), denied, figures.amount(running, code)))
    below = (
        Fact(words["principal"], figures.amount(sums.open, code)),
        *((Fact(words["costs"], figures.amount(sums.costs, code)),) if sums.costs else ()),
        *((Fact(words["set_off"], figures.amount(-sums.credit, code)),) if sums.credit else ()),
        *(Fact(words[name], figures.amount(getattr(sums, name), code)) for name in beside),
        Fact(f"{words['total']}, {code}", figures.amount(sums.total, code), strong=True),
    )
    return Table(columns, tuple(rows), below)


def how(spans: Sequence[tuple[str, Span]], code: str, parties: Parties) -> Table:
    """How the interest comes about: each stretch with one balance and one rate, a document named at its first."""
    words, figures = WORDS[parties.figures.language], parties.figures
    columns = (
        Column(parties.words["document"]),
        Column(words["since"]),
        Column(words["until"]),
        Column(words["days"], True),
        Column(words["on_amount"], True),
        Column(words["rate"], True),
        Column(f"{words['interest']}, {code}", True),
    )
    rows = tuple(
        Row(
            (
                *(
                    document if n == 0 or spans[n - 1][0] != document else "",
                    figures.short_day(one.first),
                    figures.short_day(one.last),
                    figures.whole(one.days),
                ),
                *(figures.amount(one.open, code), figures.percent(one.rate_e4), figures.amount(one.interest, code)),
            ),
            words["provisional"] if one.provisional else "",
        )
        for n, (document, one) in enumerate(spans)
    )
    return Table(columns, rows, (), words["how_interest"])


def law(books: Books, customer_id: int, parties: Parties) -> str:
    """By what right interest is claimed, "" where no terms hold."""
    terms = interest.standing_of(books, customer_id).terms
    if terms is None:
        return ""
    words = WORDS[parties.figures.language]
    return words["by_contract"] if terms.pack == CONTRACT else words.get(f"law_{terms.pack}", PACKS[terms.pack].law)


def _notes(books: Books, card: DossierCard, parties: Parties) -> tuple[Paragraph, ...]:
    row, words, figures = card.row, WORDS[parties.figures.language], parties.figures
    handed = words["draft"]
    if row.released_on is not None:
        handed = words["handed_text"].format(
            day=figures.day(row.released_on), proposer=row.proposer, releaser=row.releaser
        )
    denied = card.sums.disputed
    said = (
        (words["debtor"], ", ".join(paper_parties.addressee(parties))),
        (words["creditor"], ", ".join(paper_parties.issuer(parties))),
        (words["by_law"], law(books, row.customer_id, parties) if card.sums.interest else ""),
        (
            words["disputed_all"],
            words["disputed_text"].format(amount=figures.money(denied, row.currency)) if denied else "",
        ),
        (words["handed"], handed),
        ("", row.note),
        (words["contents"], words["contents_text"]),
    )
    return tuple(Paragraph(strong, text) for strong, text in said if text)
