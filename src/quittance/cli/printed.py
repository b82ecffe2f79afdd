"""Papers as PDF files: one document, one receipt, one statement, or the statements of all customers."""

from __future__ import annotations

import datetime
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quittance.cli.answer import Answer
from quittance.cli.desk import Desk, asks
from quittance.cli.payments import payment
from quittance.cli.progress import bar

if TYPE_CHECKING:
    from quittance.reports.papers import Printed
    from quittance.reports.statement import Statement

document = typer.Typer(name="document", help="Invoices and credit notes as paper.", no_args_is_help=True)

MOST_FAULTS = 100
"""Customers without a statement that a run names."""

Out = Annotated[Path | None, typer.Option("--output", "-o", help="The file; named after it when left out.")]


@asks(document, "pdf")
def document_pdf(
    desk: Desk,
    number: Annotated[str, typer.Argument(help="Number of the invoice or credit note.")],
    output: Out = None,
) -> Answer:
    """Write an invoice or credit note as PDF, in the customer's language."""
    from quittance.reports import papers

    return saved(papers.document(desk.books, number, desk.context.today), output)


@asks(payment, "pdf")
def receipt_pdf(
    desk: Desk,
    reference: Annotated[str, typer.Argument(help="Reference of the payment.")],
    output: Out = None,
) -> Answer:
    """Write the receipt of a payment as PDF, in the customer's language."""
    from quittance.reports import papers

    return saved(papers.receipt(desk.books, reference), output)


def statement_pdf(desk: Desk, made: Statement, file: Path) -> Answer:
    """One statement in a file."""
    from quittance.reports import papers

    return saved(papers.statement(desk.books, made), file)


def statements_pdf(desk: Desk, as_of: datetime.date, folder: Path) -> Answer:
    """The statements of all customers with open items in a folder; one that fails is named and the rest goes on.

    Every file is whole or not there: it gets its name when it is written.
    """
    from quittance.reports import statement_run

    folder.mkdir(parents=True, exist_ok=True)
    numbers = statement_run.customers(desk.books, as_of)
    written = failed = 0
    faults: deque[tuple[str, str]] = deque(maxlen=MOST_FAULTS)
    with bar("Statements") as moved:
        for n, one in enumerate(statement_run.draw(desk.books, numbers, as_of), start=1):
            if one.fault:
                failed += 1
                faults.append((one.customer_number, one.fault))
            else:
                _keep(folder / one.name, one.content)
                written += 1
            moved(n, len(numbers))
    values = {"folder": str(folder), "as_of": as_of, "written": written, "failed": failed}
    named = {"faults": [{"customer": number, "sentence": said} for number, said in faults]}
    lines = tuple(f"{number}: {said}" for number, said in faults)
    rows = [(name.replace("_", " "), value) for name, value in values.items()]
    title = f"{written:,} statements as of {as_of.isoformat()}"
    return Answer(("what", "value"), rows, lambda: values | named, title, lines, code=1 if failed else 0)


def saved(printed: Printed, output: Path | None) -> Answer:
    """A paper in a file; the answer names it."""
    return written(printed.name, printed.content, output)


def written(name: str, content: bytes, output: Path | None) -> Answer:
    """Keep a file, whole or not at all, under its own name or the one that was asked for."""
    file = output or Path(name)
    _keep(file, content)
    values = {"file": str(file), "bytes": len(content)}
    return Answer(("what", "value"), list(values.items()), lambda: values, f"{file} is written.")


def _keep(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise typer.BadParameter(f"{file} cannot be written: {fault.strerror}.", param_hint="--output") from None
