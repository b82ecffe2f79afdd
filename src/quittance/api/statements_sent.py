"""Statements by mail: sent, planned, and what became of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import statements
from quittance.actions.statements import (
    PlanStatements,
    RunStatements,
    SendStatement,
    StatementQueued,
    StatementsPlanned,
    StatementsRun,
)
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import Day, DayShown, Given, IdShown, MomentShown, Number, Shown, Text
from quittance.reports import statement_plans, statements_sent

router = Router()

Kind = Literal["open_item", "activity"]
MOST_SENT = 500


class StatementToSend(Given):
    """What is open on `until` (today when left out), or with `since` what happened; `group` is all below as well."""

    customer_number: Number
    until: Day | None = None
    since: Day | None = None
    group: bool = False
    address: Text | None = None


class NewStatementPlan(Given):
    """A plan of a customer, or without one of everybody who has none; `every` left out takes it away.

    `on_day` is 1 (Monday) to 7 of a week, else 1 to 31 of a month or of a quarter's first month, 31 being its last.
    """

    customer_number: Number | None = None
    every: Literal["week", "month", "quarter", "never"] | None = None
    on_day: Annotated[int, Field(ge=1, le=31)] = 1
    kind: Kind = "open_item"
    group: bool = False


class Nothing(Given):
    """No field."""


class StatementPlanShown(Shown):
    """A plan: `said` is it in words; `customer_number` is empty for the company's."""

    customer_number: str
    customer_name: str
    every: Literal["week", "month", "quarter", "never"]
    on_day: int
    kind: Kind
    group: bool
    said: str
    next_on: DayShown | None
    made_by: str


class StatementPlans(Shown):
    """The company's plan, and those of customers by number."""

    company: StatementPlanShown | None
    customers: list[StatementPlanShown]


class StatementSentShown(Shown):
    """A statement: `why` says why it was held back or has failed, `period_on` the day of the plan that it is of."""

    id: IdShown
    customer_number: str
    customer_name: str
    kind: Kind
    group: bool
    since: DayShown | None
    until: DayShown
    period_on: DayShown | None
    address: str
    state: Literal["queued", "sending", "sent", "held", "failed", "bounced", "doubtful"]
    why: str
    actor_name: str
    at: MomentShown


class StatementsSent(Shown):
    """The latest statements."""

    rows: list[StatementSentShown]


@does(router, "POST", "/statements/sent", "statements.send", result_of(StatementQueued), status=201)
def send(desk: Desk, body: StatementToSend) -> StatementQueued:
    """Send a statement by mail."""
    return statements.send(desk.context, SendStatement(**body.fields()))


@asks(router, "/statements/sent", StatementsSent)
def sent(
    desk: Desk, *, customer_number: Number | None = None, limit: Annotated[int, Field(ge=1, le=MOST_SENT)] = 100
) -> dict[str, Any]:
    """List the statements that went out or were held back, the latest first."""
    found = statements_sent.latest(desk.books, customer_number or "", limit)
    return {"rows": [{**plain.of(row), "at": plain.moment(row.at)} for row in found]}


@asks(router, "/statements/plans", StatementPlans)
def plans(desk: Desk) -> dict[str, Any]:
    """Show by which plans statements go out."""
    company = statement_plans.of_company(desk.books, desk.today)
    own = statement_plans.own(desk.books, desk.today)
    return {"company": _plan(company) if company else None, "customers": [_plan(row) for row in own]}


@does(router, "POST", "/statements/plans", "statements.plan", result_of(StatementsPlanned))
def plan(desk: Desk, body: NewStatementPlan) -> StatementsPlanned:
    """Say when statements go out, from today on."""
    given = {"customer_number": "", "every": "", **body.fields()}
    return statements.plan(desk.context, PlanStatements(**given))


@does(router, "POST", "/statements/run", "statements.run", result_of(StatementsRun))
def run(desk: Desk, body: Nothing) -> StatementsRun:
    """Send what is due by the plans now, up to 500; the worker does so every morning."""
    return statements.run(desk.context, RunStatements())


def _plan(row: statement_plans.PlanRow) -> dict[str, Any]:
    made = {name: getattr(row.plan, name) for name in ("every", "on_day", "kind", "group")}
    names = ("customer_number", "customer_name", "said", "next_on", "made_by")
    return made | {name: plain.of(getattr(row, name)) for name in names}
