"""Subscriptions: what people, contacts and webhooks are told of at customers; and what a person was told."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from quittance.actions import notices, notifications, subscriptions
from quittance.actions.notices import LeaveMails, MailsLeft
from quittance.actions.notifications import MOST_READ, NotificationsRead, ReadNotifications
from quittance.actions.subscriptions import (
    OTHERS,
    EditSubscription,
    EndSubscription,
    Follow,
    SubscriptionKept,
    Tell,
)
from quittance.api import plain
from quittance.api.desk import Desk, asks, does, result_of
from quittance.api.kinds import (
    AmountShown,
    DecimalOrNothing,
    Email,
    Flag,
    Given,
    Id,
    IdShown,
    Limit,
    MomentShown,
    Number,
    Search,
    Shown,
)
from quittance.reports import books as companies
from quittance.reports import notifications as told
from quittance.reports import subscriptions as reports
from quittance.rules import topics as catalogue

router = Router()

Topics = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=32, pattern="^[a-z_]*$")]], Field(min_length=1, max_length=40)
]
Scope = Literal["customer", "group", "managed", "all"]
Channel = Literal["product", "mail", "daily", "weekly", "webhook"]
Days = Literal[1, 7, 14, 30, 60, 90]
Least = Annotated[DecimalOrNothing, Field(description="Least amount in the company's currency.")]


class NewFollow(Given):
    """What one is told of; a scope that is not `customer` or `group` has no customer."""

    scope: Scope = "customer"
    customer_number: Number | None = None
    topics: Topics | None = None
    channel: Channel = "product"
    least: Least | None = None
    days: Days | None = None
    quiet: bool | None = None


class NewTold(NewFollow):
    """Who else is told: a person by email, a contact by id (of the customer, by mail), or a webhook by name."""

    to: Literal["person", "contact", "webhook"]
    receiver: Annotated[str, Field(min_length=1, max_length=254)]


class SubscriptionChanges(Given):
    """What changes; what is left out stays."""

    topics: Topics | None = None
    channel: Channel | None = None
    least: Least | None = None
    days: Days | None = None
    quiet: bool | None = None
    paused: bool | None = None


class LeavingAddress(Given):
    """An address that wants no more mail of notifications."""

    address: Email


class ReadIds(Given):
    """Notifications of one's own; all of them when left out."""

    ids: Annotated[list[Id], Field(max_length=MOST_READ)] | None = None


class TopicShown(Shown):
    """Something to be told of; `public` may be told to the customer's own people."""

    name: str
    title: str
    about: str
    public: bool
    amount: bool
    standard: bool


class TopicsShown(Shown):
    """Every topic."""

    rows: list[TopicShown]


class SubscriptionShown(Shown):
    """A subscription; `standard` is what nobody has set up, `left` when its receiver wanted no more mail."""

    id: IdShown
    to: Literal["person", "contact", "webhook"]
    name: str
    address: str
    scope: Scope
    customer_number: str
    customer_name: str
    topics: list[str]
    channel: Channel
    least: AmountShown
    days: int
    quiet: bool
    standard: bool
    paused: bool
    left: bool


class SubscriptionsShown(Shown):
    """Subscriptions."""

    rows: list[SubscriptionShown]


class NotificationShown(Shown):
    """What a person was told: `words` is the sentence, `facts` what it is made of, `by` who did it."""

    id: IdShown
    topic: str
    customer_number: str
    customer_name: str
    amount: str
    currency: str
    words: str
    facts: dict[str, str]
    by: str
    happened_at: MomentShown
    unread: bool


class NotificationsShown(Shown):
    """What a person was told, the latest first; `before` of the next page is the last id."""

    rows: list[NotificationShown]
    unread: Annotated[int, Field(description="Counted up to 100.")]


@asks(router, "/subscriptions/topics", TopicsShown)
def topics(desk: Desk) -> dict[str, Any]:
    """List what one can be told of."""
    names = ("title", "about", "public", "amount")
    return {
        "rows": [
            {"name": name, "standard": name in catalogue.STANDARD} | {one: getattr(topic, one) for one in names}
            for name, topic in catalogue.TOPICS.items()
        ]
    }


@asks(router, "/subscriptions", SubscriptionsShown)
def mine(desk: Desk) -> dict[str, Any]:
    """List what one is told of; for an API key nothing."""
    person = desk.context.actor.id if desk.context.actor.kind == "user" else 0
    return {"rows": [reports.told(one, desk.currency) for one in reports.of_member(desk.books, person)]}


@asks(router, "/subscriptions/others", SubscriptionsShown, permission=OTHERS)
def others(desk: Desk, *, customer_number: Search = "") -> dict[str, Any]:
    """List who is told of a customer; without one, all that was set up."""
    found = (
        reports.about(desk.books, customer_number, desk.today) if customer_number else reports.everything(desk.books)
    )
    return {"rows": [reports.told(one, desk.currency) for one in found]}


@does(router, "POST", "/subscriptions", "subscriptions.follow", result_of(SubscriptionKept), status=201)
def follow(desk: Desk, body: NewFollow) -> SubscriptionKept:
    """Be told of a customer, a group, the customers one looks after, or all."""
    return subscriptions.follow(desk.context, Follow(**_fields(body)))


@does(router, "POST", "/subscriptions/others", OTHERS, result_of(SubscriptionKept), status=201)
def tell(desk: Desk, body: NewTold) -> SubscriptionKept:
    """Have somebody else told; a contact hears of its own customer alone, in its language."""
    return subscriptions.tell(desk.context, Tell(**_fields(body)))


@does(router, "POST", "/subscriptions/leave", "subscriptions.leave", result_of(MailsLeft))
def leave(desk: Desk, body: LeavingAddress) -> MailsLeft:
    """Send no more mail of notifications to an address."""
    return notices.leave(desk.context, LeaveMails(body.address))


@does(router, "PATCH", "/subscriptions/{id}", "subscriptions.edit", result_of(SubscriptionKept))
def edit(desk: Desk, id: Id, body: SubscriptionChanges) -> SubscriptionKept:
    """Change a subscription, or let it rest."""
    return subscriptions.edit(desk.context, EditSubscription(id, **_fields(body)))


@does(router, "DELETE", "/subscriptions/{id}", "subscriptions.end", result_of(SubscriptionKept))
def end(desk: Desk, id: Id) -> SubscriptionKept:
    """End a subscription; the standard one rests instead."""
    return subscriptions.end(desk.context, EndSubscription(id))


@asks(router, "/notifications", NotificationsShown)
def listed(desk: Desk, *, unread: Flag = False, before: Id | None = None, limit: Limit = 50) -> dict[str, Any]:
    """List what one was told, the latest first; for an API key nothing."""
    person = desk.context.actor.id if desk.context.actor.kind == "user" else 0
    country = companies.entity(desk.books).country
    found = told.listed(desk.books, person, only_unread=unread, before=before or 0, limit=limit)
    rows = [told.told(one, country) | {"happened_at": plain.moment(one.happened_at)} for one in found]
    return {"rows": rows, "unread": told.unread(desk.books, person)}


@does(router, "POST", "/notifications/read", "notifications.read", result_of(NotificationsRead))
def read(desk: Desk, body: ReadIds) -> NotificationsRead:
    """Mark notifications of one's own as read."""
    return notifications.read(desk.context, ReadNotifications(tuple(body.ids or ())))


def _fields(body: Given) -> dict[str, Any]:
    made = body.fields()
    return made | ({"topics": tuple(made["topics"])} if "topics" in made else {})
