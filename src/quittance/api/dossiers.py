"""Dossiers for agencies and lawyers: proposed, released by a second person, recalled or closed, costs and ZIP."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from quittance import file_answer
from quittance.actions import costs, dossiers
from quittance.actions.costs import AddCost, CostKept, RemoveCost
from quittance.actions.dossiers import (
    CloseDossier,
    DossierKept,
    DropDossier,
    ProposeDossier,
    RecallDossier,
    ReleaseDossier,
)
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    PLAIN,
    AmountShown,
    Code,
    Day,
    DayShown,
    Decimal,
    Given,
    Id,
    IdShown,
    Number,
    Reason,
    Shown,
    Text,
)
from quittance.reports import dossier_file
from quittance.reports import dossiers as reports
from quittance.rules import dossiers as rules
from quittance.rules import money

router = Router()
ZIP = (file_answer.ZIP,)

State = Literal["proposed", "released", "recalled", "closed", "dropped"]
Kind = Literal["agency", "lawyer"]
CostKind = Literal["agency", "lawyer", "court", "bailiff", "enquiry", "other"]
Receiver = Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)]


class NewDossier(Given):
    """Debts for an agency or a lawyer: those of documents, or all that is late when none is named."""

    customer_number: Number
    receiver_kind: Kind
    receiver: Receiver
    documents: Annotated[list[Number], Field(max_length=rules.MOST_DEBTS)] = []
    currency: Code | None = None
    reference: Annotated[str, Field(max_length=100, pattern=PLAIN)] | None = None
    note: Annotated[str, Field(max_length=500, pattern=PLAIN)] | None = None


class DossierReason(Given):
    """Why; it is kept."""

    reason: Reason


class DossierEnded(DossierReason):
    """Why it comes back, or what came of it; `collected_through` is the last day of interest that they collected."""

    collected_through: Day | None = None


class NewCost(Given):
    """A cost of a dossier, in its currency when none is named; `charge` has the customer bear it, by an invoice.

    A cost in another currency is our own.
    """

    kind: CostKind
    amount: Decimal
    incurred_on: Day | None = None
    note: Text | None = None
    charge: bool = False
    currency: Code | None = None


class DossierShown(Shown):
    """A dossier; `left` is what is still open of its debts now, `digest` the SHA-256 of the ZIP."""

    number: str
    customer_number: str
    customer_name: str
    currency: str
    receiver_kind: Kind
    receiver: str
    reference: str
    note: str
    state: State
    through_on: DayShown
    proposed_on: DayShown
    proposer: str
    released_on: DayShown | None
    releaser: str
    ended_on: DayShown | None
    reason: str
    collected_through_on: DayShown | None
    digest: str
    debts: int
    left: AmountShown
    open: AmountShown
    credit: AmountShown
    disputed: AmountShown
    interest: AmountShown
    compensation: AmountShown
    total: AmountShown


class Dossiers(Shown):
    """Dossiers, the latest first."""

    rows: list[DossierShown]


class ClaimShown(Shown):
    """What is claimed of one document; `open` is what is owed of `amount`."""

    document: str
    kind: str
    issued_on: DayShown
    due_on: DayShown
    amount: AmountShown
    open: AmountShown
    disputed: AmountShown
    interest: AmountShown
    compensation: AmountShown
    total: AmountShown


class CostShown(Shown):
    """A cost; `document` charged it to the customer, "" is our own; `recovered` is the money that came in for it."""

    id: IdShown
    kind: CostKind
    currency: str
    amount: AmountShown
    incurred_on: DayShown
    note: str
    document: str
    actor_name: str
    recovered: AmountShown


class CameShown(Shown):
    """What has met a document of the dossier since it was handed over; `reference` names the payment or the credit."""

    document: str
    on: DayShown
    kind: str
    reference: str
    amount: AmountShown


class DossierWhole(DossierShown):
    """A dossier with its claims and costs: as they stand today while it waits, else as they were handed over.

    `came` is what paid its debts down since it was handed over, `waiting` the credit that the customer has to use.
    `fees`, a part of what is `open`, are fees and collection costs that were charged; their claims are of kind cost.
    """

    fees: AmountShown

    claims: list[ClaimShown]
    costs: list[CostShown]
    came: list[CameShown]
    waiting: AmountShown


@asks(router, "/dossiers", Dossiers)
def list_dossiers(
    desk: Desk,
    *,
    state: Literal["live", "proposed", "released", "recalled", "closed", "dropped"] | None = None,
    customer_number: Number | None = None,
) -> dict[str, Any]:
    """List dossiers, the latest first."""
    return {"rows": [reports.told(one) for one in reports.rows(desk.books, state or "", customer_number or "")]}


@does(router, "POST", "/dossiers", "dossiers.propose", result_of(DossierKept), status=201)
def propose(desk: Desk, body: NewDossier) -> DossierKept:
    """Propose a dossier; nothing is handed over before a second person releases it."""
    given = body.fields("documents", "currency")
    data = ProposeDossier(**given, documents=tuple(body.documents), currency=(body.currency or "").upper())
    return dossiers.propose(desk.context, data)


@asks(router, "/dossiers/{number}", DossierWhole)
def show(desk: Desk, number: Number) -> dict[str, Any]:
    """Show a dossier with its claims and costs."""
    found = reports.card(desk.books, number, desk.today)
    code = found.row.currency
    return {
        **reports.told(found.row),
        **{name: money.write(getattr(found.sums, name), code) for name in ("credit", "disputed", "interest")},
        **{name: money.write(getattr(found.sums, name), code) for name in ("compensation", "total")},
        "open": money.write(found.sums.owed, code),
        "fees": money.write(found.sums.costs, code),
        "claims": [reports.claim_told(one, code) for one in found.claims],
        **reports.money_told(found),
    }


@asks(router, "/dossiers/{number}/zip", None, media=ZIP)
def zipped(desk: Desk, number: Number) -> HttpResponse:
    """Give the ZIP of a dossier: as it was handed over, or as it would be now while it waits."""
    content = dossiers.kept(desk.context, number)
    return file_answer.of(content, file_answer.ZIP, dossier_file.file_name(number))


@does(router, "POST", "/dossiers/{number}/release", "dossiers.release", result_of(DossierKept))
def release(desk: Desk, number: Number) -> DossierKept:
    """Hand a dossier over that somebody else proposed; the account is held until it is recalled."""
    return dossiers.release(desk.context, ReleaseDossier(number))


@does(router, "POST", "/dossiers/{number}/drop", "dossiers.drop", result_of(DossierKept))
def drop(desk: Desk, number: Number, body: DossierReason) -> DossierKept:
    """Drop a dossier that waits."""
    return dossiers.drop(desk.context, DropDossier(number, body.reason))


@does(router, "POST", "/dossiers/{number}/recall", "dossiers.recall", result_of(DossierKept))
def recall(desk: Desk, number: Number, body: DossierEnded) -> DossierKept:
    """Take a dossier back; the account is reminded again, and interest is charged again where it stopped."""
    return dossiers.recall(desk.context, RecallDossier(number, body.reason, body.collected_through))


@does(router, "POST", "/dossiers/{number}/close", "dossiers.close", result_of(DossierKept))
def close(desk: Desk, number: Number, body: DossierEnded) -> DossierKept:
    """Close a dossier that its receiver is done with; what they collected of interest is never charged here."""
    return dossiers.close(desk.context, CloseDossier(number, body.reason, body.collected_through))


@does(router, "POST", "/dossiers/{number}/costs", "costs.add", result_of(CostKept), status=201)
def add_cost(desk: Desk, number: Number, body: NewCost) -> CostKept:
    """Record what pursuing a dossier has cost: our own, or charged to the customer."""
    return costs.add(desk.context, AddCost(number, **body.fields()))


@does(router, "POST", "/dossiers/{number}/costs/{cost_id}/remove", "costs.remove", result_of(CostKept))
def remove_cost(desk: Desk, number: Number, cost_id: Id) -> CostKept:
    """Take a cost back that was recorded by mistake."""
    return costs.remove(desk.context, RemoveCost(number, cost_id))
