"""Promises to pay, payment plans and holds, and the policy behind them."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result
from quittance.cli.desk import Desk, asks, does

promise = typer.Typer(name="promise", help="Promises to pay, and whether they were kept.", no_args_is_help=True)
plan = typer.Typer(name="plan", help="Debts paid in parts, on days of their own.", no_args_is_help=True)
hold = typer.Typer(name="hold", help="Stops on reminders.", no_args_is_help=True)

Customer = Annotated[str, typer.Argument(help="Number of the customer.")]
OnlyCustomer = Annotated[str, typer.Option(help="Of this customer alone.", metavar="NUMBER")]
For = Annotated[list[str] | None, typer.Option("--for", help="Number of an invoice; may be repeated.")]
Total = Annotated[str, typer.Option(help="How much; all that is open and free when left out.")]
Currency = Annotated[str, typer.Option(help="The customer's when left out.")]
SaidBy = Annotated[str, typer.Option(help="Who said so.")]
Note = Annotated[str, typer.Option(help="A note.")]
Why = Annotated[str, typer.Argument(help="Why; it is kept.")]


@does(promise, "take", "promises.take")
def take(
    desk: Desk,
    customer: Customer,
    on: Annotated[str, typer.Argument(help="Day by which the money comes.", metavar="DAY")],
    amount: Total = "",
    documents: For = None,
    currency: Currency = "",
    said_by: SaidBy = "",
    note: Note = "",
) -> Answer:
    """Take a promise to pay, for invoices or for the whole account; its amount is not reminded of meanwhile."""
    from quittance.actions import promises

    data = promises.TakePromise(
        customer, desk.day(on, "on"), amount, tuple(documents or ()), currency.upper(), said_by, note
    )
    made = desk.do(promises.take, data)
    said = f"{made.number}: {made.amount} {made.currency} by {made.promised_on}; money counts until {made.deadline_on}."
    return of_result(made, said)


@does(promise, "withdraw", "promises.withdraw")
def withdraw(desk: Desk, number: Annotated[str, typer.Argument(help="Number of the promise.")], reason: Why) -> Answer:
    """Withdraw a promise that is open."""
    from quittance.actions import promises

    made = desk.do(promises.withdraw, promises.WithdrawPromise(number, reason))
    return of_result(made, f"{made.number} is withdrawn.")


@does(promise, "judge", "collecting.judge")
def judge(desk: Desk) -> Answer:
    """Judge promises and plans by what came in, as every night does."""
    from quittance.actions import collecting

    made = desk.do(collecting.judge, collecting.Judge())
    return of_result(made, f"{made.kept} kept, {made.partly_kept} partly kept, {made.broken} broken.")


@asks(promise, "list")
def promises_list(
    desk: Desk,
    state: Annotated[
        str, typer.Option(help="open, kept, partly, broken, lapsed, withdrawn, or all.", metavar="STATE")
    ] = "open",
    customer: OnlyCustomer = "",
) -> Answer:
    """List promises, the earliest promised first."""
    from quittance.reports import promises as reports

    rows = [
        (
            *(one.number, one.customer_number, one.customer_name, Amount(one.amount, one.currency), one.currency),
            *(one.promised_on, one.deadline_on, one.state, Amount(one.received, one.currency)),
            *(" ".join(one.documents) or "account", one.said_by),
        )
        for one in reports.rows(desk.books, "" if state == "all" else state, customer)
    ]
    columns = "number customer name amount currency promised_on deadline_on state received for said_by".split()
    return Answer(tuple(columns), rows, title="Promises", empty="No such promise.")


@does(plan, "agree", "plans.agree")
def agree(
    desk: Desk,
    customer: Customer,
    count: Annotated[int, typer.Option(help="Equal parts, a month apart.", min=0)] = 0,
    first_on: Annotated[str, typer.Option(help="Day of the first; in a month when left out.", metavar="DAY")] = "",
    part: Annotated[list[str] | None, typer.Option(help="DAY=AMOUNT; may be repeated, instead of --count.")] = None,
    amount: Total = "",
    documents: For = None,
    currency: Currency = "",
    said_by: SaidBy = "",
    note: Note = "",
) -> Answer:
    """Agree that debts are paid in parts; beyond the policy the plan waits for a second person."""
    from quittance.actions import plans

    pairs = [given.partition("=") for given in part or ()]
    parts = tuple(plans.InstalmentInput(desk.day(day, "part"), cash) for day, _, cash in pairs)
    data = plans.AgreePlan(
        *(customer, tuple(documents or ()), amount, count, desk.day_or_none(first_on, "first-on"), parts),
        *(currency.upper(), said_by, note),
    )
    made = desk.do(plans.agree, data)
    said = f"{made.number}: {made.amount} {made.currency} in {len(made.instalments)} parts, {made.state}"
    return of_result(made, f"{said}: {made.beyond}." if made.beyond else f"{said}.")


@does(plan, "approve", "plans.approve")
def approve(desk: Desk, number: Annotated[str, typer.Argument(help="Number of the plan.")]) -> Answer:
    """Approve a plan that somebody else agreed on."""
    from quittance.actions import plans

    made = desk.do(plans.approve, plans.ApprovePlan(number))
    return of_result(made, f"{made.number} is {made.state}.")


@does(plan, "end", "plans.end")
def end(desk: Desk, number: Annotated[str, typer.Argument(help="Number of the plan.")], reason: Why) -> Answer:
    """End a plan before its time; the original due days hold again."""
    from quittance.actions import plans

    made = desk.do(plans.end, plans.EndPlan(number, reason))
    return of_result(made, f"{made.number} is {made.state}.")


@asks(plan, "list")
def plans_list(
    desk: Desk,
    state: Annotated[str, typer.Option(help="proposed, active, kept, broken or ended.", metavar="STATE")] = "",
    customer: OnlyCustomer = "",
) -> Answer:
    """List payment plans, the latest first."""
    from quittance.reports import plans as reports

    rows = [
        (
            *(one.number, one.customer_number, one.customer_name, Amount(one.amount, one.currency)),
            *(Amount(one.settled, one.currency), one.currency, len(one.instalments)),
            *(one.next.due_on if one.next else "", one.state, one.beyond),
        )
        for one in reports.rows(desk.books, state, customer)
    ]
    columns = "number customer name amount settled currency parts next_on state beyond".split()
    return Answer(tuple(columns), rows, title="Payment plans", empty="No such plan.")


@does(plan, "policy", "collecting.set_policy")
def policy(
    desk: Desk,
    promise_grace: Annotated[int, typer.Option(help="Working days after a promised day.", min=0, max=30)] = 2,
    plan_grace: Annotated[int, typer.Option(help="Working days after a part of a plan is due.", min=0, max=30)] = 3,
    answer_days: Annotated[int, typer.Option(help="Days within which a dispute is answered.", min=1, max=365)] = 14,
    months: Annotated[int, typer.Option(help="Longest plan that one person may agree on.", min=1, max=60)] = 6,
    share: Annotated[int, typer.Option(help="Least first payment in percent.", min=0, max=100)] = 10,
    most: Annotated[str, typer.Option(help="Largest plan that one person may agree on.")] = "",
) -> Answer:
    """Set the policy for promises, plans and disputes."""
    from quittance.actions import collecting

    data = collecting.SetCollectPolicy(promise_grace, plan_grace, answer_days, months, share, most)
    return of_result(desk.do(collecting.set_policy, data), "The policy is set.")


@does(hold, "place", "holds.place")
def place(
    desk: Desk,
    customer: Customer,
    reason: Why,
    document: Annotated[str, typer.Option(help="This invoice alone.", metavar="NUMBER")] = "",
    until: Annotated[str, typer.Option(help="Last day; until it is lifted when left out.", metavar="DAY")] = "",
) -> Answer:
    """Hold reminders back, for a customer or one invoice."""
    from quittance.actions import holds

    made = desk.do(holds.place, holds.PlaceHold(customer, reason, document, desk.day_or_none(until, "until")))
    return of_result(made, f"{made.document or made.customer_number} is on hold.")


@does(hold, "lift", "holds.lift")
def lift(desk: Desk, id: Annotated[int, typer.Argument(help="As `quittance hold list` shows it.", min=1)]) -> Answer:
    """Lift a hold."""
    from quittance.actions import holds

    return of_result(desk.do(holds.lift, holds.LiftHold(id)), "The hold is lifted.")


@asks(hold, "list")
def holds_list(desk: Desk, customer: OnlyCustomer = "") -> Answer:
    """List holds in force, the newest first."""
    from quittance.reports import disputes as reports

    rows = [
        (one.id, one.customer_number, one.customer_name, one.document or "all", one.reason, one.until_on, one.placed_on)
        for one in reports.holds(desk.books, desk.context.today, customer)
    ]
    columns = "id customer name document reason until_on placed_on".split()
    return Answer(tuple(columns), rows, title="Holds", empty="Nothing is on hold.")
