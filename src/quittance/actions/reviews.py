"""Reviews: a supervisor scores a piece of somebody's finished work that the week's draw has put before them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.reports import reviews as reports
from quittance.reports.books import of as books_of
from quittance.rules import reviews as rules
from quittance.rules.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class ScoreWork:
    """Marks of a piece, each a check and yes, no or none, with a note; scored again, the last one holds."""

    id: int
    marks: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class WorkScored:
    """Whose piece it was, and the percent of the questions that it met."""

    id: int
    person: str
    score: int


@command.verb("reviews.score", WorkScored)
def score(context: Context, data: ScoreWork) -> WorkScored:
    """Score a drawn piece; raises `NotFound` for one that was not, `NotAllowed` for one's own, `Invalid`."""
    piece = reports.piece(books_of(context), command.check_id(data.id))
    if (context.actor.kind, context.actor.id) == ("user", piece.person_id):
        raise NotAllowed("Nobody reviews their own work. Leave it to somebody else who may.")
    marks, note = rules.check(dict(data.marks), data.note)
    percent = rules.score(marks)
    sql.execute(
        "DELETE FROM review WHERE tenant_id = %s AND entity_id = %s AND event_id = %s",
        [context.tenant_id, context.entity_id, piece.id],
    )
    sql.insert(
        "review",
        "tenant_id id entity_id event_id person_id person_name week_on kind marks score note reviewer_name "
        "reviewed_on recorded_at".split(),
        [
            [
                *(context.tenant_id, new_id(), context.entity_id, piece.id, piece.person_id, piece.person),
                *(piece.week_on, piece.kind, json.dumps(marks), percent, note, context.actor.name),
                *(context.today, context.now),
            ]
        ],
    )
    said = {"person": piece.person, "kind": piece.kind, "score": percent, "marks": marks, "note": note}
    command.note(context, "reviews.score", Subject("review", piece.id), said)
    return WorkScored(piece.id, piece.person, percent)
