"""A payment as paper: what came in, what it was used for, and what is left of it."""

from __future__ import annotations

from quittance.formats.paper import Column, Fact, Row, Sheet, Table
from quittance.reports import paper_parties, payments
from quittance.reports.books import Books
from quittance.reports.paper_parties import Parties
from quittance.reports.payments import PaymentCard

MOVES = ("transfer",)
"""Kinds of what a payment met that are no use of it: its way to another customer."""


def of(books: Books, reference: str) -> Sheet:
    """The payment of that reference as paper; raises `NotFound`."""
    card = payments.card(books, reference)
    return drawn(card, paper_parties.of(books, card.row.customer_number))


def drawn(card: PaymentCard, parties: Parties) -> Sheet:
    """A payment between its parties."""
    row, words, figures = card.row, parties.words, parties.figures
    facts = (
        Fact(words["customer"], row.customer_number),
        Fact(words["method"], row.method),
        Fact(words["payer"], row.payer_name),
        Fact(words["reversed"], figures.day(card.reversed_on) if card.reversed_on else ""),
    )
    boxes = (
        Fact(words["received_on"], figures.day(row.received_on)),
        Fact(words["paid"], figures.money(row.amount, row.currency)),
    )
    return paper_parties.sheet(
        parties,
        words["receipt"],
        row.reference,
        facts=tuple(fact for fact in facts if fact.value),
        boxes=boxes,
        tables=(_table(card, parties),),
    )


def _table(card: PaymentCard, parties: Parties) -> Table:
    row, words, figures = card.row, parties.words, parties.figures
    columns = (
        Column(words["used"]),
        Column(words["issued_on"]),
        Column(f"{words['allocated']}, {row.currency}", True),
    )
    used = [one for one in reversed(card.met) if one.kind not in MOVES]
    total, rows = 0, []
    for one in used:
        total += one.amount
        cells = (one.label or words.get(one.kind, one.kind), figures.short_day(one.effective_on))
        amounts = (figures.amount(one.amount, row.currency), figures.amount(total, row.currency))
        rows.append(Row((*cells, amounts[0]), words.get(one.kind, one.kind) if one.label else "", amounts[1]))
    sums = (
        Fact(words["allocated"], figures.amount(total, row.currency)),
        Fact(words["left"], figures.amount(row.unapplied, row.currency)),
        Fact(f"{words['paid']}, {row.currency}", figures.amount(row.amount, row.currency), strong=True),
    )
    return Table(columns, tuple(rows), sums)
