"""Batches: many issued and sent by the worker, each once however often it is killed, and every failure named."""

from __future__ import annotations

from typing import Any

import pytest

from quittance.actions import batches, drafts, entities, jobs
from quittance.actions.batches import StartBatch, StopBatch
from quittance.actions.command import Context
from quittance.books import sql
from quittance.jobs import worker
from quittance.reports import batches as reports
from quittance.reports import books
from quittance.reports.batches import BatchCard
from quittance.rules.batch import BOTH, ISSUE, SEND
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound
from tests import factories, killed
from tests.actions.mail_sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def context(sink: Sink) -> Context:
    """A company with a customer who has an address and one who has none."""
    made = factories.company("Delft Tiles")
    factories.customer(made, "C-1", name="Brightwater", email="office@bright.example")
    factories.customer(made, "C-2", name="Without")
    return made


def written(context: Context, *customers: str) -> tuple[int, ...]:
    """Drafts for these customers."""
    return tuple(factories.draft(context, customer=one).id for one in customers)


def work() -> None:
    """Carry out all jobs that are due."""
    while worker.once():
        continue


def card(context: Context, id: int) -> BatchCard:
    """How the batch stands."""
    return reports.card(books.of(context), id)


def numbers(context: Context) -> list[str]:
    """Numbers in the books."""
    return [
        row[0]
        for row in sql.rows("SELECT number FROM document WHERE tenant_id = %s ORDER BY number", [context.tenant_id])
    ]


def test_drafts_are_issued_and_sent_and_what_fails_is_named(context: Context, sink: Sink) -> None:
    ids = written(context, "C-1", "C-2", "C-1")
    made = batches.start(context, StartBatch(BOTH, ids))
    assert (made.rows, card(context, made.id).state) == (3, "queued")
    work()
    done = card(context, made.id)
    assert (done.state, done.done, done.failed, done.left) == ("done", 2, 1, 0) and not done.busy
    assert len(numbers(context)) == 3 and len(sink.taken) == 2
    failed, *rest = reports.rows(books.of(context), made.id)
    assert (failed.code, failed.state) == ("invalid", "failed")
    assert failed.fault.startswith(f"Issued as {failed.number}, and not sent: No address is known.")
    assert {one.address for one in rest} == {"office@bright.example"}


def test_all_that_a_list_holds_is_issued(context: Context) -> None:
    written(context, "C-1", "C-2", "C-1")
    made = batches.start(context, StartBatch(ISSUE, every="drafts", customer_number="C-1"))
    work()
    assert card(context, made.id).done == made.rows == 2 == len(numbers(context))
    sent = batches.start(context, StartBatch(SEND, every="invoices", state="open"))
    work()
    assert (sent.rows, card(context, sent.id).done) == (2, 2)


def test_a_batch_that_is_stopped_leaves_the_rest(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    made = batches.start(context, StartBatch(ISSUE, written(context, *["C-1"] * 3)))
    plain = drafts.issue

    def once(where: Context, data: Any) -> Any:
        batches.stop(context, StopBatch(made.id))
        return plain(where, data)

    monkeypatch.setattr(drafts, "issue", once)
    work()
    found = card(context, made.id)
    assert (found.state, found.done, found.left, len(numbers(context))) == ("stopped", 1, 2, 1)
    with pytest.raises(Conflict):
        batches.stop(context, StopBatch(made.id))


def test_a_worker_that_ends_between_two_steps_does_nothing_twice(
    context: Context, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = batches.start(context, StartBatch(BOTH, written(context, *["C-1"] * 4)))
    plain, calls = batches._settle, []

    def settle(*given: Any) -> None:
        calls.append(given)
        if len(calls) in (1, 3):
            raise KeyboardInterrupt("killed before the row was settled")
        plain(*given)

    monkeypatch.setattr(batches, "_settle", settle)
    for _ in range(3):
        sql.execute("UPDATE job SET leased_until = 0, run_at = 0 WHERE tenant_id = %s", [context.tenant_id])
        try:
            work()
        except KeyboardInterrupt:
            continue
    work()
    assert card(context, made.id).done == 4 and len(numbers(context)) == 4 == len(sink.taken)


def test_what_no_batch_can_do_is_refused(context: Context) -> None:
    (draft,) = written(context, "C-1")
    for given, field in (
        (StartBatch("burn", (draft,)), "do"),
        (StartBatch(SEND, (draft,)), "do"),
        (StartBatch(ISSUE, numbers=("INV-1",)), "do"),
        (StartBatch(ISSUE), "draft_ids"),
        (StartBatch(ISSUE, every="payments"), "every"),
        (StartBatch(ISSUE, every="drafts", state="lost"), "state"),
    ):
        with pytest.raises(Invalid) as refused:
            batches.start(context, given)
        assert refused.value.field == field, given
    with pytest.raises(NotFound):
        batches.start(context, StartBatch(ISSUE, (draft, 5)))
    with pytest.raises(NotFound):
        batches.start(context, StartBatch(SEND, numbers=("INV-9",)))
    with pytest.raises(NotAllowed):
        batches.start(factories.member(context, "auditor"), StartBatch(ISSUE, (draft,)))
    with pytest.raises(NotAllowed):
        batches.start(factories.member(context, "sales"), StartBatch(ISSUE, (draft,)))


def test_more_rows_than_a_batch_holds_are_refused(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_ROWS", 2)
    written(context, *["C-1"] * 3)
    with pytest.raises(Invalid, match="Narrow"):
        batches.start(context, StartBatch(ISSUE, every="drafts"))


def test_a_row_that_is_above_the_limit_waits_as_a_draft(context: Context) -> None:
    entities.edit(context, entities.EditEntity(approval_limit="50.00"))
    made = batches.start(context, StartBatch(ISSUE, written(context, "C-1")))
    work()
    (row,) = reports.rows(books.of(context), made.id)
    assert (row.code, row.number, numbers(context)) == ("limit_exceeded", "", [])
    assert "ask for its approval" in row.fault


def test_a_batch_whose_workers_die_leaves_its_rows_with_the_reason(context: Context) -> None:
    made = batches.start(context, StartBatch(ISSUE, draft_ids=written(context, "C-1", "C-2")))
    killed.six_times(context, batches.JOB)
    assert (card(context, made.id).state, card(context, made.id).left) == ("stopped", 2)
    assert {(one.state, one.fault) for one in reports.rows(books.of(context), made.id)} == {("left", jobs.STOPPED)}
