"""Whose the overdue accounts are: shared out, handed over, and looked after by others during absences."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Amount, Answer, of_result
from quittance.cli.desk import Desk, asks, does
from quittance.cli.worklist import Person, worklist

__all__ = ["worklist"]


@asks(worklist, "owners")
def owners(desk: Desk) -> Answer:
    """Show who looks after how many overdue accounts, and how many have nobody."""
    from quittance.reports import owners as reports

    base = desk.currency
    rows = [
        (one.name or "nobody", one.email, one.accounts, Amount(one.overdue, base))
        for one in reports.rows(desk.books, desk.context.today)
    ]
    title = f"Overdue accounts by who looks after them, in {base}"
    return Answer(("name", "email", "accounts", "overdue"), rows, title=title, empty="Nothing is overdue.")


@does(worklist, "share-out", "followups.share_out")
def share_out(desk: Desk) -> Answer:
    """Give each overdue account that nobody looks after to one of those who take accounts, as every night does."""
    from quittance.actions import sharing

    made = desk.do(sharing.share_out, sharing.ShareOut())
    left = f" {made.left} have nobody: no role takes accounts." if made.left else ""
    return of_result(made, f"{made.count} accounts found somebody, among {made.people} people.{left}")


@asks(worklist, "absences")
def list_absences(desk: Desk) -> Answer:
    """Show who is away, now or later, and who stands in."""
    from quittance.reports import absences as reports

    rows = [
        (one.id, one.name, one.from_on, one.until_on, one.stand_in, one.accounts)
        for one in reports.rows(desk.books, desk.context.today)
    ]
    return Answer(("id", "name", "from", "until", "stand-in", "accounts"), rows, title="Away", empty="Nobody is away.")


@does(worklist, "away", "absences.plan")
def away(
    desk: Desk,
    person: Person,
    stand_in: Annotated[str, typer.Argument(help="Email of who stands in.", metavar="EMAIL")],
    until: Annotated[str, typer.Argument(help="Last day.", metavar="DAY")],
    since: Annotated[str, typer.Option("--from", help="First day; today when left out.", metavar="DAY")] = "",
) -> Answer:
    """Say that a person is away; on these days their accounts stand with whoever stands in."""
    from quittance.actions import absences

    first = desk.day_or_none(since, "from_on") or desk.context.today
    made = desk.do(absences.plan, absences.PlanAbsence(person, stand_in, first, desk.day(until, "until_on")))
    said = f"{made.stand_in} stands in for {made.person} from {made.from_on} until {made.until_on}."
    return of_result(made, f"{said} End it with: quittance worklist back {made.id}")


@does(worklist, "back", "absences.end")
def back(desk: Desk, id: Annotated[int, typer.Argument(help="Of the absence.", min=1)]) -> Answer:
    """End an absence: from today on the accounts are with their owner again."""
    from quittance.actions import absences

    made = desk.do(absences.end, absences.EndAbsence(id))
    return of_result(made, f"{made.person} is here again.")
