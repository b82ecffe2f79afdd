"""Jobs: in with the transaction, one per key, delays that grow to a bound, given up in the end."""

from __future__ import annotations

import pytest
from django.db import transaction

from quittance.actions import entities, identity, jobs, users
from quittance.actions.command import Context
from quittance.rules.refusals import Invalid, SignInNeeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def context() -> Context:
    """The operator of a fresh company."""
    now = identity.now_micros()
    opened = entities.open_books(entities.OpenBooks("Jobs Ltd", "EUR"), now)
    return identity.operator(opened.tenant_id, opened.entity_id)


def test_a_job_of_a_rolled_back_transaction_never_was(context: Context) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.enqueue(context, "tests.none", {})
        raise RuntimeError
    assert jobs.take(context.now) is None


def test_a_unique_key_is_held_until_the_job_has_ended(context: Context) -> None:
    first = jobs.enqueue(context, "tests.one", {}, "the key")
    assert jobs.enqueue(context, "tests.one", {}, "the key") == first
    held = jobs.take(context.now)
    assert held is not None and jobs.done(held)
    assert jobs.enqueue(context, "tests.one", {}, "the key") != first


def test_a_lease_that_ran_out_goes_to_another_and_the_first_can_no_longer_finish(context: Context) -> None:
    id = jobs.enqueue(context, "tests.one", {})
    first = jobs.take(context.now)
    assert first is not None and jobs.take(context.now) is None
    assert jobs.take(context.now + jobs.LEASE) is None, "the lease holds to its last moment"
    second = jobs.take(context.now + jobs.LEASE + 1)
    assert second is not None and second.id == id and second.attempts == 2
    assert not jobs.done(first) and not jobs.keep(first, context.now)
    assert jobs.done(second)


def test_a_job_that_kills_its_worker_is_given_up(context: Context) -> None:
    id, now = jobs.enqueue(context, "tests.killer", {}), context.now
    for _ in range(jobs.MOST_ATTEMPTS):
        held = jobs.take(now)
        assert held is not None and not jobs.is_spent(held)
        now += jobs.LEASE + 1
    held = jobs.take(now)
    assert held is not None and jobs.is_spent(held), "taken once more, only to be given up"
    assert jobs.failed(held, now, jobs.STOPPED, for_good=True) and jobs.take(now) is None
    found = jobs.state(context, id)
    assert found is not None and found.state == "failed" and "stopped" in found.fault


def test_a_job_ends_in_the_name_of_somebody_who_is_gone_and_may_do_nothing(context: Context) -> None:
    secret = users.hashed("correct horse battery")
    users.invite(context, users.InviteUser("gone@jobs.example", "Gone", ("clerk",), secret))
    jobs.enqueue(identity.of_member(context.tenant_id, "gone@jobs.example"), "tests.one", {"a": 1})
    users.deactivate(context, users.NameUser("gone@jobs.example"))
    held = jobs.take(identity.now_micros())
    assert held is not None
    work = jobs.closing(held)
    assert (work.args, work.context.actor.name, work.context.actor.permissions) == ({"a": 1}, "Gone", frozenset())


def test_delays_grow_to_an_hour_and_tries_are_bounded(context: Context) -> None:
    waits = [jobs.delay(n) // jobs.SECOND for n in range(1, 8)]
    assert waits == [10, 40, 160, 640, 2560, 3600, 3600]
    id, now = jobs.enqueue(context, "tests.one", {}), context.now
    for n in range(1, jobs.MOST_ATTEMPTS + 1):
        held = jobs.take(now)
        assert held is not None and held.attempts == n
        assert jobs.failed(held, now, "no", for_good=False)
        assert jobs.take(now) is None
        now += jobs.LONGEST_DELAY
    found = jobs.state(context, id)
    assert found is not None and found.state == "failed"


def test_a_job_acts_with_what_its_person_may_do_when_it_runs(context: Context) -> None:
    secret = users.hashed("correct horse battery")
    users.invite(context, users.InviteUser("clerk@jobs.example", "Clerk", ("clerk",), secret))
    clerk = identity.of_member(context.tenant_id, "clerk@jobs.example")
    jobs.enqueue(clerk, "tests.one", {"a": [1, "é"]})
    held = jobs.take(clerk.now)
    assert held is not None
    work = jobs.open_up(held)
    assert work.args == {"a": [1, "é"]}
    assert work.context.actor.permissions == clerk.actor.permissions
    users.deactivate(context, users.NameUser("clerk@jobs.example"))
    with pytest.raises(SignInNeeded):
        jobs.open_up(held)


def test_a_job_of_a_key_dies_with_the_key(context: Context) -> None:
    secret = identity.new_secret(context.tenant_id)
    users.create_key(context, users.CreateKey("till", ("clerk",), secret.digest, secret.hint))
    key = identity.of_key(secret.text)
    jobs.enqueue(key, "tests.one", {})
    held = jobs.take(key.now)
    assert held is not None
    assert jobs.open_up(held).context.actor.permissions == key.actor.permissions
    users.revoke_key(context, users.RevokeKey("till"))
    with pytest.raises(SignInNeeded):
        jobs.open_up(held)


def test_arguments_are_bounded(context: Context) -> None:
    with pytest.raises(Invalid):
        jobs.enqueue(context, "tests.one", {"text": "x" * jobs.MOST_ARGS_CHARACTERS})


def test_finished_jobs_are_swept_after_a_month_and_failed_ones_stay(context: Context) -> None:
    for name in ("tests.done", "tests.failed"):
        jobs.enqueue(context, name, {})
    for _ in range(2):
        held = jobs.take(context.now)
        assert held is not None
        if held.name == "tests.done":
            jobs.done(held)
        else:
            jobs.failed(held, context.now, "no", for_good=True)
    assert jobs.sweep(context.now + jobs.KEPT) == 0
    assert jobs.sweep(context.now + jobs.KEPT + 1) == 1
