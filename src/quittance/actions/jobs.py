"""Jobs: what a verb leaves to be done after its commit, in whose name, and how often it is tried."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from quittance.actions import identity
from quittance.actions.command import Actor, Context
from quittance.books import queue
from quittance.books.queue import JobState, Leased
from quittance.rules.refusals import Invalid

__all__ = [
    "JobState",
    "Leased",
    "Work",
    "closing",
    "delay",
    "done",
    "enqueue",
    "failed",
    "is_last",
    "is_spent",
    "keep",
    "open_up",
    "state",
    "sweep",
    "take",
]

SECOND = 1_000_000
"""Microseconds."""

LEASE = 120 * SECOND
DAY = 86_400 * SECOND
MOST_ATTEMPTS = 6
FIRST_DELAY = 10 * SECOND
LONGEST_DELAY = 3_600 * SECOND
KEPT = 30 * 86_400 * SECOND
"""How long a finished job stays to be looked at."""

MOST_ARGS_CHARACTERS = 100_000
MOST_FAULT_CHARACTERS = 2_000
MOST_LOOKED_AT = 20
STOPPED = f"The worker stopped {MOST_ATTEMPTS} times while it ran."
"""Why a job is given up that nobody has finished."""

MOST_SWEPT = 1_000


@dataclass(frozen=True, slots=True)
class Work:
    """A leased job with the context to carry it out in; a verb in it is done once however often the job runs."""

    lease: Leased
    name: str
    args: dict[str, Any]
    context: Context


def enqueue(
    context: Context, name: str, args: dict[str, Any], unique_key: str | None = None, *, run_at: int = 0
) -> int:
    """Put a job in, inside the caller's transaction: it exists if and only if that commits. Returns its id.

    The job acts for the context's identity, with what that may do when the job runs. While a job
    with the same `unique_key` waits or runs, no second one is made.
    """
    actor = context.actor
    envelope = {
        "entity": str(context.entity_id),
        "actor": {"kind": actor.kind, "id": str(actor.id), "name": actor.name},
        "args": args,
    }
    written = json.dumps(envelope, ensure_ascii=False)
    if len(written) > MOST_ARGS_CHARACTERS:
        raise Invalid(f"A job's arguments have at most {MOST_ARGS_CHARACTERS} characters.")
    return queue.put(context.tenant_id, name, written, unique_key, run_at or context.now)


def take(now: int) -> Leased | None:
    """Lease the job that has waited longest, or None; two workers never hold the same one.

    One that `is_spent` is not to be carried out any more, only given up.
    """
    for tenant_id, id in queue.due(now, MOST_LOOKED_AT):
        held = queue.lease(tenant_id, id, now, now + LEASE)
        if held is not None:
            return held
    return None


def is_spent(held: Leased) -> bool:
    """Whether every attempt has ended with the worker: the lease is there to give the job up."""
    return held.attempts > MOST_ATTEMPTS


def is_last(held: Leased, *, for_good: bool) -> bool:
    """Whether a job that went wrong now is given up."""
    return for_good or held.attempts >= MOST_ATTEMPTS


def open_up(held: Leased) -> Work:
    """The job's arguments and context; raises `SignInNeeded` when its person may no longer enter."""
    envelope = json.loads(held.args)
    actor = envelope["actor"]
    context = identity.of_actor(held.tenant_id, int(envelope["entity"]), actor["kind"], int(actor["id"]), actor["name"])
    return Work(held, held.name, envelope["args"], replace(context, key=f"job:{held.id}"))


def closing(held: Leased) -> Work:
    """The job for what is left to say of it: in the name of who asked, who may be gone, and without any permission.

    Raises `SignInNeeded` when the company is gone.
    """
    envelope = json.loads(held.args)
    asked = envelope["actor"]
    actor = Actor("job", int(asked["id"]), asked["name"], frozenset())
    context = identity.guest(held.tenant_id, int(envelope["entity"]), actor, "jobs")
    return Work(held, held.name, envelope["args"], context)


def keep(held: Leased, now: int) -> bool:
    """Hold a job for another lease; False when another worker has taken it over."""
    return queue.extend(held, now + LEASE)


def done(held: Leased) -> bool:
    """The job is done."""
    return queue.finish(held)


def failed(held: Leased, now: int, fault: str, *, for_good: bool) -> bool:
    """The job went wrong: it is tried again later, each time four times later, or given up."""
    said = fault[:MOST_FAULT_CHARACTERS]
    if is_last(held, for_good=for_good):
        return queue.give_up(held, said)
    return queue.retry(held, now + delay(held.attempts), said)


def delay(attempts: int) -> int:
    """Microseconds to wait after so many attempts: 10 s, 40 s, 160 s …, at most an hour."""
    return min(FIRST_DELAY << 2 * max(attempts - 1, 0), LONGEST_DELAY)


def state(context: Context, id: int) -> JobState | None:
    """How a job of the tenant stands."""
    return queue.state(context.tenant_id, id)


def sweep(now: int) -> int:
    """Delete finished jobs that are older than a month, a bounded number at a time."""
    return queue.sweep(now - KEPT, MOST_SWEPT)
