"""Webhooks: addresses that are told when cash is applied; each message is kept, signed and delivered by the worker."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from quittance import __version__
from quittance.actions import command, jobs, subscriptions, webhooks_post
from quittance.actions.command import Context, Subject
from quittance.actions.jobs import Work
from quittance.actions.wire import SECRET
from quittance.books import sql
from quittance.books.keys import new_id
from quittance.rules import text, webhook
from quittance.rules.refusals import Conflict, Duplicate, Invalid, NotFound

MOST_WEBHOOKS = 20
QUEUED, SENT, FAILED = "queued", "sent", "failed"


@dataclass(frozen=True, slots=True)
class AddWebhook:
    """An address to be told of `events`; `secret` signs the messages and is never shown again."""

    name: str
    url: str
    events: tuple[str, ...] = tuple(webhook.EVENTS)
    secret: str = field(default="", metadata=SECRET)


@dataclass(frozen=True, slots=True)
class RemoveWebhook:
    """A webhook, by name; messages that wait are not sent any more."""

    name: str


@dataclass(frozen=True, slots=True)
class WebhookKept:
    """The webhook as it is now."""

    name: str
    url: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResendMessage:
    """A message that failed and is to be sent again."""

    id: int


@dataclass(frozen=True, slots=True)
class MessageQueued:
    """The message as it is now."""

    id: int
    webhook: str
    event: str
    state: str


@command.verb("webhooks.add", WebhookKept)
def add(context: Context, data: AddWebhook) -> WebhookKept:
    """Add; raises `Duplicate` for a name that is taken, `Invalid`."""
    name = text.clean(data.name, "name", 100, needed=True)
    url = data.url.strip()
    webhook.check_url(url, local=webhooks_post.local())
    events = webhook.check_events(data.events)
    secret = webhook.check_secret(data.secret)
    held = sql.rows(
        "SELECT name FROM webhook WHERE tenant_id = %s AND entity_id = %s", [context.tenant_id, context.entity_id]
    )
    if any(row[0] == name for row in held):
        raise Duplicate(f"There is a webhook {name!r} already.", field="name")
    if len(held) >= MOST_WEBHOOKS:
        raise Invalid(f"At most {MOST_WEBHOOKS} webhooks. Remove one first.", field="name")
    sql.insert(
        "webhook",
        "tenant_id id entity_id name url events secret actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, new_id(), context.entity_id, name, url, json.dumps(list(events)), secret),
                *(context.actor.name, context.now),
            ]
        ],
    )
    said = {"name": name, "url": url, "events": list(events)}
    command.note(context, "webhooks.add", Subject("webhook", None), said)
    return WebhookKept(name, url, events)


@command.verb("webhooks.remove", WebhookKept)
def remove(context: Context, data: RemoveWebhook) -> WebhookKept:
    """Remove with its deliveries; raises `NotFound`."""
    found = sql.row(
        "SELECT id, url, events FROM webhook WHERE tenant_id = %s AND entity_id = %s AND name = %s",
        [context.tenant_id, context.entity_id, data.name],
    )
    if found is None:
        raise NotFound(f"There is no webhook {data.name[:60]!r}.", field="name")
    scope = [context.tenant_id, found[0]]
    subscriptions.remove(context, "webhook_id", found[0])
    sql.execute("DELETE FROM webhook_delivery WHERE tenant_id = %s AND webhook_id = %s", scope)
    sql.execute("DELETE FROM webhook WHERE tenant_id = %s AND id = %s", scope)
    command.note(context, "webhooks.remove", Subject("webhook", None), {"name": data.name})
    return WebhookKept(data.name, found[1], tuple(json.loads(found[2])))


@command.verb("webhooks.resend", MessageQueued)
def resend(context: Context, data: ResendMessage) -> MessageQueued:
    """Have a message that failed sent again, as it was; raises `Conflict` for another one, or `NotFound`."""
    found = sql.row(
        "SELECT w.name, d.event, d.state FROM webhook_delivery d JOIN webhook w ON w.tenant_id = d.tenant_id "
        "AND w.id = d.webhook_id WHERE d.tenant_id = %s AND d.entity_id = %s AND d.id = %s",
        [context.tenant_id, context.entity_id, command.check_id(data.id)],
    )
    if found is None:
        raise NotFound("There is no such message.", field="id")
    moved = sql.execute(
        "UPDATE webhook_delivery SET state = %s, attempts = 0, fault = '' WHERE tenant_id = %s AND id = %s "
        "AND state = %s",
        [QUEUED, context.tenant_id, data.id, FAILED],
    )
    if not moved:
        raise Conflict("Only a message that failed is sent again.", field="id")
    jobs.enqueue(context, "webhooks.deliver", {"delivery_id": str(data.id)})
    command.note(context, "webhooks.resend", Subject("webhook", None), {"name": found[0], "event": found[1]})
    return MessageQueued(data.id, found[0], found[1], QUEUED)


def tell(context: Context, event: str, data: dict[str, Any]) -> None:
    """Leave a message for every webhook of the event, inside the verb that it is about."""
    found = sql.rows(
        "SELECT id, events FROM webhook WHERE tenant_id = %s AND entity_id = %s ORDER BY id",
        [context.tenant_id, context.entity_id],
    )
    for webhook_id, events in found:
        if event in json.loads(events):
            leave(context, webhook_id, event, data)


def leave(context: Context, webhook_id: int, event: str, data: dict[str, Any]) -> None:
    """Leave a message for one webhook, within the caller's transaction."""
    id = new_id()
    message = {"id": str(id), "event": event, "recorded_at": context.now, "data": data}
    body = json.dumps(message, ensure_ascii=False, default=str)
    sql.insert("webhook_delivery", _COLUMNS, [_row(context, id, webhook_id, event, body)])
    jobs.enqueue(context, "webhooks.deliver", {"delivery_id": str(id)})


def deliver(context: Context, delivery_id: int, attempt: int) -> None:
    """Send one message; raises `Conflict` when it is to be tried again, `Invalid` when that would be of no use."""
    found = sql.row(
        "SELECT w.url, w.secret, d.event, d.body, d.state FROM webhook_delivery d JOIN webhook w "
        "ON w.tenant_id = d.tenant_id AND w.id = d.webhook_id "
        "WHERE d.tenant_id = %s AND d.entity_id = %s AND d.id = %s",
        [context.tenant_id, context.entity_id, delivery_id],
    )
    if found is None or found[4] == SENT:
        return
    url, secret, event, body, _ = found
    moment = context.now // jobs.SECOND
    headers = webhook.signed(secret, moment, body) | {
        "User-Agent": f"Quittance/{__version__}",
        "Quittance-Event": event,
        "Quittance-Delivery": str(delivery_id),
    }
    try:
        status = webhooks_post.post(url, body.encode(), headers)
    except Invalid as refusal:
        _note(context, delivery_id, _Tried(FAILED, attempt, 0, refusal.sentence))
        raise
    except OSError as fault:
        _again(context, delivery_id, _Tried(QUEUED, attempt, 0, webhooks_post.in_words(fault)))
    if not 200 <= status < 300:
        said = f"It answered {status}; an answer of 200 to 299 is needed."
        _again(context, delivery_id, _Tried(QUEUED, attempt, status, said))
    _note(context, delivery_id, _Tried(SENT, attempt, status))


def given_up(work: Work, fault: str) -> None:
    """The job was given up: the message has failed, and says why."""
    attempts = min(work.lease.attempts, jobs.MOST_ATTEMPTS)
    sql.execute(
        "UPDATE webhook_delivery SET state = %s, attempts = %s, fault = %s WHERE tenant_id = %s AND id = %s "
        "AND state = %s",
        [FAILED, attempts, fault[:300], work.context.tenant_id, int(work.args["delivery_id"]), QUEUED],
    )


@dataclass(frozen=True, slots=True)
class _Tried:
    """What came of an attempt."""

    state: str
    attempt: int
    status: int
    fault: str = ""


def _again(context: Context, id: int, tried: _Tried) -> NoReturn:
    last = tried.attempt >= jobs.MOST_ATTEMPTS
    _note(context, id, replace(tried, state=FAILED) if last else tried)
    raise Conflict(tried.fault)


def _note(context: Context, id: int, tried: _Tried) -> None:
    """Keep what came of an attempt, unless another one that lasted as long has arrived: that stands."""
    sql.execute(
        "UPDATE webhook_delivery SET state = %s, attempts = %s, status = %s, fault = %s, tried_at = %s "
        "WHERE tenant_id = %s AND id = %s AND state <> %s",
        [tried.state, tried.attempt, tried.status, tried.fault[:300], context.now, context.tenant_id, id, SENT],
    )


_COLUMNS = "tenant_id id entity_id webhook_id event body state attempts status fault recorded_at tried_at".split()


def _row(context: Context, id: int, webhook_id: int, event: str, body: str) -> list[Any]:
    return [
        *(context.tenant_id, id, context.entity_id, webhook_id, event, body),
        *(QUEUED, 0, 0, "", context.now, 0),
    ]
