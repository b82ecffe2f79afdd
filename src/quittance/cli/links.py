"""Links at the terminal: made, listed, revoked, and noted as seen."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does

link = typer.Typer(name="link", help="Links that open one document without signing in.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="Number of the invoice, credit note or estimate.")]
Id = Annotated[int, typer.Argument(help="Id of the link.")]


@does(link, "make", "links.make")
def make(
    desk: Desk, number: Number, days: Annotated[int, typer.Option(help="How long it holds.", min=1)] = 180
) -> Answer:
    """Make a link; whoever has its address sees the document, until it ends or is revoked."""
    from quittance.actions import links

    made = desk.do(links.make, links.MakeLink(number, days))
    return of_result(made, made.url)


@asks(link, "list")
def listed(desk: Desk, number: Number) -> Answer:
    """List the links of a document, and whether the customer has seen it."""
    from quittance.actions import links
    from quittance.reports import links as reports

    desk.check("links.make")
    rows = [
        (
            *(row.id, links.url(desk.context.tenant_id, row.id), moment(row.expires_at)),
            *(moment(one) if one else "" for one in (row.revoked_at, row.viewed_at)),
            *(row.actor_name, moment(row.made_at)),
        )
        for row in reports.of(desk.books, reports.target(desk.books, number))
    ]
    columns = ("id", "url", "expires_at", "revoked_at", "viewed_at", "by", "made_at")
    return Answer(columns, rows, empty=f"None yet. Make one: quittance link make {number}")


@does(link, "revoke", "links.revoke")
def revoke(desk: Desk, id: Id) -> Answer:
    """Let a link open nothing any more."""
    from quittance.actions import links

    kept = desk.do(links.revoke, links.RevokeLink(id))
    return of_result(kept, f"The link to {kept.number} opens nothing any more.")


@does(link, "viewed", "links.view")
def viewed(desk: Desk, id: Id) -> Answer:
    """Say that the customer has seen the document."""
    from quittance.actions import links

    kept = desk.do(links.view, links.ViewLink(id))
    return of_result(kept, f"{kept.number} is seen.")
