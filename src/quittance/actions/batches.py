"""Batches: many drafts issued, many documents sent, by the worker one after another, each once whatever crashes.

Each row is its own verbs in their own transactions, under keys of the row: a worker that takes over after a crash does
them again, and those that were done answer what they answered then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction

from quittance.actions import command, deliveries, drafts, identity, jobs, mailing
from quittance.actions.command import Context, Subject
from quittance.actions.deliveries import SendDocument
from quittance.actions.drafts import IssueDraft
from quittance.actions.jobs import Work
from quittance.books import sql
from quittance.books.keys import new_id, new_ids
from quittance.reports import batches as reports
from quittance.reports.batches import BatchRow, Chosen, Filter
from quittance.reports.books import of as books_of
from quittance.rules import batch as rules
from quittance.rules.batch import (
    DONE,
    DRAFTS,
    FAILED,
    INVOICES,
    ISSUE,
    LEFT,
    NEEDS,
    QUEUED,
    RUNNING,
    SEND,
    STOPPED,
    STOPPING,
    WAITING,
)
from quittance.rules.refusals import Busy, Conflict, Invalid, NotFound, Refusal

JOB = "batches.run"
MOST_ROWS = 5_000
ROW_COLUMNS = "tenant_id id batch_id n draft number name state address code fault"


@dataclass(frozen=True, slots=True)
class StartBatch:
    """What to do with which drafts (by id) or documents (by number), or with all that a list holds.

    `every` names the list, drafts or invoices; `state`, `search` and `customer_number` restrict it as on the screen.
    """

    do: str
    draft_ids: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    every: str = ""
    state: str = ""
    search: str = ""
    customer_number: str = ""


@dataclass(frozen=True, slots=True)
class BatchStarted:
    """The batch, its job and how many rows it has."""

    id: int
    job_id: int
    rows: int


@dataclass(frozen=True, slots=True)
class StopBatch:
    """A batch that is to go no further."""

    id: int


@dataclass(frozen=True, slots=True)
class BatchStopped:
    """How the batch stands: stopped, or stopping while the row in hand is finished."""

    id: int
    state: str


@command.verb("batches.start", BatchStarted)
def start(context: Context, data: StartBatch) -> BatchStarted:
    """Have the worker issue or send many; raises `Invalid` for none and for too many, `NotAllowed`, `NotFound`."""
    chosen = found(context, data)
    if data.do != ISSUE:
        mailing.check_set_up()
    id, ids = new_id(), new_ids(len(chosen))
    job_id = jobs.enqueue(context, JOB, {"batch_id": str(id)}, unique_key=f"batch:{id}")
    head = [context.tenant_id, id, context.entity_id, job_id, data.do, QUEUED, len(chosen)]
    columns = "tenant_id id entity_id job_id deed state total_rows actor_name recorded_at settled_at"
    sql.insert("batch", columns.split(), [[*head, context.actor.name, context.now, 0]])
    rows = [
        [context.tenant_id, row_id, id, n, one.draft_id, one.number, one.name, WAITING, "", "", ""]
        for n, (row_id, one) in enumerate(zip(ids, chosen, strict=True), start=1)
    ]
    sql.insert("batch_row", ROW_COLUMNS.split(), rows)
    command.note(context, "batches.start", Subject("batch", id), {"do": data.do, "rows": len(chosen)})
    return BatchStarted(id, job_id, len(chosen))


@command.verb("batches.stop", BatchStopped)
def stop(context: Context, data: StopBatch) -> BatchStopped:
    """Let a batch go no further; what is done stays done. Raises `Conflict` when it is over, `NotFound`."""
    card = reports.card(books_of(context), command.check_id(data.id))
    moved = sql.execute(
        f"UPDATE batch SET state = '{STOPPING}' WHERE tenant_id = %s AND id = %s AND state IN (%s, %s)",
        [context.tenant_id, data.id, QUEUED, RUNNING],
    )
    if not moved and card.state != STOPPING:
        raise Conflict(f"It is {card.state} already.", field="id")
    command.note(context, "batches.stop", Subject("batch", data.id), {"do": card.do})
    return BatchStopped(data.id, STOPPING)


def found(context: Context, data: StartBatch) -> tuple[Chosen, ...]:
    """The rows that a batch would have, to be shown before it starts; raises as `start` does."""
    do = rules.check(
        data.do, bool(data.draft_ids) or data.every == DRAFTS, bool(data.numbers) or data.every == INVOICES
    )
    for one in NEEDS[do]:
        command.check_allowed(context, one)
    here = books_of(context)
    if data.every:
        where = Filter(data.every, data.state, data.search, data.customer_number)
        chosen = reports.every(here, where, context.today, MOST_ROWS + 1)
    else:
        chosen = (*reports.drafts_of(here, data.draft_ids), *reports.documents_of(here, data.numbers))
    if not chosen:
        raise Invalid("Choose at least one row.", field="draft_ids")
    if len(chosen) > MOST_ROWS:
        raise Invalid(f"One batch has at most {MOST_ROWS:,} rows. Narrow the list down.", field="every")
    return chosen


def carry_out(work: Work) -> None:
    """Do the rows that wait, one after another, until none is left or somebody stops it."""
    context, id = work.context, int(work.args["batch_id"])
    _move(context, id, (QUEUED,), RUNNING)
    do = reports.card(books_of(context), id).do
    while True:
        row = reports.next_row(books_of(context), id)
        if row is None:
            return _end(context, id, DONE)
        if reports.state(books_of(context), id) == STOPPING:
            return _end(context, id, STOPPED)
        _one(replace(context, now=identity.now_micros()), do, row)


def given_up(work: Work, fault: str) -> None:
    """The job was given up: what waited is left, each row with the reason, and may be chosen for another batch."""
    context, id = work.context, int(work.args["batch_id"])
    sql.execute(
        f"UPDATE batch_row SET state = '{LEFT}', code = 'given_up', fault = %s "
        f"WHERE tenant_id = %s AND batch_id = %s AND state = '{WAITING}'",
        [fault[:500], context.tenant_id, id],
    )
    sql.execute(
        "UPDATE batch SET state = %s, settled_at = %s WHERE tenant_id = %s AND id = %s AND settled_at = 0",
        [STOPPED, context.now, context.tenant_id, id],
    )


def _one(context: Context, do: str, row: BatchRow) -> None:
    """Issue and send one row; a refusal is kept with what to do, and the next row follows."""
    number, address = row.number, ""
    try:
        if do != SEND:
            number = drafts.issue(replace(context, key=f"batch:{row.id}:issue"), IssueDraft(row.draft_id)).number
        if do != ISSUE:
            address = deliveries.send(replace(context, key=f"batch:{row.id}:send"), SendDocument(number)).address
    except Busy:
        raise
    except Refusal as refusal:
        _settle(context, row, number, "", refusal)
        return
    _settle(context, row, number, address)


def _settle(context: Context, row: BatchRow, number: str, address: str, refusal: Refusal | None = None) -> None:
    """Keep what became of a row, once."""
    state = DONE if refusal is None else FAILED
    code, fault = (refusal.code, refusal.sentence[:500]) if refusal is not None else ("", "")
    if refusal is not None and number and not row.number:
        fault = f"Issued as {number}, and not sent: {fault}"[:500]
    sql.execute(
        "UPDATE batch_row SET state = %s, number = %s, address = %s, code = %s, fault = %s "
        "WHERE tenant_id = %s AND id = %s",
        [state, number, address, code, fault, context.tenant_id, row.id],
    )


def _move(context: Context, id: int, before: tuple[str, ...], after: str) -> None:
    sql.execute(
        f"UPDATE batch SET state = %s WHERE tenant_id = %s AND id = %s AND state IN ({sql.marks(len(before))})",
        [after, context.tenant_id, id, *before],
    )


def _end(context: Context, id: int, state: str) -> None:
    with transaction.atomic():
        sql.execute(
            f"UPDATE batch_row SET state = '{LEFT}' WHERE tenant_id = %s AND batch_id = %s AND state = '{WAITING}'",
            [context.tenant_id, id],
        )
        ended = sql.execute(
            "UPDATE batch SET state = %s, settled_at = %s WHERE tenant_id = %s AND id = %s AND settled_at = 0",
            [state, identity.now_micros(), context.tenant_id, id],
        )
        if not ended:
            raise NotFound("There is no such batch under way.", field="batch_id")
