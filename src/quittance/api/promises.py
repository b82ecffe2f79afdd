"""Promises to pay, payment plans and holds: what keeps money from being asked for, and the policy behind it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import collecting, holds, plans, promises
from quittance.actions.collecting import CollectPolicySet, Judge, Judged, SetCollectPolicy
from quittance.actions.collecting_policy import policy_of
from quittance.actions.holds import HoldLifted, HoldPlaced, LiftHold, PlaceHold
from quittance.actions.plans import AgreePlan, ApprovePlan, EndPlan, InstalmentInput, PlanAgreed, PlanMoved
from quittance.actions.promises import PromiseTaken, PromiseWithdrawn, TakePromise, WithdrawPromise
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    MOST_SHARES,
    AmountShown,
    Code,
    Day,
    DayShown,
    Decimal,
    DecimalOrNothing,
    Given,
    Id,
    IdShown,
    Number,
    Reason,
    Shown,
    Text,
)
from quittance.reports import disputes as hold_reports
from quittance.reports import plans as plan_reports
from quittance.reports import promises as promise_reports
from quittance.rules import plans as plan_rules

router = Router()

Documents = Annotated[list[Number], Field(max_length=MOST_SHARES, description="Numbers of invoices.")]
Said = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$", description="Who said so.")]
GraceDays = Annotated[int, Field(ge=0, le=30, description="Working days.")]


class NewPromise(Given):
    """Money that the customer will pay by a day: for documents, or for the whole account when none is named."""

    customer_number: Number
    promised_on: Day
    amount: Decimal | None = None
    documents: Documents = []
    currency: Code | None = None
    said_by: Said | None = None
    note: Text | None = None


class GivenReason(Given):
    """Why; it is kept."""

    reason: Reason


class GivenInstalment(Given):
    """One payment of a plan."""

    due_on: Day
    amount: Decimal


class NewPlan(Given):
    """Debts paid in parts: give `instalments`, or `count` equal ones a month apart from `first_on`."""

    customer_number: Number
    documents: Documents = []
    amount: Decimal | None = None
    count: Annotated[int, Field(ge=0, le=plan_rules.MOST_INSTALMENTS)] = 0
    first_on: Day | None = None
    instalments: Annotated[list[GivenInstalment], Field(max_length=plan_rules.MOST_INSTALMENTS)] = []
    currency: Code | None = None
    said_by: Said | None = None
    note: Text | None = None


class NewHold(Given):
    """A stop on reminders, for a customer or one document, through a day or until it is lifted."""

    customer_number: Number
    reason: Reason
    document: Number | None = None
    until_on: Day | None = None


class NewCollectPolicy(Given):
    """The policy; what is left out is as a new company has it. `plan_most` is in the company's currency."""

    promise_grace_days: GraceDays | None = None
    plan_grace_days: GraceDays | None = None
    answer_days: Annotated[int, Field(ge=1, le=365)] | None = None
    plan_months: Annotated[int, Field(ge=1, le=plan_rules.MOST_MONTHS)] | None = None
    plan_share_percent: Annotated[int, Field(ge=0, le=100)] | None = None
    plan_most: DecimalOrNothing | None = None


class PromiseShown(Shown):
    """A promise; no documents mean the whole account. `received` is what counted when it was judged last."""

    id: IdShown
    number: str
    customer_number: str
    customer_name: str
    currency: str
    amount: AmountShown
    received: AmountShown
    promised_on: DayShown
    deadline_on: DayShown
    documents: list[str]
    said_by: str
    note: str
    state: Literal["open", "kept", "partly", "broken", "lapsed", "withdrawn"]
    made_on: DayShown
    decided_on: DayShown | None
    actor_name: str


class Promises(Shown):
    """Promises, the earliest promised first."""

    rows: list[PromiseShown]


class CollectPolicyShown(Shown):
    """The policy: graces in working days, the clock of disputes in days, and which plans one person may agree on."""

    promise_grace_days: int
    plan_grace_days: int
    answer_days: int
    plan_months: int
    plan_share_percent: int
    plan_most: str


class PlanInstalmentShown(Shown):
    """One payment of a plan; after `deadline_on` a missing one breaks it."""

    due_on: DayShown
    amount: AmountShown
    deadline_on: DayShown


class PlanShown(Shown):
    """A payment plan; `settled` is what was paid or credited of its debts since it began."""

    id: IdShown
    number: str
    customer_number: str
    customer_name: str
    currency: str
    amount: AmountShown
    settled: AmountShown
    state: Literal["proposed", "active", "kept", "broken", "ended"]
    beyond: str
    said_by: str
    note: str
    made_on: DayShown
    actor_name: str
    approved_by: str
    documents: list[str]
    instalments: list[PlanInstalmentShown]


class Plans(Shown):
    """Payment plans, the latest first."""

    rows: list[PlanShown]


class HoldShown(Shown):
    """A hold in force; `document` "" is the whole customer."""

    id: IdShown
    customer_number: str
    customer_name: str
    document: str
    reason: str
    until_on: DayShown | None
    placed_on: DayShown
    actor_name: str


class Holds(Shown):
    """Holds in force, the newest first."""

    rows: list[HoldShown]


@asks(router, "/promises", Promises)
def list_promises(
    desk: Desk,
    *,
    state: Literal["open", "kept", "partly", "broken", "lapsed", "withdrawn"] | None = None,
    customer_number: Number | None = None,
) -> dict[str, Any]:
    """List promises to pay, the earliest promised first."""
    found = promise_reports.rows(desk.books, state or "", customer_number or "")
    rows = [
        plain.of(one) | {name: plain.amount(getattr(one, name), one.currency) for name in ("amount", "received")}
        for one in found
    ]
    return {"rows": rows}


@does(router, "POST", "/promises", "promises.take", result_of(PromiseTaken), status=201)
def take(desk: Desk, body: NewPromise) -> PromiseTaken:
    """Take a promise to pay; nobody is reminded of its amount through its deadline."""
    fields = body.fields("documents", "currency")
    data = TakePromise(**fields, documents=tuple(body.documents), currency=(body.currency or "").upper())
    return promises.take(desk.context, data)


@does(router, "POST", "/promises/{number}/withdraw", "promises.withdraw", result_of(PromiseWithdrawn))
def withdraw(desk: Desk, number: Number, body: GivenReason) -> PromiseWithdrawn:
    """Withdraw a promise that is open."""
    return promises.withdraw(desk.context, WithdrawPromise(number, body.reason))


@asks(router, "/plans", Plans)
def list_plans(
    desk: Desk,
    *,
    state: Literal["proposed", "active", "kept", "broken", "ended"] | None = None,
    customer_number: Number | None = None,
) -> dict[str, Any]:
    """List payment plans with their instalments, the latest first."""
    return {"rows": [_plan(one) for one in plan_reports.rows(desk.books, state or "", customer_number or "")]}


@does(router, "POST", "/plans", "plans.agree", result_of(PlanAgreed), status=201)
def agree(desk: Desk, body: NewPlan) -> PlanAgreed:
    """Agree on a payment plan; beyond the policy it waits for a second person."""
    parts = tuple(InstalmentInput(one.due_on, one.amount) for one in body.instalments)
    fields = body.fields("documents", "currency", "instalments")
    currency = (body.currency or "").upper()
    data = AgreePlan(**fields, documents=tuple(body.documents), instalments=parts, currency=currency)
    return plans.agree(desk.context, data)


@does(router, "POST", "/plans/{number}/approve", "plans.approve", result_of(PlanMoved))
def approve(desk: Desk, number: Number) -> PlanMoved:
    """Approve a plan that somebody else agreed on."""
    return plans.approve(desk.context, ApprovePlan(number))


@does(router, "POST", "/plans/{number}/end", "plans.end", result_of(PlanMoved))
def end(desk: Desk, number: Number, body: GivenReason) -> PlanMoved:
    """End a plan; the original due days hold again."""
    return plans.end(desk.context, EndPlan(number, body.reason))


@asks(router, "/holds", Holds)
def list_holds(desk: Desk, *, customer_number: Number | None = None) -> dict[str, Any]:
    """List holds in force, the newest first."""
    return {"rows": hold_reports.holds(desk.books, desk.today, customer_number or "")}


@does(router, "POST", "/holds", "holds.place", result_of(HoldPlaced), status=201)
def place(desk: Desk, body: NewHold) -> HoldPlaced:
    """Hold reminders back, for a customer or one document."""
    return holds.place(desk.context, PlaceHold(**body.fields()))


@does(router, "POST", "/holds/{hold_id}/lift", "holds.lift", result_of(HoldLifted))
def lift(desk: Desk, hold_id: Id) -> HoldLifted:
    """Lift a hold."""
    return holds.lift(desk.context, LiftHold(hold_id))


@asks(router, "/collecting/policy", CollectPolicyShown)
def policy(desk: Desk) -> CollectPolicySet:
    """Show the policy for promises, plans and disputes."""
    return collecting.policy_told(policy_of(desk.context), desk.currency)


@does(router, "PUT", "/collecting/policy", "collecting.set_policy", result_of(CollectPolicySet))
def set_policy(desk: Desk, body: NewCollectPolicy) -> CollectPolicySet:
    """Set the policy for promises, plans and disputes."""
    return collecting.set_policy(desk.context, SetCollectPolicy(**body.fields()))


@does(router, "POST", "/collecting/judge", "collecting.judge", result_of(Judged))
def judge(desk: Desk) -> Judged:
    """Judge promises and plans by what came in, as every night does."""
    return collecting.judge(desk.context, Judge())


def _plan(one: plan_reports.PlanRow) -> dict[str, Any]:
    shown: dict[str, Any] = plain.of(one)
    for name in ("customer_id", "made_by"):
        del shown[name]
    shown |= {name: plain.amount(getattr(one, name), one.currency) for name in ("amount", "settled")}
    shown["instalments"] = [
        {
            "due_on": part.due_on.isoformat(),
            "amount": plain.amount(part.amount, one.currency),
            "deadline_on": part.deadline_on.isoformat(),
        }
        for part in one.instalments
    ]
    return shown
