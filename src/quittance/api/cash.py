"""Cash application: bank lines applied, set aside, taken back and returned; rules, policy, memory, deductions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import BaseModel, Field

from quittance.actions import cash, cash_calibration, cash_learning, cash_policy, deductions, matching_runs
from quittance.actions.cash import ApplyLine, LineApplied, LinePassed, LineReturned, LineUndone, Part
from quittance.actions.cash_calibration import Refit, Refitted
from quittance.actions.cash_learning import ForgetPayer, PayerForgotten
from quittance.actions.cash_policy import AddRule, PolicySet, RemoveRule, RuleKept, SetPolicy
from quittance.actions.deductions import AssignDeduction, DeductionAssigned, DeductionResolved, ResolveDeduction
from quittance.actions.matching_runs import AskMatch, MatchAsked
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    MOST_SHARES,
    AmountShown,
    Day,
    DayShown,
    Decimal,
    DecimalOrNothing,
    Given,
    Id,
    IdShown,
    MomentShown,
    Name,
    Number,
    Reason,
    Reference,
    SignedDecimal,
    Text,
)
from quittance.reports import cash as cash_reports
from quittance.reports import cash_reliability
from quittance.reports import matching_runs as run_reports

router = Router()

Probability = Annotated[str, Field(pattern=r"^(1(\.0{1,6})?|0(\.[0-9]{1,6})?)$", description="Such as 0.995.")]
Account = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9 /.-]*$")]
Owner = Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")]
RuleName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")]


class GivenPart(Given):
    """What the payment does to one document, in the document's currency.

    `amount` is cash, below zero for a credit note that is netted; `adjustment` closes more without cash, and `kind`
    says why. A deduction leaves its amount open, with a `reason`.
    """

    document: Number
    amount: SignedDecimal | None = None
    adjustment: Decimal | None = None
    kind: Literal["discount", "charge", "rounding", "fx", "deduction"] | None = None
    reason: Literal["freight", "discount", "damage", "price", "fees", "unknown"] | None = None


class GivenApplication(Given):
    """Who paid (nobody known yet when left out) and what; the rest stays unapplied."""

    customer_number: Number | None = None
    parts: Annotated[list[GivenPart], Field(max_length=MOST_SHARES)] = []
    remember: bool = True


class Chosen(Given):
    """The lines to compare; all open ones when left out."""

    line_ids: Annotated[list[Id], Field(max_length=MOST_SHARES)] = []


class SetAside(Given):
    """Why the line is no matter of receivables, and the ledger account it belongs to."""

    reason: Reason
    account_code: Annotated[str, Field(max_length=32, pattern=r"^[^\x00-\x1f\x7f]*$")] | None = None


class TakenBack(Given):
    """The reason, which is kept."""

    reason: Reason


class GivenReturn(Given):
    """The payment that the bank returned."""

    reference: Reference
    reason: Text | None = None


class GivenPolicy(Given):
    """How far matches post unseen, and what may be let go; amounts in the company's currency."""

    auto_post: bool
    threshold: Probability | None = None
    most: DecimalOrNothing | None = None
    charge_limit: Decimal | None = None
    grace_days: Annotated[int, Field(ge=0, le=60)] | None = None
    auto_return: bool | None = None
    return_fee: Decimal | None = None


class GivenRule(Given):
    """Lines whose text contains something or that come from an account: whose they are, or which account takes them."""

    name: RuleName
    text_contains: Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")] | None = None
    payer_account: Account | None = None
    customer_number: Number | None = None
    account_code: Annotated[str, Field(max_length=32, pattern=r"^[^\x00-\x1f\x7f]*$")] | None = None
    position: Annotated[int, Field(ge=1, le=10_000)] | None = None


class GivenResolution(Given):
    """What was decided and why.

    `way` is credit (a credit note closes it), write_off, reject (charged back: the amount stays open) or settled.
    """

    resolution: Reason
    way: Literal["credit", "write_off", "reject", "settled"] | None = None
    owner: Owner | None = None


class GivenOwner(Given):
    """Who looks after a deduction, why it was taken, until when it is answered; what is left out stays."""

    owner: Owner | None = None
    reason: Literal["freight", "discount", "damage", "price", "fees", "unknown"] | None = None
    answer_by: Day | None = None


class HabitShown(BaseModel):
    """An account or a folded name that pays for a customer."""

    id: IdShown
    kind: str
    value: str
    customer_number: str
    customer_name: str
    seen: int
    last_on: DayShown
    source: str


class Memory(BaseModel):
    """What confirmed payments have taught, the latest first."""

    rows: list[HabitShown]


class RuleShown(BaseModel):
    """A rule in its place."""

    position: int
    name: Name
    text_contains: str
    payer_account: str
    what: str
    customer_number: str
    account_code: str


class Rules(BaseModel):
    """Rules in the order in which they are asked."""

    rows: list[RuleShown]


class DeductionShown(BaseModel):
    """A part of an invoice that was left out."""

    id: IdShown
    customer_number: str
    customer_name: str
    document: str
    currency: str
    amount: AmountShown
    reason: str
    owner: str
    state: str
    opened_on: DayShown
    answer_by: DayShown | None
    resolution: str
    way: str
    credit_number: str
    open: AmountShown


class Deductions(BaseModel):
    """Deductions, the oldest first."""

    rows: list[DeductionShown]


class RunShown(BaseModel):
    """A run of matching: counts of lines; `refused` could not be posted and are proposed instead."""

    id: IdShown
    job_id: IdShown
    state: Literal["queued", "running", "done", "failed"]
    done_lines: int
    total_lines: int
    lines: int
    posted: int
    proposed: int
    nothing: int
    set_aside: int
    refused: int
    returned: int
    fault: str
    actor_name: str
    recorded_at: MomentShown


class RefitShown(BaseModel):
    """A refit: over how many outcomes, how many of them right, the calibration error before and after it."""

    outcomes: int
    right: int
    error_before: str
    error_after: str
    actor_name: str
    recorded_at: MomentShown


class RatesShown(BaseModel):
    """The four figures that belong together, over everything decided; value in the company's currency.

    `judged` proposals met a decision, `judged_right` of them were right as a whole where `promised` was their mean
    probability; `calibration_error` (expected) and `brier` are decimal text, smaller is better. `refit` is the
    correction of the probabilities by the company's own outcomes, null while there has been none.
    """

    currency: str
    payments: int
    posted: int
    lines: int
    posted_lines: int
    value: AmountShown
    posted_value: AmountShown
    undone: int
    judged: int
    judged_right: int
    promised: str
    calibration_error: str
    brier: str
    refit: RefitShown | None


@does(router, "POST", "/cash/match", "matching.propose", result_of(MatchAsked), status=202)
def match(desk: Desk, body: Chosen) -> MatchAsked:
    """Have the worker compare open lines (all, or those named) with what is owed.

    What is sure is posted, the rest proposed; `GET /cash/runs/{run_id}` tells how far it is.
    """
    return matching_runs.ask(desk.context, AskMatch(tuple(body.line_ids)))


@does(router, "POST", "/bank-lines/{line_id}/apply", "cash.apply", result_of(LineApplied))
def apply_line(desk: Desk, line_id: Id, body: GivenApplication) -> LineApplied:
    """Apply a bank line to what it pays."""
    parts = tuple(Part(**part.fields()) for part in body.parts)
    given = ApplyLine(line_id, body.customer_number or "", parts, "changed", remember=body.remember)
    return cash.apply_line(desk.context, given)


@does(router, "POST", "/bank-lines/{line_id}/pass", "cash.pass_over", result_of(LinePassed))
def pass_over(desk: Desk, line_id: Id, body: SetAside) -> LinePassed:
    """Set a bank line aside."""
    return cash.pass_over(desk.context, cash.PassLine(line_id, **body.fields()))


@does(router, "POST", "/bank-lines/{line_id}/undo", "cash.undo", result_of(LineUndone))
def undo(desk: Desk, line_id: Id, body: TakenBack) -> LineUndone:
    """Take back everything a bank line has become."""
    return cash.undo(desk.context, cash.UndoLine(line_id, body.reason))


@does(router, "POST", "/bank-lines/{line_id}/return", "cash.return_payment", result_of(LineReturned))
def return_payment(desk: Desk, line_id: Id, body: GivenReturn) -> LineReturned:
    """Reopen what a returned payment had paid."""
    return cash.return_payment(desk.context, cash.ReturnLine(line_id, **body.fields()))


@does(router, "PUT", "/cash/policy", "cash.set_policy", result_of(PolicySet))
def set_policy(desk: Desk, body: GivenPolicy) -> PolicySet:
    """Set how far matches post by themselves."""
    return cash_policy.set_policy(desk.context, SetPolicy(**body.fields()))


@does(router, "POST", "/cash/rules", "cash.add_rule", result_of(RuleKept), status=201)
def add_rule(desk: Desk, body: GivenRule) -> RuleKept:
    """Add a rule that is asked before the engine."""
    return cash_policy.add_rule(desk.context, AddRule(**body.fields()))


@does(router, "DELETE", "/cash/rules/{name}", "cash.remove_rule", result_of(RuleKept))
def remove_rule(desk: Desk, name: RuleName) -> RuleKept:
    """Remove a rule."""
    return cash_policy.remove_rule(desk.context, RemoveRule(name))


@does(router, "POST", "/cash/refit", "cash.refit", result_of(Refitted))
def refit(desk: Desk) -> Refitted:
    """Refit the probabilities of matching from what became of its proposals; the worker does so once a week."""
    return cash_calibration.refit(desk.context, Refit())


@does(router, "DELETE", "/cash/memory/{habit_id}", "cash.forget", result_of(PayerForgotten))
def forget(desk: Desk, habit_id: Id) -> PayerForgotten:
    """Forget that an account or name pays for a customer."""
    return cash_learning.forget(desk.context, ForgetPayer(habit_id))


@does(router, "POST", "/deductions/{deduction_id}/resolve", "deductions.resolve", result_of(DeductionResolved))
def resolve(desk: Desk, deduction_id: Id, body: GivenResolution) -> DeductionResolved:
    """Resolve a deduction: by a credit note, a write-off within the limit, a rejection, or as settled otherwise."""
    return deductions.resolve(desk.context, ResolveDeduction(deduction_id, **body.fields()))


@does(router, "POST", "/deductions/{deduction_id}/assign", "deductions.assign", result_of(DeductionAssigned))
def assign(desk: Desk, deduction_id: Id, body: GivenOwner) -> DeductionAssigned:
    """Say who looks after a deduction."""
    return deductions.assign(desk.context, AssignDeduction(deduction_id, **body.fields()))


@asks(router, "/cash/runs/{run_id}", RunShown)
def run(desk: Desk, run_id: Id) -> Any:
    """Show how far a run of matching is, and what came of it."""
    found = run_reports.run(desk.books, run_id)
    shown = {name: getattr(found, name) for name in run_reports.RunRow.__slots__}
    return shown | {"recorded_at": plain.moment(found.recorded_at)}


@asks(router, "/cash/memory", Memory)
def memory(desk: Desk) -> dict[str, Any]:
    """List which accounts and names pay for whom."""
    return {"rows": cash_reports.memory(desk.books)}


@asks(router, "/cash/rules", Rules)
def rules(desk: Desk) -> dict[str, Any]:
    """List the company's rules."""
    return {"rows": cash_reports.rules(desk.books)}


@asks(router, "/cash/rates", RatesShown)
def rates(desk: Desk) -> dict[str, Any]:
    """Show how much was posted unseen, per payment, document and value, and how much of it was taken back."""
    base, found = desk.currency, cash_reports.rates(desk.books)
    names = ("payments", "posted", "lines", "posted_lines", "undone")
    shown = {name: getattr(found, name) for name in names}
    value = {"value": plain.amount(found.value, base), "posted_value": plain.amount(found.posted_value, base)}
    known = cash_reliability.reliability_of(desk.books)
    judged = {
        "judged": known.count,
        "judged_right": known.right,
        "promised": f"{known.promised:.6f}",
        "calibration_error": f"{known.error:.6f}",
        "brier": f"{known.brier:.6f}",
    }
    last = cash_reliability.calibration(desk.books)
    fitted = last and {
        "outcomes": last.outcomes,
        "right": last.right,
        "error_before": f"{last.error_before:.6f}",
        "error_after": f"{last.error_after:.6f}",
        "actor_name": last.actor_name,
        "recorded_at": plain.moment(last.recorded_at),
    }
    return shown | value | judged | {"currency": base, "refit": fitted}


@asks(router, "/deductions", Deductions)
def list_deductions(desk: Desk, *, state: Literal["open", "resolved"] | None = None) -> dict[str, Any]:
    """List deductions, the oldest first."""
    rows = cash_reports.deductions(desk.books, state or "")
    shown: list[dict[str, Any]] = [
        {name: getattr(one, name) for name in cash_reports.DeductionRow.__slots__} for one in rows
    ]
    return {
        "rows": [one | {name: plain.amount(one[name], one["currency"]) for name in ("amount", "open")} for one in shown]
    }
