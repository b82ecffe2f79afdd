"""Subscriptions: what one is told of at customers, for oneself and for others, changed and ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from quittance.actions import command, mailing
from quittance.actions.command import Context, Subject
from quittance.books import sql
from quittance.books.keys import new_id, new_ids
from quittance.reports import books as companies
from quittance.reports import finding, people
from quittance.reports import subscriptions as reports
from quittance.reports.books import of as books_of
from quittance.reports.subscriptions import SubscriptionRow
from quittance.rules import money, text, topics
from quittance.rules import subscriptions as rules
from quittance.rules.refusals import Conflict, Invalid, NotAllowed, NotFound

OTHERS = "subscriptions.tell"
PERSON, CONTACT, WEBHOOK = "person", "contact", "webhook"
RECEIVERS = (PERSON, CONTACT, WEBHOOK)
WAYS = {PERSON: (rules.PRODUCT, *rules.MAILED), CONTACT: rules.MAILED, WEBHOOK: (rules.WEBHOOK,)}
"""Who is told -> the channels that they can be told by."""


@dataclass(frozen=True, slots=True)
class Follow:
    """Be told of a customer, a group, the customers one looks after, or all; `least` is decimal text in base."""

    scope: str = rules.CUSTOMER
    customer_number: str = ""
    topics: tuple[str, ...] = topics.USUAL
    channel: str = rules.PRODUCT
    least: str = ""
    days: int = 7
    quiet: bool = True


@dataclass(frozen=True, slots=True)
class Tell:
    """As `Follow` for somebody else: a person by email, a contact by the id it has, or a webhook by name."""

    to: str
    receiver: str
    scope: str = rules.CUSTOMER
    customer_number: str = ""
    topics: tuple[str, ...] = topics.PUBLIC
    channel: str = rules.MAIL
    least: str = ""
    days: int = 7
    quiet: bool = True


@dataclass(frozen=True, slots=True)
class EditSubscription:
    """What changes of a subscription; None leaves a thing as it is."""

    id: int
    topics: tuple[str, ...] | None = None
    channel: str | None = None
    least: str | None = None
    days: int | None = None
    quiet: bool | None = None
    paused: bool | None = None


@dataclass(frozen=True, slots=True)
class EndSubscription:
    """A subscription, by id."""

    id: int


@dataclass(frozen=True, slots=True)
class SubscriptionKept:
    """The subscription as it stands."""

    id: int
    to: str
    name: str
    scope: str
    customer_number: str
    topics: tuple[str, ...]
    channel: str
    paused: bool


@command.verb("subscriptions.follow", SubscriptionKept)
def follow(context: Context, data: Follow) -> SubscriptionKept:
    """Be told; the same scope and customer again is changed to what is said now. Raises `Invalid`, `NotFound`."""
    if context.actor.kind != "user":
        raise Invalid("Only a person follows a customer. For a webhook or a contact, say who is told.", field="to")
    return _keep(context, data, _Whose(PERSON, context.actor.id))


@command.verb(OTHERS, SubscriptionKept)
def tell(context: Context, data: Tell) -> SubscriptionKept:
    """Have somebody else told. Contacts hear of their own customer alone, and only what is its own business.

    Raises `Conflict` for a contact that wants no more mail, `NotFound` or `Invalid`.
    """
    if data.to not in RECEIVERS:
        raise Invalid(f"Say who is told: {', '.join(RECEIVERS)}.", field="to")
    if data.to == PERSON:
        return _keep(context, data, _Whose(PERSON, people.id_of(books_of(context), data.receiver, "receiver")))
    if data.to == WEBHOOK:
        scopes = (rules.CUSTOMER, rules.GROUP, rules.EVERYBODY)
        return _keep(context, data, _Whose(WEBHOOK, _webhook(context, data.receiver), scopes))
    own = (rules.CUSTOMER, rules.GROUP)
    return _keep(context, data, _Whose(CONTACT, _contact(context, data), own))


@command.verb("subscriptions.edit", SubscriptionKept)
def edit(context: Context, data: EditSubscription) -> SubscriptionKept:
    """Change one's own, or with the permission to tell others anybody's; raises `NotFound`, `Invalid`, `Conflict`."""
    row = _mine(context, data.id)
    if row.left:
        raise Conflict(f"{row.name} has said that no more of these mails are wanted.", field="id")
    ways = WAYS[row.to]
    channel = row.channel if data.channel is None else data.channel
    if channel not in ways:
        raise Invalid(f"The channel is one of {', '.join(ways)}.", field="channel")
    told = row.topics if data.topics is None else rules.check_topics(data.topics, _topics_for(row.to))
    paused = row.paused if data.paused is None else data.paused
    sql.execute(
        "UPDATE subscription SET channel = %s, least_base = %s, days = %s, quiet = %s, paused = %s, "
        "since = CASE WHEN paused AND NOT %s THEN %s ELSE since END WHERE tenant_id = %s AND id = %s",
        [
            *(channel, row.least if data.least is None else _least(context, data.least)),
            *(row.days if data.days is None else rules.check_days(data.days),),
            *(row.quiet if data.quiet is None else data.quiet, paused, paused, new_id(), context.tenant_id, row.id),
        ],
    )
    _set_topics(context, row.id, told)
    return _done(context, "subscriptions.edit", row.id)


@command.verb("subscriptions.end", SubscriptionKept)
def end(context: Context, data: EndSubscription) -> SubscriptionKept:
    """End it: what it told stays to be read. The standard one is paused instead. Raises `NotFound`."""
    row = _mine(context, data.id)
    sql.execute(
        "UPDATE subscription SET paused = %s WHERE tenant_id = %s AND id = %s", [True, context.tenant_id, row.id]
    )
    told = sql.row(
        "SELECT 1 FROM notification WHERE tenant_id = %s AND subscription_id = %s LIMIT 1", [context.tenant_id, row.id]
    )
    kept = _done(context, "subscriptions.end", row.id)
    if told is None and not row.standard and not row.left:
        remove(context, "id", row.id)
    return kept


def remove(context: Context, column: str, id: int) -> None:
    """Take away all of a contact or a webhook that goes, or one subscription by its `id`, with all it told."""
    assert column in ("id", "contact_id", "webhook_id"), column
    scope = {"tenant": context.tenant_id, "id": id}
    which = f"SELECT s.id FROM subscription s WHERE s.tenant_id = %(tenant)s AND s.{column} = %(id)s"
    for table in ("notification", "subscription_topic"):
        sql.execute(f"DELETE FROM {table} WHERE tenant_id = %(tenant)s AND subscription_id IN ({which})", scope)
    if column == "contact_id":
        sql.execute("DELETE FROM notice WHERE tenant_id = %(tenant)s AND contact_id = %(id)s", scope)
    sql.execute(f"DELETE FROM subscription WHERE tenant_id = %(tenant)s AND {column} = %(id)s", scope)


@dataclass(frozen=True, slots=True)
class _Whose:
    """Who is told, by which id, and in which scopes they can be."""

    to: str
    id: int
    scopes: Sequence[str] = tuple(rules.SCOPES)


def _keep(context: Context, data: Follow | Tell, whose: _Whose) -> SubscriptionKept:
    """Make it, or change the one of the same scope and customer."""
    rules.check_scope(data.scope, data.customer_number, data.channel, WAYS[whose.to], whose.scopes)
    told = rules.check_topics(data.topics, _topics_for(whose.to))
    if data.channel in rules.MAILED:
        mailing.check_set_up()
    customer_id = _customer(context, data.customer_number) if data.customer_number.strip() else None
    held = _same(context, whose, data.scope, customer_id)
    values = [data.channel, _least(context, data.least), rules.check_days(data.days), data.quiet]
    verb = "subscriptions.follow" if isinstance(data, Follow) else OTHERS
    if held:
        sql.execute(
            "UPDATE subscription SET channel = %s, least_base = %s, days = %s, quiet = %s, paused = %s, "
            "since = CASE WHEN paused THEN %s ELSE since END WHERE tenant_id = %s AND id = %s",
            [*values, False, new_id(), context.tenant_id, held],
        )
        _set_topics(context, held, told)
        return _done(context, verb, held)
    made, columns = new_id(), _COLUMNS.format(whose=_COLUMN[whose.to]).split()
    row = [context.tenant_id, made, context.entity_id, whose.id, data.scope, customer_id, *values]
    sql.insert("subscription", columns, [[*row, False, False, 0, made, context.actor.name, context.now]])
    _set_topics(context, made, told)
    return _done(context, verb, made)


_COLUMN = {PERSON: "member_id", CONTACT: "contact_id", WEBHOOK: "webhook_id"}
_COLUMNS = (
    "tenant_id id entity_id {whose} scope customer_id channel least_base days quiet standard paused left_at since "
    "actor_name recorded_at"
)


def _same(context: Context, whose: _Whose, scope: str, customer_id: int | None) -> int:
    """The subscription that says the same of the same, 0 for none; raises `Invalid` beyond the most of one."""
    found = sql.rows(
        f"SELECT id, scope, customer_id FROM subscription WHERE tenant_id = %s AND entity_id = %s "
        f"AND {_COLUMN[whose.to]} = %s ORDER BY id",
        [context.tenant_id, context.entity_id, whose.id],
    )
    same = next((row[0] for row in found if (row[1], row[2]) == (scope, customer_id)), 0)
    if not same and len(found) >= rules.MOST_OF_ONE:
        raise Invalid(f"At most {rules.MOST_OF_ONE} subscriptions. End one first, or follow a group.", field="scope")
    return int(same)


def _topics_for(to: str) -> Sequence[str]:
    return topics.PUBLIC if to == CONTACT else tuple(topics.TOPICS)


def _set_topics(context: Context, id: int, told: Sequence[str]) -> None:
    scope = [context.tenant_id, id]
    sql.execute("DELETE FROM subscription_topic WHERE tenant_id = %s AND subscription_id = %s", scope)
    rows = [[context.tenant_id, row_id, id, topic] for row_id, topic in zip(new_ids(len(told)), told, strict=True)]
    sql.insert("subscription_topic", ["tenant_id", "id", "subscription_id", "topic"], rows)


def _mine(context: Context, id: int) -> SubscriptionRow:
    row = reports.one(books_of(context), command.check_id(id))
    own = row.to == PERSON and context.actor.kind == "user" and row.member_id == context.actor.id
    if not own and OTHERS not in context.actor.permissions:
        raise NotAllowed("This subscription is not yours. Ask an administrator for a role that may change it.")
    return row


def _least(context: Context, given: str) -> int:
    base = companies.entity(books_of(context)).base_currency
    return money.read(given.strip(), base, field="least") if given.strip() else 0


def _customer(context: Context, number: str) -> int:
    found = finding.customer_id(books_of(context), number.strip())
    if found is None:
        raise NotFound(f"There is no customer {number.strip()[:60]!r}.", field="customer_number")
    return found


def _webhook(context: Context, name: str) -> int:
    found = sql.row(
        "SELECT id FROM webhook WHERE tenant_id = %s AND entity_id = %s AND name = %s",
        [context.tenant_id, context.entity_id, name.strip()],
    )
    if found is None:
        raise NotFound(f"There is no webhook {name.strip()[:60]!r}.", field="receiver")
    return int(found[0])


def _contact(context: Context, data: Tell) -> int:
    """A contact of the customer, or of its parent, who takes mail and has not said that it wants no more."""
    if not settings.ADDRESS:
        raise Conflict("Set QUITTANCE_ADDRESS first: each mail to a customer says how to end it.", field="to")
    given = data.receiver.strip()
    id = command.check_id(int(given)) if given.isascii() and given.isdecimal() and len(given) < 20 else 0
    found = sql.row(
        "SELECT p.name, p.email, MAX(COALESCE(s.left_at, 0)) FROM contact p "
        "JOIN customer c ON c.tenant_id = p.tenant_id AND c.id = p.customer_id "
        "LEFT JOIN subscription s ON s.tenant_id = p.tenant_id AND s.contact_id = p.id "
        "WHERE p.tenant_id = %s AND p.id = %s AND c.number = %s GROUP BY p.name, p.email",
        [context.tenant_id, id, data.customer_number.strip()],
    )
    if found is None:
        raise NotFound("The customer has no such contact. Give the contact's id.", field="receiver")
    if not text.email(found[1], "receiver"):
        raise Invalid(f"{found[0]} has no address for mail. Note one first.", field="receiver")
    if found[2]:
        raise Conflict(f"{found[0]} has said that no more of these mails are wanted.", field="receiver")
    return id


def _done(context: Context, verb: str, id: int) -> SubscriptionKept:
    row = reports.one(books_of(context), id)
    said = {"to": row.to, "name": row.name, "scope": row.scope, "topics": list(row.topics), "channel": row.channel}
    command.note(context, verb, Subject("subscription", id), said | {"customer": row.customer_number})
    return SubscriptionKept(
        *(row.id, row.to, row.name, row.scope, row.customer_number, row.topics, row.channel, row.paused)
    )
