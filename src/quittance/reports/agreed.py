"""What is agreed: the terms of a customer through time, and what terms come to on a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from quittance.books import agreed, sql
from quittance.books.lock import CustomerFacts
from quittance.reports import books as companies
from quittance.reports import holidays
from quittance.reports.books import Books, Scoped
from quittance.rules import discount, granted, money, terms, totals
from quittance.rules.refusals import NotFound, Refusal
from quittance.rules.terms import Window
from quittance.rules.terms_structure import WHOLE

MOST_GRANTS = 500
NOW, LATER, PAST, REPLACED = "now", "later", "past", "replaced"


@dataclass(frozen=True, slots=True)
class GrantRow:
    """Terms from a day on; `until` is their last day, None while none is known.

    `state` is now, later, past, or replaced by a grant from the same day.
    """

    valid_from: datetime.date
    until: datetime.date | None
    terms: str
    reference: str
    reason: str
    actor_name: str
    recorded_at: int
    state: str


@dataclass(frozen=True, slots=True)
class CustomerTerms:
    """The terms of a customer: those of today, those from before any grant, and all grants, the latest first.

    `order_required` says that invoices need the customer's order number.
    """

    number: str
    name: str
    currency: str
    today: str
    before: str
    order_required: bool
    rows: tuple[GrantRow, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is due on a day, in minor units and ten-thousandths of a percent."""

    due_on: datetime.date
    weight_e4: int
    amount: int


@dataclass(frozen=True, slots=True)
class Early:
    """What may be taken off, and what is then to be paid, for payment on or before a day."""

    last_on: datetime.date
    percent_e4: int
    discount: int
    payable: int


@dataclass(frozen=True, slots=True)
class Invoiced:
    """An invoice as an example: when it is issued, when its goods are received, what it comes to."""

    issued_on: datetime.date
    goods_on: datetime.date | None
    total: int
    currency: str


@dataclass(frozen=True, slots=True)
class Example:
    """What terms, in their canonical form, come to for an invoice."""

    terms: str
    invoice: Invoiced
    parts: tuple[Part, ...]
    early: tuple[Early, ...]


@dataclass(frozen=True, slots=True)
class DiscountPolicy:
    """The company's choice, and whether the tax in a discount is taken back by it."""

    policy: discount.Policy
    adjusts: bool


def of_day(books: Scoped, customer_id: int, on: datetime.date, before: str) -> str:
    """The terms of a customer on a day; `before` are those of the customer before any grant."""
    found = agreed.grants(books.tenant_id, [customer_id])
    return granted.in_force(found.get(customer_id, ()), on, before)


def of_customer(books: Scoped, customer: CustomerFacts, on: datetime.date) -> str:
    """As `of_day` for a locked customer; nothing is asked where nothing was granted."""
    return of_day(books, customer.id, on, customer.terms) if customer.granted else customer.terms


def history(books: Books, number: str, today: datetime.date) -> CustomerTerms:
    """The terms of a customer through time; raises `NotFound`."""
    found = sql.row(
        "SELECT id, number, name, currency, terms, order_required FROM customer WHERE tenant_id = %s AND number = %s",
        [books.tenant_id, number],
    )
    if found is None:
        raise NotFound(f"There is no customer {number[:60]!r}.", field="customer")
    made = granted_to(books, found[0], today)
    now = next((one.terms for one in made if one.state == NOW), found[4])
    return CustomerTerms(found[1], found[2], found[3], now, found[4], bool(found[5]), made)


def granted_to(books: Books, customer_id: int, today: datetime.date, most: int = MOST_GRANTS) -> tuple[GrantRow, ...]:
    """What was granted to a customer, the latest first. Index granted_terms_customer."""
    rows = sql.rows(
        "SELECT valid_from, terms, reference, reason, actor_name, recorded_at FROM granted_terms "
        "WHERE tenant_id = %s AND customer_id = %s ORDER BY valid_from DESC, recorded_at DESC, id DESC LIMIT %s",
        [books.tenant_id, customer_id, most],
    )
    made: list[GrantRow] = []
    until: datetime.date | None = None
    after: datetime.date | None = None
    for valid_from, text, reference, reason, actor_name, recorded_at in rows:
        on = sql.day(valid_from)
        if after is not None and on != after:
            until = after - datetime.timedelta(days=1)
        state = _state(on, until, after, today)
        made.append(GrantRow(on, until, text, reference, reason, actor_name, recorded_at, state))
        after = on
    return tuple(made)


def _state(on: datetime.date, until: datetime.date | None, after: datetime.date | None, today: datetime.date) -> str:
    if on == after:
        return REPLACED
    if on > today:
        return LATER
    return NOW if until is None or until >= today else PAST


def closed(books: Scoped, agreed_terms: terms.Terms) -> frozenset[datetime.date]:
    """The days past which due days roll; none is looked for where terms do not roll."""
    return holidays.closed_days(books) if agreed_terms.roll else frozenset()


def due_days(
    books: Scoped, text: str, issued_on: datetime.date, goods_on: datetime.date | None = None
) -> list[tuple[datetime.date, int]]:
    """Due days of terms with their weights; raises `Invalid` for text that cannot be read."""
    read = terms.read(text)
    return terms.due_days(read, issued_on, received_on=goods_on, holidays=closed(books, read))


def windows(
    books: Scoped, text: str, issued_on: datetime.date, goods_on: datetime.date | None = None
) -> tuple[Window, ...]:
    """Early-payment windows of terms, the first to close first; none where the text cannot be read."""
    try:
        read = terms.read(text) if text else None
    except Refusal:
        return ()
    if read is None or not read.discounts:
        return ()
    return tuple(terms.windows(read, issued_on, received_on=goods_on, holidays=closed(books, read)))


def example(books: Scoped, text: str, made: Invoiced) -> Example:
    """What terms come to for an invoice; raises `Invalid` for text that cannot be read."""
    read = terms.read(text)
    due = due_days(books, text, made.issued_on, made.goods_on)
    amounts = money.split(made.total, [weight for _, weight in due])
    parts = tuple(Part(day, weight, part) for (day, weight), part in zip(due, amounts, strict=True))
    early = tuple(_early(one, made.total) for one in windows(books, text, made.issued_on, made.goods_on))
    return Example(terms.write(read), made, parts, early)


def told(found: Example) -> dict[str, Any]:
    """An example as plain values, amounts as decimal text."""
    made = found.invoice
    parts = [
        {
            "due_on": one.due_on.isoformat(),
            "percent": totals.written(one.weight_e4, 4),
            "amount": money.write(one.amount, made.currency),
        }
        for one in found.parts
    ]
    early = [
        {
            "last_on": one.last_on.isoformat(),
            "percent": totals.written(one.percent_e4, 4),
            "discount": money.write(one.discount, made.currency),
            "payable": money.write(one.payable, made.currency),
        }
        for one in found.early
    ]
    return {
        "terms": found.terms,
        "issued_on": made.issued_on.isoformat(),
        "goods_on": made.goods_on.isoformat() if made.goods_on else None,
        "currency": made.currency,
        "total": money.write(made.total, made.currency),
        "parts": parts,
        "early": early,
    }


def _early(window: Window, total: int) -> Early:
    less = money.ratio(total, window.percent_e4, WHOLE)
    return Early(window.last_on, window.percent_e4, less, total - less)


def discount_policy(books: Scoped) -> DiscountPolicy:
    """The company's policy of early payment, or the one that stands until it sets its own."""
    found = sql.row(
        "SELECT part_payments, tax FROM discount_policy WHERE tenant_id = %s AND entity_id = %s",
        [books.tenant_id, books.entity_id],
    )
    policy = discount.Policy(bool(found[0]), found[1]) if found else discount.Policy()
    country = companies.entity(Books(books.tenant_id, books.entity_id)).country
    return DiscountPolicy(policy, discount.adjusts(policy, country))
