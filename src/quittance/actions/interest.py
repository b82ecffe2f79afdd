"""Late interest: the terms it is asked on, reference rates as they are published, and notes that charge it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.actions import command, invoices, postings
from quittance.actions.command import Context, Subject
from quittance.actions.invoices import DocumentRecorded
from quittance.books import lock, series, sql
from quittance.books.keys import new_id, new_ids
from quittance.formats import interest_words
from quittance.formats.paper_figures import Figures
from quittance.reports import agreed as agreements
from quittance.reports import interest as asked
from quittance.reports import paper_dossier, paper_parties
from quittance.reports.books import of as books_of
from quittance.reports.interest import LateItem
from quittance.rules import calendar, chart, interest_packs, money, text
from quittance.rules import currency as currencies
from quittance.rules import interest as rules
from quittance.rules.interest import Terms
from quittance.rules.ledger import DEBIT, INTEREST_NOTE, NewDocument, NewEntry, NewLine
from quittance.rules.refusals import Invalid

MOST_LINES = 1_000
"""Late debts on one note; the rest go on the next."""


MOST_NAMED = 20
"""Debts in dossiers or disputes that the event of a note names."""


@dataclass(frozen=True, slots=True)
class SetInterestTerms:
    """The terms of the company, or with `customer_number` of that customer; `rate` is percent a year, for contracts.

    `pack` "" takes the customer's own terms away, so that the company's hold again.
    """

    pack: str
    customer_number: str = ""
    rate: str = ""
    year: str = rules.YEAR_365
    rounding: str = rules.EXACT
    pay_day: bool = True
    compensation: bool = True
    grace_days: int = 0
    afterwards: str = rules.CLAIM
    fixing: str = rules.BY_LAW


@dataclass(frozen=True, slots=True)
class InterestTermsSet:
    """The terms as they hold now; `pack` "" where nobody has chosen and no law is known."""

    customer_number: str
    pack: str
    rate: str
    year: str
    rounding: str
    pay_day: bool
    compensation: bool
    grace_days: int
    afterwards: str
    fixing: str = rules.BY_LAW


@dataclass(frozen=True, slots=True)
class SetReferenceRate:
    """The rate (percent a year) that `reference` has in the half-year that begins on `from_on`."""

    reference: str
    from_on: datetime.date
    rate: str


@dataclass(frozen=True, slots=True)
class ReferenceRateSet:
    """The rate as kept."""

    reference: str
    from_on: datetime.date
    rate: str


@dataclass(frozen=True, slots=True)
class ChargeInterest:
    """Charge all interest that is not charged yet, through a day; `currency` "" is the customer's.

    Debts in a dossier that was handed over are left out: whoever has it claims their interest and compensation. Those
    of which a part is disputed are left out until that is decided; nothing of their interest is lost.

    `number` "" takes the next of the series, `due_on` None comes from the customer's terms.
    """

    customer_number: str
    through: datetime.date | None = None
    currency: str = ""
    number: str = ""
    due_on: datetime.date | None = None
    rate: str = ""


@command.verb("interest.set_terms", InterestTermsSet)
def set_terms(context: Context, data: SetInterestTerms) -> InterestTermsSet:
    """Keep interest terms; raises `Invalid` or `NotFound`. Notes that were issued stay as they are."""
    customer_id = None
    if data.customer_number:
        locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
        customer_id = locked.by_number(data.customer_number).id
    whose = "customer_id = %s" if customer_id else "customer_id IS NULL"
    sql.execute(
        f"DELETE FROM interest_terms WHERE tenant_id = %s AND entity_id = %s AND {whose}",
        [context.tenant_id, context.entity_id, *([customer_id] if customer_id else [])],
    )
    if data.pack or not customer_id:
        _keep(context, customer_id, rules.check(_read(data)))
    subject = Subject("customer", customer_id, customer_id) if customer_id else Subject("entity", context.entity_id)
    kept = terms_told(asked.standing_of(books_of(context), customer_id).terms, data.customer_number)
    chosen = {name: str(getattr(kept, name)) for name in _CHOICES} if data.pack else {}
    command.note(context, "interest.set_terms", subject, {"pack": data.pack, "rate": data.rate} | chosen)
    return kept


_CHOICES = ("year", "rounding", "pay_day", "compensation", "grace_days", "afterwards", "fixing")
"""What the event of terms names beside their pack and rate, so that each choice is on record with who made it."""


@command.verb("interest.set_rate", ReferenceRateSet)
def set_rate(context: Context, data: SetReferenceRate) -> ReferenceRateSet:
    """Keep a published reference rate; raises `Invalid`."""
    if data.reference not in interest_packs.REFERENCES:
        raise Invalid(f"Choose one of {', '.join(interest_packs.REFERENCES)}.", field="reference")
    on = calendar.check_day(data.from_on, context.today, "from_on")
    if (on.month, on.day) not in ((1, 1), (7, 1)):
        raise Invalid("A reference rate holds from 1 January or from 1 July.", field="from_on")
    rate_e4 = interest_packs.hundredths(data.rate.strip())
    if abs(rate_e4) > rules.MOST_RATE_E4:
        raise Invalid("A rate beyond 100 percent a year is a slip. Check the decimal point.", field="rate")
    sql.execute(
        "INSERT INTO reference_rate (tenant_id, id, reference, from_on, rate_e4) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT (tenant_id, reference, from_on) DO UPDATE SET rate_e4 = EXCLUDED.rate_e4",
        [context.tenant_id, new_id(), data.reference, on, rate_e4],
    )
    kept = ReferenceRateSet(data.reference, on, interest_packs.percent(rate_e4))
    said = {"reference": kept.reference, "from_on": on.isoformat(), "rate": kept.rate}
    command.note(context, "interest.set_rate", Subject("rate", None), said)
    return kept


@command.verb("interest.charge", DocumentRecorded)
def charge(context: Context, data: ChargeInterest) -> DocumentRecorded:
    """Issue an interest note today; raises `Invalid` when nothing is to be charged, `PeriodLocked` or `NotFound`.

    What a reference rate is not known for yet is not charged: raises `Invalid`, too.

    Interest and compensation bear no tax, and no interest of their own.
    """
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    through = calendar.check_day(data.through or context.today, context.today, "through")
    if through > context.today:
        raise Invalid("Interest is charged for days that are over.", field="through")
    currency = data.currency.strip().upper() or customer.currency
    account = asked.account(books_of(context), data.customer_number, through)
    through = account.through
    late, left_out = _chosen(account, currency)
    total = sum(item.accrued.total for item in late)
    agreed = agreements.of_customer(context, customer, context.today)
    parties = paper_parties.of(books_of(context), customer.number)
    figures, law = parties.figures, paper_dossier.law(books_of(context), customer.id, parties)
    due = invoices.due_days(context, agreed, context.today, data.due_on)
    base = postings.base_of(context, locked, total, currency, on=context.today, rate=data.rate)
    document = NewDocument(
        id=new_id(),
        entry_id=new_id(),
        customer_id=customer.id,
        kind=INTEREST_NOTE,
        number=text.clean(data.number, "number", 64)
        or series.take(context.tenant_id, context.entity_id, INTEREST_NOTE, context.today),
        issued_on=context.today,
        due_on=due[-1][0],
        currency=currency,
        net=total,
        tax=0,
        total=total,
        base_total=base,
        terms=agreed,
        note=interest_words.WORDS[figures.language]["note"].format(day=figures.day(through), law=law),
        lines=tuple(_lines(late, currency, figures)),
    )
    postings.write(context, locked, [_entry(document)], documents=[document])
    _note_charges(context, document.id, late, through)
    said = {"number": document.number, "total": money.write(total, currency), "currency": currency}
    if left_out:
        said["left_out"] = ", ".join(
            f"{item.document} ({item.dossier or 'disputed'})" for item in left_out[:MOST_NAMED]
        )
    command.note(context, "interest.charge", Subject("document", document.id, customer.id), said)
    return invoices.recorded(document, customer.number)


def _chosen(account: asked.Account, currency: str) -> tuple[list[LateItem], list[LateItem]]:
    """What the note charges, and what it leaves out because it lies in a dossier or is disputed.

    Raises `Invalid` for no terms and for no interest.
    """
    if account.standing.terms is None and account.standing.consumer:
        raise Invalid("A consumer owes no interest by the law of businesses. Agree on a rate first.", field="pack")
    if account.standing.terms is None:
        raise Invalid("No interest terms are set. Choose a law or an agreed rate first.", field="pack")
    late = [item for item in account.chargeable if item.currency == currency][:MOST_LINES]
    left_out = [item for item in (*account.left_out, *account.waiting) if item.currency == currency]
    _check_known(late)
    if not late:
        _check_handed(left_out)
        raise Invalid(
            f"{account.customer_name} owes no interest in {currency} that is not charged yet.", field="through"
        )
    return late, left_out


def _half_year(day: datetime.date) -> datetime.date:
    """The first day of the half-year, from which a reference rate holds."""
    return datetime.date(day.year, 7 if day.month >= 7 else 1, 1)


def _check_known(late: Sequence[LateItem]) -> None:
    """Raises `Invalid` where the last known rate stands in for one that is not known yet."""
    days = [day for item in late if (day := item.accrued.provisional_from)]
    if days:
        known = min(days) - calendar.DAY
        raise Invalid(
            f"The reference rate from {_half_year(min(days)).isoformat()} is not known yet. Add it to the reference "
            f"rates, or charge through {known.isoformat()}.",
            field="through",
        )


def _check_handed(left_out: Sequence[LateItem]) -> None:
    """Raises `Invalid` where all that would be charged is claimed by whoever has its dossier, or disputed."""
    one = left_out[0] if left_out else None
    if one and not one.dossier:
        raise Invalid(
            f"{one.document} is disputed. Its interest runs on, and is charged once the dispute is decided.",
            field="customer_number",
        )
    if one:
        raise Invalid(
            f"{one.document} lies with {one.receiver} in dossier {one.dossier}, and its interest is claimed there. "
            "Recall or close the dossier before it is charged here.",
            field="customer_number",
        )


def terms_told(terms: Terms | None, customer_number: str) -> InterestTermsSet:
    """Terms in words that a form takes back; empty ones where nothing holds."""
    held = terms or Terms("")
    rate = interest_packs.percent(held.contract_rate_e4) if held.contract_rate_e4 else ""
    return InterestTermsSet(
        customer_number,
        held.pack,
        rate,
        held.year,
        held.rounding,
        held.pay_day,
        held.compensation,
        held.grace_days,
        held.afterwards,
        held.fixing,
    )


def _read(data: SetInterestTerms) -> Terms:
    rate = interest_packs.hundredths(data.rate.strip()) if data.rate.strip() else 0
    return Terms(
        *(data.pack, rate, data.year, data.rounding, data.pay_day, data.compensation, data.grace_days),
        *(data.afterwards, data.fixing),
    )


def _keep(context: Context, customer_id: int | None, terms: Terms) -> None:
    sql.insert(
        "interest_terms",
        "tenant_id id entity_id customer_id pack contract_rate_e4 year rounding pay_day compensation grace_days "
        "afterwards fixing".split(),
        [
            [
                context.tenant_id,
                new_id(),
                context.entity_id,
                customer_id,
                terms.pack,
                terms.contract_rate_e4,
                terms.year,
                terms.rounding,
                terms.pay_day,
                terms.compensation,
                terms.grace_days,
                terms.afterwards,
                terms.fixing,
            ]
        ],
    )


def _lines(late: Sequence[LateItem], currency: str, figures: Figures) -> list[NewLine]:
    """A line for each rate of each debt, and one for its compensation, in the language of the customer's papers."""
    fixed = interest_words.WORDS[figures.language]["compensation"]
    made: list[tuple[str, int]] = []
    for item in late:
        for span in item.accrued.spans:
            made.append((interest_words.span(figures, item.document, span, currency), span.interest))
        if item.accrued.compensation:
            made.append((fixed.format(document=item.document), item.accrued.compensation))
    shown = [(said, amount) for said, amount in made if amount]
    return [
        NewLine(n, said[:1000], MILLION, amount * MILLION // 10 ** currencies.exponent(currency), 0, amount)
        for n, (said, amount) in enumerate(shown, start=1)
    ]


MILLION = 1_000_000


def _entry(document: NewDocument) -> NewEntry:
    """Receivable against interest; one item, due on one day."""
    item = postings.item_of(document, DEBIT)
    row = postings.posting(chart.RECEIVABLE, chart.INTEREST, item)
    return NewEntry(document.entry_id, INTEREST_NOTE, document.issued_on, (row,), (item,))


def _note_charges(context: Context, document_id: int, late: Sequence[LateItem], through: datetime.date) -> None:
    sql.insert(
        "interest_charge",
        "tenant_id id entity_id document_id item_id through_on interest compensation".split(),
        [
            [
                context.tenant_id,
                id,
                context.entity_id,
                document_id,
                item.item_id,
                item.accrued.settled(through, item.paid_on, item.charged_through or item.due_on),
                item.accrued.interest,
                item.accrued.compensation,
            ]
            for id, item in zip(new_ids(len(late)), late, strict=True)
        ],
    )
