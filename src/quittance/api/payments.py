"""Payments: recorded, moved to the customer they belong to, paid back, listed and shown."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import payments
from quittance.actions.payments import (
    MovePayment,
    PaymentMoved,
    PaymentRecorded,
    PaymentRefunded,
    RecordPayment,
    RefundPayment,
)
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    AmountShown,
    Code,
    Cursor,
    Day,
    DayShown,
    Decimal,
    Given,
    IdShown,
    LongText,
    MomentShown,
    Number,
    Reference,
    Search,
    Shown,
    Text,
    WideLimit,
)
from quittance.api.lines import MetShown, SharesGiven, met, shares
from quittance.reports import payments as payment_reports

router = Router()

State = Literal["to-be-used", "used", "reversed"]


class NewPayment(Given):
    """Money that came in; without a customer it is kept as unidentified until it is moved.

    `allocate` oldest pays the oldest invoices first, chosen pays `shares`, none leaves all unapplied.
    """

    received_on: Day
    amount: Decimal
    customer_number: Number | None = None
    currency: Code | None = None
    reference: Reference | None = None
    method: Literal["bank", "card", "cash", "cheque", "direct_debit", "other"] = "bank"
    payer_name: Annotated[Text, Field(description="Who paid, as the bank says.")] | None = None
    text: Annotated[LongText, Field(description="The remittance text.")] | None = None
    rate: Decimal | None = None
    allocate: Literal["none", "oldest", "chosen"] = "none"
    shares: SharesGiven | None = None


class Move(Given):
    """Move unapplied money of a payment to another customer; all of it without an amount."""

    reference: Reference
    customer_number: Number
    amount: Decimal | None = None
    effective_on: Day | None = None


class Refund(Given):
    """Pay unapplied money of a payment back; all of it without an amount."""

    reference: Reference
    amount: Decimal | None = None
    effective_on: Day | None = None


class PaymentShown(Shown):
    """A payment: `unapplied` is what is left of `amount`, wherever it was moved."""

    id: IdShown
    reference: str
    customer_number: str
    customer_name: str
    received_on: DayShown
    method: str
    currency: str
    amount: AmountShown
    unapplied: AmountShown
    payer_name: str
    text: str
    state: State


class Payments(Shown):
    """A page of payments; `next` is the cursor of the page behind, empty on the last."""

    rows: list[PaymentShown]
    next: str


class HoldingShown(Shown):
    """A customer with whom a part of the payment stands."""

    item_id: IdShown
    kind: str
    customer_number: str
    customer_name: str
    amount: AmountShown
    unapplied: AmountShown
    entry_id: IdShown


class PaymentCard(PaymentShown):
    """A payment with where its money stands and what it was spent on; `met` ids can be taken back."""

    base_currency: str
    base_amount: AmountShown
    entry_id: IdShown
    recorded_at: MomentShown
    holdings: list[HoldingShown]
    met: list[MetShown]
    reversal_entry_id: IdShown | None
    reversed_on: DayShown | None


@asks(router, "/payments", Payments)
def find(
    desk: Desk,
    *,
    state: State | None = None,
    search: Search = "",
    customer_number: Number | None = None,
    currency: Code | None = None,
    since: Day | None = None,
    until: Day | None = None,
    order: Literal["received", "-received", "closed", "-closed", "reversed", "-reversed"] | None = None,
    cursor: Cursor = "",
    limit: WideLimit = 50,
) -> dict[str, Any]:
    """List payments.

    `search` is the beginning of a reference, part of a customer's name or number, or an amount.
    """
    wanted = payment_reports.Wanted(
        state=state or "",
        search=search,
        customer_number=customer_number or "",
        currency=(currency or "").upper(),
        since=since,
        until=until,
        order=order or "",
        after=cursor,
        limit=limit,
    )
    page = payment_reports.find(desk.books, wanted)
    return {"rows": [_shown(row) for row in page.rows], "next": page.after}


@asks(router, "/payments/{path:reference}", PaymentCard)
def show(desk: Desk, reference: Reference) -> dict[str, Any]:
    """Show one payment."""
    base = desk.currency
    card = payment_reports.card(desk.books, reference)
    currency = card.row.currency
    return {
        **_shown(card.row),
        "base_currency": base,
        "base_amount": plain.amount(card.base_amount, base),
        "entry_id": card.entry_id,
        "recorded_at": plain.moment(card.recorded_at),
        "holdings": [
            {
                "item_id": one.item_id,
                "kind": one.kind,
                "customer_number": one.customer_number,
                "customer_name": one.customer_name,
                "amount": plain.amount(one.amount, currency),
                "unapplied": plain.amount(one.unapplied, currency),
                "entry_id": one.entry_id,
            }
            for one in card.holdings
        ],
        "met": met(card.met),
        "reversal_entry_id": card.reversal_entry_id,
        "reversed_on": card.reversed_on,
    }


@does(router, "POST", "/payments", "payments.record", result_of(PaymentRecorded), status=201)
def record(desk: Desk, body: NewPayment) -> PaymentRecorded:
    """Record a payment, and allocate it."""
    return payments.record(desk.context, RecordPayment(**body.fields("shares"), shares=shares(body.shares)))


@does(router, "POST", "/moves", "payments.move", result_of(PaymentMoved), status=201)
def move(desk: Desk, body: Move) -> PaymentMoved:
    """Move what is unapplied of a payment to the customer it belongs to."""
    return payments.move(desk.context, MovePayment(**body.fields()))


@does(router, "POST", "/refunds", "payments.refund", result_of(PaymentRefunded), status=201)
def refund(desk: Desk, body: Refund) -> PaymentRefunded:
    """Pay unapplied money of a payment back."""
    return payments.refund(desk.context, RefundPayment(**body.fields()))


def _shown(row: payment_reports.PaymentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "reference": row.reference,
        "customer_number": row.customer_number,
        "customer_name": row.customer_name,
        "received_on": row.received_on,
        "method": row.method,
        "currency": row.currency,
        "amount": plain.amount(row.amount, row.currency),
        "unapplied": plain.amount(row.unapplied, row.currency),
        "payer_name": row.payer_name,
        "text": row.text,
        "state": row.state,
    }
