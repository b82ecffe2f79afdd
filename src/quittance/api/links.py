"""Links that open one document to its customer without signing in: made, listed, revoked, seen."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from quittance.actions import links
from quittance.actions.links import LinkKept, LinkMade, MakeLink, RevokeLink, ViewLink
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import Given, Id, IdShown, MomentShown, Number, Shown
from quittance.reports import links as reports
from quittance.rules.link import MOST_DAYS

router = Router()


class NewLink(Given):
    """A link to an invoice, credit note or else estimate of that number; 180 days when left out."""

    number: Number
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None


class Nothing(Given):
    """No field."""


class LinkShown(Shown):
    """A link; `viewed_at` is when the customer has seen what it opens."""

    id: IdShown
    url: str
    expires_at: MomentShown
    revoked_at: MomentShown | None
    viewed_at: MomentShown | None
    actor_name: str
    made_at: MomentShown


class Links(Shown):
    """The links of a document, the latest first."""

    rows: list[LinkShown]


@does(router, "POST", "/links", "links.make", result_of(LinkMade), status=201)
def make(desk: Desk, body: NewLink) -> LinkMade:
    """Make a link; whoever has its address sees the document, until it ends or is revoked."""
    return links.make(desk.context, MakeLink(**body.fields()))


@asks(router, "/links", Links, permission="links.make")
def find(desk: Desk, *, number: Number) -> dict[str, Any]:
    """List the links of an invoice, credit note or estimate, with their addresses."""
    rows = reports.of(desk.books, reports.target(desk.books, number))
    return {"rows": [_shown(desk, row) for row in rows]}


@does(router, "POST", "/links/{id}/revoke", "links.revoke", result_of(LinkKept))
def revoke(desk: Desk, id: Id, body: Nothing) -> LinkKept:
    """Let a link open nothing any more."""
    return links.revoke(desk.context, RevokeLink(id))


@does(router, "POST", "/links/{id}/view", "links.view", result_of(LinkKept))
def view(desk: Desk, id: Id, body: Nothing) -> LinkKept:
    """Say that the customer has seen the document; only the first time counts."""
    return links.view(desk.context, ViewLink(id))


def _shown(desk: Desk, row: reports.LinkRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "url": links.url(desk.context.tenant_id, row.id),
        "expires_at": plain.moment(row.expires_at),
        "revoked_at": plain.moment(row.revoked_at) if row.revoked_at else None,
        "viewed_at": plain.moment(row.viewed_at) if row.viewed_at else None,
        "actor_name": row.actor_name,
        "made_at": plain.moment(row.made_at),
    }
