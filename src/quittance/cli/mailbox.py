"""The mailbox at the terminal: set, tried, fetched from at once, removed."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does
from quittance.cli.inbox import mail

__all__ = ["mail"]


@does(mail, "set", "mailboxes.set")
def set_mailbox(
    desk: Desk,
    host: Annotated[str, typer.Argument(help="Such as imap.example.com.")],
    user: Annotated[str, typer.Argument(help="Who signs in, most often the address.")],
    password: Annotated[
        str,
        typer.Option(
            help="When left out the one that is known, or a token where this server prints them.",
            envvar="QUITTANCE_MAILBOX_PASSWORD",
        ),
    ] = "",
    folder: Annotated[str, typer.Option(help="As the server calls it.")] = "INBOX",
    security: Annotated[str, typer.Option(help="tls, starttls, or none on this machine.")] = "tls",
    port: Annotated[int, typer.Option(help="The usual one when left out.", min=0, max=65_535)] = 0,
) -> Answer:
    """Set the mailbox (IMAP) that the worker fetches mail from every five minutes."""
    from quittance.actions import mailboxes

    made = desk.do(mailboxes.set_mailbox, mailboxes.SetMailbox(host, user, password, folder, security, port))
    return of_result(made, f"Mail of {made.user} is fetched from {made.host}. Try it: quittance mail test")


@does(mail, "remove", "mailboxes.remove")
def remove(desk: Desk) -> Answer:
    """Fetch mail no more; what came stays."""
    from quittance.actions import mailboxes

    return of_result(desk.do(mailboxes.remove, mailboxes.RemoveMailbox()), "No mail is fetched any more.")


@asks(mail, "box")
def show(desk: Desk) -> Answer:
    """Show the mailbox, when it was looked at last, and what was wrong then."""
    from quittance.reports import mailbox

    desk.check("mailboxes.set")
    found = mailbox.of(desk.books)
    columns = ("host", "port", "security", "user", "folder", "checked_at", "fault")
    rows = []
    if found is not None:
        checked = moment(found.checked_at) if found.checked_at else ""
        rows = [(found.host, found.port, found.security, found.user, found.folder, checked, found.fault)]
    return Answer(columns, rows, title="Mailbox", empty="No mailbox is set up. Set it: quittance mail set HOST USER")


@asks(mail, "test")
def test(desk: Desk) -> Answer:
    """Open the mailbox at once and tell what it says."""
    from quittance.actions import mailboxes

    said = mailboxes.try_out(desk.context)
    return Answer(("what", "value"), [("answer", said)], title=said)


@asks(mail, "fetch")
def fetch(desk: Desk) -> Answer:
    """Fetch new mail at once instead of waiting for the worker."""
    from quittance.actions import mailboxes

    made = mailboxes.fetch(desk.context)
    said = f"{made.taken} new, {made.again} here before, {made.refused} not readable."
    rows = [("taken", made.taken), ("again", made.again), ("refused", made.refused), ("more", made.more)]
    return Answer(("what", "value"), rows, title=said)
