"""Remittances at the terminal: taken in from a file or standard input, attached, shown beside the payment."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does

remittance = typer.Typer(name="remittance", help="What payers say a payment is for.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(help="As `quittance remittance list` shows it.", min=1)]


@does(remittance, "take", "remittances.take_in")
def take(
    desk: Desk,
    file: Annotated[str, typer.Argument(help="X12 820, remt.001, CSV, XLSX, PDF or text; - reads what is typed.")],
    line: Annotated[int, typer.Option(help="Id of the bank line that it explains; found when left out.", min=0)] = 0,
) -> Answer:
    """Take a remittance in and attach it to the bank line that it explains."""
    from quittance.actions import remittances

    made = remittances.take_bytes(desk.context, *_content(file), line)
    if made.again:
        return of_result(made, "It was here before; nothing has changed.")
    found = "attached to its bank line" if made.attached == len(made.ids) else f"{made.attached} attached"
    return of_result(made, f"{len(made.ids)} remittance(s) with {made.documents} documents, {found}.")


@does(remittance, "attach", "remittances.attach")
def attach(desk: Desk, id: Id, line: Annotated[int, typer.Argument(help="Id of the bank line.", min=1)]) -> Answer:
    """Attach a remittance to the bank line that it explains."""
    from quittance.actions import remittances

    return of_result(desk.do(remittances.attach, remittances.Attach(id, line)), "The remittance is attached.")


@does(remittance, "detach", "remittances.detach")
def detach(desk: Desk, id: Id) -> Answer:
    """Detach a remittance from its bank line; it waits again."""
    from quittance.actions import remittances

    return of_result(desk.do(remittances.detach, remittances.Detach(id)), "The remittance waits again.")


@does(remittance, "discard", "remittances.discard")
def discard(desk: Desk, id: Id) -> Answer:
    """Throw away a remittance that is attached to nothing."""
    from quittance.actions import remittances

    return of_result(desk.do(remittances.discard, remittances.Discard(id)), "The remittance is gone.")


@asks(remittance, "list")
def listed(
    desk: Desk,
    state: Annotated[str, typer.Option(help="waiting or attached; both when left out.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="At most so many rows.")] = 50,
) -> Answer:
    """List remittances, the latest first."""
    from quittance.reports import remittances

    rows = [
        (
            *(one.id, one.name, one.payer_name, one.reference, one.paid_on, Amount(one.total, one.currency)),
            *(one.currency, len(one.lines), one.line_id or "", moment(one.recorded_at)),
        )
        for one in remittances.rows(desk.books, state, limit)
    ]
    columns = "id name payer reference paid_on amount currency documents line_id recorded_at".split()
    return Answer(tuple(columns), rows, title="Remittances", empty="No such remittance.")


@asks(remittance, "show")
def show(desk: Desk, id: Id) -> Answer:
    """Show what a remittance lists, and where the payment differs from it."""
    from quittance.reports import remittances

    found = remittances.card(desk.books, id)
    code = found.row.currency
    differing = {one.document: one for one in found.differences}
    rows = [
        (
            *(line.document, Amount(line.gross_minor, code), Amount(line.deduction_minor, code), line.code),
            *(Amount(line.net_minor, code), "not paid" if _missing(differing.get(line.document)) else ""),
        )
        for line in found.row.lines
    ]
    said = [f"{one.document}: {_words(one, code)}" for one in found.differences]
    if found.off_total:
        said.append(f"The line is {Amount(found.off_total, code).readable()} {code} off what the payer says.")
    title = f"{found.row.name}: {Amount(found.row.total, code).readable()} {code} {found.row.payer_name}".strip()
    columns = ("document", "gross", "deduction", "why", "paid", "note")
    return Answer(columns, rows, title=title, lines=tuple(said))


def _missing(one: object) -> bool:
    return getattr(one, "kind", "") == "missing"


def _words(one: object, code: str) -> str:
    advised, applied = (Amount(getattr(one, name), code).readable() for name in ("advised", "applied"))
    kinds = {
        "missing": f"the payer lists {advised}, nothing is applied",
        "extra": f"{applied} is applied, the payer lists nothing",
        "amount": f"the payer lists {advised}, {applied} is applied",
    }
    return kinds[getattr(one, "kind", "")]


def _content(file: str) -> tuple[str, bytes]:
    if file == "-":
        return "Pasted text", sys.stdin.buffer.read()
    path = Path(file)
    if not path.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    return path.name, path.read_bytes()
