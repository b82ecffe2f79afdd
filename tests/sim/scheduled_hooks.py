"""Webhooks in the race of scheduled jobs: receivers that fail now and then, and what reached them of what was left."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter, defaultdict
from typing import Any

from django.conf import settings

from quittance.actions import subscriptions, webhooks
from quittance.actions.command import Context
from quittance.books import sql
from quittance.rules import topics
from tests.actions.hook_sink import FINE, SILENCE, Heard, Hooks

SECRETS = {"erp": "a secret of the first receiver", "crm": "another one, of the second receiver"}
BUSY = 503
FAULTS = {0: BUSY, 1: SILENCE}
"""What a message meets on its first try, by the remainder of its id by `OUT_OF`."""

OUT_OF = 5
THINK_SECONDS = 0.02
"""How long a receiver takes over a message: some workers are killed between the message and its answer."""


def begin(context: Context, hooks: Hooks) -> None:
    """Two receivers are told of everything, and fail at the first try of two messages in five."""
    settings.WEBHOOKS_LOCAL = True
    hooks.seconds = THINK_SECONDS
    hooks.answer = lambda path, id, before: FINE if before else FAULTS.get(int(id) % OUT_OF, FINE)
    for name, secret in SECRETS.items():
        webhooks.add(context, webhooks.AddWebhook(name, hooks.url(name), secret=secret))
        everything = subscriptions.Tell(
            "webhook", name, scope="all", topics=tuple(topics.TOPICS), channel="webhook", quiet=False
        )
        subscriptions.tell(context, everything)


def counts(heard: list[Heard]) -> dict[str, int]:
    """How many messages came, how many requests that took, and how many of these were turned away."""
    return {
        "message of a webhook": len({one.id for one in heard}),
        "try of one": len(heard),
        "try that was turned away": sum(one.answered != FINE for one in heard),
    }


def wrong(context: Context, heard: list[Heard], ended_at: int) -> list[str]:
    """What should not be: a message that did not arrive, changed on the way or was sent after it was called sent."""
    left = sql.rows(
        "SELECT d.id, w.name, d.body, d.state, d.status, d.recorded_at FROM webhook_delivery d JOIN webhook w "
        "ON w.tenant_id = d.tenant_id AND w.id = d.webhook_id WHERE d.tenant_id = %s",
        [context.tenant_id],
    )
    tries: dict[str, list[Heard]] = defaultdict(list)
    for one in heard:
        tries[one.id].append(one)
    said = [f"nobody left {id}" for id in tries.keys() - {str(row[0]) for row in left}]
    for id, name, body, state, status, recorded_at in left:
        if recorded_at < ended_at and (state, status) != (webhooks.SENT, FINE):
            said.append(f"{id} to {name} is {state} after {status}")
        said += [f"{id} to {name}: {fault}" for fault in _one(name, body, state, tries[str(id)])]
    return said + _tried_too_often(context, tries) + _told(context, left, ended_at)


def _one(name: str, body: str, state: str, tries: list[Heard]) -> list[str]:
    """One message: it is at its receiver when it is called sent; each try says the same, and is signed."""
    said = [] if state != webhooks.SENT or any(one.answered == FINE for one in tries) else ["never taken"]
    for one in tries:
        moment = one.headers["Quittance-Timestamp"].encode()
        mac = hmac.new(SECRETS[name].encode(), moment + b"." + one.body, hashlib.sha256).hexdigest()
        said += [] if one.headers["Quittance-Signature"] == f"v1={mac}" else ["wrong signature"]
        said += [] if (one.path, one.body.decode()) == (name, body) else ["another body, or another receiver"]
        said += [] if json.loads(one.body)["id"] == one.id else ["another id in the body than in the head"]
    return said


def _tried_too_often(context: Context, tries: dict[str, list[Heard]]) -> list[str]:
    """No message is sent more often than its job was begun, and none by two jobs."""
    found = sql.rows(
        "SELECT args, attempts FROM job WHERE tenant_id = %s AND name = 'webhooks.deliver'", [context.tenant_id]
    )
    begun: dict[str, list[int]] = defaultdict(list)
    for args, attempts in found:
        begun[json.loads(args)["args"]["delivery_id"]].append(attempts)
    said = [f"{len(jobs)} jobs send {id}" for id, jobs in begun.items() if len(jobs) != 1]
    return said + [f"{id} came {len(one)} times" for id, one in tries.items() if len(one) > sum(begun[id])]


def _told(context: Context, left: list[Any], ended_at: int) -> list[str]:
    """Each receiver is told of each happening by one message."""
    messages = Counter((name, json.loads(body)["data"]["id"]) for _, name, body, *_ in left)
    said = [f"{many} messages to {name} of notification {id}" for (name, id), many in messages.items() if many != 1]
    told: dict[str, set[int]] = {name: set() for name in SECRETS}
    for name, id, happening in sql.rows(
        "SELECT w.name, n.id, n.happening_id FROM notification n JOIN webhook w ON w.tenant_id = n.tenant_id "
        "AND w.id = n.webhook_id WHERE n.tenant_id = %s AND NOT n.waits",
        [context.tenant_id],
    ):
        told[name].add(happening)
        said += [] if (name, str(id)) in messages else [f"no message to {name} of notification {id}"]
    happened = {
        row[0]
        for row in sql.rows(
            "SELECT h.id FROM happening h WHERE h.tenant_id = %s AND h.happened_at < %s AND EXISTS (SELECT 1 FROM "
            "webhook w WHERE w.tenant_id = h.tenant_id AND w.recorded_at <= h.happened_at)",
            [context.tenant_id, ended_at],
        )
    }
    return said + [
        f"{name} was not told of {len(happened - had)} happenings" for name, had in told.items() if happened - had
    ]
