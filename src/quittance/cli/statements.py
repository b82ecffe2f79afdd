"""Statements at the terminal: what a customer or a group owes, or what happened; printed, or as PDF."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quittance.cli import printed
from quittance.cli.aging import AsOf
from quittance.cli.answer import Amount, Answer
from quittance.cli.desk import Desk, asks

if TYPE_CHECKING:
    from quittance.reports.statement import Statement, StatementRow

top = typer.Typer()


@asks(top, "statement")
def statement(
    desk: Desk,
    customer: Annotated[str, typer.Argument(help="Number of the customer; left out with --all.")] = "",
    as_of: AsOf = "",
    activity: Annotated[bool, typer.Option(help="What happened, instead of what is open.")] = False,
    since: Annotated[str, typer.Option(help="First day of the activity; a year back when left out.")] = "",
    until: Annotated[str, typer.Option(help="Last day of the activity; today when left out.")] = "",
    pdf: Annotated[Path | None, typer.Option(help="Write it as PDF; with --all, the folder for the files.")] = None,
    group: Annotated[bool, typer.Option(help="With everybody below the customer, and a section for each.")] = False,
    everyone: Annotated[bool, typer.Option("--all", help="Every customer with open items; needs --pdf.")] = False,
) -> Answer:
    """Print a customer's statement: open items, or activity with a running balance; or write it as PDF.

    With `--all --pdf FOLDER` each customer with open items gets its file.
    """
    if everyone:
        if pdf is None or customer or activity or since or until or group:
            raise typer.BadParameter("takes --pdf FOLDER and --as-of, and nothing else.", param_hint="--all")
        return printed.statements_pdf(desk, desk.day(as_of, "as-of"), pdf)
    if not customer:
        raise typer.BadParameter("Name the customer, or take --all.", param_hint="CUSTOMER")
    made = _made(desk, customer, _days(desk, as_of, activity, since, until), group)
    if pdf is not None:
        return printed.statement_pdf(desk, made, pdf)
    return _shown(made)


def _days(desk: Desk, as_of: str, activity: bool, since: str, until: str) -> tuple[datetime.date, datetime.date | None]:
    """The last day, and the first one of an activity."""
    if not (activity or since or until):
        return desk.day(as_of, "as-of"), None
    last = desk.day(until, "until")
    return last, desk.day(since, "since") if since else last - datetime.timedelta(days=365)


def _made(desk: Desk, customer: str, days: tuple[datetime.date, datetime.date | None], group: bool) -> Statement:
    from quittance.reports import statement_group

    return statement_group.made(desk.books, statement_group.Asked(customer, *days, group))


def _shown(made: Statement) -> Answer:
    from quittance.reports import statement_group

    rows = [row for one in made.members or (made,) for row in _rows(one, made)]
    period = f"{made.since} to {made.until}" if made.since else f"as of {made.until}"
    lines = [
        f"{one.customer_number} {one.customer_name}: {Amount(p.closing, p.currency).readable()} {p.currency}"
        for one in made.members
        for p in one.sections
    ]
    lines += [f"Balance: {Amount(p.closing, p.currency).readable()} {p.currency}" for p in made.sections]
    columns = ("on", "due_on", "number", "kind", "currency", "amount", "balance")
    return Answer(
        ("customer", *columns) if made.members else columns,
        rows,
        lambda: statement_group.told(made, Amount),
        f"{made.entity}: statement of {made.customer_number} {made.customer_name}, {period}",
        tuple(lines) or ("Nothing is open.",),
    )


def _rows(one: Statement, whole: Statement) -> list[list[Any]]:
    """The rows of a customer; those of a member of a group name it first."""
    rows: list[list[Any]] = []
    for part in one.sections:
        if one.kind == "activity":
            rows.append([one.since, "", "", "opening balance", part.currency, "", Amount(part.opening, part.currency)])
        rows += [[*row[:4], part.currency, *_amounts(row, part.currency)] for row in part.rows]
    return [[one.customer_number, *row] for row in rows] if whole.members else rows


def _amounts(row: StatementRow, currency: str) -> tuple[Amount, Amount]:
    return Amount(row.amount, currency), Amount(row.balance, currency)
