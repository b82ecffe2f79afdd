"""Files on documents, drafts and disputes, at the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quittance.cli import printed
from quittance.cli.answer import Answer, of_result
from quittance.cli.desk import Desk, asks, does

attachment = typer.Typer(name="attachment", help="Files on documents, drafts and disputes.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="Number of the document; left out with --draft or --dispute.")]
Draft = Annotated[int, typer.Option("--draft", help="Id of a draft, in place of a number.")]
Dispute = Annotated[str, typer.Option("--dispute", help="Number of a dispute, in place of a document.")]
Id = Annotated[int, typer.Argument(help="Id of the file, as the list shows it.")]


@does(attachment, "add", "attachments.add")
def add(
    desk: Desk,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="PDF, PNG, JPEG, XLSX, CSV or text.")],
    number: Number = "",
    draft: Draft = 0,
    dispute: Dispute = "",
    apart: Annotated[bool, typer.Option("--apart", help="Not with the mail, and not in the e-invoice.")] = False,
) -> Answer:
    """Attach a file to a document or draft, or to a dispute as what there is to show."""
    from quittance.actions import attachments

    place = attachments.Place(number, draft, dispute)
    made = attachments.take_bytes(desk.context, place, file.name, file.read_bytes(), with_mail=not apart)
    return of_result(made, f"{made.name} is attached.")


@asks(attachment, "list")
def listed(desk: Desk, number: Number = "", draft: Draft = 0, dispute: Dispute = "") -> Answer:
    """List the files of a document, draft or dispute."""
    from quittance.reports import attachments as reports
    from quittance.reports import disputes, drafts, links

    if dispute:
        found = reports.of_dispute(desk.books, disputes.of_number(desk.books, dispute).id)
    elif number:
        found = reports.of_document(desk.books, links.target(desk.books, number).id)
    else:
        found = reports.of_draft(desk.books, drafts.card(desk.books, draft).row.id)
    rows = [(one.id, one.name, one.media_type, one.size_bytes, one.with_mail, one.actor_name) for one in found]
    return Answer(("id", "name", "media_type", "bytes", "with_mail", "by"), rows, empty="No file is attached.")


@asks(attachment, "save")
def save(desk: Desk, id: Id, output: printed.Out = None) -> Answer:
    """Write a file as it came."""
    from quittance.reports import attachments as reports

    found = reports.one(desk.books, id)
    return printed.written(found.name, found.content, output)


@does(attachment, "mark", "attachments.mark")
def mark(
    desk: Desk,
    id: Id,
    apart: Annotated[bool, typer.Option("--apart", help="Not with the mail, and not in the e-invoice.")] = False,
) -> Answer:
    """Say whether a file goes along with the mail and into the e-invoice."""
    from quittance.actions import attachments

    made = desk.do(attachments.mark, attachments.MarkAttachment(id, not apart))
    return of_result(made, f"{made.name} goes along." if made.with_mail else f"{made.name} stays here.")


@does(attachment, "remove", "attachments.remove")
def remove(desk: Desk, id: Id) -> Answer:
    """Take a file off."""
    from quittance.actions import attachments

    made = desk.do(attachments.remove, attachments.RemoveAttachment(id))
    return of_result(made, f"{made.name} is taken off.")
