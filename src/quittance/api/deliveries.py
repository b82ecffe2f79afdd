"""Deliveries: a document sent by mail, and what became of it."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Router

from quittance.actions import deliveries
from quittance.actions.deliveries import DeliveryQueued, SendDocument
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import Email, Given, IdShown, MomentShown, Number, Shown
from quittance.reports import deliveries as reports

router = Router()


class Where(Given):
    """Where the document goes; the main contact, else the customer, when left out."""

    address: Email | None = None


class DeliveryShown(Shown):
    """A delivery; `settled_at` is when it was sent, failed or became doubtful."""

    id: IdShown
    address: str
    state: Literal["queued", "sending", "sent", "failed", "doubtful", "bounced"]
    message: str
    fault: str
    actor_name: str
    queued_at: MomentShown
    settled_at: MomentShown | None


class Deliveries(Shown):
    """The deliveries of a document, the latest first."""

    rows: list[DeliveryShown]


@does(router, "POST", "/documents/{path:number}/deliveries", "deliveries.send", result_of(DeliveryQueued), status=201)
def send(desk: Desk, number: Number, body: Where) -> DeliveryQueued:
    """Queue an invoice or credit note for the mail; the worker sends it once."""
    return deliveries.send(desk.context, SendDocument(number=number, **body.fields()))


@does(router, "POST", "/estimates/{number}/deliveries", "deliveries.send", result_of(DeliveryQueued), status=201)
def send_estimate(desk: Desk, number: Number, body: Where) -> DeliveryQueued:
    """Queue an estimate for the mail; the worker sends it once, and the estimate is with the customer then."""
    return deliveries.send(desk.context, SendDocument(number=number, **body.fields()))


@asks(router, "/documents/{path:number}/deliveries", Deliveries)
def show(desk: Desk, number: Number) -> dict[str, Any]:
    """Show to whom a document was sent, and what became of it."""
    return {"rows": [_shown(one) for one in reports.of_document(desk.books, number)]}


@asks(router, "/estimates/{number}/deliveries", Deliveries)
def show_estimate(desk: Desk, number: Number) -> dict[str, Any]:
    """Show to whom an estimate was sent, and what became of it."""
    return {"rows": [_shown(one) for one in reports.of_document(desk.books, number)]}


def _shown(one: reports.DeliveryRow) -> dict[str, Any]:
    names = ("id", "address", "state", "message", "fault", "actor_name")
    return {name: getattr(one, name) for name in names} | {
        "queued_at": plain.moment(one.queued_at),
        "settled_at": plain.moment(one.settled_at) if one.settled_at else None,
    }
