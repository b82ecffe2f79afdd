"""Batches: many drafts issued or documents sent by one call, with progress, a way to stop, and every failure named."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import batches
from quittance.actions.batches import MOST_ROWS, BatchStarted, BatchStopped, StartBatch, StopBatch
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import Given, Id, IdShown, MomentShown, Number, Shown, Text
from quittance.reports import batches as reports

router = Router()

Deed = Literal["issue", "send", "issue_and_send"]


class All(Given):
    """All that a list holds: drafts or invoices, restricted by state, search and customer as the list is."""

    of: Literal["drafts", "invoices"]
    state: Text | None = None
    search: Text | None = None
    customer_number: Number | None = None


class NewBatch(Given):
    """What to do with which drafts (by id), documents (by number), or with all that a list holds."""

    do: Deed
    draft_ids: Annotated[list[Id], Field(max_length=MOST_ROWS)] | None = None
    numbers: Annotated[list[Number], Field(max_length=MOST_ROWS)] | None = None
    every: All | None = None


class Nothing(Given):
    """No field."""


class BatchRowShown(Shown):
    """One row: `code` and `fault` say why it failed and what to do, `address` where it goes."""

    n: int
    draft_id: IdShown | None
    number: str
    customer_name: str
    state: Literal["waiting", "done", "failed", "left"]
    address: str
    code: str
    fault: str


class BatchShown(Shown):
    """A batch with its rows, those that failed first, at most 500; `left` were not done when it was stopped."""

    id: IdShown
    do: Deed
    state: Literal["queued", "running", "stopping", "stopped", "done"]
    total: int
    done: int
    failed: int
    left: int
    actor_name: str
    recorded_at: MomentShown
    settled_at: MomentShown | None
    rows: list[BatchRowShown]


@does(router, "POST", "/batches", "batches.start", result_of(BatchStarted), status=201)
def start(desk: Desk, body: NewBatch) -> BatchStarted:
    """Have the worker issue or send many; it goes on where it stopped, and does nothing twice."""
    every = body.every.fields() if body.every is not None else {}
    given = StartBatch(body.do, tuple(body.draft_ids or ()), tuple(body.numbers or ()), every.pop("of", ""), **every)
    return batches.start(desk.context, given)


@asks(router, "/batches/{id}", BatchShown)
def show(desk: Desk, id: Id) -> dict[str, Any]:
    """Show how far a batch is and what became of its rows."""
    card = reports.card(desk.books, id)
    names = ("id", "do", "state", "total", "done", "failed", "left", "actor_name")
    return {name: getattr(card, name) for name in names} | {
        "recorded_at": plain.moment(card.recorded_at),
        "settled_at": plain.moment(card.settled_at) if card.settled_at else None,
        "rows": [
            {
                "n": one.n,
                "draft_id": one.draft_id or None,
                "number": one.number,
                "customer_name": one.name,
                **{name: getattr(one, name) for name in ("state", "address", "code", "fault")},
            }
            for one in reports.rows(desk.books, id)
        ],
    }


@does(router, "POST", "/batches/{id}/stop", "batches.stop", result_of(BatchStopped))
def stop(desk: Desk, id: Id, body: Nothing) -> BatchStopped:
    """Let a batch go no further; what is done stays done."""
    return batches.stop(desk.context, StopBatch(id))
