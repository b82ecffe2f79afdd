"""Holds: nobody is reminded of a customer, or of one document, for a while and for a reason."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.actions import command
from quittance.actions.command import Context, Subject
from quittance.books import lock, scope, sql
from quittance.books.keys import new_id, new_ids
from quittance.rules import calendar, text
from quittance.rules.ledger import DEBIT
from quittance.rules.refusals import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Stop reminding a customer, or of one `document`, through `until_on`; None is until somebody lifts it."""

    customer_number: str
    reason: str
    document: str = ""
    until_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class HoldPlaced:
    """The hold; a document in instalments has one for each, and `ids` names them."""

    ids: tuple[int, ...]
    customer_number: str
    document: str
    reason: str
    until_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class LiftHold:
    """A hold that ends today."""

    id: int


@dataclass(frozen=True, slots=True)
class HoldLifted:
    """The hold is over."""

    id: int
    lifted_on: datetime.date


@command.verb("holds.place", HoldPlaced)
def place(context: Context, data: PlaceHold) -> HoldPlaced:
    """Place a hold; raises `NotFound` or `Invalid`."""
    reason = text.clean(data.reason, "reason", 300, needed=True)
    locked = lock.customers_by_number(context.tenant_id, context.entity_id, [data.customer_number])
    customer = locked.by_number(data.customer_number)
    if data.until_on is not None and calendar.check_day(data.until_on, context.today, "until_on") < context.today:
        raise Invalid("A hold ends today or later.", field="until_on")
    items: list[int | None] = [None]
    if data.document:
        found = scope.items_of_documents(context.tenant_id, context.entity_id, [data.document])
        items = [item.id for item in found if item.customer_id == customer.id and item.side == DEBIT and item.open]
        if not items:
            raise NotFound(f"{customer.name} has no open debt {data.document[:60]!r}.", field="document")
    ids = placed(context, customer.id, items, reason, data.until_on)
    said = {"document": data.document, "reason": reason, "until_on": str(data.until_on or "")}
    command.note(context, "holds.place", Subject("hold", ids[0], customer.id), said)
    return HoldPlaced(ids, customer.number, data.document, reason, data.until_on)


@command.verb("holds.lift", HoldLifted)
def lift(context: Context, data: LiftHold) -> HoldLifted:
    """Lift a hold; raises `Conflict` when it is over or stands for something that runs, or `NotFound`."""
    found = sql.row(
        "SELECT h.customer_id, h.reason, (SELECT MAX(d.number) FROM dossier d WHERE d.tenant_id = h.tenant_id "
        "AND d.customer_id = h.customer_id AND d.hold_id = h.id AND d.state = 'released'), "
        "(SELECT MAX(n.number) FROM insolvency n WHERE n.tenant_id = h.tenant_id AND n.entity_id = h.entity_id "
        "AND n.customer_id = h.customer_id AND n.hold_id = h.id AND n.ended_on IS NULL) FROM hold h "
        "WHERE h.tenant_id = %s AND h.entity_id = %s AND h.id = %s",
        [context.tenant_id, context.entity_id, command.check_id(data.id)],
    )
    if found is None:
        raise NotFound("There is no such hold.", field="id")
    if found[2]:
        raise Conflict(f"The account is held because of dossier {found[2]}. Recall that first.", field="id")
    if found[3]:
        raise Conflict(f"The account is held because of insolvency {found[3]}. End that first.", field="id")
    if not lifted(context, data.id):
        raise Conflict("The hold is lifted already.", field="id")
    command.note(context, "holds.lift", Subject("hold", data.id, found[0]), {"reason": found[1]})
    return HoldLifted(data.id, context.today)


def placed(
    context: Context,
    customer_id: int,
    items: Sequence[int | None],
    reason: str,
    until_on: datetime.date | None = None,
) -> tuple[int, ...]:
    """Hold items back, None being the whole account, inside the caller's transaction; the ids of the holds."""
    ids = tuple(new_ids(len(items))) if len(items) > 1 else (new_id(),)
    sql.insert(
        "hold",
        "tenant_id id entity_id customer_id item_id reason until_on placed_on actor_name recorded_at".split(),
        [
            [
                *(context.tenant_id, id, context.entity_id, customer_id, item_id, reason, until_on),
                *(context.today, context.actor.name, context.now),
            ]
            for id, item_id in zip(ids, items, strict=True)
        ],
    )
    return ids


def lifted(context: Context, id: int) -> bool:
    """End a hold today, inside the caller's transaction; False when it was over already."""
    return bool(
        sql.execute(
            "UPDATE hold SET lifted_on = %s WHERE tenant_id = %s AND id = %s AND lifted_on IS NULL",
            [context.today, context.tenant_id, id],
        )
    )
