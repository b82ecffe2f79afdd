"""The audit trail: who did what, when, through which face, and what was refused."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from quittance.api import plain
from quittance.api.desk import Desk, asks
from quittance.api.kinds import PLAIN, Cursor, Id, IdShown, Limit, MomentShown, Number, Shown
from quittance.reports import audit, cursor, customers
from quittance.rules.duties import AUDIT

router = Router()

Word = Annotated[str, Field(min_length=1, max_length=64, pattern=PLAIN)]


class Event(Shown):
    """One event: `outcome` is done or the code of a refusal, `data` what the verb wrote down."""

    id: IdShown
    recorded_at: MomentShown
    verb: str
    words: str
    outcome: str
    subject_kind: str
    subject_id: IdShown | None
    customer_id: IdShown | None
    customer_number: str
    actor_kind: str
    actor_name: str
    face: str
    data: dict[str, Any]


class Events(Shown):
    """Events, newest first; `next` is the cursor of the page behind, empty on the last."""

    rows: list[Event]
    next: str


@asks(router, "/audit", Events, permission=AUDIT)
def trail(
    desk: Desk,
    *,
    verb: Word | None = None,
    outcome: Annotated[Word, Field(description="done, refused, or the code of a refusal.")] | None = None,
    actor: Annotated[str, Field(min_length=1, max_length=200, pattern=PLAIN)] | None = None,
    customer_number: Number | None = None,
    subject_kind: Word | None = None,
    subject_id: Id | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """List events, newest first."""
    wanted = audit.Filter(
        subject_kind=subject_kind or "",
        subject_id=subject_id,
        customer_id=customers.id_of(desk.books, customer_number) if customer_number else None,
        actor=actor or "",
        verb=verb or "",
        outcome=outcome or "",
        before=_place(cursor),
        limit=limit + 1,
    )
    found = audit.trail(desk.books, wanted)
    shown = found[:limit]
    more = len(found) > limit
    return {"rows": [_event(one) for one in shown], "next": _cursor(shown[-1]) if more else ""}


def _place(given: str) -> tuple[int, int] | None:
    if not given:
        return None
    at, id = cursor.decode(given, (int, int))
    return at, id


def _cursor(row: audit.AuditRow) -> str:
    return cursor.encode(row.recorded_at, row.id)


def _event(row: audit.AuditRow) -> dict[str, Any]:
    return {**plain.of(row), "recorded_at": plain.moment(row.recorded_at), "data": row.data}
