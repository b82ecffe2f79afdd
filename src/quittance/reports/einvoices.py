"""The e-invoice of an invoice or credit note: the books' document in a profile, judged, and as a file."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quittance.books import sql
from quittance.formats import cii, ubl
from quittance.reports import attachments, letterhead, paper_document, paper_parties, papers, press
from quittance.reports import document as documents
from quittance.reports.books import Books
from quittance.reports.document import DocumentCard
from quittance.reports.letterhead import Letterhead
from quittance.rules import currency as currencies
from quittance.rules import einvoice_accounting, einvoice_checks, einvoice_issue, money, states
from quittance.rules.einvoice import Invoice
from quittance.rules.einvoice_codes import CURRENCIES
from quittance.rules.einvoice_findings import FATAL, Finding
from quittance.rules.einvoice_issue import Accounting, Held, Issued, OnWhole, Row, Wanted
from quittance.rules.einvoice_parties import Side
from quittance.rules.ledger import DEPOSIT
from quittance.rules.refusals import Conflict, RulesBroken
from quittance.rules.tax import WITH_TAX

MEDIA_TYPE = "application/xml"
MOST_NAMED = 8
"""Broken rules that a refusal names."""

CREDITED = ("invoice", "debit_note")


@dataclass(frozen=True, slots=True)
class Judged:
    """A document in a profile, and what it breaks there."""

    invoice: Invoice
    findings: tuple[Finding, ...]

    @property
    def valid(self) -> bool:
        """Nothing fatal was found."""
        return einvoice_checks.valid(self.findings)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, its name and its media type."""

    name: str
    content: bytes
    media_type: str = MEDIA_TYPE


def judged(books: Books, number: str, today: datetime.date, wanted: Wanted) -> Judged:
    """The document of that number; raises `NotFound`, `Invalid`, and `Conflict` where its lines give other totals."""
    card = documents.card(books, number, today)
    if card.row.state == states.REVERSED:
        raise Conflict(f"{number} has been reversed, so there is nothing to send.", field="number")
    wanted = replace(wanted, delivered_on=wanted.delivered_on or card.goods_on)
    invoice = einvoice_issue.of(_issued(books, card, wanted), wanted)
    invoice = replace(invoice, supporting=attachments.supporting(books, card.row.id))
    _hold_together(card, invoice)
    return Judged(invoice, einvoice_checks.check(invoice))


def export(books: Books, number: str, today: datetime.date, wanted: Wanted) -> Exported:
    """The file; raises as `judged`, and `RulesBroken` naming the rules that it would break."""
    found = judged(books, number, today, wanted)
    fatal = [one for one in found.findings if one.severity == FATAL]
    if fatal:
        named = " ".join(f"{one.rule} ({one.place}): {one.sentence}" for one in fatal[:MOST_NAMED])
        raise RulesBroken(f"The e-invoice would break {len(fatal)} rules. {named}", field="profile")
    _, _, syntax = einvoice_issue.PROFILES[wanted.profile]
    stem = papers.file_name(number).removesuffix(".pdf")
    if syntax == einvoice_issue.HYBRID:
        sheet, logo = paper_document.of(books, number, today), paper_parties.logo(books)
        issued_on = found.invoice.issued_on or today
        drawn = press.print_hybrid(sheet, logo, cii.write(found.invoice), issued_on)
        return Exported(f"{stem}-factur-x.pdf", drawn, "application/pdf")
    content = ubl.write(found.invoice) if syntax == einvoice_issue.UBL else cii.write(found.invoice)
    return Exported(f"{stem}-{wanted.profile}.xml", content)


def _hold_together(card: DocumentCard, invoice: Invoice) -> None:
    """The stored totals are what the lines give, or the document cannot be said as an e-invoice."""
    totals, places = invoice.totals, currencies.exponent(card.row.currency)
    stored = tuple(Decimal(one).scaleb(-places) for one in (card.net, card.tax, card.row.total))
    made = (totals.net, invoice.tax_total, totals.gross) if totals else None
    if card.lines and made != stored:
        shown = ", ".join(money.write(one, card.row.currency) for one in (card.net, card.tax, card.row.total))
        raise Conflict(
            f"The totals of {card.row.number} ({shown}) are not what its lines give, so no e-invoice can say it.",
            field="number",
        )


def _issued(books: Books, card: DocumentCard, wanted: Wanted) -> Issued:
    row, head = card.row, letterhead.of(books, card.recorded_at)
    to = paper_parties.receiver(books, row.customer_number, card.recorded_at)
    email = sql.row(
        "SELECT email FROM customer WHERE tenant_id = %s AND number = %s", [books.tenant_id, row.customer_number]
    )
    credit = row.kind == "credit_note"
    parts = len(card.parts) > 1 and not credit
    preceding = _preceding(card)
    return Issued(
        kind=DEPOSIT if card.ties.is_deposit else row.kind,
        number=row.number,
        issued_on=row.issued_on,
        currency=row.currency,
        seller=_seller(head),
        buyer=Side(
            name=to.name,
            street=to.place.street,
            postcode=to.place.postcode,
            city=to.place.city,
            region=to.place.region,
            country=to.place.country,
            vat_id=to.vat_id,
            email=email[0] if email else "",
        ),
        rows=_rows(card),
        charges=_charges(card),
        with_tax=card.prices == WITH_TAX,
        held=_held(card),
        due_on=None if credit or parts else row.due_on,
        terms="" if credit else _terms(card, wanted, parts),
        note="\n".join(one for one in (card.note, *_drawn(card)) if one),
        purchase_order=row.purchase_order or _ordered(books, preceding),
        remittance="" if credit else paper_parties.reference_of(head, row.number, row.currency)[0] or row.number,
        iban=head.iban,
        bic=head.bic,
        preceding=preceding,
        prepaid=card.ties.drawn,
        accounting=_accounting(card, head.country),
    )


def _seller(head: Letterhead) -> Side:
    return Side(
        name=head.issuer,
        street=head.street,
        postcode=head.postcode,
        city=head.city,
        region=head.region,
        country=head.country,
        vat_id=head.vat_id,
        tax_number=head.tax_number,
        registration=head.registration,
        phone=head.phone,
        email=head.email,
    )


def _accounting(card: DocumentCard, country: str) -> Accounting | None:
    """Its tax, as it was posted, where the issuer's country wants it in another currency too.

    The paper alone tells one that the code lists no longer have (BR-CL-05), as the lev.
    """
    told = einvoice_accounting.currency(country, card.base_currency, card.row.currency, card.row.issued_on)
    return Accounting(told, card.base_tax) if told in CURRENCIES and card.tax else None


def _preceding(card: DocumentCard) -> list[tuple[str, datetime.date | None]]:
    """The deposits that it draws on, the invoices that a note names, and those that a credit note has met."""
    named: dict[str, datetime.date | None] = {one.number: one.issued_on for one in card.ties.draws}
    named |= {one.number: one.issued_on for one in card.ties.corrects}
    if card.row.kind == "credit_note":
        named |= {one.label: None for one in card.met if one.kind in CREDITED and one.label and one.label not in named}
    return list(named.items())


def _ordered(books: Books, preceding: Sequence[tuple[str, datetime.date | None]]) -> str:
    """The purchase order of what a note is about, where that is one order: a note has none of its own."""
    if not preceding:
        return ""
    found = sql.rows(
        "SELECT DISTINCT d.purchase_order FROM document d WHERE d.tenant_id = %s AND d.entity_id = %s "
        f"AND d.number IN ({', '.join(['%s'] * len(preceding))})",
        [books.tenant_id, books.entity_id, *(number for number, _ in preceding)],
    )
    return str(found[0][0]) if len(found) == 1 else ""


def _drawn(card: DocumentCard) -> list[str]:
    """What is taken off for deposits, with the tax in it, which the totals of an e-invoice do not tell."""
    currency = card.row.currency
    return [
        f"Less deposit {one.number} of {one.issued_on.isoformat()}: {money.write(one.amount, currency)} {currency}, "
        f"VAT in it {money.write(one.tax, currency)} {currency}"
        for one in card.ties.draws
    ]


def _rows(card: DocumentCard) -> list[Row]:
    return [
        Row(
            one.n,
            one.description,
            one.quantity_e6,
            one.unit_price_e6,
            one.tax_rate_e4,
            one.net,
            one.tax_category,
            one.tax_reason,
            one.discount_e4,
            one.discount,
            one.item,
            one.unit,
        )
        for one in card.lines
    ]


def _charges(card: DocumentCard) -> list[OnWhole]:
    against = sum(line.amount for line in card.lines)
    return [
        OnWhole(one.reason, one.net, against, one.percent_e4, one.tax_rate_e4, one.tax_category, one.tax_reason)
        for one in card.charges
    ]


def _held(card: DocumentCard) -> list[Held]:
    """What is taxed at a rate, where prices hold the tax."""
    if card.prices != WITH_TAX:
        return []
    return [Held(one.category, one.rate_e4, one.tax) for one in card.taxes if one.rate_e4]


def _terms(card: DocumentCard, wanted: Wanted, parts: bool) -> str:
    """Terms in words; for XRechnung with their segments of early payment, in parts with each day."""
    text = card.terms
    if parts:
        text = "; ".join(
            f"{money.write(one.amount, card.row.currency)} {card.row.currency} by {one.due_on.isoformat()}"
            for one in card.parts
        )
    if not wanted.profile.startswith("xrechnung") or not card.terms or parts:
        return text
    found = [((one.last_on - card.row.issued_on).days, Decimal(one.percent_e4).scaleb(-4)) for one in card.windows]
    return einvoice_issue.discount_terms(found, text)
