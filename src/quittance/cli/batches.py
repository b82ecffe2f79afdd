"""Batches at the terminal: many issued or sent, how far it is, and a way to stop."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, of_result
from quittance.cli.desk import Desk, asks, does

batch = typer.Typer(name="batch", help="Many drafts issued, many documents sent, by the worker.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(help="Id of the batch.")]


@does(batch, "start", "batches.start")
def start(
    desk: Desk,
    do: Annotated[str, typer.Argument(help="issue, send or issue_and_send.")],
    draft: Annotated[list[int] | None, typer.Option(help="Id of a draft; may be repeated.")] = None,
    number: Annotated[list[str] | None, typer.Option(help="Number of a document; may be repeated.")] = None,
    every: Annotated[str, typer.Option(help="All of a list instead: drafts or invoices.", metavar="LIST")] = "",
    state: Annotated[str, typer.Option(help="Only those of the list in this state.")] = "",
    search: Annotated[str, typer.Option(help="Only those that the list finds by this.")] = "",
    customer: Annotated[str, typer.Option(help="Only those of this customer.")] = "",
) -> Answer:
    """Have the worker issue or send many; what fails is named with what to do, and nothing is done twice."""
    from quittance.actions import batches

    given = batches.StartBatch(do, tuple(draft or ()), tuple(number or ()), every, state, search, customer)
    made = desk.do(batches.start, given)
    return of_result(made, f"{made.rows} rows. See how far it is: quittance batch show {made.id}")


@asks(batch, "show")
def show(desk: Desk, id: Id) -> Answer:
    """Show how far a batch is and what became of its rows, those that failed first."""
    from quittance.reports import batches as reports

    card = reports.card(desk.books, id)
    columns = ("n", "number", "draft_id", "customer", "state", "address", "code", "fault")
    rows = [
        (one.n, one.number, one.draft_id or "", one.name, one.state, one.address, one.code, one.fault)
        for one in reports.rows(desk.books, id)
    ]
    title = f"{card.do}, {card.state}: {card.done} of {card.total} done, {card.failed} failed, {card.left} left"
    return Answer(columns, rows, title=title)


@does(batch, "stop", "batches.stop")
def stop(desk: Desk, id: Id) -> Answer:
    """Let a batch go no further; what is done stays done."""
    from quittance.actions import batches

    made = desk.do(batches.stop, batches.StopBatch(id))
    return of_result(made, "It goes no further.")
