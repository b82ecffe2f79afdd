"""The bank: files in, what became of them, and their lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does

bank = typer.Typer(name="bank", help="Bank files and their lines.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(help="Id of the file, as `quittance bank files` shows it.", min=1)]
Limit = Annotated[int, typer.Option(min=1, max=200, help="At most so many rows.")]
Reason = Annotated[str, typer.Option(help="Why; it is kept.", metavar="TEXT")]


@does(bank, "import", "banking.import_file")
def import_file(
    desk: Desk,
    file: Annotated[
        Path, typer.Argument(help="CAMT, MT940, BAI2, OFX, QFX, NACHA, CSV or XLSX.", exists=True, dir_okay=False)
    ],
    profile: Annotated[
        str, typer.Option(help="Profile of a CSV or XLSX file; told by its columns when left out.")
    ] = "",
) -> Answer:
    """Take a bank file in; the same file or the same movements again change nothing."""
    from quittance.actions import banking

    made = banking.import_bytes(desk.context, file.name, file.read_bytes(), profile)
    return of_result(made, _told(made))


@does(bank, "read", "banking.read_file")
def read_file(desk: Desk, id: Id, profile: Annotated[str, typer.Argument(help="Name of a saved profile.")]) -> Answer:
    """Read a table that waits unread by a profile, and take it in."""
    from quittance.actions import banking

    made = banking.read_file(desk.context, banking.ReadFile(id, profile))
    return of_result(made, _told(made))


@does(bank, "release", "banking.release")
def release(desk: Desk, id: Id, reason: Reason) -> Answer:
    """Take a quarantined file in although it does not add up."""
    from quittance.actions import banking

    made = banking.release(desk.context, banking.ReleaseFile(id, reason))
    return of_result(made, _told(made))


@does(bank, "discard", "banking.discard")
def discard(desk: Desk, id: Id, reason: Reason) -> Answer:
    """Give a quarantined or unread file up; it stays on record."""
    from quittance.actions import banking

    made = banking.discard(desk.context, banking.DiscardFile(id, reason))
    return of_result(made, f"{made.name} is discarded.")


@asks(bank, "files")
def files(desk: Desk, limit: Limit = 50) -> Answer:
    """List bank files, the latest first."""
    from quittance.reports import banking

    rows = [
        (one.id, one.name, one.format, one.state, one.lines, one.new, moment(one.recorded_at), one.actor_name)
        for one in banking.files(desk.books, limit)
    ]
    columns = ("id", "name", "format", "state", "lines", "new", "recorded_at", "by")
    return Answer(columns, rows, title="Bank files", empty="No bank file yet. Take one in: quittance bank import FILE")


@asks(bank, "lines")
def lines(
    desk: Desk,
    state: Annotated[str, typer.Option(help="open, applied or passed.")] = "",
    flow: Annotated[str, typer.Option(help="in or out.")] = "",
    search: Annotated[str, typer.Option(help="Part of the payer's name or the text.")] = "",
    limit: Limit = 50,
) -> Answer:
    """List movements, the latest first."""
    from quittance.reports import banking

    found = banking.lines(desk.books, banking.WantedLines(state, flow, search=search, limit=limit))
    columns = ("id", "booked_on", "amount", "currency", "payer", "text", "state", "payment")
    rows = [
        (
            *(one.id, one.booked_on, Amount(one.amount, one.currency), one.currency),
            *(one.payer_name, one.text[:60], one.state, one.payment),
        )
        for one in found.rows
    ]
    return Answer(columns, rows, title="Bank lines", empty="No such line.")


def _told(made: object) -> str:
    name, state = getattr(made, "name", ""), getattr(made, "state", "")
    if state == "quarantined":
        return f"{name} does not add up and waits: {' '.join(getattr(made, 'differences', ()))}"
    if state == "unread":
        return (
            f"{name} is a table and waits: no saved profile has its columns. Look at it with "
            "`quittance bank layout FILE --save NAME`, then import it again."
        )
    if getattr(made, "again", False):
        return f"{name} was here before; nothing has changed."
    return f"{name} is in: {getattr(made, 'new', 0)} of {getattr(made, 'lines', 0)} lines are new."
