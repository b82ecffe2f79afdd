"""Recurring invoices at the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from quittance.cli.answer import Amount, Answer, moment, of_result, plain_of
from quittance.cli.desk import Desk, asks, does
from quittance.cli.documents import Allowance, Charge, Line, changed, charges, lines
from quittance.cli.drafts import Note, Order, TermsText, Total
from quittance.cli.paging import paged

if TYPE_CHECKING:
    from quittance.reports.recurring import ScheduleRow

recurring = typer.Typer(name="recurring", help="Invoices that are made again and again.", no_args_is_help=True)

ScheduleId = Annotated[int, typer.Argument(help="Id of the schedule, as the list shows it.")]
COLUMNS = tuple("id customer name state said next_on made mode currency total".split())


@does(recurring, "start", "recurring.start")
def start(
    desk: Desk,
    number: Annotated[str, typer.Argument(help="Number of the invoice to repeat.")] = "",
    draft: Annotated[int, typer.Option("--draft", help="Id of a draft to repeat, in place of a number.")] = 0,
    begin: Annotated[str, typer.Option("--from", help="First day; today when left out.", metavar="DAY")] = "",
    every: Annotated[int, typer.Option(help="Every so many weeks or months.")] = 1,
    unit: Annotated[str, typer.Option(help="week or month.")] = "month",
    day: Annotated[int, typer.Option(help="Day of the month, 31 is its last; that of the first day.")] = 0,
    until: Annotated[str, typer.Option(help="Last day; never when left out.", metavar="DAY")] = "",
    times: Annotated[int, typer.Option(help="How often; 0 sets no number.")] = 0,
    issue: Annotated[bool, typer.Option("--issue", help="Issue each at once; drafts when left out.")] = False,
) -> Answer:
    """Start a schedule; the worker makes what is due."""
    from quittance.actions import recurring as verbs

    data = verbs.StartRecurring(
        desk.day(begin, "from"),
        number,
        draft,
        every,
        unit,
        day,
        desk.day_or_none(until, "until"),
        times,
        "issue" if issue else "draft",
    )
    made = desk.do(verbs.start, data)
    return of_result(made, f"Schedule {made.id}: {made.total} {made.currency}, next on {made.next_on}.")


@does(recurring, "edit", "recurring.edit")
def edit(
    desk: Desk,
    id: ScheduleId,
    begin: Annotated[str, typer.Option("--from", help="From this day on; the next one when left out.")] = "",
    total: Total = "",
    terms: TermsText = "",
    order: Order = "",
    note: Note = "",
    line: Line = None,
    allowance: Allowance = None,
    charge: Charge = None,
) -> Answer:
    """Change what is made from a day on; what is left out stays, lines that are given replace all lines."""
    from quittance.actions import recurring as verbs
    from quittance.reports import recurring as reports

    card = reports.card(desk.books, id)
    given = {"total": total, "terms": terms, "purchase_order": order, "note": note}
    content = changed(card.content, {**given, "lines": lines(line), "charges": charges(allowance, charge)})
    data = verbs.EditRecurring(id, card.version, content, desk.day_or_none(begin, "from"))
    made = desk.do(verbs.edit, data)
    return of_result(made, f"Schedule {id}: {made.total} {made.currency} from {made.from_on}, version {made.version}.")


@does(recurring, "pause", "recurring.pause")
def pause(desk: Desk, id: ScheduleId) -> Answer:
    """Let a schedule rest."""
    from quittance.actions import recurring as verbs

    return of_result(desk.do(verbs.pause, verbs.PauseRecurring(id)), f"Schedule {id} rests.")


@does(recurring, "resume", "recurring.resume")
def resume(desk: Desk, id: ScheduleId) -> Answer:
    """Let a schedule go on; days that fell into the pause are left out."""
    from quittance.actions import recurring as verbs

    made = desk.do(verbs.resume, verbs.ResumeRecurring(id))
    return of_result(made, f"Schedule {id} goes on, next on {made.next_on}.")


@does(recurring, "stop", "recurring.stop")
def stop(desk: Desk, id: ScheduleId) -> Answer:
    """End a schedule for good."""
    from quittance.actions import recurring as verbs

    return of_result(desk.do(verbs.stop, verbs.StopRecurring(id)), f"Schedule {id} has ended.")


@does(recurring, "run", "recurring.run")
def run(desk: Desk, id: ScheduleId) -> Answer:
    """Make the next period, when it is due and the worker has not made it yet."""
    from quittance.actions import recurring as verbs

    made = desk.do(verbs.run, verbs.RunRecurring(id))
    return of_result(made, f"Period {made.n} of {made.on}: {made.number or f'draft {made.draft_id}'}.")


@asks(recurring, "list")
def listed(
    desk: Desk,
    search: Annotated[str, typer.Argument(help="Part of a customer's name or number.")] = "",
    state: Annotated[str, typer.Option(help="active, paused or ended.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 200,
) -> Answer:
    """List schedules, the latest started first."""
    from quittance.reports import recurring as reports
    from quittance.reports.page import Wanted

    def page(after: str, most: int) -> tuple[Sequence[ScheduleRow], str]:
        found = reports.find(desk.books, Wanted(state, search, "", "", after, most))
        return found.rows, found.after

    rows = (
        (
            *(str(one.id), one.customer_number, one.customer_name, one.state, one.said, one.next_on, one.made),
            *(one.mode, one.currency, Amount(one.total, one.currency)),
        )
        for one in paged(page, limit)
    )
    return Answer(COLUMNS, rows, empty="No schedule here. Start one: quittance recurring start NUMBER")


@asks(recurring, "show")
def show(desk: Desk, id: ScheduleId) -> Answer:
    """Show a schedule with its next days and what it has made."""
    from quittance.reports import recurring as reports

    card = reports.card(desk.books, id)
    row = card.row
    rows = [
        (one.n, one.on, one.number, str(one.draft_id or ""), one.fault, moment(one.recorded_at)) for one in card.made
    ]
    total = Amount(row.total, row.currency)
    edits = [
        {"version": one.version, "from_on": one.from_on, "total": Amount(one.total, row.currency), "by": one.made_by}
        for one in card.edits
    ]
    days = [{"on": one.on, "version": one.version, "total": Amount(one.total, row.currency)} for one in card.ahead]
    plain = {**plain_of(row), "total": total, "version": card.version, "ahead": [one.on for one in card.ahead]}
    document = {**plain, "days": days, "edits": edits, "periods": card.made}
    ahead = ", ".join(f"{one.on} {Amount(one.total, row.currency).readable()}" for one in card.ahead) or "none"
    title = f"{row.customer_name}: {total.readable()} {row.currency} {row.said}, {row.state}"
    columns = ("n", "on", "number", "draft_id", "fault", "recorded_at")
    return Answer(columns, rows, lambda: document, title, (f"Next: {ahead}",), empty="Nothing was made yet.")
