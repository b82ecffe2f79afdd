"""Disputes: opened, moved on, resolved; their root causes, and what is held back."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result, plain_of
from quittance.cli.desk import Desk, asks, does

dispute = typer.Typer(name="dispute", help="Parts of debts that customers say they do not owe.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="Number of the dispute.")]
Owner = Annotated[str, typer.Option(help="Who looks after it.")]
AnswerBy = Annotated[str, typer.Option(help="Day until which it is answered.", metavar="DAY")]
Evidence = Annotated[str, typer.Option(help="What there is to show.")]
REASONS = "freight, discount, damage, price, quantity, order, duplicate, service or unknown."


@does(dispute, "open", "disputes.open")
def open_dispute(
    desk: Desk,
    document: Annotated[str, typer.Argument(help="Number of the invoice.")],
    reason: Annotated[str, typer.Argument(help=REASONS)],
    amount: Annotated[str, typer.Option(help="How much; the line, or all that is open, when left out.")] = "",
    line: Annotated[int, typer.Option(help="The line it is about.", min=0)] = 0,
    instalment: Annotated[int, typer.Option(help="The first that is open when left out.", min=0)] = 0,
    owner: Owner = "",
    answer_by: AnswerBy = "",
    said_by: Annotated[str, typer.Option(help="Who said so.")] = "",
    evidence: Evidence = "",
) -> Answer:
    """Open a dispute; its amount is not reminded of until it is resolved."""
    from quittance.actions import disputes

    data = disputes.OpenDispute(
        *(document, reason, amount, line, instalment, owner, desk.day_or_none(answer_by, "answer-by")),
        *(said_by, evidence),
    )
    made = desk.do(disputes.open_dispute, data)
    said = f"{made.number}: {made.amount} {made.currency} of {made.document} is disputed"
    return of_result(made, f"{said}; {made.owner} answers by {made.answer_by}.")


@does(dispute, "move", "disputes.move")
def move(
    desk: Desk,
    number: Number,
    state: Annotated[str, typer.Option(help="new, review or waiting.")] = "",
    owner: Owner = "",
    reason: Annotated[str, typer.Option(help=REASONS)] = "",
    answer_by: AnswerBy = "",
    told: Annotated[str, typer.Option(help="What the customer reads.")] = "",
    evidence: Evidence = "",
) -> Answer:
    """Move a dispute on; what is left out stays."""
    from quittance.actions import disputes

    day = desk.day_or_none(answer_by, "answer-by")
    made = desk.do(disputes.move, disputes.MoveDispute(number, state, owner, reason, day, told, evidence))
    return of_result(made, f"{made.number}: {made.state}, with {made.owner} until {made.answer_by}.")


@does(dispute, "propose", "disputes.propose")
def propose(
    desk: Desk,
    number: Number,
    way: Annotated[str, typer.Argument(help="credit, rebill, write_off, reject or settled.")],
    resolution: Annotated[str, typer.Argument(help="Why.")],
    amount: Annotated[str, typer.Option(help="Less than all of it.")] = "",
) -> Answer:
    """Propose how a dispute should end, such as a write-off, for whoever may decide it."""
    from quittance.actions import proposals

    made = desk.do(proposals.propose, proposals.ProposeResolution(number, resolution, way, amount))
    return of_result(made, f"{made.number}: {made.way} of {made.amount} {made.currency} waits for a decision.")


@does(dispute, "resolve", "disputes.resolve")
def resolve(
    desk: Desk,
    number: Number,
    way: Annotated[str, typer.Argument(help="credit, rebill, write_off, reject or settled.")],
    resolution: Annotated[str, typer.Argument(help="What was decided, and why.")],
    amount: Annotated[str, typer.Option(help="Less than all of it; the rest is rejected.")] = "",
    owner: Owner = "",
    rebill_amount: Annotated[str, typer.Option(help="Total of the new invoice; as credited when left out.")] = "",
    purchase_order: Annotated[str, typer.Option(help="Order number on the new invoice.")] = "",
) -> Answer:
    """Resolve a dispute: by a credit note, a new invoice, a write-off, a rejection, or as settled otherwise."""
    from quittance.actions import disputes

    data = disputes.ResolveDispute(number, resolution, way, amount, owner, rebill_amount, purchase_order)
    made = desk.do(disputes.resolve, data)
    papers = " and ".join(one for one in (made.credit_number, made.rebill_number) if one)
    left = f"; {made.unapplied} {made.currency} of it is left to use" if made.unapplied else ""
    return of_result(made, f"{made.number} is resolved{f' by {papers}' if papers else ''}{left}.")


@does(dispute, "withdraw", "disputes.withdraw")
def withdraw(desk: Desk, number: Number, reason: Annotated[str, typer.Argument(help="Why; it is kept.")]) -> Answer:
    """Withdraw a dispute that was none; nothing is posted."""
    from quittance.actions import disputes

    made = desk.do(disputes.withdraw, disputes.WithdrawDispute(number, reason))
    return of_result(made, f"{made.number} is withdrawn.")


@asks(dispute, "list")
def disputes_list(
    desk: Desk,
    state: Annotated[str, typer.Option(help="open, new, review, waiting, resolved, or all.", metavar="STATE")] = "open",
    customer: Annotated[str, typer.Option(help="Of this customer alone.", metavar="NUMBER")] = "",
) -> Answer:
    """List disputes, the one whose clock ends first at the top."""
    from quittance.reports import disputes as reports

    rows = [
        (
            *(one.number, one.customer_number, one.document, Amount(one.amount, one.currency), one.currency),
            *(one.reason, one.owner, one.state, one.opened_on, one.answer_by, one.product),
        )
        for one in reports.rows(desk.books, "" if state == "all" else state, customer)
    ]
    columns = "number customer document amount currency reason owner state opened_on answer_by product".split()
    return Answer(tuple(columns), rows, title="Disputes", empty="No such dispute.")


@asks(dispute, "causes")
def causes(
    desk: Desk,
    by: Annotated[
        str, typer.Option(help="reason, customer, product, rep (who looks after it) or site (its city).")
    ] = "reason",
    since: Annotated[str, typer.Option(help="First day; a year ago when left out.", metavar="DAY")] = "",
) -> Answer:
    """Show what disputes and deductions are about, the most money first."""
    from quittance.reports import disputes as reports

    today = desk.context.today
    first = desk.day_or_none(since, "since") or today - datetime.timedelta(days=365)
    base = desk.currency
    rows = [
        (one.name, one.count, Amount(one.amount, base), Amount(one.lost, base), one.days)
        for one in reports.causes(desk.books, by, first, today)
    ]
    return Answer(("name", "count", "amount", "lost", "days"), rows, title=f"Root causes since {first}, in {base}")


@asks(dispute, "held")
def held(
    desk: Desk,
    customer: Annotated[str, typer.Option(help="Of this customer alone.", metavar="NUMBER")] = "",
) -> Answer:
    """Show how much of which documents is held back from reminders today, by which rule and why."""
    from quittance.reports import held_back, holding

    found = held_back.rows(desk.books, desk.context.today, customer)
    rows = [
        (
            *(one.customer_number, one.customer_name, one.document, holding.RULES[one.rule], one.source),
            *(Amount(one.amount, one.currency), one.currency),
        )
        for one in found
    ]
    return Answer(
        tuple("number name document rule by amount currency".split()),
        rows,
        lambda: {"rows": [plain_of(held_back.told(one)) for one in found]},
        title="Held back today",
        empty="Nothing is held back.",
    )
