"""Reviews of finished work: the week's sample, a score for a piece of it, and what reviews came to by person."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import reviews
from quittance.actions.reviews import ScoreWork, WorkScored
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import LONG, Day, DayShown, Given, Id, IdShown, MomentShown, Shown
from quittance.api.plain import moment
from quittance.reports import reviews as reports
from quittance.rules import reviews as rules
from quittance.rules.calendar import DAY

router = Router()

Mark = Literal["yes", "no", "none"]
Percent = Annotated[int, Field(ge=0, le=100)]


class GivenMarks(Given):
    """A mark for each question of the checklist; what is left out does not apply."""

    facts: Mark = "none"
    manner: Mark = "none"
    next: Mark = "none"
    record: Mark = "none"
    limits: Mark = "none"
    note: Annotated[str, Field(max_length=1_000, pattern=LONG)] = ""


class WorkShown(Shown):
    """A piece of finished work, what was written down of it, and how it was scored; `score` null before that."""

    id: IdShown
    week: DayShown
    kind: Literal["call", "mail", "promise"]
    person: str
    customer: str
    name: str
    done_at: MomentShown
    said: dict[str, str]
    marks: dict[str, Mark]
    score: Percent | None
    note: str
    reviewer: str
    reviewed_on: DayShown | None


class WorkSample(Shown):
    """The sample of a week, from its Monday, with the questions of the checklist."""

    week: DayShown
    checks: dict[str, str]
    rows: list[WorkShown]


class StandardShown(Shown):
    """What reviews of one person's work came to: their mean score, and noes by question."""

    person: str
    reviews: int
    score: Percent
    noes: dict[str, int]


class StandardsShown(Shown):
    """Scores by person."""

    rows: list[StandardShown]


@asks(router, "/reviews", WorkSample)
def sample(desk: Desk, *, week: Day | None = None) -> dict[str, Any]:
    """List the sample of the week of a day; the latest week that is over when left out."""
    monday = rules.week_of(week or rules.finished(desk.context.today))
    rows = [reports.told(one) | {"done_at": moment(one.recorded_at)} for one in reports.sample(desk.books, monday)]
    return {"week": monday.isoformat(), "checks": rules.CHECKS, "rows": rows}


@asks(router, "/reviews/people", StandardsShown)
def people(desk: Desk, *, since: Day | None = None, until: Day | None = None) -> dict[str, Any]:
    """List what reviews came to by person, of the work of some weeks; the last ninety days when left out."""
    last = until or desk.context.today
    found = reports.people(desk.books, since or last - DAY * reports.LOOKED_BACK_DAYS, last)
    names = ("person", "reviews", "score")
    return {"rows": [{name: getattr(one, name) for name in names} | {"noes": dict(one.noes)} for one in found]}


@does(router, "POST", "/reviews/{id}", "reviews.score", result_of(WorkScored))
def score(desk: Desk, id: Id, body: GivenMarks) -> WorkScored:
    """Score a piece of the sample; nobody scores their own."""
    marks = tuple((check, getattr(body, check)) for check in rules.CHECKS)
    return reviews.score(desk.context, ScoreWork(id, marks, body.note))
