"""Statements by mail at the terminal: sent, planned, and what became of them."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does

statements = typer.Typer(name="statements", help="Statements by mail, and when they go out.", no_args_is_help=True)

Group = Annotated[bool, typer.Option(help="One paper for the customer and everybody below it.")]


@does(statements, "send", "statements.send")
def send(
    desk: Desk,
    customer: Annotated[str, typer.Argument(help="Number of the customer.")],
    until: Annotated[str, typer.Option(help="Last day; today when left out.", metavar="DAY")] = "",
    since: Annotated[str, typer.Option(help="First day, for what happened instead of what is open.")] = "",
    to: Annotated[str, typer.Option(help="Another address than the customer's.")] = "",
    group: Group = False,
) -> Answer:
    """Send a statement by mail."""
    from quittance.actions import statements as verbs

    last, first = desk.day_or_none(until, "until"), desk.day_or_none(since, "since")
    made = desk.do(verbs.send, verbs.SendStatement(customer, last, first, group, to))
    return of_result(made, f"The statement of {customer} is queued for {made.address}.")


@does(statements, "plan", "statements.plan")
def plan(
    desk: Desk,
    every: Annotated[str, typer.Argument(help="week, month, quarter or never; left out, takes the plan away.")] = "",
    customer: Annotated[str, typer.Option(help="Only for this customer; else for all without their own.")] = "",
    day: Annotated[int, typer.Option(help="Of the week (1 is Monday), or of the month (31 is its last).")] = 1,
    activity: Annotated[bool, typer.Option(help="What happened, instead of what is open.")] = False,
    group: Group = False,
) -> Answer:
    """Say when statements go out, from today on, to whoever owes something."""
    from quittance.actions import statements as verbs
    from quittance.rules.statement_plan import ACTIVITY, OPEN_ITEM

    given = verbs.PlanStatements(customer, every, day, ACTIVITY if activity else OPEN_ITEM, group)
    made = desk.do(verbs.plan, given)
    next_on = f", next on {made.next_on}" if made.next_on else ""
    return of_result(made, f"{customer or 'Everybody without a plan'}: {made.said}{next_on}.")


@does(statements, "run", "statements.run")
def run(desk: Desk) -> Answer:
    """Send what is due by the plans now; the worker does so every morning."""
    from quittance.actions import statements as verbs

    made = desk.do(verbs.run, verbs.RunStatements())
    more = " There may be more: run it again." if made.more else ""
    return of_result(made, f"{made.queued} queued, {made.held} held back.{more}")


@asks(statements, "plans")
def plans(desk: Desk) -> Answer:
    """Show by which plans statements go out; the company's is the first."""
    from quittance.reports import statement_plans as reports

    today = desk.context.today
    company = reports.of_company(desk.books, today)
    rows = [
        (row.customer_number, row.customer_name, row.said, row.plan.kind, row.plan.group, row.next_on, row.made_by)
        for row in (*((company,) if company else ()), *reports.own(desk.books, today))
    ]
    columns = ("customer", "name", "said", "kind", "group", "next_on", "made_by")
    return Answer(columns, rows, empty="No plan yet. Make one: quittance statements plan month --day 1")


@asks(statements, "sent")
def sent(
    desk: Desk,
    customer: Annotated[str, typer.Option(help="Only of this customer, by number.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 100,
) -> Answer:
    """List statements that went out or were held back, the latest first."""
    from quittance.reports import statements_sent as reports

    rows = [
        (one.customer_number, one.customer_name, one.kind, one.until, one.period_on, one.address, one.state, one.why,
         moment(one.at))
        for one in reports.latest(desk.books, customer, limit)
    ]  # fmt: skip
    columns = ("customer", "name", "kind", "until", "period_on", "address", "state", "why", "at")
    return Answer(columns, rows, empty="No statement went out yet.")
