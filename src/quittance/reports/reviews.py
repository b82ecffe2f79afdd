"""The quality of finished work: the week's sample of calls, mails and promises, and what reviews of it came to."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quittance.books import sql
from quittance.reports import dunning, dunning_calendar
from quittance.reports.books import Books
from quittance.rules import reviews as rules
from quittance.rules.calendar import DAY
from quittance.rules.refusals import NotFound

MOST_PIECES = 20_000
"""Pieces of a week, at most, that the sample is drawn from."""

MOST_PEOPLE = 500
LOOKED_BACK_DAYS = 90
"""Days of work that scores by person are of, unless said otherwise."""


@dataclass(frozen=True, slots=True)
class Review:
    """How a piece was scored: marks by check, percent, note, by whom and when."""

    marks: Mapping[str, str]
    score: int
    note: str
    reviewer: str
    reviewed_on: datetime.date


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of finished work in the sample of a week; `said` is what was written down, by name."""

    id: int
    week_on: datetime.date
    kind: str
    person_id: int
    person: str
    customer_number: str
    customer_name: str
    recorded_at: int
    said: Mapping[str, str]
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """What reviews of one person's work came to: how many, their mean percent, and noes by check."""

    person: str
    reviews: int
    score: int
    noes: Mapping[str, int]


def sample(books: Books, day: datetime.date) -> tuple[Piece, ...]:
    """The sample of the week of a day, by person and moment; none of a week that is not over is left out later."""
    week_on = rules.week_of(day)
    _, zone = dunning.place_of(books)
    bounds = [dunning_calendar.moment(zone, week_on, 0), dunning_calendar.moment(zone, week_on + DAY * 7, 0)]
    rows = sql.rows(f"{_PIECES} {_DURING} ORDER BY v.recorded_at, v.id LIMIT %s", [*_who(books), *bounds, MOST_PIECES])
    found = [one for row in rows if (one := _piece(row, week_on)) is not None]
    chosen = rules.drawn((one.id, str(one.person_id)) for one in found)
    return tuple(sorted((one for one in found if one.id in chosen), key=lambda one: (one.person, one.recorded_at)))


def piece(books: Books, id: int) -> Piece:
    """One piece of a sample; raises `NotFound` for anything that was not drawn."""
    (_, zone), found = dunning.place_of(books), sql.row(f"{_PIECES} AND v.id = %s", [*_who(books), id])
    drawn = () if found is None else sample(books, dunning_calendar.day(zone, found[6]))
    chosen = next((one for one in drawn if one.id == id), None)
    if chosen is None:
        raise NotFound("No such piece of work was drawn.", field="id")
    return chosen


def people(books: Books, since: datetime.date, until: datetime.date) -> tuple[Standard, ...]:
    """What reviews of work of some weeks came to, by person. Index review_week."""
    found = sql.rows(
        "SELECT r.person_id, r.person_name, r.score, r.marks FROM review r WHERE r.tenant_id = %s AND r.entity_id = %s "
        "AND r.week_on >= %s AND r.week_on <= %s ORDER BY r.week_on, r.id LIMIT %s",
        [books.tenant_id, books.entity_id, since, until, MOST_PIECES],
    )
    names: dict[int, str] = {}
    made: dict[int, list[tuple[int, dict[str, str]]]] = {}
    for person_id, name, percent, marks in found:
        names[person_id] = name
        made.setdefault(person_id, []).append((percent, json.loads(marks)))
    told = [_standard(names[id], every) for id, every in made.items()]
    return tuple(sorted(told, key=lambda one: one.person))[:MOST_PEOPLE]


def told(one: Piece) -> dict[str, Any]:
    """A piece as plain values; the moment in microseconds."""
    review = one.review
    return {
        "id": one.id,
        "week": one.week_on.isoformat(),
        "kind": one.kind,
        "person": one.person,
        "customer": one.customer_number,
        "name": one.customer_name,
        "said": dict(one.said),
        "marks": dict(review.marks) if review else {},
        "score": review.score if review else None,
        "note": review.note if review else "",
        "reviewer": review.reviewer if review else "",
        "reviewed_on": review.reviewed_on.isoformat() if review else None,
    }


def _standard(person: str, every: Sequence[tuple[int, dict[str, str]]]) -> Standard:
    noes = {check: sum(marks.get(check) == rules.NO for _, marks in every) for check in rules.CHECKS}
    mean = sum(percent for percent, _ in every) // len(every)
    return Standard(person, len(every), mean, {check: many for check, many in noes.items() if many})


def _who(books: Books) -> list[int]:
    return [books.tenant_id, books.entity_id]


def _piece(row: Sequence[Any], week_on: datetime.date) -> Piece | None:
    """The piece of an event; None for a note, and for what the worker says of a mail."""
    id, verb, person_id, person, number, name, recorded_at, data, *review = row
    said = json.loads(data)
    kind = {"activities.log": said.get("kind"), "activities.mail": rules.MAIL, "promises.take": rules.PROMISE}[verb]
    if kind not in rules.KINDS or (kind == rules.MAIL and "state" in said):
        return None
    words = {one: str(said[one]) for one in SAID[kind] if said.get(one)}
    marks, percent, note, reviewer, on = review
    made = None if marks is None else Review(json.loads(marks), percent, note, reviewer, sql.day(on))
    return Piece(id, week_on, kind, person_id, person, number, name, recorded_at, words, made)


SAID = {
    rules.CALL: ("outcome", "contact", "text"),
    rules.MAIL: ("address", "subject", "text"),
    rules.PROMISE: ("number", "amount", "currency", "promised_on", "said_by", "note"),
}
"""Kind -> what is shown of what was written down."""

# Events of people in the company, without what was taken back. Indexes event_moment, activity's and review's keys.
_PIECES = (
    "SELECT v.id, v.verb, v.actor_id, v.actor_name, c.number, c.name, v.recorded_at, v.data, r.marks, r.score, r.note, "
    "r.reviewer_name, r.reviewed_on FROM event v "
    "JOIN customer c ON c.tenant_id = v.tenant_id AND c.id = v.customer_id "
    "LEFT JOIN activity a ON a.tenant_id = v.tenant_id AND a.id = v.subject_id AND v.subject_kind = 'activity' "
    "LEFT JOIN review r ON r.tenant_id = v.tenant_id AND r.event_id = v.id "
    "WHERE v.tenant_id = %s AND v.entity_id = %s AND v.outcome = 'done' AND v.actor_kind = 'user' "
    "AND v.verb IN ('activities.log', 'activities.mail', 'promises.take') "
    "AND (a.id IS NULL OR a.state <> 'taken_back')"
)
_DURING = "AND v.recorded_at >= %s AND v.recorded_at < %s"
