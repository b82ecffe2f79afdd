"""An estimate as paper: what is offered, what it comes to, and until when it holds."""

from __future__ import annotations

import datetime

from quittance.formats.paper import Fact, Paragraph, Sheet
from quittance.reports import estimates, paper_document, paper_parties
from quittance.reports.books import Books
from quittance.reports.document import DocumentCard, DocumentCharge, DocumentLine, DocumentTax
from quittance.reports.documents import DocumentRow
from quittance.reports.estimates import EstimateCard
from quittance.reports.paper_parties import Parties
from quittance.rules import tax, totals
from quittance.rules.ledger import NewLine

ESTIMATE = "estimate"


def of(books: Books, number: str, today: datetime.date) -> Sheet:
    """The estimate of that number as paper; raises `NotFound`."""
    card = estimates.card(books, number, today)
    return drawn(card, paper_parties.of(books, card.row.customer_number))


def drawn(card: EstimateCard, parties: Parties) -> Sheet:
    """An estimate between its parties."""
    row, words, figures = card.row, parties.words, parties.figures
    document = as_document(card)
    facts = (
        (words["issued_on"], figures.day(row.issued_on)),
        (words["valid_until"], figures.day(row.valid_until)),
        (words["customer"], row.customer_number),
        (words["order"], card.content.purchase_order),
        (words["terms"], paper_document.terms_said(card.content.terms, parties)),
    )
    boxes = (
        Fact(words["valid_until"], figures.day(row.valid_until)),
        Fact(words["total"], figures.money(row.total, row.currency)),
    )
    notes = paper_document.tax_notes(document, parties)
    notes += [Paragraph("", " ".join(card.content.note.split()))] if card.content.note else []
    notes.append(Paragraph("", words["accept"].format(number=row.number)))
    return paper_parties.sheet(
        parties,
        words[ESTIMATE],
        row.number,
        facts=tuple(Fact(label, value) for label, value in facts if value),
        boxes=boxes,
        tables=(paper_document.table(document, parties),),
        notes=tuple(notes),
    )


def as_document(card: EstimateCard) -> DocumentCard:
    """The estimate as a document that was never posted, for what draws lines and sums."""
    row, whole, content = card.row, card.whole, card.content
    head = DocumentRow(
        id=row.id,
        number=row.number,
        kind=ESTIMATE,
        customer_number=row.customer_number,
        customer_name=row.customer_name,
        issued_on=row.issued_on,
        due_on=row.valid_until,
        currency=row.currency,
        total=row.total,
        open=0,
        open_base=0,
        purchase_order=content.purchase_order,
        state=row.state,
        days_late=0,
    )
    charges = [
        DocumentCharge(
            *(one.n, one.kind, one.reason, one.percent_e4, one.amount, one.net),
            *(one.tax_category, one.tax_rate_e4, one.tax_reason),
        )
        for one in whole.charges
    ]
    return DocumentCard(
        row=head,
        net=whole.net,
        tax=whole.tax,
        base_total=0,
        terms=content.terms,
        external_id="",
        note=content.note,
        entry_id=0,
        recorded_at=row.recorded_at,
        lines=tuple(_line(one, row.currency) for one in whole.lines),
        instalments=(),
        met=(),
        reversal_entry_id=None,
        reversed_on=None,
        prices=content.prices or tax.WITHOUT_TAX,
        charges=tuple(charges),
        taxes=tuple(DocumentTax(one.category, one.rate_e4, one.net, one.tax, one.reason) for one in whole.taxes),
    )


def _line(one: NewLine, currency: str) -> DocumentLine:
    amount = totals.amount_of(one.quantity_e6, one.unit_price_e6, currency) - one.discount
    category = tax.of(one.tax_category, one.tax_rate_e4)
    first = (one.n, one.description, one.quantity_e6, one.unit_price_e6, one.tax_rate_e4, one.net, amount)
    return DocumentLine(*first, category, one.tax_reason, one.discount_e4, one.discount, one.item, one.unit)
