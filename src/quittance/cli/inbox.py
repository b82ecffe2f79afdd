"""Mail that comes in, at the terminal: taken in from files, read, given to a customer, accepted or dismissed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from quittance.cli.answer import Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does

inbox = typer.Typer(name="inbox", help="Mail that came, and what it proposes.", no_args_is_help=True)
mail = typer.Typer(name="mail", help="Take mail in.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(help="Of the mail, as `quittance inbox list` shows it.", min=1)]
Proposal = Annotated[int, typer.Argument(help="Its id, as `quittance inbox show` lists it.", min=1)]
MOST_BYTES = 200 * 1024 * 1024


@does(mail, "import", "inbox.take_in")
def take(
    desk: Desk,
    files: Annotated[list[str], typer.Argument(help="Mails (.eml) or boxes of them (mbox); - reads standard input.")],
) -> Answer:
    """Take mails in; those that were here before change nothing."""
    from dataclasses import replace

    from quittance.actions import inbox as verbs
    from quittance.formats import mail as mails
    from quittance.rules.refusals import Refusal

    found = [one for file in files for one in mails.split(_content(file))]
    rows = []
    refused: Refusal | None = None
    for n, content in enumerate(found, start=1):
        key = f"{desk.asked.key}:{n}" if desk.asked.key and len(found) > 1 else desk.asked.key
        try:
            made = verbs.take_bytes(replace(desk.context, key=key), content)
            note = "here before" if made.again else ""
            rows.append((str(made.id), made.customer_number, made.reason, made.proposals, note))
        except Refusal as refusal:
            if len(found) == 1:
                raise
            refused = refusal
            rows.append(("", "", "", 0, f"mail {n}: {refusal.sentence}"))
    columns = ("id", "customer", "why", "proposals", "note")
    said = f"{len(found)} mail{'' if len(found) == 1 else 's'} read."
    return Answer(columns, rows, title=said, code=1 if refused else 0)


@asks(inbox, "list")
def listed(
    desk: Desk,
    state: Annotated[str, typer.Option(help="open, unknown (nobody's yet) or done.")] = "open",
    limit: Annotated[int, typer.Option(min=1, max=200, help="At most so many rows.")] = 50,
) -> Answer:
    """List mails, the latest first, and what waits for a decision in each."""
    from quittance.reports import inbox as reports

    rows = [
        (one.id, moment(one.sent_at), one.sender, one.customer_number, one.subject, ", ".join(one.proposes))
        for one in reports.rows(desk.books, state, limit)
    ]
    columns = ("id", "sent_at", "sender", "customer", "subject", "proposes")
    return Answer(columns, rows, title="Inbox", empty="No mail here.")


@asks(inbox, "show")
def show(desk: Desk, id: Id) -> Answer:
    """Show a mail's new words, and what it proposes with the words that say so."""
    from quittance.reports import inbox as reports
    from quittance.rules import money

    found = reports.card(desk.books, id)
    rows = [
        (
            *(one.id, one.kind, one.on, money.write(one.amount, one.currency) if one.amount else "", one.currency),
            *(", ".join(one.documents), one.reason or one.address, one.state, one.words),
        )
        for one in found.proposals
    ]
    row = found.row
    whose = f"{row.customer_number} {row.customer_name}: {row.reason}" if row.customer_number else "Nobody's yet"
    lines = (f"{row.sender_name} <{row.sender}>", whose, "", found.new or "(no new words)")
    columns = ("id", "kind", "on", "amount", "currency", "documents", "about", "state", "words")
    return Answer(columns, rows, title=row.subject or "(no subject)", lines=lines, empty="It proposes nothing.")


@does(inbox, "assign", "inbox.assign")
def assign(
    desk: Desk,
    id: Id,
    customer: Annotated[str, typer.Argument(help="Number of the customer.")],
    add_contact: Annotated[bool, typer.Option("--add-contact", help="Note the sender as a contact there.")] = False,
) -> Answer:
    """Say which customer a mail is of; it is read again."""
    from quittance.actions import inbox as verbs

    made = desk.do(verbs.assign, verbs.AssignMail(id, customer, add_contact))
    return of_result(made, f"The mail is of {made.customer_number}; {made.proposals} proposals wait.")


@does(inbox, "accept", "inbox.accept")
def accept(
    desk: Desk,
    id: Id,
    proposal: Proposal,
    on: Annotated[str, typer.Option(help="Another day than the mail names.")] = "",
    amount: Annotated[str, typer.Option(help="Another amount.")] = "",
    document: Annotated[list[str] | None, typer.Option(help="Invoice it is about; may be repeated.")] = None,
    reason: Annotated[str, typer.Option(help="Another reason of a dispute.")] = "",
    email: Annotated[str, typer.Option(help="Address of the right contact.")] = "",
    name: Annotated[str, typer.Option(help="Name of the right contact.")] = "",
) -> Answer:
    """Do what a mail proposes: take the promise, open the dispute, keep the remittance and so on."""
    from quittance.actions import inbox_accept as verbs

    day = desk.day_or_none(on, "on")
    given = verbs.AcceptProposal(id, proposal, day, amount, tuple(document or ()), reason, email, name)
    made = desk.do(verbs.accept, given)
    return of_result(made, f"{made.outcome}.")


@does(inbox, "dismiss", "inbox.dismiss")
def dismiss(
    desk: Desk,
    id: Id,
    proposal: Annotated[int, typer.Option(help="Only this proposal; the whole mail when left out.", min=0)] = 0,
) -> Answer:
    """Dismiss a proposal, or put the whole mail away."""
    from quittance.actions import inbox as verbs

    made = desk.do(verbs.dismiss, verbs.DismissMail(id, proposal))
    return of_result(made, "The mail is done." if made.state == "done" else f"{made.proposals} proposals wait.")


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    path = Path(file)
    if not path.is_file():
        raise typer.BadParameter(f"There is no file {file!r}.", param_hint="FILE")
    if path.stat().st_size > MOST_BYTES:
        raise typer.BadParameter(f"The file has more than {MOST_BYTES:,} bytes.", param_hint="FILE")
    return path.read_bytes()
