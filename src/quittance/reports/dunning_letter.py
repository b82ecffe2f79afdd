"""A reminder in words: the text of its step filled with what is true now, and the same as a letter on paper."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quittance.books import sql
from quittance.formats import paper_figures
from quittance.formats.letter import Listing
from quittance.formats.paper import Column, Fact, Paragraph, Row, Sheet, Table
from quittance.formats.paper_figures import Figures
from quittance.reports import dunning_due, dunning_listed, dunning_preview, interest, letterhead, paper_parties
from quittance.reports.books import Books
from quittance.reports.dunning_asked import Moment
from quittance.reports.dunning_due import Decision, LateItem
from quittance.reports.dunning_listed import Line
from quittance.reports.paper_parties import Parties, Wanted
from quittance.rules import dunning as rules
from quittance.rules import dunning_law, dunning_text, segments
from quittance.rules.dunning import FORMAL
from quittance.rules.dunning_words import AND_LATER, LEFT_OUT, MORE, OF_WHICH
from quittance.rules.refusals import NotFound, Refusal

MOST_NAMED, MOST_LISTED = 3, 50
"""Documents that a text names, and that a mail lists; the others are counted."""


Earned = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """A reminder as it is read; a mail has a `listing` of what it asks for.

    `interest` is the late interest that it names: currency, all of it and of that the fixed sum, in minor units.
    """

    language: str
    subject: str
    body: str
    listing: Listing | None = None
    interest: tuple[Earned, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text is made for: the decision, its items, the day, and the company's currency.

    `reminder_id` is the reminder that it becomes, which is none of those that went before.
    """

    decision: Decision
    items: Sequence[LateItem]
    today: datetime.date
    base_currency: str
    reminder_id: int = 0


def written(books: Books, asked: Asked) -> Words:
    """The text of the step for the customer, in its language; what stays inside is English."""
    one = asked.decision
    parties = paper_parties.of(books, one.customer_number)
    if one.step.channel == rules.INSIDE:
        parties = replace(parties, figures=paper_figures.of("en", parties.head.country))
    language = parties.figures.language
    subject, body = dunning_text.of(one.policy.policy, one.step, language)
    earned = _interest(books, asked) if one.step.interest and "{interest}" in subject + body else ()
    facts = _facts(books, asked, parties, earned)
    if "{unanswered}" in subject + body and facts["last"]:
        facts["unanswered"] = "" if _answered(books, asked) else facts["last"]
    said = " ".join(dunning_text.fill(subject, facts).split())
    filled = dunning_text.fill(body, facts)
    listed = one.step.channel == rules.EMAIL and one.step.day != rules.GRATEFUL_DAY
    return Words(
        language,
        said[:200],
        segments.plainer(filled) if one.step.channel == rules.SMS else filled,
        _listing(asked.items, parties) if listed else None,
        earned,
    )


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a reminder that waits would say now: `rule` holds it back, and then nothing is written."""

    words: Words | None
    listing: Listing | None
    rule: str


def foreseen(books: Books, reminder_id: int, customer_id: int, at: Moment, base_currency: str) -> Foreseen:
    """The words that would go out at this moment, as a person reads them who lets it go or not."""
    found = dunning_due.decisions(books, at, customer_id, mine=reminder_id)
    if not found:
        return Foreseen(None, None, "settled")
    (one,) = found
    if one.rule and one.rule not in dunning_preview.LATER:
        return Foreseen(None, None, one.rule)
    items = dunning_due.asked_items(books, at, one)
    words = written(books, Asked(one, items, at.today, base_currency, reminder_id))
    listing = _listing(items, paper_parties.of(books, one.customer_number)) if items else None
    return Foreseen(words, listing, "")


def _listing(items: Sequence[LateItem], parties: Parties) -> Listing:
    """Each document with its due day, what is open where a part is left out, and what is asked for; and how to pay."""
    words, figures, head = parties.words, parties.figures, parties.head
    less = any(one.left < one.open for one in items)
    rows = tuple(
        (
            one.document,
            f"{words['due'].lower()} {figures.short_day(one.due_on)}",
            *([figures.money(one.open, one.currency)] if less else []),
            figures.money(one.left, one.currency),
        )
        for one in items[:MOST_LISTED]
    )
    more = len(items) - len(rows)
    if more:
        rows = (*rows, (MORE[figures.language].format(n=more), "", *([""] if less else []), ""))
    sums: dict[str, int] = {}
    for one in items:
        sums[one.currency] = sums.get(one.currency, 0) + one.left
    names = {one.document for one in items}
    quote = names.pop() if len(names) == 1 else parties.to.number
    wanted = Wanted(sum(sums.values()), items[0].currency, quote)
    pay = tuple(f"{part.strong} {part.text}".strip() for part in paper_parties.transfer(parties, wanted))
    ask = tuple(line for line in (head.phone, head.email, head.website) if line)
    return Listing(
        (words["document"], *([words["open"]] if less else []), words["to_pay"]),
        rows,
        tuple((words["to_pay"], figures.money(minor, currency)) for currency, minor in sorted(sums.items())),
        LEFT_OUT[figures.language] if less else "",
        (words["how"], *pay) if pay else (),
        (words["ask"], *ask) if ask else (),
        words["mail_links"],
    )


def _facts(books: Books, asked: Asked, parties: Parties, earned: Sequence[Earned]) -> dict[str, str]:
    one, figures = asked.decision, parties.figures
    known = sql.row(
        "SELECT (SELECT MIN(p.name) FROM contact p WHERE p.tenant_id = c.tenant_id AND p.customer_id = c.id "
        "AND p.main), "
        "(SELECT MAX(r.cycle_on) FROM reminder r WHERE r.tenant_id = c.tenant_id AND r.customer_id = c.id "
        f"AND r.entity_id = %s AND r.id <> %s AND {_WRITTEN}), "
        "(SELECT MAX(CASE WHEN k.consumer THEN 1 ELSE 0 END) FROM dunning_customer k WHERE k.tenant_id = c.tenant_id "
        "AND k.entity_id = %s AND k.customer_id = c.id) FROM customer c WHERE c.tenant_id = %s AND c.id = %s",
        [books.entity_id, asked.reminder_id, books.entity_id, books.tenant_id, one.customer_id],
    )
    person, last, consumer = known if known is not None else ("", None, 0)
    sums: dict[str, int] = {}
    for item in asked.items:
        sums[item.currency] = sums.get(item.currency, 0) + item.left
    days = {item.due_on for item in asked.items}
    due = figures.day(min(days, default=asked.today))
    if len(days) > 1 and one.step.channel != rules.INSIDE:
        due = AND_LATER[figures.language].format(day=due)
    fee = figures.money(one.step.fee, asked.base_currency) if one.step.fee else ""
    return {
        "invoices": named([item.document for item in asked.items], figures.language),
        "amount": " + ".join(figures.money(minor, currency) for currency, minor in sorted(sums.items())),
        "due": due,
        "name": person or one.customer_name,
        "customer": one.customer_number,
        "company": parties.head.issuer,
        "owner": one.policy.policy.sender,
        "last": figures.day(sql.day(last)) if last else "",
        "interest": " + ".join(_earned(figures, *each) for each in earned),
        "fee": fee,
        "law": dunning_law.of(parties.to.place.country, figures.language, consumer=bool(consumer)),
    }


def _answered(books: Books, asked: Asked) -> bool:
    """Whether anything has come from the customer since the last message: nobody is told that they kept silent."""
    scope = {"tenant": books.tenant_id, "entity": books.entity_id, "customer": asked.decision.customer_id}
    return sql.row(_ANSWERED, scope | {"mine": asked.reminder_id}) is not None


def named(documents: Sequence[str], language: str) -> str:
    """Such as INV-1, INV-2 and 3 more."""
    once = list(dict.fromkeys(documents))
    some = ", ".join(once[:MOST_NAMED])
    return f"{some} {MORE[language].format(n=len(once) - MOST_NAMED)}" if len(once) > MOST_NAMED else some


def _interest(books: Books, asked: Asked) -> tuple[Earned, ...]:
    """Late interest of the items through the day, by currency; none where no terms hold or a rate is missing.

    While a part of one is disputed, that of the rest alone is asked for.
    """
    wanted = {item.item_id for item in asked.items}
    try:
        account = interest.account(books, asked.decision.customer_number, asked.today)
    except Refusal:
        return ()
    sums: dict[str, tuple[int, int]] = {}
    for item in account.items:
        if item.item_id in wanted:
            total, fixed = sums.get(item.currency, (0, 0))
            sums[item.currency] = (total + item.undisputed.total, fixed + item.undisputed.compensation)
    return tuple((currency, *both) for currency, both in sorted(sums.items()) if any(both))


def _earned(figures: Figures, currency: str, total: int, fixed: int) -> str:
    """Such as 187.44, of which 80.00 fixed compensation."""
    said = figures.money(total, currency)
    if not fixed:
        return said
    return OF_WHICH[figures.language].format(total=said, fixed=figures.money(fixed, currency))


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
    items = dunning_listed.of(books, reminder_id).lines
    title = parties.words["notice" if found[5] == FORMAL else "reminder"]
    return replace(_drawn(parties, found[1:4], sql.day(found[4]), items), title=title)


def _drawn(parties: Parties, head: Sequence[str], on: datetime.date, items: Sequence[Line]) -> Sheet:
    words, figures = parties.words, parties.figures
    number, subject, body = head
    sums = sorted(dunning_listed.sums(items).items())
    less = any(one.asked < one.open for one in items)
    tables = tuple(
        _table(parties, currency, [one for one in items if one.currency == currency], less) for currency, _ in sums
    )
    facts = (Fact(words["issued_on"], figures.day(on)), Fact(words["customer"], parties.to.number))
    boxes = tuple(Fact(words["to_pay"], figures.money(one.asked, currency), strong=True) for currency, one in sums)
    *said, closing = [part.strip() for part in body.split("\n\n") if part.strip()]
    parts = {
        "facts": facts,
        "boxes": boxes,
        "tables": tables,
        "letter": (Paragraph(subject, ""), *(Paragraph("", part) for part in said)),
        "notes": (*([Paragraph("", LEFT_OUT[figures.language])] if less else []), Paragraph("", closing)),
    }
    if len(sums) == 1:
        ((currency, one),) = sums
        parts |= paper_parties.how_to_pay(parties, Wanted(one.asked, currency, number or parties.to.number))
    return paper_parties.sheet(parties, words["reminder"], number, **parts)


def _table(parties: Parties, currency: str, items: Sequence[Line], less: bool) -> Table:
    """A row for each document; with what is open of it where `less` than that is asked for somewhere."""
    words, figures = parties.words, parties.figures
    columns = (
        Column(words["document"]),
        Column(words["issued_on"]),
        Column(words["due"]),
        *([Column(words["open"], True)] if less else []),
        Column(words["to_pay"], True),
    )
    rows = tuple(
        Row(
            (
                *(one.document, figures.short_day(one.issued_on), figures.short_day(one.due_on)),
                *([figures.amount(one.open, currency)] if less else []),
                figures.amount(one.asked, currency),
            )
        )
        for one in items
    )
    total = figures.amount(sum(one.asked for one in items), currency)
    return Table(columns, rows, (Fact(f"{words['to_pay']}, {currency}", total, strong=True),))


_WRITTEN = "r.state = 'sent' AND r.day > 0 AND r.channel NOT IN ('inside', 'call')"
# A word, a payment or an agreement since then. Indexes reminder_customer, inbound_mail_customer, activity_customer.
_ANSWERED = (
    "SELECT 1 FROM (SELECT MAX(r.settled_at) AS moment FROM reminder r "
    "WHERE r.tenant_id = %(tenant)s AND r.customer_id = %(customer)s AND r.entity_id = %(entity)s "
    f"AND r.id <> %(mine)s AND {_WRITTEN}) l WHERE "
    + " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} x WHERE x.tenant_id = %(tenant)s AND x.entity_id = %(entity)s "
        f"AND {'x.subject_id' if table == 'event' else 'x.customer_id'} = %(customer)s "
        f"AND x.recorded_at > l.moment{' AND ' * bool(more)}{more})"
        for table, more in (
            ("inbound_mail", "NOT x.automatic"),
            ("event", "x.subject_kind = 'customer' AND x.verb = 'dunning.take_reply'"),
            ("activity", "x.kind = 'call' AND x.outcome = 'reached' AND x.state <> 'taken_back'"),
            ("promise", ""),
            ("payment_plan", ""),
            ("dispute", ""),
            ("open_item", "x.side = 'C' AND x.kind = 'payment'"),
        )
    )
)
