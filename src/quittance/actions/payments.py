"""Payments: recorded, moved to the customer they belong to, and paid back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from quittance.actions import command, postings
from quittance.actions.allocations import ShareInput, chosen
from quittance.actions.command import Context, Subject
from quittance.actions.entities import UNIDENTIFIED
from quittance.actions.postings import Allocated
from quittance.books import lock, scope, series, sql
from quittance.books.keys import new_id
from quittance.rules import allocation, chart, fx, money, text
from quittance.rules import currency as currencies
from quittance.rules.allocation import Share
from quittance.rules.ledger import CREDIT, PAYMENT, REFUND, TRANSFER, Item, NewEntry, NewPayment
from quittance.rules.refusals import Invalid, NotFound, Overallocated

METHODS = ("bank", "card", "cash", "cheque", "direct_debit", "other")
HOW = ("chosen", "oldest", "none")


@dataclass(frozen=True, slots=True)
class RecordPayment:
    """Money that came in. `customer_number` "" puts it on the unidentified customer.

    `allocate`: "oldest" (oldest invoices first), "none" (all stays unapplied) or "chosen" (`shares`).
    `reference` "" takes the next of the series.
    """

    received_on: datetime.date
    amount: str
    customer_number: str = ""
    currency: str = ""
    reference: str = ""
    method: str = "bank"
    payer_name: str = ""
    text: str = ""
    rate: str = ""
    allocate: str = "none"
    shares: tuple[ShareInput, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentRecorded:
    """The payment as posted, what it met and what is left unapplied."""

    id: int
    entry_id: int
    reference: str
    customer_number: str
    currency: str
    amount: str
    allocated: tuple[Allocated, ...]
    unapplied: str


@dataclass(frozen=True, slots=True)
class MovePayment:
    """Move what is unapplied of a payment to another customer; `amount` "" moves all of it.

    Where parts of it stand with several customers, what was never moved goes first.
    """

    reference: str
    customer_number: str
    amount: str = ""
    effective_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class PaymentMoved:
    """The entry, and how much went to whom."""

    entry_id: int
    reference: str
    customer_number: str
    currency: str
    amount: str


@dataclass(frozen=True, slots=True)
class RefundPayment:
    """Pay unapplied credit of a payment back; `amount` "" pays all of it back."""

    reference: str
    amount: str = ""
    effective_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class PaymentRefunded:
    """The entry, and how much was paid back."""

    entry_id: int
    reference: str
    currency: str
    amount: str


@command.verb("payments.record", PaymentRecorded)
def record(context: Context, data: RecordPayment) -> PaymentRecorded:
    """Record a payment; raises `Duplicate`, `Overallocated`, `PeriodLocked`, `NotFound` or `Invalid`."""
    number = data.customer_number.strip() or UNIDENTIFIED
    _check_how(data)
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [number])
    customer = locked.by_number(number)
    received_on = postings.check_day(data.received_on, context.today, "received_on")
    currency = currencies.check((data.currency.strip() or customer.currency).upper())
    amount = money.read_positive(data.amount, currency)
    reference = text.clean(data.reference, "reference", 128) or series.take(
        context.tenant_id, context.entity_id, PAYMENT, received_on
    )
    payment = NewPayment(
        id=new_id(),
        entry_id=new_id(),
        customer_id=customer.id,
        reference=reference,
        method=data.method,
        received_on=received_on,
        currency=currency,
        amount=amount,
        base_amount=postings.base_of(context, locked, amount, currency, on=received_on, rate=data.rate),
        payer_name=text.clean(data.payer_name, "payer_name", 300),
        text=text.clean(data.text, "text", 2000),
    )
    entry, item = entry_of(payment)
    wanted = {"oldest": None, "none": ()}.get(data.allocate, data.shares)
    debits = chosen(context, [customer.id], item, wanted)
    entry, after, later = _allocated(entry, item, debits.items, debits.shares)
    postings.write(context, locked, [entry, *later], after, payments=[payment])
    said = {"reference": reference, "amount": money.write(amount, currency), "currency": currency}
    told = tuple(one for made in (entry, *later) for one in postings.told(made, after, currency))
    said_all = said | {"allocated": [[one.document, one.amount] for one in told]}
    command.note(context, "payments.record", Subject("payment", payment.id, customer.id), said_all)
    left = next(one for one in after if one.id == item.id)
    return PaymentRecorded(
        payment.id,
        entry.id,
        reference,
        customer.number,
        currency,
        money.write(amount, currency),
        told,
        money.write(left.open, currency),
    )


@command.verb("payments.move", PaymentMoved)
def move(context: Context, data: MovePayment) -> PaymentMoved:
    """Move unapplied money: the credit is closed here by a transfer and opened there at the same base value."""
    target = sql.row(
        "SELECT id FROM customer WHERE tenant_id = %s AND number = %s",
        [context.tenant_id, data.customer_number],
    )
    if target is None:
        raise NotFound(f"There is no customer {data.customer_number!r}.", field="customer_number")
    found = _unapplied_item(context, data.reference, data.amount, target[0])
    locked = lock.customers_by_id(context.tenant_id, context.entity_id, [found.customer_id, target[0]])
    if target[0] == found.customer_id:
        raise Invalid("The payment is with that customer already.", field="customer_number")
    credit, amount = _left(context, found, data.amount)
    on = _day(context, credit, data.effective_on)
    out = postings.counter_item(credit, TRANSFER, on, amount, fx.base_share(credit, amount))
    there = postings.counter_item(out, TRANSFER, on, amount, out.base_amount)
    there = replace(there, customer_id=target[0])
    rows = (
        postings.posting(chart.RECEIVABLE, chart.CLEARING, out),
        postings.posting(chart.CLEARING, chart.UNAPPLIED, there),
    )
    entry = NewEntry(new_id(), TRANSFER, on, rows, (out, there))
    entry, after = postings.paired(entry, [credit, out, there], [Share(out.id, credit.id, amount)])
    postings.write(context, locked, [entry], after)
    written = money.write(amount, credit.currency)
    said = {"reference": data.reference, "amount": written, "currency": credit.currency}
    said |= {"from": locked.customers[credit.customer_id].number, "to": data.customer_number}
    subjects = (Subject("payment", credit.payment_id, id) for id in (credit.customer_id, target[0]))
    command.notes(context, "payments.move", [(subject, said) for subject in subjects])
    return PaymentMoved(entry.id, data.reference, data.customer_number, credit.currency, written)


@command.verb("payments.refund", PaymentRefunded)
def refund(context: Context, data: RefundPayment) -> PaymentRefunded:
    """Pay unapplied money back: a debit item against the bank, met by the credit it returns."""
    found = _unapplied_item(context, data.reference, data.amount)
    locked = lock.customers_by_id(context.tenant_id, context.entity_id, [found.customer_id])
    credit, amount = _left(context, found, data.amount)
    on = _day(context, credit, data.effective_on)
    back = postings.counter_item(credit, REFUND, on, amount, fx.base_share(credit, amount))
    entry = NewEntry(new_id(), REFUND, on, (postings.posting(chart.RECEIVABLE, chart.BANK, back),), (back,))
    entry, after = postings.paired(entry, [credit, back], [Share(back.id, credit.id, amount)])
    postings.write(context, locked, [entry], after)
    written = money.write(amount, credit.currency)
    said = {"reference": data.reference, "amount": written, "currency": credit.currency}
    command.note(context, "payments.refund", Subject("payment", credit.payment_id, credit.customer_id), said)
    return PaymentRefunded(entry.id, data.reference, credit.currency, written)


def entry_of(payment: NewPayment) -> tuple[NewEntry, Item]:
    """The entry that posts a payment (bank/unapplied), and its credit item."""
    item = Item(
        id=new_id(),
        customer_id=payment.customer_id,
        side=CREDIT,
        kind=PAYMENT,
        currency=payment.currency,
        amount=payment.amount,
        base_amount=payment.base_amount,
        effective_on=payment.received_on,
        due_on=payment.received_on,
        payment_id=payment.id,
        entry_id=payment.entry_id,
        label=payment.reference,
    )
    row = postings.posting(chart.BANK, chart.UNAPPLIED, item)
    return NewEntry(payment.entry_id, PAYMENT, payment.received_on, (row,), (item,)), item


def _allocated(
    entry: NewEntry, credit: Item, debits: tuple[Item, ...], shares: tuple[Share, ...]
) -> tuple[NewEntry, tuple[Item, ...], list[NewEntry]]:
    """Allocations on the payment's day; those of invoices issued later go into entries of their own day."""
    days = {item.id: allocation.earliest_day(item, credit) for item in debits}
    entry, after = postings.paired(
        entry,
        [credit, *debits],
        [share for share in shares if days[share.debit_item_id] <= entry.effective_on],
    )
    later = []
    for day in sorted({days[share.debit_item_id] for share in shares} - {entry.effective_on}):
        if day > entry.effective_on:
            one = NewEntry(new_id(), "allocation", day)
            one, after = postings.paired(one, after, [share for share in shares if days[share.debit_item_id] == day])
            later.append(one)
    return entry, after, later


def _check_how(data: RecordPayment) -> None:
    if data.allocate not in HOW:
        raise Invalid(f"Choose how to allocate: {', '.join(HOW)}.", field="allocate")
    if (data.allocate == "chosen") != bool(data.shares):
        raise Invalid("Name the invoices to pay, with allocate set to chosen.", field="shares")
    if data.method not in METHODS:
        raise Invalid(f"The method is one of {', '.join(METHODS)}.", field="method")


def _unapplied_item(context: Context, reference: str, given: str, customer_id: int = 0) -> Item:
    """The part of a payment to take `given` from: the oldest that holds enough and is not with that customer."""
    found = scope.items_of_payment(context.tenant_id, context.entity_id, reference)
    if not found:
        raise NotFound(f"There is no payment {reference[:60]!r}.", field="reference")
    found = [item for item in found if item.customer_id != customer_id] or found
    amount = money.read_positive(given, found[0].currency) if given else 1
    enough = [item for item in found if item.open >= amount]
    return enough[0] if enough else max(found, key=lambda item: (item.open, item.id))


def _left(context: Context, item: Item, given: str) -> tuple[Item, int]:
    """The credit item under its lock, and the amount asked for; raises `Overallocated` beyond what is left."""
    credit = scope.items(context.tenant_id, context.entity_id, [item.id])[0]
    amount = money.read_positive(given, credit.currency) if given else credit.open
    if amount > credit.open or amount <= 0:
        raise Overallocated(
            f"{money.write(credit.open, credit.currency)} {credit.currency} of {credit.label} is unapplied. "
            "Take an allocation back first, or ask for less.",
            field="amount",
        )
    return credit, amount


def _day(context: Context, credit: Item, given: datetime.date | None) -> datetime.date:
    first = max(day for day in (credit.effective_on, credit.freed_on) if day is not None)
    on = given or max(context.today, first)
    return postings.check_day(on, context.today, "effective_on")
