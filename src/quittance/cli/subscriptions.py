"""Subscriptions at the terminal: what one is told of, who else is told, and what one was told."""

from __future__ import annotations

from typing import Annotated

import typer

from quittance.cli.answer import Answer, moment, of_result
from quittance.cli.desk import Desk, asks, does

subscription = typer.Typer(name="subscription", help="Who is told of what at customers.", no_args_is_help=True)
notifications = typer.Typer(name="notifications", help="What you were told.", no_args_is_help=True)

Id = Annotated[int, typer.Argument(help="Its id, as `quittance subscription list` shows it.", min=1)]
Topics = Annotated[
    list[str] | None, typer.Option("--topic", help="What to be told of, as `subscription topics` lists; repeatable.")
]
Customer = Annotated[str, typer.Option(help="Number of the customer.")]
Scope = Annotated[str, typer.Option(help="customer, group (with children), managed (whom one looks after) or all.")]
Least = Annotated[str, typer.Option(help="Least amount in the company's currency.")]
Days = Annotated[int, typer.Option(help="Days late at which an overdue invoice speaks: 1, 7, 14, 30, 60 or 90.")]
Quiet = Annotated[bool, typer.Option(help="Mail at once waits for the morning.")]
COLUMNS = ("id", "to", "name", "scope", "customer", "topics", "channel", "least", "days", "paused")


@asks(subscription, "topics")
def topics(desk: Desk) -> Answer:
    """List what one can be told of."""
    from quittance.rules import topics as catalogue

    rows = [
        (name, one.title, one.about, "yes" if one.public else "no", "yes" if name in catalogue.STANDARD else "no")
        for name, one in catalogue.TOPICS.items()
    ]
    return Answer(("topic", "title", "when", "contacts", "standard"), rows)


@asks(subscription, "list")
def listed(
    desk: Desk, customer: Customer = "", every: Annotated[bool, typer.Option(help="Of everybody.")] = False
) -> Answer:
    """List what you are told of; with --customer who is told of it, with --every all that was set up."""
    from quittance.actions.subscriptions import OTHERS
    from quittance.reports import subscriptions as reports

    if customer or every:
        desk.check(OTHERS)
        found = reports.about(desk.books, customer, desk.context.today) if customer else reports.everything(desk.books)
    else:
        found = reports.of_member(desk.books, desk.context.actor.id if desk.context.actor.kind == "user" else 0)
    told = [reports.told(one, desk.currency) for one in found]
    rows = [
        (
            *(one["id"], one["to"], one["name"], one["scope"], one["customer_number"], ", ".join(one["topics"])),
            *(one["channel"], one["least"], one["days"], "left" if one["left"] else "yes" if one["paused"] else ""),
        )
        for one in told
    ]
    return Answer(COLUMNS, rows, lambda: told, empty="Nothing. Follow a customer: quittance subscription follow C-1")


@does(subscription, "follow", "subscriptions.follow")
def follow(
    desk: Desk,
    customer: Annotated[str, typer.Argument(help="Number of the customer; none for the scopes managed and all.")] = "",
    scope: Scope = "customer",
    topic: Topics = None,
    channel: Annotated[str, typer.Option(help="product, mail, daily or weekly.")] = "product",
    least: Least = "",
    days: Days = 7,
    quiet: Quiet = True,
) -> Answer:
    """Be told of a customer, a group, the customers you look after, or all."""
    from quittance.actions import subscriptions as verbs
    from quittance.rules import topics as catalogue

    told = tuple(topic) if topic else catalogue.USUAL
    made = desk.do(verbs.follow, verbs.Follow(scope, customer, told, channel, least, days, quiet))
    return of_result(made, f"{made.name} is told of {customer or scope}.")


@does(subscription, "tell", "subscriptions.tell")
def tell(
    desk: Desk,
    to: Annotated[str, typer.Argument(help="person, contact or webhook.")],
    receiver: Annotated[str, typer.Argument(help="Email of the person, id of the contact, name of the webhook.")],
    customer: Customer = "",
    scope: Scope = "customer",
    topic: Topics = None,
    channel: Annotated[str, typer.Option(help="product, mail, daily, weekly or webhook.")] = "",
    least: Least = "",
    days: Days = 7,
    quiet: Quiet = True,
) -> Answer:
    """Have somebody else told: a contact hears of its own customer alone, in its language."""
    from quittance.actions import subscriptions as verbs
    from quittance.rules import subscriptions as rules
    from quittance.rules import topics as catalogue

    told = tuple(topic) if topic else (catalogue.PUBLIC if to == verbs.CONTACT else catalogue.USUAL)
    way = channel or {verbs.PERSON: rules.PRODUCT, verbs.WEBHOOK: rules.WEBHOOK}.get(to, rules.MAIL)
    made = desk.do(verbs.tell, verbs.Tell(to, receiver, scope, customer, told, way, least, days, quiet))
    return of_result(made, f"{made.name} is told of {customer or scope}.")


@does(subscription, "edit", "subscriptions.edit")
def edit(
    desk: Desk,
    id: Id,
    topic: Topics = None,
    channel: Annotated[str | None, typer.Option(help="product, mail, daily or weekly.")] = None,
    least: Annotated[str | None, typer.Option(help="Least amount; 0 for every amount.")] = None,
    days: Annotated[int | None, typer.Option(help="1, 7, 14, 30, 60 or 90.")] = None,
    quiet: Annotated[bool | None, typer.Option(help="Mail at once waits for the morning.")] = None,
    paused: Annotated[bool | None, typer.Option(help="Let it rest, or let it go on.")] = None,
) -> Answer:
    """Change a subscription; what is not named stays."""
    from quittance.actions import subscriptions as verbs

    told = tuple(topic) if topic else None
    made = desk.do(verbs.edit, verbs.EditSubscription(id, told, channel, least, days, quiet, paused))
    return of_result(made, f"{made.name}: {'rests' if made.paused else ', '.join(made.topics)}.")


@does(subscription, "end", "subscriptions.end")
def end(desk: Desk, id: Id) -> Answer:
    """End a subscription; the standard one rests instead."""
    from quittance.actions import subscriptions as verbs

    made = desk.do(verbs.end, verbs.EndSubscription(id))
    return of_result(made, f"{made.name} is told no more of {made.customer_number or made.scope}.")


@does(subscription, "leave", "subscriptions.leave")
def leave(desk: Desk, address: Annotated[str, typer.Argument(help="An address that wants no more.")]) -> Answer:
    """Send no more mail of notifications to an address."""
    from quittance.actions import notices as verbs

    made = desk.do(verbs.leave, verbs.LeaveMails(address))
    return of_result(made, f"No more mail of notifications goes to {made.address}.")


@asks(notifications, "list")
def told(
    desk: Desk,
    unread: Annotated[bool, typer.Option(help="Only what is not read.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 50,
) -> Answer:
    """List what you were told, the latest first; say who you are with --as."""
    from quittance.actions import notifications as verbs
    from quittance.reports import books as companies
    from quittance.reports import notifications as reports

    country = companies.entity(desk.books).country
    found = reports.listed(desk.books, verbs.own(desk.context), only_unread=unread, limit=limit)
    rows = [
        (one["id"], one["customer_number"], one["words"], one["by"], moment(one["happened_at"]), one["unread"])
        for one in (reports.told(row, country) for row in found)
    ]
    return Answer(("id", "customer", "what", "by", "at", "unread"), rows, empty="Nothing yet.")


@does(notifications, "read", "notifications.read")
def read(
    desk: Desk, ids: Annotated[list[int] | None, typer.Argument(help="Ids; all of yours when left out.")] = None
) -> Answer:
    """Mark what you were told as read."""
    from quittance.actions import notifications as verbs

    made = desk.do(verbs.read, verbs.ReadNotifications(tuple(ids or ())))
    return of_result(made, f"{made.count} read, {made.unread} unread.")
