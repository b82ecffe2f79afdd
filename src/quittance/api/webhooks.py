"""Webhooks: addresses that are told when cash is applied, and what became of each message."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import BaseModel, Field

from quittance.actions import webhooks
from quittance.actions.webhooks import AddWebhook, MessageQueued, RemoveWebhook, ResendMessage, WebhookKept
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import PLAIN, Given, Id, IdShown, Limit, MomentShown
from quittance.reports import webhooks as reports

router = Router()

WebhookName = Annotated[str, Field(min_length=1, max_length=100, pattern=PLAIN)]
Event = Literal["cash.applied", "cash.undone", "cash.returned"]


class GivenWebhook(Given):
    """An https address, the events that it is told of (all when left out), and the secret that signs them."""

    name: WebhookName
    url: Annotated[str, Field(min_length=1, max_length=500, pattern=PLAIN)]
    secret: Annotated[str, Field(min_length=16, max_length=200, pattern=r"^[\x20-\x7e]*$")]
    events: Annotated[list[Event], Field(max_length=10)] | None = None


class WebhookShown(BaseModel):
    """A webhook; its secret is not shown."""

    name: str
    url: str
    events: list[str]
    actor_name: str
    recorded_at: MomentShown


class Webhooks(BaseModel):
    """Webhooks by name."""

    rows: list[WebhookShown]


class WebhookMessage(BaseModel):
    """A message: how often it was tried, what the address answered last (0 nothing), and what went wrong."""

    id: IdShown
    webhook: str
    event: str
    state: Literal["queued", "sent", "failed"]
    attempts: int
    status: int
    fault: str
    recorded_at: MomentShown


class WebhookMessages(BaseModel):
    """Messages, the latest first."""

    rows: list[WebhookMessage]


@does(router, "POST", "/webhooks", "webhooks.add", result_of(WebhookKept), status=201)
def add(desk: Desk, body: GivenWebhook) -> WebhookKept:
    """Have an address told of events."""
    fields = body.fields("events")
    given = AddWebhook(**fields) if body.events is None else AddWebhook(**fields, events=tuple(body.events))
    return webhooks.add(desk.context, given)


@does(router, "DELETE", "/webhooks/{name}", "webhooks.remove", result_of(WebhookKept))
def remove(desk: Desk, name: WebhookName) -> WebhookKept:
    """Stop telling an address; messages that wait are not sent any more."""
    return webhooks.remove(desk.context, RemoveWebhook(name))


@does(router, "POST", "/webhook-deliveries/{delivery_id}/resend", "webhooks.resend", result_of(MessageQueued))
def resend(desk: Desk, delivery_id: Id) -> MessageQueued:
    """Send a message again that failed."""
    return webhooks.resend(desk.context, ResendMessage(delivery_id))


@asks(router, "/webhooks", Webhooks, permission="webhooks.add")
def list_webhooks(desk: Desk) -> dict[str, Any]:
    """List the webhooks."""
    return {"rows": [_shown(one, "name", "url", "events", "actor_name") for one in reports.webhooks(desk.books)]}


@asks(router, "/webhook-deliveries", WebhookMessages, permission="webhooks.add")
def deliveries(desk: Desk, *, limit: Limit = 50) -> dict[str, Any]:
    """List the latest messages and what became of them."""
    names = ("id", "webhook", "event", "state", "attempts", "status", "fault")
    return {"rows": [_shown(one, *names) for one in reports.deliveries(desk.books, limit)]}


def _shown(one: reports.WebhookRow | reports.DeliveryRow, *names: str) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names} | {"recorded_at": plain.moment(one.recorded_at)}
