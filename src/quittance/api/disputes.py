"""Disputes: a part of a debt that the customer says it does not owe, how far its answer is, and root causes."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import disputes, proposals
from quittance.actions.disputes import (
    DisputeMoved,
    DisputeOpened,
    DisputeResolved,
    DisputeWithdrawn,
    MoveDispute,
    OpenDispute,
    ResolveDispute,
    WithdrawDispute,
)
from quittance.actions.proposals import ProposeResolution, ResolutionProposed
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import LONG, AmountShown, Day, DayShown, Decimal, Given, IdShown, Number, Reason, Shown
from quittance.reports import disputes as reports
from quittance.reports import held_back as reports_of_held

router = Router()

MONEY = ("amount", "open", "proposed_amount")

Reasons = Literal["freight", "discount", "damage", "price", "quantity", "order", "duplicate", "service", "unknown"]
States = Literal["new", "review", "waiting", "resolved"]
Person = Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")]
Said = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Told = Annotated[str, Field(max_length=500, pattern=LONG, description="What the customer reads.")]
Evidence = Annotated[str, Field(max_length=2_000, pattern=LONG)]


class NewDispute(Given):
    """A part of a document that is disputed.

    `amount` is the line with its tax when left out, or all that is open and not disputed yet.
    """

    document: Number
    reason: Reasons
    amount: Decimal | None = None
    line: Annotated[int, Field(ge=0, le=100_000, description="The line it is about; 0 is none.")] = 0
    instalment: Annotated[int, Field(ge=0, le=1_000, description="0 is the first that is open.")] = 0
    owner: Person | None = None
    answer_by: Day | None = None
    said_by: Said | None = None
    evidence: Evidence | None = None


class GivenMove(Given):
    """How far it is and who has it; what is left out stays."""

    state: Literal["new", "review", "waiting"] | None = None
    owner: Person | None = None
    reason: Reasons | None = None
    answer_by: Day | None = None
    told: Told | None = None
    evidence: Evidence | None = None


class GivenDecision(Given):
    """What was decided and why.

    `way` is credit, rebill (credited and invoiced anew), write_off, reject (the amount stays open) or settled. What a
    credit of a smaller `amount` leaves over is rejected.
    """

    resolution: Reason
    way: Literal["credit", "rebill", "write_off", "reject", "settled"]
    amount: Decimal | None = None
    owner: Person | None = None
    rebill_amount: Decimal | None = None
    purchase_order: Annotated[str, Field(max_length=128, pattern=r"^[^\x00-\x1f\x7f]*$")] | None = None


class GivenProposal(Given):
    """How it should end and why; all of it without an `amount`."""

    resolution: Reason
    way: Literal["credit", "rebill", "write_off", "reject", "settled"]
    amount: Decimal | None = None


class GivenWhy(Given):
    """Why it is none after all; it is kept."""

    reason: Reason


class DisputeShown(Shown):
    """A dispute; `open` is what is open on its invoice's item now."""

    id: IdShown
    number: str
    customer_number: str
    customer_name: str
    document: str
    line_n: int
    product: str
    currency: str
    amount: AmountShown
    open: AmountShown
    reason: str
    owner: str
    said_by: str
    evidence: str
    told: str
    state: States
    opened_on: DayShown
    answer_by: DayShown
    resolved_on: DayShown | None
    resolution: str
    way: str
    credit_number: str
    rebill_number: str
    proposed_way: str
    proposed_amount: AmountShown
    proposal: str
    proposer: str


class Disputes(Shown):
    """Disputes, the one whose clock ends first at the top."""

    rows: list[DisputeShown]


class CauseShown(Shown):
    """Disputes and deductions of one reason, customer, product, rep or site; amounts in the company's currency.

    A rep is who looks after the customer, a site the city of its address. `lost` was credited or given up, `days` is
    the mean time to an answer.
    """

    name: str
    count: int
    amount: AmountShown
    lost: AmountShown
    days: int | None


class Causes(Shown):
    """Root causes, the most money first."""

    currency: str
    rows: list[CauseShown]


class HeldShown(Shown):
    """A part of an open item that one rule holds back.

    `source` is the number of the promise, plan or dispute, the reason of a hold, and "" for a deduction.
    """

    item_id: IdShown
    document: str
    instalment: int
    customer_number: str
    customer_name: str
    currency: str
    rule: Literal["hold", "dispute", "deduction", "plan", "promise"]
    source_id: IdShown
    source: str
    amount: AmountShown


class HeldBack(Shown):
    """Everything that nobody is reminded of today, by customer and due day."""

    rows: list[HeldShown]


@asks(router, "/disputes", Disputes)
def list_disputes(
    desk: Desk,
    *,
    state: Literal["open", "new", "review", "waiting", "resolved"] | None = None,
    customer_number: Number | None = None,
) -> dict[str, Any]:
    """List disputes, the one whose clock ends first at the top."""
    found = reports.rows(desk.books, state or "", customer_number or "")
    rows = []
    for one in found:
        shown: dict[str, Any] = plain.of(one)
        del shown["base"]
        rows.append(shown | {name: plain.amount(getattr(one, name), one.currency) for name in MONEY})
    return {"rows": rows}


@does(router, "POST", "/disputes", "disputes.open", result_of(DisputeOpened), status=201)
def open_dispute(desk: Desk, body: NewDispute) -> DisputeOpened:
    """Open a dispute; nobody is reminded of its amount until it is resolved."""
    return disputes.open_dispute(desk.context, OpenDispute(**body.fields()))


@does(router, "POST", "/disputes/{number}/move", "disputes.move", result_of(DisputeMoved))
def move(desk: Desk, number: Number, body: GivenMove) -> DisputeMoved:
    """Move a dispute on: its state, owner, clock, evidence, and what the customer reads."""
    return disputes.move(desk.context, MoveDispute(number, **body.fields()))


@does(router, "POST", "/disputes/{number}/propose", "disputes.propose", result_of(ResolutionProposed))
def propose(desk: Desk, number: Number, body: GivenProposal) -> ResolutionProposed:
    """Propose how a dispute should end, such as a write-off, for whoever may decide it."""
    return proposals.propose(desk.context, ProposeResolution(number, **body.fields()))


@does(router, "POST", "/disputes/{number}/resolve", "disputes.resolve", result_of(DisputeResolved))
def resolve(desk: Desk, number: Number, body: GivenDecision) -> DisputeResolved:
    """Resolve a dispute: by a credit note, a new invoice, a write-off, a rejection, or as settled otherwise."""
    return disputes.resolve(desk.context, ResolveDispute(number, **body.fields()))


@does(router, "POST", "/disputes/{number}/withdraw", "disputes.withdraw", result_of(DisputeWithdrawn))
def withdraw(desk: Desk, number: Number, body: GivenWhy) -> DisputeWithdrawn:
    """Withdraw a dispute that was none; nothing is posted."""
    return disputes.withdraw(desk.context, WithdrawDispute(number, body.reason))


@asks(router, "/disputes/causes", Causes)
def causes(
    desk: Desk, *, by: Literal["reason", "customer", "product", "rep", "site"] = "reason", since: Day | None = None
) -> dict[str, Any]:
    """Show what disputes and deductions of a period (a year when left out) are about, the most money first."""
    first = since or desk.today - datetime.timedelta(days=365)
    currency, found = desk.currency, reports.causes(desk.books, by, first, desk.today)
    rows = [
        plain.of(one) | {"amount": plain.amount(one.amount, currency), "lost": plain.amount(one.lost, currency)}
        for one in found
    ]
    return {"currency": currency, "rows": rows}


@asks(router, "/held-back", HeldBack)
def held_back(desk: Desk, *, customer_number: Number | None = None) -> dict[str, Any]:
    """Show what is held back today of each open item, by which rule and why, at most 5,000 rows."""
    found = reports_of_held.rows(desk.books, desk.today, customer_number or "")
    return {"rows": [reports_of_held.told(one) for one in found]}
