"""Mail that came back, at the terminal: a notification taken in, and the addresses that are to be corrected."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from quittance.cli.answer import Answer, of_result
from quittance.cli.desk import Desk, asks, does

bounce = typer.Typer(name="bounce", help="Mail that came back.", no_args_is_help=True)


@does(bounce, "take", "bounces.take_in")
def take(
    desk: Desk,
    file: Annotated[str, typer.Argument(help="The notification as it came by mail; - reads standard input.")],
) -> Answer:
    """Take a delivery status notification in and stop the addresses that it names."""
    from quittance.actions import bounces

    if file == "-":
        content = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        path = Path(file)
        if not path.is_file():
            raise typer.BadParameter(f"There is no file {file!r}.", param_hint="FILE")
        content = path.read_bytes()
    made = bounces.take_bytes(desk.context, content)
    return of_result(made, f"{len(made.stopped)} stopped, {len(made.late)} late, {len(made.unknown)} of nobody here.")


MOST_BYTES = 2 * 1024 * 1024


@asks(bounce, "list")
def listed(desk: Desk) -> Answer:
    """List the addresses that mail came back from and that nobody has corrected yet."""
    from quittance.reports import bounces

    rows = [(one.customer_number, one.customer_name, one.address) for one in bounces.to_correct(desk.books)]
    return Answer(("customer", "name", "address"), rows, empty="No address is to be corrected.")
