"""Estimates: what customers are offered, whether they accept, and the invoice that comes of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import estimates
from quittance.actions.estimates import (
    AcceptEstimate,
    ConvertEstimate,
    DeclineEstimate,
    EditEstimate,
    EstimateConverted,
    EstimateKept,
    MarkSent,
    WriteEstimate,
)
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.documents import Label, Said
from quittance.api.drafts import DraftCharge, DraftLine, Version
from quittance.api.kinds import (
    AmountShown,
    Cursor,
    Day,
    DayShown,
    Given,
    IdShown,
    Limit,
    MomentShown,
    Number,
    Search,
    Shown,
    Text,
)
from quittance.api.lines import charges, lines
from quittance.reports import estimates as reports
from quittance.reports.page import Wanted
from quittance.rules.draft import Content

router = Router()

State = Literal["open", "sent", "accepted", "declined", "expired", "invoiced"]
Who = Annotated[str, Field(max_length=200, description="Who has decided, at the customer.")]


class NewEstimate(Said):
    """What is offered; the invoice will say the same. `valid_until` is thirty days when left out."""

    issued_on: Day | None = None
    valid_until: Day | None = None
    terms: Text | None = None
    purchase_order: Label | None = None


class EstimateChanges(NewEstimate):
    """All that the estimate says from now on, made on the version that was read."""

    version: Version


class Nothing(Given):
    """No field."""


class Acceptance(Given):
    """When the customer has accepted, who there, and their order number."""

    on: Day | None = None
    decided_with: Who | None = None
    purchase_order: Label | None = None


class Decline(Given):
    """When the customer has declined, who there, and why."""

    on: Day | None = None
    decided_with: Who | None = None
    reason: Text | None = None


class Conversion(Given):
    """`issue` "now" issues the invoice at once; left out, it becomes a draft."""

    issue: Literal["now"] | None = None


class EstimateShown(Shown):
    """An estimate; `draft_id` and `invoice` are what it has become."""

    id: IdShown
    number: str
    version: int
    state: State
    customer_number: str
    customer_name: str
    issued_on: DayShown
    valid_until: DayShown
    currency: str
    total: AmountShown
    decided_on: DayShown | None
    decided_with: str
    reason: str
    made_by: str
    recorded_at: MomentShown
    draft_id: IdShown | None
    invoice: str


class Estimates(Shown):
    """A page of estimates; `next` is the cursor of the page behind, empty on the last."""

    rows: list[EstimateShown]
    next: str


class EstimateCard(EstimateShown):
    """An estimate with what it says and comes to."""

    terms: str
    purchase_order: str
    external_id: str
    note: str
    prices: str
    net: AmountShown
    tax: AmountShown
    lines: list[DraftLine]
    charges: list[DraftCharge]


@asks(router, "/estimates", Estimates)
def find(
    desk: Desk,
    *,
    state: State | None = None,
    search: Search = "",
    customer_number: Number | None = None,
    order: Literal["issued", "-issued", "number", "-number"] | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """List estimates, the latest first; `search` is the beginning of a number, or part of a customer's name."""
    wanted = Wanted(state or "", search, customer_number or "", order or "", cursor, limit)
    page = reports.find(desk.books, wanted, desk.today)
    return {"rows": [_shown(row) for row in page.rows], "next": page.after}


@does(router, "POST", "/estimates", "estimates.write", result_of(EstimateKept), status=201)
def write(desk: Desk, body: NewEstimate) -> EstimateKept:
    """Write an estimate under the next number of its series."""
    return estimates.write(desk.context, WriteEstimate(_content(body), body.valid_until))


@asks(router, "/estimates/{number}", EstimateCard)
def show(desk: Desk, number: Number) -> dict[str, Any]:
    """Show one estimate with its lines."""
    card = reports.card(desk.books, number, desk.today)
    content = card.content
    return {
        **{name: getattr(content, name) for name in ("terms", "purchase_order", "external_id", "note", "prices")},
        "lines": plain.of(content.lines),
        "charges": plain.of(content.charges),
        **_shown(card.row),
        "net": plain.amount(card.whole.net, card.row.currency),
        "tax": plain.amount(card.whole.tax, card.row.currency),
    }


@does(router, "PUT", "/estimates/{number}", "estimates.edit", result_of(EstimateKept))
def edit(desk: Desk, number: Number, body: EstimateChanges) -> EstimateKept:
    """Change an estimate that is not accepted, unless somebody else has meanwhile."""
    data = EditEstimate(number, body.version, _content(body, "version"), body.valid_until)
    return estimates.edit(desk.context, data)


@does(router, "POST", "/estimates/{number}/sent", "estimates.mark_sent", result_of(EstimateKept))
def mark_sent(desk: Desk, number: Number, body: Nothing) -> EstimateKept:
    """Say that the customer has the estimate."""
    return estimates.mark_sent(desk.context, MarkSent(number))


@does(router, "POST", "/estimates/{number}/accept", "estimates.accept", result_of(EstimateKept))
def accept(desk: Desk, number: Number, body: Acceptance) -> EstimateKept:
    """Record that the customer has accepted."""
    return estimates.accept(desk.context, AcceptEstimate(number, **body.fields()))


@does(router, "POST", "/estimates/{number}/decline", "estimates.decline", result_of(EstimateKept))
def decline(desk: Desk, number: Number, body: Decline) -> EstimateKept:
    """Record that the customer has declined."""
    return estimates.decline(desk.context, DeclineEstimate(number, **body.fields()))


@does(router, "POST", "/estimates/{number}/convert", "estimates.convert", result_of(EstimateConverted), status=201)
def convert(desk: Desk, number: Number, body: Conversion) -> EstimateConverted:
    """Make an accepted estimate a draft, or an invoice at once."""
    return estimates.convert(desk.context, ConvertEstimate(number, body.issue or ""))


def _content(body: NewEstimate, *left_out: str) -> Content:
    given = body.fields("lines", "charges", "valid_until", *left_out)
    return Content(**given, lines=lines(body.lines), charges=charges(body.charges))


def _shown(row: reports.EstimateRow) -> dict[str, Any]:
    return {
        **plain.of(row),
        "total": plain.amount(row.total, row.currency),
        "recorded_at": plain.moment(row.recorded_at),
    }
