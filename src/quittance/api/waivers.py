"""Late interest that is given up: proposed, given by a second person, and taken back."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Router

from quittance.actions import waivers
from quittance.actions.waivers import ApproveWaiver, EndWaiver, WaiveInterest, WaiverKept
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import AmountShown, Day, DayShown, Given, Number, Reason, Shown
from quittance.reports import waivers as reports

router = Router()


class NewWaiver(Given):
    """What a document has earned through a day, today when left out, is to be given up."""

    document: Number
    reason: Reason
    through: Day | None = None


class GivenWaiver(Given):
    """The waiver of a document that waits."""

    document: Number


class EndedWaiver(Given):
    """The waiver of a document that is not given, or taken back, and why."""

    document: Number
    reason: Reason


class WaiverShown(Shown):
    """Interest that is to be given up, was given up, or no longer is; `ended` says why the last."""

    document: str
    customer_number: str
    customer_name: str
    currency: str
    interest: AmountShown
    compensation: AmountShown
    through: DayShown
    state: Literal["proposed", "given", "dropped", "ended"]
    reason: str
    ended: str
    proposed_by: str
    proposed_on: DayShown
    approved_by: str
    decided_on: DayShown | None


class Waivers(Shown):
    """The latest waivers first."""

    rows: list[WaiverShown]


@asks(router, "/interest/waivers", Waivers)
def list_waivers(
    desk: Desk,
    *,
    customer_number: Number | None = None,
    state: Literal["proposed", "given", "dropped", "ended"] | None = None,
) -> dict[str, Any]:
    """List interest that was given up or is to be, the latest first, at most 500."""
    found = reports.rows(desk.books, state or "", customer_number or "")
    return {"rows": [reports.told(one) for one in found]}


@does(router, "POST", "/interest/waivers", "interest.waive", result_of(WaiverKept), status=201)
def waive(desk: Desk, body: NewWaiver) -> WaiverKept:
    """Propose to give up what a document has earned and was not charged; a second person gives it."""
    return waivers.waive(desk.context, WaiveInterest(body.document, body.reason, body.through))


@does(router, "POST", "/interest/waivers/approve", "interest.approve_waiver", result_of(WaiverKept))
def approve_waiver(desk: Desk, body: GivenWaiver) -> WaiverKept:
    """Give up what somebody else proposed, as it is earned by what is known now."""
    return waivers.approve(desk.context, ApproveWaiver(body.document))


@does(router, "POST", "/interest/waivers/end", "interest.end_waiver", result_of(WaiverKept))
def end_waiver(desk: Desk, body: EndedWaiver) -> WaiverKept:
    """Do not give a waiver, or take it back: its interest is charged again."""
    return waivers.end(desk.context, EndWaiver(body.document, body.reason))
