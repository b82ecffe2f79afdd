"""The worker: one job once, again after a fault, never two at a time, and another worker after a kill."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from quittance.actions import entities, identity, jobs
from quittance.actions.command import Context
from quittance.actions.jobs import Work
from quittance.jobs import worker
from quittance.jobs.handlers import HANDLERS, handler
from quittance.rules.refusals import Conflict, Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    now = identity.now_micros()
    opened = entities.open_books(entities.OpenBooks("Jobs Ltd", "EUR"), now)
    return identity.operator(opened.tenant_id, opened.entity_id)


@pytest.fixture
def seen() -> Iterator[list[Work]]:
    """A registered job that writes down each run of itself."""
    runs: list[Work] = []
    handler("tests.see")(runs.append)
    yield runs
    del HANDLERS["tests.see"]


def state_of(context: Context, id: int) -> str:
    """The state word of a job."""
    found = jobs.state(context, id)
    assert found is not None
    return found.state


def test_a_job_runs_once_in_the_name_of_who_asked(context: Context, seen: list[Work]) -> None:
    id = jobs.enqueue(context, "tests.see", {"n": 7})
    assert worker.once()
    assert not worker.once()
    assert [work.args for work in seen] == [{"n": 7}]
    assert seen[0].context.actor.kind == "job"
    assert seen[0].context.actor.permissions == context.actor.permissions
    assert seen[0].context.key == f"job:{id}"
    assert state_of(context, id) == "done"


def test_a_fault_is_tried_again_later_and_a_refusal_is_not(context: Context) -> None:
    def wrong(work: Work) -> None:
        raise RuntimeError("the printer is on fire")

    def refused(work: Work) -> None:
        raise Invalid("That will never do.")

    def later(work: Work) -> None:
        raise Conflict("Somebody else was first.")

    for name, work, expected in (("a", wrong, "queued"), ("b", refused, "failed"), ("c", later, "queued")):
        handler(f"tests.{name}")(work)
        try:
            id = jobs.enqueue(context, f"tests.{name}", {})
            assert worker.once()
            assert state_of(context, id) == expected
        finally:
            del HANDLERS[f"tests.{name}"]
    assert not worker.once(), "what is to be tried again waits"


def test_an_unknown_job_fails_with_its_name(context: Context) -> None:
    id = jobs.enqueue(context, "tests.nobody", {})
    assert worker.once()
    found = jobs.state(context, id)
    assert found is not None and found.state == "failed" and "tests.nobody" in found.fault


def test_the_worker_stops_when_asked(context: Context, seen: list[Work]) -> None:
    stop = threading.Event()
    stop.set()
    jobs.enqueue(context, "tests.see", {})
    worker.run(stop)
    assert seen == [], "a stopped worker takes nothing more"
