"""An invoice or credit note as paper: its lines, its tax, the days on which it is due, and how to pay it."""

from __future__ import annotations

import datetime
import re
from itertools import accumulate

from quittance.formats.paper import Column, Fact, Paragraph, Row, Sheet, Table
from quittance.reports import document as documents
from quittance.reports import paper_parties
from quittance.reports.books import Books
from quittance.reports.document import DocumentCard, DocumentLine
from quittance.reports.paper_parties import Parties, Wanted
from quittance.rules import einvoice_accounting, money, states, terms, units
from quittance.rules.refusals import Refusal
from quittance.rules.tax import EXEMPT, EXPORT, INTRA_COMMUNITY, ISLANDS, NOT_SUBJECT, REVERSE_CHARGE, WITH_TAX
from quittance.rules.terms import Due, Terms, Window
from quittance.rules.terms_structure import WHOLE
from quittance.rules.totals import CHARGE

CREDIT = "credit_note"
TOTALS = {CREDIT: "credited", "estimate": "total"}
"""Kind of a paper -> what its total is called, where nothing is to be paid."""

OWED = ("invoice", "debit_note", "interest", "interest_note")
"""Kinds of items that a credit note can take from."""

NONE_DUE = frozenset({EXEMPT, REVERSE_CHARGE, EXPORT, INTRA_COMMUNITY, NOT_SUBJECT})
"""Categories in which no tax is due, for a reason that the paper gives."""

MOST_NAMED = 6
"""Invoices named on a credit note."""


def of(books: Books, number: str, today: datetime.date) -> Sheet:
    """The document of that number as paper; raises `NotFound`."""
    card = documents.card(books, number, today)
    return drawn(card, paper_parties.of(books, card.row.customer_number, card.recorded_at))


def drawn(card: DocumentCard, parties: Parties) -> Sheet:
    """A document between its parties; what is owed on it stands as it was issued, whatever was paid since."""
    row, words = card.row, parties.words
    title = words["deposit_invoice" if card.ties.is_deposit else row.kind if row.kind in words else "invoice"]
    parts = {"facts": _facts(card, parties), "tables": (table(card, parties),), "notes": _notes(card, parties)}
    if row.kind == CREDIT or row.state == states.REVERSED or not card.parts:
        amount = Fact(words["credited" if row.kind == CREDIT else "amount"], _money(card, parties, card.payable))
        return paper_parties.sheet(parties, title, row.number, **parts, boxes=(amount,))
    first = card.parts[0]
    reference = paper_parties.reference_of(parties.head, row.number, row.currency)[0]
    wanted = Wanted(first.amount, row.currency, row.number, reference)
    many = len(card.parts)
    label = words["amount"] if many == 1 else words["amount_part"].format(n=many)
    boxes = (
        Fact(words["pay_by"], parties.figures.day(first.due_on)),
        Fact(label, _money(card, parties, first.amount)),
        *paper_parties.where_to_pay(parties, wanted),
    )
    pay = paper_parties.how_to_pay(parties, wanted)
    return paper_parties.sheet(parties, title, row.number, **parts, boxes=boxes, **pay)


def _facts(card: DocumentCard, parties: Parties) -> tuple[Fact, ...]:
    row, words, figures = card.row, parties.words, parties.figures
    owed = row.kind != CREDIT
    met = [] if owed else [one.label for one in card.met if one.kind in OWED and one.label]
    about = dict.fromkeys((*(one.number for one in card.ties.corrects), *met))
    agreed = _read(card.terms) if owed else None
    made = (
        (words["invoice_on" if row.kind == "invoice" else "issued_on"], figures.day(row.issued_on)),
        (words["delivered_on"], figures.day(card.goods_on) if card.goods_on else ""),
        (words["customer"], row.customer_number),
        (words["order"], row.purchase_order),
        (words["credits" if not owed else "adds_to"], ", ".join(list(about)[:MOST_NAMED])),
        (words["terms"], _terms(agreed, card.terms, parties) if owed else ""),
        (words["reference"], paper_parties.reference_of(parties.head, row.number, row.currency)[1] if owed else ""),
        (words["reversed"], figures.day(card.reversed_on) if card.reversed_on else ""),
    )
    return tuple(Fact(label, value) for label, value in made if value)


def table(card: DocumentCard, parties: Parties) -> Table:
    """The lines with their running sum, and what they come to."""
    words, row = parties.words, card.row
    columns = (
        Column(words["item"]),
        Column(words["quantity"], True),
        Column(words["price"], True),
        Column(words["vat"], True),
        Column(f"{words['amount']}, {row.currency}", True),
    )
    if not card.lines:
        only = Row((words["as_agreed"], parties.figures.amount(card.net, row.currency)))
        return Table((columns[0], columns[-1]), (only,), _sums(card, parties))
    running = accumulate(line.amount for line in card.lines)
    rows = tuple(_line(card, parties, line, total) for line, total in zip(card.lines, running, strict=True))
    return Table(columns, rows, _sums(card, parties))


def _line(card: DocumentCard, parties: Parties, line: DocumentLine, running: int) -> Row:
    figures, currency = parties.figures, card.row.currency
    first, *rest = line.description.split("\n")
    more = [" ".join(rest)] if rest else []
    cells = (
        first,
        f"{figures.quantity(line.quantity_e6)} {units.shown(line.unit)}".rstrip(),
        figures.price(line.unit_price_e6, currency),
        "–" if line.tax_category in NONE_DUE else figures.percent(line.tax_rate_e4),
        figures.amount(line.amount, currency),
    )
    if line.discount:
        part = figures.percent(line.discount_e4) if line.discount_e4 else _money(card, parties, line.discount)
        more.append(parties.words["less"].format(part=part))
    return Row(cells, " · ".join(more), figures.amount(running, currency))


def _sums(card: DocumentCard, parties: Parties) -> tuple[Fact, ...]:
    words, row, figures = parties.words, card.row, parties.figures
    made = []
    if card.charges:
        made.append(Fact(words["lines"], figures.amount(sum(line.amount for line in card.lines), row.currency)))
        for one in card.charges:
            signed = one.amount if one.kind == CHARGE else -one.amount
            made.append(Fact(one.reason, figures.amount(signed, row.currency)))
    made.append(Fact(words["net"], figures.amount(card.net, row.currency)))
    for tax in card.taxes:
        net = figures.amount(tax.net, row.currency)
        due = words["vat_on"].format(rate=figures.percent(tax.rate_e4), net=net)
        due = due.replace(words["vat"], ISLANDS.get(tax.category, words["vat"]), 1)
        label = words["vat_none"].format(net=net) if tax.category in NONE_DUE else due
        made.append(Fact(label, figures.amount(tax.tax, row.currency)))
    if not card.taxes and card.tax:
        made.append(Fact(words["vat"], figures.amount(card.tax, row.currency)))
    if card.ties.draws:
        made.append(Fact(words["total"], figures.amount(row.total, row.currency)))
    for draw in card.ties.draws:
        day, inside = figures.day(draw.issued_on), figures.amount(draw.tax, row.currency)
        said = words["less_deposit"].format(number=draw.number, day=day, tax=inside)
        made.append(Fact(said, figures.amount(-draw.amount, row.currency)))
    total = words[TOTALS.get(row.kind, "to_pay")]
    return (*made, Fact(f"{total}, {row.currency}", figures.amount(card.payable, row.currency), strong=True))


def tax_notes(card: DocumentCard, parties: Parties) -> list[Paragraph]:
    """Why no tax is due, in the reader's words or in those that were given, and that prices hold the tax."""
    reasons = [one.reason or parties.words[one.category] for one in card.taxes if one.category in NONE_DUE]
    islands = [ISLANDS[one.category] for one in card.taxes if one.category in ISLANDS]
    held = parties.words["vat_inside"]
    if islands:
        held = re.sub(re.escape(parties.words["vat"].rstrip(".")), islands[0], held, flags=re.IGNORECASE)
    inside = [held] if card.prices == WITH_TAX else []
    return [Paragraph("", said) for said in (*inside, *reasons)]


def _tax_told(card: DocumentCard, parties: Parties) -> list[Paragraph]:
    """The tax in the currency in which the issuer's country wants it, where that is another one."""
    told = einvoice_accounting.currency(parties.head.country, card.base_currency, card.row.currency, card.row.issued_on)
    if not told or not card.tax:
        return []
    said = parties.words["vat_told"].format(currency=told)
    return [Paragraph(said, parties.figures.amount(card.base_tax, told))]


def _notes(card: DocumentCard, parties: Parties) -> tuple[Paragraph, ...]:
    words, figures, row = parties.words, parties.figures, card.row
    made = [*_tax_told(card, parties), *tax_notes(card, parties)]
    if len(card.parts) > 1 and row.kind != CREDIT:
        for n, one in enumerate(card.parts, start=1):
            said = words["part_due"].format(amount=_money(card, parties, one.amount), day=figures.day(one.due_on))
            made.append(Paragraph(words["part"].format(n=n), said))
    for window in _windows(card):
        left = card.payable - money.ratio(card.payable, window.percent_e4, WHOLE)
        strong = words["early"].format(percent=figures.percent(window.percent_e4), day=figures.day(window.last_on))
        made.append(Paragraph(strong, words["early_pay"].format(amount=_money(card, parties, left))))
    if card.note:
        made.append(Paragraph("", " ".join(card.note.split())))
    return tuple(made)


def _windows(card: DocumentCard) -> list[Window]:
    """Early-payment windows of an invoice in one part."""
    agreed = _read(card.terms)
    if agreed is None or card.row.kind == CREDIT or len(card.instalments) != 1:
        return []
    return list(card.windows)


def terms_said(written: str, parties: Parties) -> str:
    """Terms in the reader's words, "" for none."""
    return _terms(_read(written), written, parties)


def _terms(agreed: Terms | None, written: str, parties: Parties) -> str:
    """Terms in the reader's words where they are days and nothing else; the days themselves stand in the boxes."""
    words = parties.words
    if agreed is None:
        return ""
    due = agreed.parts[0].due
    if len(agreed.parts) == 1 and due == Due(due.days) and not agreed.cutoff and not agreed.roll:
        return words["net_days"].format(n=due.days) if due.days else words["at_once"]
    return terms.write(agreed) if parties.figures.language == "en" else written


def _read(written: str) -> Terms | None:
    try:
        return terms.read(written) if written else None
    except Refusal:
        return None


def _money(card: DocumentCard, parties: Parties, minor: int) -> str:
    return parties.figures.money(minor, card.row.currency)
