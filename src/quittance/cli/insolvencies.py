"""Insolvency at the terminal: proceedings over customers, the claims filed in them, and their end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result, plain_of
from quittance.cli.desk import Desk, asks, does

insolvency = typer.Typer(name="insolvency", help="Customers in insolvency proceedings.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="Number of the insolvency.")]
Administrator = Annotated[str, typer.Option(help="Who administers it.")]
FileBy = Annotated[str, typer.Option(help="Last day for filing claims.", metavar="DAY")]


@does(insolvency, "open", "insolvencies.open")
def open_(
    desk: Desk,
    customer: Annotated[str, typer.Argument(help="Number of the customer.")],
    on: Annotated[str, typer.Argument(help="Day on which proceedings were opened.", metavar="DAY")],
    court: Annotated[str, typer.Argument(help="The court.")],
    reference: Annotated[str, typer.Argument(help="The court's number of the case.")],
    administrator: Administrator = "",
    file_by: FileBy = "",
    percent: Annotated[str, typer.Option(help="Share of the debt marked for a specific provision.")] = "100",
) -> Answer:
    """Record that a customer is insolvent: reminders and interest stop, and its debt is marked for a provision."""
    from quittance.actions import insolvencies as verbs

    data = verbs.OpenInsolvency(
        *(customer, desk.day(on, "on"), court, reference, administrator),
        *(desk.day_or_none(file_by, "file-by"), percent),
    )
    made = desk.do(verbs.open_insolvency, data)
    return of_result(made, f"{made.number}: {made.marked} {desk.currency} marked, {made.percent} % of the debt.")


@does(insolvency, "edit", "insolvencies.edit")
def edit(
    desk: Desk,
    number: Number,
    court: Annotated[str | None, typer.Option(help="The court.")] = None,
    reference: Annotated[str | None, typer.Option(help="The court's number of the case.")] = None,
    administrator: Annotated[str | None, typer.Option(help="Who administers it.")] = None,
    file_by: FileBy = "",
    percent: Annotated[str | None, typer.Option(help="Share of the debt marked for a specific provision.")] = None,
    opened_on: Annotated[str, typer.Option(help="Day of the opening, until the claims are filed.", metavar="DAY")] = "",
) -> Answer:
    """Change what is known of an insolvency; what is left out stays."""
    from quittance.actions import insolvencies as verbs

    data = verbs.EditInsolvency(
        *(number, court, reference, administrator, desk.day_or_none(file_by, "file-by"), percent),
        desk.day_or_none(opened_on, "opened-on"),
    )
    made = desk.do(verbs.edit, data)
    return of_result(made, f"{made.number}: {made.marked} {desk.currency} marked, {made.percent} % of the debt.")


@does(insolvency, "file", "insolvencies.file")
def file(
    desk: Desk,
    number: Number,
    on: Annotated[str, typer.Option(help="Day on which they were filed; today when left out.", metavar="DAY")] = "",
) -> Answer:
    """Say that the claims were filed; the list is kept as it is now."""
    from quittance.actions import insolvencies as verbs

    made = desk.do(verbs.file, verbs.FileClaims(number, desk.day_or_none(on, "on")))
    return of_result(made, f"The claims of {made.number} are filed.")


@does(insolvency, "end", "insolvencies.end")
def end(desk: Desk, number: Number, reason: Annotated[str, typer.Argument(help="How it ended.")]) -> Answer:
    """End an insolvency: reminders and interest go on as before."""
    from quittance.actions import insolvencies as verbs

    made = desk.do(verbs.end, verbs.EndInsolvency(number, reason))
    return of_result(made, f"{made.number} is over.")


@asks(insolvency, "list")
def listed(
    desk: Desk,
    state: Annotated[str, typer.Option(help="running, ended or all.", metavar="STATE")] = "running",
    customer: Annotated[str, typer.Option(help="Of this customer alone.", metavar="NUMBER")] = "",
) -> Answer:
    """List insolvencies, the nearest deadline first."""
    from quittance.reports import insolvencies as reports

    base = desk.currency
    found = reports.rows(desk.books, "" if state == "all" else state, customer)
    rows = [
        (
            *(one.number, one.customer_number, one.customer_name, one.opened_on, one.court, one.reference),
            *(one.administrator, one.file_by, one.filed_on, Amount(one.marked, base), one.ended_on),
        )
        for one in found
    ]
    columns = "number customer name opened_on court reference administrator file_by filed_on marked ended_on".split()
    return Answer(
        tuple(columns),
        rows,
        lambda: [plain_of(reports.told(one, base)) for one in found],
        title=f"Insolvencies, marked in {base}",
        empty="No such insolvency.",
    )


@asks(insolvency, "show")
def show(desk: Desk, number: Number) -> Answer:
    """Show what is claimed in an insolvency, as it was owed on the eve of the opening."""
    from quittance.reports import dossiers
    from quittance.reports import insolvencies as reports

    found = reports.card(desk.books, number)
    rows = [
        (
            *(one.document, one.kind, one.issued_on, one.due_on, Amount(one.open, section.currency)),
            *(Amount(minor, section.currency) for minor in (one.interest, one.compensation, one.total)),
            section.currency,
        )
        for section in found.sections
        for one in section.claims
    ]
    base = desk.currency
    return Answer(
        tuple("document kind issued_on due_on open interest compensation claim currency".split()),
        rows,
        lambda: {
            **plain_of(reports.told(found.row, base)),
            "claims": [
                plain_of(dossiers.claim_told(one, section.currency)) | {"currency": section.currency}
                for section in found.sections
                for one in section.claims
            ],
            "dossiers": [named for named, _ in found.dossiers],
        },
        lines=tuple(
            f"{named} lies with {receiver}: agree on who files the claims, or recall it."
            for named, receiver in found.dossiers
        ),
        title=f"{number}, {found.row.customer_name}: claims of {found.row.last_day}",
        empty="Nothing was open.",
    )


@asks(insolvency, "save")
def save(desk: Desk, number: Number, to: Annotated[Path, typer.Argument(help="Where the ZIP goes.")]) -> Answer:
    """Write the claim list of an insolvency as a ZIP: PDF, CSV, the invoices and an index."""
    from quittance.actions import insolvencies as verbs

    content = verbs.kept(desk.context, number)
    to.write_bytes(content)
    return Answer(("file", "bytes"), [(str(to), len(content))], title="", lines=())
