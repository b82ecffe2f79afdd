"""States that a user could reach: small functions that call the verbs, on a clock that stands still."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import replace
from typing import Any

from quittance.actions import (
    allocations,
    credits,
    customers,
    drafts,
    entities,
    identity,
    invoices,
    payments,
    reversals,
    users,
    writeoffs,
)
from quittance.actions.allocations import AllocationsMade, AllocationsTakenBack, ShareInput
from quittance.actions.command import Context
from quittance.actions.credits import CreditNoteRecorded
from quittance.actions.customers import CustomerKept
from quittance.actions.invoices import DocumentRecorded
from quittance.actions.payments import PaymentRecorded
from quittance.rules.draft import Content
from quittance.rules.totals import LineInput

TODAY = datetime.date(2026, 6, 30)
"""The business day of every context made here; `at` gives another."""

_people = itertools.count(1)


def company(name: str = "Practice Ltd", currency: str = "EUR", **settings: str) -> Context:
    """The operator of a fresh company, on `TODAY`."""
    opened = entities.open_books(entities.OpenBooks(name, currency, **settings), noon(TODAY))
    return at(identity.operator(opened.tenant_id, opened.entity_id), TODAY)


def member(context: Context, *roles: str) -> Context:
    """Another person of the company, with these roles and a web session."""
    email = f"person{next(_people)}@company.example"
    users.invite(context, users.InviteUser(email, roles[0].title(), roles, "!"))
    return at(identity.of_member(context.tenant_id, email, "web"), context.today)


def at(context: Context, day: datetime.date, key: str = "") -> Context:
    """The same identity at noon of that day, with an idempotency key when one is given."""
    return replace(context, today=day, now=noon(day), key=key)


def later(context: Context, hours: int) -> Context:
    """The same identity on the same business day, so many hours away from noon."""
    return replace(context, now=context.now + hours * 3600 * 10**6)


def noon(day: datetime.date) -> int:
    """Noon UTC of a day, in microseconds since 1970."""
    return ((day - datetime.date(1970, 1, 1)).days * 24 + 12) * 3600 * 10**6


def customer(context: Context, number: str = "C-1", **fields: str) -> CustomerKept:
    """A customer named after its number unless `name` is given."""
    return customers.create(
        context, customers.CreateCustomer(**{"name": f"Customer {number}", **fields}, number=number)
    )


def invoice(
    context: Context,
    number: str,
    amount: str,
    issued_on: datetime.date | None = None,
    due_on: datetime.date | None = None,
    *,
    customer: str = "C-1",
    **fields: Any,
) -> DocumentRecorded:
    """An invoice of `amount`, today unless `issued_on` says otherwise."""
    given = invoices.RecordInvoice(customer, issued_on or context.today, amount, number=number, due_on=due_on, **fields)
    return invoices.record(context, given)


def credit_note(
    context: Context,
    number: str,
    amount: str,
    issued_on: datetime.date | None = None,
    *,
    customer: str = "C-1",
    **fields: Any,
) -> CreditNoteRecorded:
    """A credit note of `amount`; `allocate` takes shares."""
    given = credits.RecordCreditNote(customer, issued_on or context.today, amount, number=number, **fields)
    return credits.record(context, given)


def draft(
    context: Context, total: str = "100.00", *, customer: str = "C-1", kind: str = "invoice", **fields: Any
) -> drafts.DraftKept:
    """A draft of an invoice of `total` without lines, or of what `fields` say."""
    return drafts.save(context, drafts.SaveDraft(Content(customer, total=total, **fields), kind))


def payment(
    context: Context,
    reference: str,
    amount: str,
    received_on: datetime.date | None = None,
    *,
    customer: str = "C-1",
    **fields: Any,
) -> PaymentRecorded:
    """A payment that stays unapplied unless `allocate` says how."""
    given = payments.RecordPayment(received_on or context.today, amount, customer, reference=reference, **fields)
    return payments.record(context, given)


def allocate(
    context: Context, credit: str, *shares: tuple[str, str], on: datetime.date | None = None
) -> AllocationsMade:
    """Meet invoices, given as (number, amount), with a payment or credit note; none takes the oldest first."""
    wanted = tuple(ShareInput(number, amount) for number, amount in shares)
    return allocations.allocate(context, allocations.Allocate(credit, wanted, on))


def unallocate(context: Context, *ids: int, on: datetime.date | None = None) -> AllocationsTakenBack:
    """Take allocations back by their ids."""
    return allocations.unallocate(context, allocations.Unallocate(ids, on))


def reverse(
    context: Context, number: str = "", *, entry_id: int = 0, on: datetime.date | None = None
) -> reversals.Reversed:
    """Take back a document, a payment or an entry."""
    return reversals.reverse(context, reversals.Reverse("a mistake", number, entry_id, on))


def write_off(context: Context, number: str, amount: str = "", on: datetime.date | None = None) -> writeoffs.WrittenOff:
    """Give up what is open on a document, or left of a payment."""
    return writeoffs.write_off(context, writeoffs.WriteOff(number, "too small to chase", amount, on))


def line(description: str, quantity: str = "1", unit_price: str = "0", tax_rate: str = "0", **tax: str) -> LineInput:
    """A line of a document; `tax` is its category, reason and discount."""
    return LineInput(description, quantity, unit_price, tax_rate, **tax)
