"""A run stopped: what has not gone stays unsent with the reason, and what is being sent ends as it ends."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings

from quittance.actions import dunning_outlet, dunning_runs, dunning_send, dunning_stop
from quittance.actions.command import Context
from quittance.actions.dunning_runs import ReleaseReminder, RunDunning
from quittance.actions.dunning_stop import StopRun
from quittance.actions.mailing import NotTaken
from quittance.books import sql
from quittance.reports import audit, books, dunning_log, verify
from quittance.rules.refusals import Conflict, Invalid, NotFound
from tests import dunned, factories
from tests.actions.mail_sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAY = datetime.timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def context() -> Context:
    """Three customers who are late with one invoice each, and a policy that charges."""
    made = factories.company("Delft Tiles", country="NL", timezone="Europe/Amsterdam")
    dunned.policy(made, "3 email friendly fee=5.00", "20 letter formal approval")
    for n in (1, 2, 3):
        factories.customer(made, f"C-{n}", email=f"c{n}@customer.example", country="NL", city="Delft")
        factories.invoice(
            made, f"INV-{n}", "100.00", TODAY - DAY * 40, TODAY - DAY * (4 if n < 3 else 21), customer=f"C-{n}"
        )
    return made


def ids(context: Context) -> list[int]:
    """The reminders in the order of their customers."""
    return [row[0] for row in sql.rows("SELECT id FROM reminder WHERE tenant_id = %s ORDER BY id", [context.tenant_id])]


def fees(context: Context) -> int:
    """How many fees were charged."""
    return len(
        sql.rows("SELECT id FROM document WHERE tenant_id = %s AND ancillary = 'dunning_fee'", [context.tenant_id])
    )


def test_what_has_gone_stays_and_the_rest_waits_for_the_next_run(context: Context, sink: Sink) -> None:
    dunned.decide(context)
    first = ids(context)[0]
    dunning_send.send(context, first)
    made = dunning_stop.stop(context, StopRun(reason="Wrong words"))
    assert made.unsent == 2
    assert [(row[0], row[3], row[5]) for row in dunned.reminders(context)] == [
        ("C-1", "sent", ""),
        ("C-2", "held", "stopped"),
        ("C-3", "held", "stopped"),
    ]
    assert dunned.held(context) == [("C-2", "stopped", True, 10_000), ("C-3", "stopped", True, 10_000)]
    (run,) = dunning_log.runs(books.of(context))
    assert (run.state, run.fault, run.unsent) == ("stopped", "Stopped by operator: Wrong words", 2)
    (event,) = audit.trail(books.of(context), audit.Filter(verb="dunning.stop"))
    assert event.data == {"unsent": 2, "reason": "Wrong words"}
    dunned.send(context)
    assert len(sink.taken) == 1 and fees(context) == 1
    assert dunned.run(context)["email"] == 1, "the same day, and nobody who had it gets it again"
    assert [one["To"] for one in sink.messages()] == ["c1@customer.example", "c2@customer.example"]
    assert fees(context) == 2 and verify.run(books.of(context)).clean


def test_a_run_that_is_not_decided_decides_nothing_after_it_was_stopped(context: Context) -> None:
    asked = dunning_runs.ask(context, RunDunning())
    assert dunning_stop.stop(context, StopRun(asked.run_id)).unsent == 0
    assert dunning_runs.carry_out(context, asked.run_id) == {} and dunned.reminders(context) == []
    assert dunning_runs.ask(context, RunDunning()).run_id != asked.run_id, "the next does not wait for it"


def test_a_stop_is_refused_where_there_is_nothing_to_stop(context: Context, sink: Sink) -> None:
    with pytest.raises(Conflict, match="No run is under way"):
        dunning_stop.stop(context, StopRun())
    with pytest.raises(NotFound):
        dunning_stop.stop(context, StopRun(5))
    dunned.run(context)
    (run,) = dunning_log.runs(books.of(context))
    with pytest.raises(Invalid):
        dunning_stop.stop(context, StopRun(run.id, "x" * 301))
    assert dunning_stop.stop(context, StopRun(run.id)).unsent == 1, "the letter that waits for a word"
    with pytest.raises(Conflict, match="stopped already"):
        dunning_stop.stop(context, StopRun(run.id))
    with pytest.raises(Conflict):
        dunning_runs.release(context, ReleaseReminder(ids(context)[2]))


def test_a_run_that_is_over_is_not_stopped(context: Context, sink: Sink) -> None:
    dunned.policy(context, "3 email friendly")
    dunned.run(context)
    (run,) = dunning_log.runs(books.of(context))
    with pytest.raises(Conflict, match="Nothing of the run is left"):
        dunning_stop.stop(context, StopRun(run.id))
    assert dunning_log.runs(books.of(context))[0].state == "done"


@pytest.mark.parametrize(
    ("fault", "state", "rule"),
    [
        (NotTaken("451 later.", for_good=False), "held", "stopped"),
        (NotTaken("550 nobody.", for_good=True), "failed", ""),
        (None, "sent", ""),
    ],
)
def test_what_was_on_its_way_when_it_was_stopped_ends_as_it_ends(
    context: Context, monkeypatch: pytest.MonkeyPatch, fault: NotTaken | None, state: str, rule: str
) -> None:
    monkeypatch.setattr(settings, "MAIL", "smtp://127.0.0.1:9")

    class Slow:
        def prepare(self, ready: dunning_outlet.Ready) -> None:
            """Nothing is made."""

        def hand_over(self) -> str:
            """It is stopped just now."""
            dunning_stop.stop(context, StopRun(reason="Just now"))
            if fault is not None:
                raise fault
            return "<taken>"

    @contextmanager
    def slow(channel: str, address: str) -> Iterator[Slow]:
        yield Slow()

    monkeypatch.setattr(dunning_outlet, "opened", slow)
    dunned.decide(context)
    first = ids(context)[0]
    dunning_send.send(context, first)
    (row, *_) = dunned.reminders(context)
    assert (row[3], row[5]) == (state, rule)
    unsent = 3 if rule else 2
    assert dunning_log.runs(books.of(context))[0].unsent == unsent == len(dunned.held(context))
    assert fees(context) == (state == "sent")
    kept = sql.rows("SELECT reminder_id FROM reminder_item WHERE tenant_id = %s", [context.tenant_id])
    assert kept == ([(first,)] if state == "sent" else [])
    note = sql.rows("SELECT fault FROM reminder WHERE tenant_id = %s AND id = %s", [context.tenant_id, first])
    assert note == [({"held": "Stopped by operator: Just now", "failed": "550 nobody.", "sent": ""}[state],)]
