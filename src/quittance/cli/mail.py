"""Mail: a document sent to its customer, what became of it, and a message to try the mail server."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does
from quittance.cli.printed import document

top = typer.Typer()

Number = Annotated[str, typer.Argument(help="Number of the invoice, credit note or estimate.")]


@does(top, "send", "deliveries.send")
def send(
    desk: Desk,
    number: Number,
    to: Annotated[str, typer.Option(help="Address; the main contact, else the customer, when left out.")] = "",
) -> Answer:
    """Send an invoice, credit note or estimate by mail with a link; the worker does it, once."""
    from quittance.actions import deliveries

    made = desk.do(deliveries.send, deliveries.SendDocument(number, to))
    return of_result(made, f"{made.number} is queued for {made.address}.")


@asks(document, "deliveries")
def listed(desk: Desk, number: Number) -> Answer:
    """List to whom a document was sent, and what became of it."""
    from quittance.reports import deliveries

    columns = ("id", "queued_at", "address", "state", "settled_at", "fault", "message", "by")
    rows = [
        (
            *(one.id, moment(one.queued_at), one.address, one.state),
            *(moment(one.settled_at) if one.settled_at else "", one.fault, one.message, one.actor_name),
        )
        for one in deliveries.of_document(desk.books, number)
    ]
    return Answer(columns, rows, empty=f"Not sent yet. Send it: quittance send {number}")


@asks(top, "mail-test")
def mail_test(desk: Desk, to: Annotated[str, typer.Argument(help="Address that the message goes to.")]) -> Answer:
    """Send a short message at once, to try the settings of the mail server."""
    from quittance.actions import deliveries

    said = deliveries.try_out(desk.context, to)
    return Answer(("what", "value"), [("to", to), ("answer", said)], title=said)
