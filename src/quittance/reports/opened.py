"""What a link opens: a document or an estimate in its customer's words, what is open on it, and how to pay it."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from quittance.formats.link_words import WORDS
from quittance.formats.paper import Fact, Paragraph, Sheet
from quittance.reports import (
    attachments,
    einvoices,
    estimates,
    opened_disputes,
    paper_document,
    paper_estimate,
    paper_parties,
    papers,
    press,
)
from quittance.reports import document as documents
from quittance.reports.attachments import AttachmentRow, Enclosed
from quittance.reports.books import Books
from quittance.reports.document import DocumentCard
from quittance.reports.einvoices import Exported
from quittance.reports.estimates import EstimateRow
from quittance.reports.links import ESTIMATE, Target
from quittance.reports.opened_disputes import Objections
from quittance.reports.paper_parties import Parties
from quittance.rules import estimate as rules
from quittance.rules import states
from quittance.rules.einvoice_issue import Wanted
from quittance.rules.refusals import NotFound, Refusal

CREDIT = "credit_note"
ELECTRONIC = (Wanted("ubl"), Wanted("cii"))
"""Profiles in the order in which they are offered: the first whose rules the document keeps."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page: `amount` is what matters most with its `word`, `said` the sentences below it, `now` what is due first.

    `pay` and `code` (a picture as data, or "") tell how to pay, `facts` where to; `may_decide` is True while an
    estimate can be accepted, `objections` tells of a document's disputes.
    """

    sheet: Sheet
    words: Mapping[str, str]
    total: str
    amount: str
    word: str
    now: str
    said: tuple[str, ...]
    late: bool = False
    parts: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    pay: tuple[Paragraph, ...] = ()
    code: str = ""
    may_decide: bool = False
    files: tuple[AttachmentRow, ...] = ()
    objections: Objections | None = None
    pages: tuple[str, ...] = field(default=())


def page(books: Books, target: Target, today: datetime.date) -> Opened:
    """The page of what a link opens; raises `NotFound`."""
    if target.kind == ESTIMATE:
        return _estimate(books, target, today)
    card = documents.card(books, target.number, today)
    parties = paper_parties.of(books, card.row.customer_number, card.recorded_at)
    said = opened_disputes.of_card(books, target.id, card, parties.figures)
    return replace(_document(card, parties, today), files=_files(books, target), objections=said)


def file(books: Books, target: Target, id: int) -> Enclosed:
    """A file that goes along with the document; raises `NotFound` for any other."""
    if target.kind == ESTIMATE or id not in {one.id for one in _files(books, target)}:
        raise NotFound("There is no such file.")
    return attachments.one(books, id, target.id)


def _files(books: Books, target: Target) -> tuple[AttachmentRow, ...]:
    return tuple(one for one in attachments.of_document(books, target.id) if one.with_mail)


def pages(books: Books, sheet: Sheet) -> tuple[str, ...]:
    """The paper as pictures, PNG as data; none for one that is too long to be drawn at once."""
    if sheet.length > press.MOST_ROWS_HERE:
        return ()
    return tuple(data("image/png", one) for one in papers.pages(books, sheet))


def electronic(books: Books, target: Target, today: datetime.date) -> Exported | None:
    """The e-invoice of a document in the first profile whose rules it keeps, None where it keeps none."""
    for wanted in () if target.kind == ESTIMATE else ELECTRONIC:
        try:
            return einvoices.export(books, target.number, today, wanted)
        except Refusal:
            continue
    return None


def pdf(books: Books, target: Target, today: datetime.date) -> papers.Printed:
    """The paper as a file; raises `Undrawable`."""
    draw = papers.estimate if target.kind == ESTIMATE else papers.document
    return draw(books, target.number, today)


def _document(card: DocumentCard, parties: Parties, today: datetime.date) -> Opened:
    sheet, words, row = paper_document.drawn(card, parties), WORDS[parties.figures.language], card.row
    total = parties.figures.money(row.total, row.currency)
    if row.state == states.REVERSED:
        return Opened(sheet, words, total, total, "", total, (words["reversed"],))
    if row.kind == CREDIT:
        return Opened(sheet, words, total, total, words["credited"], total, ())
    if not row.open:
        return Opened(sheet, words, total, total, "", total, (words["all_paid"],))
    return _owed(card, parties, sheet, today)


def _owed(card: DocumentCard, parties: Parties, sheet: Sheet, today: datetime.date) -> Opened:
    """What is open of an invoice, and how to pay the part that is due first."""
    row, figures, words = card.row, parties.figures, WORDS[parties.figures.language]
    left = [part for part in card.instalments if part.open]
    first = left[0]
    late = first.due_on < today
    many = len(card.instalments) > 1
    total, now = figures.money(row.total, row.currency), figures.money(first.open, row.currency)
    said = words["was_due" if late else "due_on"].format(day=figures.day(first.due_on))
    reference = paper_parties.reference_of(parties.head, row.number, row.currency)[0]
    wanted = paper_parties.Wanted(first.open, row.currency, row.number, reference)
    how = paper_parties.how_to_pay(parties, wanted)
    code = how["code"] or (how["slip"].code if how["slip"] else "")
    return Opened(
        sheet,
        words,
        total,
        figures.money(row.open, row.currency),
        words["open"] if row.open == row.total else f"{words['open']} {words['of_total'].format(total=total)}",
        now,
        (f"{now}: {said}",) if many else (said,),
        late,
        tuple(Fact(figures.day(one.due_on), figures.money(one.open, row.currency)) for one in left) if many else (),
        paper_parties.where_to_pay(parties, wanted),
        how["pay"],
        data("image/svg+xml", _squared(code)) if code else "",
    )


def _estimate(books: Books, target: Target, today: datetime.date) -> Opened:
    card = estimates.card(books, target.number, today)
    parties = paper_parties.of(books, card.row.customer_number)
    sheet, words, row = paper_estimate.drawn(card, parties), WORDS[parties.figures.language], card.row
    total = parties.figures.money(row.total, row.currency)
    may = row.state in (rules.OPEN, rules.SENT)
    return Opened(sheet, words, total, total, words["offered"], total, (_decided(row, parties, words),), may_decide=may)


def _decided(row: EstimateRow, parties: Parties, words: Mapping[str, str]) -> str:
    """How an estimate stands, in a sentence."""
    figures = parties.figures
    if row.decided_on is not None:
        key = "declined" if row.state == rules.DECLINED else "accepted"
        return words[key].format(day=figures.day(row.decided_on), name=row.decided_with or row.customer_name)
    key = "expired" if row.state == rules.EXPIRED else "until"
    return words[key].format(day=figures.day(row.valid_until))


def _squared(svg: str) -> bytes:
    """A code with the quiet white around it that a dark page does not have."""
    head, _, rest = svg.partition('viewBox="0 0 ')
    size = int(rest.split(" ", 1)[0])
    behind = rest.partition('"')[2]
    box = f'viewBox="-2 -2 {size + 4} {size + 4}"'
    frame = f'<rect x="-2" y="-2" width="{size + 4}" height="{size + 4}" fill="#fff"/>'
    start, _, path = behind.partition(">")
    return f"{head}{box}{start}>{frame}{path}".encode()


def data(kind: str, content: bytes) -> str:
    """Bytes as an address that a page shows without asking anybody."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
