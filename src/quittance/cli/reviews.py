"""Reviews of finished work at the terminal: the week's sample, a score, and what reviews came to by person."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, of_result, plain_of
from quittance.cli.desk import Desk, asks, does

review = typer.Typer(name="review", help="The quality of finished work, by a sample.", no_args_is_help=True)

Checks = Annotated[list[str] | None, typer.Option(help="A question of the checklist; may be repeated.")]


@asks(review, "list")
def listed(
    desk: Desk,
    week: Annotated[str, typer.Option(help="A day of it; the latest that is over when left out.", metavar="DAY")] = "",
) -> Answer:
    """List the sample of a week: calls, mails and promises of each person, and how they were scored."""
    from quittance.reports import reviews as reports
    from quittance.rules import reviews as rules

    on = desk.day_or_none(week, "week") or rules.finished(desk.context.today)
    found = reports.sample(desk.books, on)
    rows = [
        (
            *(one.id, one.person, one.kind, one.customer_number, one.customer_name),
            *(" · ".join(one.said.values())[:80], "" if one.review is None else f"{one.review.score} %"),
        )
        for one in found
    ]
    columns = ("id", "person", "kind", "customer", "name", "said", "score")
    title, empty = f"Sample of the week from {rules.week_of(on)}", "Nobody finished anything in that week."
    return Answer(columns, rows, lambda: [reports.told(one) for one in found], title, empty=empty)


@does(review, "score", "reviews.score")
def score(
    desk: Desk,
    id: Annotated[int, typer.Argument(help="Id of the piece, as `quittance review list` shows it.", min=1)],
    yes: Checks = None,
    no: Checks = None,
    note: Annotated[str, typer.Option(help="What to say of it; needed with a no.")] = "",
) -> Answer:
    """Score a piece of the sample by facts, manner, next, record and limits; what is not named does not apply."""
    from quittance.actions import reviews as verbs

    marks = (*((one, "yes") for one in yes or ()), *((one, "no") for one in no or ()))
    made = desk.do(verbs.score, verbs.ScoreWork(id, marks, note))
    return of_result(made, f"{made.person}: {made.score} %.")


@asks(review, "people")
def people(
    desk: Desk,
    since: Annotated[str, typer.Option(help="First day; ninety days ago when left out.", metavar="DAY")] = "",
    until: Annotated[str, typer.Option(help="Last day; today when left out.", metavar="DAY")] = "",
) -> Answer:
    """Show what reviews came to by person."""
    from quittance.reports import reviews as reports
    from quittance.rules import reviews as rules
    from quittance.rules.calendar import DAY

    last = desk.day(until, "until")
    found = reports.people(desk.books, desk.day_or_none(since, "since") or last - DAY * reports.LOOKED_BACK_DAYS, last)
    rows = [
        (one.person, one.reviews, f"{one.score} %", *(one.noes.get(check, 0) for check in rules.CHECKS))
        for one in found
    ]
    columns = ("person", "reviews", "score", *(f"no: {check}" for check in rules.CHECKS))
    return Answer(columns, rows, lambda: plain_of(found), "Reviews by person", empty="Nothing was reviewed.")
