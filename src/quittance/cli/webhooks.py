"""Webhooks at the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does

webhook = typer.Typer(name="webhook", help="Addresses that are told when cash is applied.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Its name.")]


@does(webhook, "add", "webhooks.add")
def add(
    desk: Desk,
    name: Name,
    url: Annotated[str, typer.Argument(help="Such as https://example.com/hook.")],
    secret: Annotated[
        str, typer.Option(help="Signs the messages; 16 letters or more.", envvar="QUITTANCE_WEBHOOK_SECRET")
    ],
    event: Annotated[
        list[str] | None, typer.Option(help="cash.applied, cash.undone or cash.returned; may be repeated.")
    ] = None,
) -> Answer:
    """Have an address told of events; all of them when none is named."""
    from quittance.actions import webhooks
    from quittance.rules.webhook import EVENTS

    given = webhooks.AddWebhook(name, url, tuple(event or EVENTS), secret)
    made = desk.do(webhooks.add, given)
    return of_result(made, f"{made.url} is told of {', '.join(made.events)}.")


@does(webhook, "remove", "webhooks.remove")
def remove(desk: Desk, name: Name) -> Answer:
    """Stop telling an address; messages that wait are not sent any more."""
    from quittance.actions import webhooks

    made = desk.do(webhooks.remove, webhooks.RemoveWebhook(name))
    return of_result(made, f"{made.url} is told nothing more.")


@does(webhook, "resend", "webhooks.resend")
def resend(desk: Desk, id: Annotated[int, typer.Argument(help="As `webhook log` tells it.", min=1)]) -> Answer:
    """Send a message again that failed."""
    from quittance.actions import webhooks

    made = desk.do(webhooks.resend, webhooks.ResendMessage(id))
    return of_result(made, f"{made.event} is sent to {made.webhook} again.")


@asks(webhook, "list")
def listed(desk: Desk) -> Answer:
    """List the webhooks."""
    from quittance.reports import webhooks

    desk.check("webhooks.add")
    found = webhooks.webhooks(desk.books)
    rows = [(one.name, one.url, ", ".join(one.events), moment(one.recorded_at)) for one in found]
    return Answer(("name", "url", "events", "recorded_at"), rows, title="Webhooks", empty="No webhook yet.")


@asks(webhook, "log")
def log(desk: Desk, limit: Annotated[int, typer.Option(min=1, max=200, help="At most so many rows.")] = 50) -> Answer:
    """List the latest messages and what became of them."""
    from quittance.reports import webhooks

    desk.check("webhooks.add")
    rows = [
        (one.id, one.webhook, one.event, one.state, one.attempts, one.status or "", one.fault, moment(one.recorded_at))
        for one in webhooks.deliveries(desk.books, limit)
    ]
    columns = ("id", "webhook", "event", "state", "attempts", "status", "fault", "recorded_at")
    return Answer(columns, rows, title="Messages", empty="Nothing was sent yet.")
