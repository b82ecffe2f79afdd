"""Links that open one document or estimate to its customer without signing in: made, revoked, seen, entered."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from quittance.actions import command, identity
from quittance.actions.command import Actor, Context, Subject
from quittance.books import sql
from quittance.books.keys import new_ids
from quittance.reports import links as reports
from quittance.reports.books import of as books_of
from quittance.reports.links import DOCUMENT, Target
from quittance.rules import link as rules
from quittance.rules import states
from quittance.rules.refusals import Conflict, NotFound

FACE = KIND = "link"
GUEST = frozenset(("links.view", "estimates.accept", "estimates.decline", "disputes.open", "attachments.add"))
"""What a customer may do who came by a link; pages of it offer no more than fits what it opens."""

COLUMNS = (
    "tenant_id id entity_id customer_id document_id estimate_id expires_at revoked_at viewed_at actor_name made_at"
)


@dataclass(frozen=True, slots=True)
class MakeLink:
    """A link to the invoice, credit note or estimate of that number, for so many days."""

    number: str
    days: int = rules.USUAL_DAYS


@dataclass(frozen=True, slots=True)
class LinkMade:
    """A link: whoever has its `url` sees what it opens, until the day it ends or is revoked."""

    id: int
    number: str
    url: str
    expires_on: datetime.date


@dataclass(frozen=True, slots=True)
class RevokeLink:
    """A link that is to open nothing from now on."""

    id: int


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A link whose customer has seen what it opens."""

    id: int


@dataclass(frozen=True, slots=True)
class LinkKept:
    """A link as it stands; moments in microseconds, 0 for never."""

    id: int
    number: str
    viewed_at: int
    revoked_at: int


@dataclass(frozen=True, slots=True)
class Guest:
    """A customer who came by a link: `context` may do what that allows, `target` is what it opens."""

    context: Context
    id: int
    target: Target
    expires_at: int


@command.verb("links.make", LinkMade)
def make(context: Context, data: MakeLink) -> LinkMade:
    """Make a link; raises `NotFound`, and `Conflict` for a document that has been reversed."""
    target = reports.target(books_of(context), data.number)
    if target.state == states.REVERSED:
        raise Conflict(f"{target.number} has been reversed, so there is nothing to show.", field="number")
    id, ends = made(context, target, data.days)
    return LinkMade(id, target.number, url(context.tenant_id, id), day_of(ends))


@command.verb("links.revoke", LinkKept)
def revoke(context: Context, data: RevokeLink) -> LinkKept:
    """Let a link open nothing any more; again it stays as it was. Raises `NotFound`."""
    held = reports.held(books_of(context), command.check_id(data.id))
    if held.revoked_at:
        return LinkKept(held.id, held.target.number, held.viewed_at, held.revoked_at)
    sql.execute(
        "UPDATE link SET revoked_at = %s WHERE tenant_id = %s AND id = %s AND revoked_at = 0",
        [context.now, context.tenant_id, held.id],
    )
    command.note(context, "links.revoke", _subject(held.target), {"number": held.target.number})
    return LinkKept(held.id, held.target.number, held.viewed_at, context.now)


@command.verb("links.view", LinkKept)
def view(context: Context, data: ViewLink) -> LinkKept:
    """Say that the customer has seen what a link opens; only the first time counts. Raises `NotFound`."""
    held = reports.held(books_of(context), command.check_id(data.id))
    if context.actor.kind == KIND and context.actor.id != held.id:
        raise NotFound(rules.REFUSED)
    first = sql.execute(
        "UPDATE link SET viewed_at = %s WHERE tenant_id = %s AND id = %s AND viewed_at = 0",
        [context.now, context.tenant_id, held.id],
    )
    if first:
        command.note(context, "links.view", _subject(held.target), {"number": held.target.number})
    return LinkKept(held.id, held.target.number, context.now if first else held.viewed_at, held.revoked_at)


def enter(secret: str) -> Guest:
    """Whom a secret lets in; raises `NotFound` in the same words whether it is wrong, revoked or expired."""
    found = rules.opened(settings.SECRET_KEY, secret)
    held = reports.found(*found) if found is not None else None
    if held is None or not rules.stands(held.expires_at, held.revoked_at, identity.now_micros()):
        raise NotFound(rules.REFUSED)
    actor = Actor(KIND, held.id, held.target.customer_name, GUEST)
    context = identity.guest(found[0] if found else 0, held.entity_id, actor, FACE)
    return Guest(context, held.id, held.target, held.expires_at)


def made(context: Context, target: Target, days: int = rules.USUAL_DAYS) -> tuple[int, int]:
    """Make a link within a verb; its id, and the moment at which it ends."""
    (id,), ends = _made(context, [target], days)
    return id, ends


def _made(context: Context, targets: Sequence[Target], days: int) -> tuple[list[int], int]:
    """Make a link to each within a verb; their ids, and the moment at which all end."""
    ends, ids, rows, events = rules.expires_at(context.now, days), [], [], []
    for target, id in zip(targets, new_ids(max(1, len(targets))), strict=False):
        which = [target.id, None] if target.kind == DOCUMENT else [None, target.id]
        who = [context.actor.name, context.now]
        rows.append([context.tenant_id, id, context.entity_id, target.customer_id, *which, ends, 0, 0, *who])
        events.append((_subject(target), {"number": target.number, "until": day_of(ends).isoformat()}))
        ids.append(id)
    sql.insert("link", COLUMNS.split(), rows)
    command.notes(context, "links.make", events)
    return ids, ends


def ensure(context: Context, target: Target) -> None:
    """Make a link for a message that carries the document, unless one stands for another month."""
    month = context.now + 30 * rules.DAY
    if not any(rules.stands(one.expires_at, one.revoked_at, month) for one in reports.of(books_of(context), target)):
        made(context, target)


def standing(context: Context, target: Target) -> str:
    """The whole address of the link that stands longest, for a message; "" without one, or without an address."""
    rows = [one for one in reports.of(books_of(context), target) if one.stands(context.now)]
    if not rows or not settings.ADDRESS:
        return ""
    return url(context.tenant_id, max(rows, key=lambda one: one.expires_at).id)


def addresses(context: Context, numbers: Sequence[str]) -> dict[str, str]:
    """Number -> whole address of a link that stands for another month, made where there is none; within a verb.

    For a message that names several documents; empty without an address of the server. Two or four statements.
    """
    if not settings.ADDRESS or not numbers:
        return {}
    found = sql.rows(
        _STANDING.format(marks=sql.marks(len(numbers))),
        [context.now + 30 * rules.DAY, context.tenant_id, context.entity_id, *numbers],
    )
    held = {number: link_id for _, number, _, link_id in found if link_id is not None}
    missing = [Target(DOCUMENT, id, number, customer, "") for id, number, customer, link in found if link is None]
    held |= {one.number: id for one, id in zip(missing, _made(context, missing, rules.USUAL_DAYS)[0], strict=True)}
    return {number: url(context.tenant_id, held[number]) for number in numbers if number in held}


# Documents by number, each with the link that stands longest. Index link_document.
_STANDING = (
    "SELECT d.id, d.number, d.customer_id, (SELECT k.id FROM link k WHERE k.tenant_id = d.tenant_id "
    "AND k.document_id = d.id AND k.revoked_at = 0 AND k.expires_at > %s "
    "ORDER BY k.expires_at DESC, k.id DESC LIMIT 1) FROM document d "
    "WHERE d.tenant_id = %s AND d.entity_id = %s AND d.number IN ({marks}) ORDER BY d.id"
)


def url(tenant_id: int, id: int) -> str:
    """Where a link opens: behind `QUITTANCE_ADDRESS`, or without that from the root of the server."""
    return f"{settings.ADDRESS}/p/{rules.secret(settings.SECRET_KEY, tenant_id, id)}/"


def day_of(moment: int) -> datetime.date:
    """The day of a moment, UTC."""
    return datetime.datetime.fromtimestamp(moment // 1_000_000, datetime.UTC).date()


def _subject(target: Target) -> Subject:
    return Subject(target.kind, target.id, target.customer_id)
