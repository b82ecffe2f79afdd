"""The queue of jobs: who gets one, in which order, and what a late worker can no longer do."""

from __future__ import annotations

import pytest

from quittance.actions import entities
from quittance.books import queue

pytestmark = pytest.mark.django_db
MOMENT = 1_700_000_000_000_000


@pytest.fixture
def tenant_id() -> int:
    """A fresh company's tenant."""
    return entities.open_books(entities.OpenBooks("Queue Ltd", "EUR"), MOMENT).tenant_id


def test_the_longest_waiting_comes_first_and_the_future_waits(tenant_id: int) -> None:
    late = queue.put(tenant_id, "b", "{}", None, MOMENT - 1)
    early = queue.put(tenant_id, "a", "{}", None, MOMENT - 2)
    queue.put(tenant_id, "c", "{}", None, MOMENT + 1)
    assert [id for _, id in queue.due(MOMENT, 10)] == [early, late]
    assert queue.due(MOMENT, 1) == [(tenant_id, early)]


def test_a_leased_job_is_nobody_elses(tenant_id: int) -> None:
    id = queue.put(tenant_id, "a", "{}", None, MOMENT)
    held = queue.lease(tenant_id, id, MOMENT, MOMENT + 10)
    assert held is not None and held.attempts == 1
    assert queue.lease(tenant_id, id, MOMENT, MOMENT + 10) is None
    assert queue.lease(tenant_id, id, MOMENT + 11, MOMENT + 20) is not None
    assert not queue.retry(held, MOMENT, "late") and not queue.give_up(held, "late")


def test_a_job_put_back_waits_for_its_moment(tenant_id: int) -> None:
    id = queue.put(tenant_id, "a", "{}", None, MOMENT)
    held = queue.lease(tenant_id, id, MOMENT, MOMENT + 10)
    assert held is not None and queue.retry(held, MOMENT + 5, "again")
    assert queue.due(MOMENT + 4, 10) == [] and queue.due(MOMENT + 5, 10) == [(tenant_id, id)]
    assert queue.state(tenant_id, id) == queue.JobState(id, "a", "queued", 1, "again")
    assert queue.state(tenant_id + 1, id) is None
