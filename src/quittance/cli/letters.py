"""Registered post at the terminal: letters given to the post, and what became of them."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, of_result
from quittance.cli.desk import Desk, asks, does

letter = typer.Typer(name="letter", help="Letters by registered post.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(help="As `quittance dunning log` shows it.", min=1)]
On = Annotated[str, typer.Option(help="The day; today when left out.", metavar="DAY")]


@does(letter, "post", "letters.post")
def post(
    desk: Desk,
    id: Id,
    tracking: Annotated[str, typer.Argument(help="The tracking number.")],
    carrier: Annotated[str, typer.Option(help="Who carries it.")] = "",
    on: On = "",
) -> Answer:
    """Log that a letter was given to the post."""
    from quittance.actions import letters as verbs

    made = desk.do(verbs.post, verbs.PostLetter(id, tracking, carrier, desk.day_or_none(on, "on")))
    return of_result(made, f"The letter to {made.customer_number} is under way: {made.tracking}.")


@does(letter, "settle", "letters.settle")
def settle(
    desk: Desk,
    id: Id,
    state: Annotated[str, typer.Argument(help="delivered or returned.")],
    on: On = "",
    proof: Annotated[str, typer.Option(help="Who signed, or where the receipt is.")] = "",
) -> Answer:
    """Log that a letter was delivered or came back."""
    from quittance.actions import letters as verbs

    made = desk.do(verbs.settle, verbs.SettleLetter(id, state, desk.day_or_none(on, "on"), proof))
    return of_result(made, f"The letter to {made.customer_number} is {made.state} since {made.ended_on}.")


@does(letter, "correct", "letters.correct")
def correct(
    desk: Desk,
    id: Id,
    reason: Annotated[str, typer.Argument(help="Why; it is kept.")],
    tracking: Annotated[str, typer.Option(help="Tracking number.")] = "",
    carrier: Annotated[str | None, typer.Option(help="Who carries it.")] = None,
    posted_on: Annotated[str, typer.Option(help="Day of posting.", metavar="DAY")] = "",
    state: Annotated[str, typer.Option(help="under_way, delivered or returned.")] = "",
    on: Annotated[str, typer.Option(help="Day on which it arrived or came back.", metavar="DAY")] = "",
    proof: Annotated[str | None, typer.Option(help="Who signed, or where the receipt is.")] = None,
) -> Answer:
    """Put a slip in the log of a letter right; what is left out stays, and the trail keeps what it said."""
    from quittance.actions import letters as verbs

    data = verbs.CorrectLetter(
        *(id, reason, tracking, carrier, desk.day_or_none(posted_on, "posted-on"), state),
        *(desk.day_or_none(on, "on"), proof),
    )
    made = desk.do(verbs.correct, data)
    return of_result(made, f"The log of the letter to {made.customer_number} is put right: {made.state}.")


@asks(letter, "list")
def listed(
    desk: Desk,
    state: Annotated[str, typer.Option(help="under_way, delivered or returned.", metavar="STATE")] = "",
    customer: Annotated[str, typer.Option(help="To this customer alone.", metavar="NUMBER")] = "",
) -> Answer:
    """List letters by registered post, the latest first."""
    from quittance.reports import letters as reports

    rows = [
        (
            *(one.reminder_id, one.number, one.customer_number, one.customer_name, one.carrier, one.tracking),
            *(one.posted_on, one.state, one.ended_on, one.proof),
        )
        for one in reports.rows(desk.books, state, customer)
    ]
    columns = "id number customer name carrier tracking posted_on state ended_on proof".split()
    return Answer(tuple(columns), rows, title="Registered post", empty="No letter went by registered post.")
