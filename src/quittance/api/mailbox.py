"""The mailbox that mail is fetched from: its settings, a try, and a look at once."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import mailboxes
from quittance.actions.mailboxes import MailboxKept, RemoveMailbox, SetMailbox
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of, steps
from quittance.api.kinds import PLAIN, Given, IdShown, MomentShown, Shown
from quittance.reports import mailbox as reports
from quittance.rules.refusals import NotFound

router = Router()


class GivenMailbox(Given):
    """A mailbox (IMAP); without a port it is the usual one.

    Without a password the one that is known stays, or the user signs in by a token where this server prints them.
    """

    host: Annotated[str, Field(min_length=1, max_length=255, pattern=PLAIN)]
    user: Annotated[str, Field(min_length=1, max_length=254, pattern=PLAIN)]
    password: Annotated[str, Field(max_length=500, pattern=PLAIN)] | None = None
    folder: Annotated[str, Field(max_length=200, pattern=PLAIN)] | None = None
    security: Literal["tls", "starttls", "none"] | None = None
    port: Annotated[int, Field(ge=1, le=65_535)] | None = None


class MailboxShown(Shown):
    """The mailbox without its password; `fault` is what was wrong at the last look, `checked_at` empty before one."""

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    user: str
    folder: str
    checked_at: MomentShown | None
    fault: str


class MailboxAnswer(Shown):
    """What the mailbox said."""

    said: str


class FetchAsked(Shown):
    """The job of a look."""

    job_id: IdShown


@asks(router, "/mailbox", MailboxShown, permission="mailboxes.set")
def show(desk: Desk) -> dict[str, Any]:
    """Show the mailbox."""
    found = reports.of(desk.books)
    if found is None:
        raise NotFound("No mailbox is set up.")
    names = ("host", "port", "security", "user", "folder", "fault")
    checked = plain.moment(found.checked_at) if found.checked_at else None
    return {name: getattr(found, name) for name in names} | {"checked_at": checked}


@does(router, "PUT", "/mailbox", "mailboxes.set", result_of(MailboxKept))
def set_mailbox(desk: Desk, body: GivenMailbox) -> MailboxKept:
    """Set the mailbox that mail is fetched from every five minutes."""
    return mailboxes.set_mailbox(desk.context, SetMailbox(**body.fields()))


@does(router, "DELETE", "/mailbox", "mailboxes.remove", result_of(MailboxKept))
def remove(desk: Desk) -> MailboxKept:
    """Fetch mail no more; what came stays."""
    return mailboxes.remove(desk.context, RemoveMailbox())


@steps(router, "POST", "/mailbox/test", MailboxAnswer)
def try_out(desk: Desk) -> dict[str, str]:
    """Open the mailbox at once and tell what it says."""
    return {"said": mailboxes.try_out(desk.context)}


@steps(router, "POST", "/mailbox/fetch", FetchAsked, status=202)
def fetch(desk: Desk) -> dict[str, str]:
    """Ask the worker to fetch new mail now."""
    return {"job_id": str(mailboxes.ask(desk.context))}
