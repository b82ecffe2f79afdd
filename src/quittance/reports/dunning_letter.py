"""A reminder in words: the text of its step filled with what is true now, and the same as a letter on paper."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.books import sql
from quittance.formats import paper_figures
from quittance.formats.paper import Column, Fact, Paragraph, Row, Sheet, Table
from quittance.reports import interest, letterhead, paper_parties
from quittance.reports.books import Books
from quittance.reports.dunning_due import Decision, LateItem
from quittance.reports.paper_parties import Parties, Wanted
from quittance.rules import dunning as rules
from quittance.rules import dunning_law, dunning_text, segments
from quittance.rules.dunning import FORMAL
from quittance.rules.dunning_words import MORE
from quittance.rules.refusals import NotFound, Refusal

MOST_NAMED = 3
"""Documents that a text names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Words:
    """A reminder as it is read."""

    language: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text is made for: the decision, its items, the day, and the company's currency."""

    decision: Decision
    items: Sequence[LateItem]
    today: datetime.date
    base_currency: str


def written(books: Books, asked: Asked) -> Words:
    """The text of the step for the customer, in its language; what stays inside is English."""
    one = asked.decision
    parties = paper_parties.of(books, one.customer_number)
    if one.step.channel == rules.INSIDE:
        parties = replace(parties, figures=paper_figures.of("en", parties.head.country))
    language = parties.figures.language
    facts = _facts(books, asked, parties)
    subject, body = dunning_text.of(one.policy.policy, one.step, language)
    said = " ".join(dunning_text.fill(subject, facts).split())
    filled = dunning_text.fill(body, facts)
    return Words(language, said[:200], segments.plainer(filled) if one.step.channel == rules.SMS else filled)


def _facts(books: Books, asked: Asked, parties: Parties) -> dict[str, str]:
    one, figures = asked.decision, parties.figures
    known = sql.row(
        "SELECT (SELECT MIN(p.name) FROM contact p WHERE p.tenant_id = c.tenant_id AND p.customer_id = c.id "
        "AND p.main), "
        "(SELECT MAX(r.cycle_on) FROM reminder r WHERE r.tenant_id = c.tenant_id AND r.customer_id = c.id "
        "AND r.entity_id = %s AND r.state IN ('sent', 'to_do') AND r.day > 0 AND r.channel <> 'inside'), "
        "(SELECT MAX(CASE WHEN k.consumer THEN 1 ELSE 0 END) FROM dunning_customer k WHERE k.tenant_id = c.tenant_id "
        "AND k.entity_id = %s AND k.customer_id = c.id) FROM customer c WHERE c.tenant_id = %s AND c.id = %s",
        [books.entity_id, books.entity_id, books.tenant_id, one.customer_id],
    )
    person, last, consumer = known if known is not None else ("", None, 0)
    sums: dict[str, int] = {}
    for item in asked.items:
        sums[item.currency] = sums.get(item.currency, 0) + item.left
    due = min((item.due_on for item in asked.items), default=asked.today)
    fee = figures.money(one.step.fee, asked.base_currency) if one.step.fee else ""
    return {
        "invoices": named([item.document for item in asked.items], figures.language),
        "amount": " + ".join(figures.money(minor, currency) for currency, minor in sorted(sums.items())),
        "due": figures.day(due),
        "name": person or one.customer_name,
        "customer": one.customer_number,
        "company": parties.head.issuer,
        "owner": one.policy.policy.sender,
        "last": figures.day(sql.day(last)) if last else "",
        "interest": _interest(books, asked, parties) if one.step.interest else "",
        "fee": fee,
        "law": dunning_law.of(parties.to.place.country, figures.language, consumer=bool(consumer)),
    }


def named(documents: Sequence[str], language: str) -> str:
    """Such as INV-1, INV-2 and 3 more."""
    once = list(dict.fromkeys(documents))
    some = ", ".join(once[:MOST_NAMED])
    return f"{some} {MORE[language].format(n=len(once) - MOST_NAMED)}" if len(once) > MOST_NAMED else some


def _interest(books: Books, asked: Asked, parties: Parties) -> str:
    """Late interest of the items through the day; "" where no terms hold or a rate is missing."""
    wanted = {item.item_id for item in asked.items}
    try:
        account = interest.account(books, asked.decision.customer_number, asked.today)
    except Refusal:
        return ""
    sums: dict[str, int] = {}
    for item in account.items:
        if item.item_id in wanted:
            sums[item.currency] = sums.get(item.currency, 0) + item.accrued.total
    return " + ".join(parties.figures.money(minor, currency) for currency, minor in sorted(sums.items()) if minor)


def sheet(books: Books, reminder_id: int) -> Sheet:
    """A reminder as a letter, as it was written when it went out; raises `NotFound`."""
    found = sql.row(
        "SELECT c.number, r.number, r.subject, r.body, r.cycle_on, r.tone FROM reminder r "
        "JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id "
        "WHERE r.tenant_id = %s AND r.entity_id = %s AND r.id = %s AND r.body <> ''",
        [books.tenant_id, books.entity_id, reminder_id],
    )
    if found is None:
        raise NotFound("There is no such letter.", field="id")
    parties = paper_parties.between(letterhead.of(books), paper_parties.receiver(books, found[0]))
    items = sql.rows(
        "SELECT COALESCE(d.number, i.kind), i.effective_on, i.due_on, i.currency, t.amount FROM reminder_item t "
        "JOIN open_item i ON i.tenant_id = t.tenant_id AND i.id = t.item_id "
        "LEFT JOIN document d ON d.tenant_id = i.tenant_id AND d.id = i.document_id "
        "WHERE t.tenant_id = %s AND t.reminder_id = %s ORDER BY i.due_on, i.id LIMIT 2000",
        [books.tenant_id, reminder_id],
    )
    title = parties.words["notice" if found[5] == FORMAL else "reminder"]
    return replace(_drawn(parties, found[1:4], sql.day(found[4]), items), title=title)


def _drawn(
    parties: Parties, head: Sequence[str], on: datetime.date, items: Sequence[tuple[str, object, object, str, int]]
) -> Sheet:
    words, figures = parties.words, parties.figures
    number, subject, body = head
    tables = tuple(
        _table(parties, currency, [one for one in items if one[3] == currency])
        for currency in sorted({one[3] for one in items})
    )
    sums = [
        (currency, sum(int(one[4]) for one in items if one[3] == currency)) for currency in {one[3] for one in items}
    ]
    facts = (Fact(words["issued_on"], figures.day(on)), Fact(words["customer"], parties.to.number))
    boxes = tuple(
        Fact(words["to_pay"], figures.money(minor, currency), strong=True) for currency, minor in sorted(sums)
    )
    *said, closing = [part.strip() for part in body.split("\n\n") if part.strip()]
    parts = {
        "facts": facts,
        "boxes": boxes,
        "tables": tables,
        "letter": (Paragraph(subject, ""), *(Paragraph("", part) for part in said)),
        "notes": (Paragraph("", closing),),
    }
    if len(sums) == 1:
        parts |= paper_parties.how_to_pay(parties, Wanted(sums[0][1], sums[0][0], number or parties.to.number))
    return paper_parties.sheet(parties, words["reminder"], number, **parts)


def _table(parties: Parties, currency: str, items: Sequence[tuple[str, object, object, str, int]]) -> Table:
    words, figures = parties.words, parties.figures
    columns = (
        Column(words["document"]),
        Column(words["issued_on"]),
        Column(words["due"]),
        Column(words["open"], True),
    )
    rows = tuple(
        Row(
            (name, figures.short_day(sql.day(on)), figures.short_day(sql.day(due)), figures.amount(int(left), currency))
        )
        for name, on, due, _, left in items
    )
    total = figures.amount(sum(int(one[4]) for one in items), currency)
    return Table(columns, rows, (Fact(f"{words['to_pay']}, {currency}", total, strong=True),))
