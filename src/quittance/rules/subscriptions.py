"""Subscriptions: whom what happens concerns, by which way they hear of it, and when their mail leaves."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass

from quittance.rules import topics
from quittance.rules.calendar import DAY
from quittance.rules.refusals import Invalid

CUSTOMER, GROUP, MANAGED, EVERYBODY = "customer", "group", "managed", "all"
SCOPES = {
    CUSTOMER: "one customer",
    GROUP: "a customer and its children",
    MANAGED: "the customers that the person looks after",
    EVERYBODY: "all customers",
}
PRODUCT, MAIL, DAILY, WEEKLY, WEBHOOK = "product", "mail", "daily", "weekly", "webhook"
CHANNELS = {
    PRODUCT: "in the product",
    MAIL: "by mail at once",
    DAILY: "by one mail a day",
    WEEKLY: "by one mail a week",
    WEBHOOK: "by webhook",
}
MAILED = (MAIL, DAILY, WEEKLY)
QUICKEST = (MAIL, DAILY, WEEKLY, PRODUCT, WEBHOOK)
"""Of two subscriptions of one person that meet the same, the one by the quicker way tells it."""

MOST_OF_ONE = 200
"""Subscriptions of one person, contact or webhook."""

DAWN, DUSK = 7, 20
"""Hours of the reader's clock: mails that wait for the morning leave from the one on, none after the other."""

MICROS = 1_000_000
SINCE_EVER = -1
"""A cut-off before everything: nothing of that channel leaves now."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What somebody is told of; `owner_id` is who looks after customers for the scope `managed`, 0 for nobody.

    `least` is in base minor units. `public_only` for a contact: nothing but the customer's own business.
    """

    scope: str
    customer_id: int
    topics: frozenset[str]
    owner_id: int = 0
    least: int = 0
    days: int = 1
    public_only: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened at a customer: its parent and manager or 0, who did it or 0, base minor units or None.

    `stand_in_id` is who stands in for the manager, 0 for nobody.
    """

    topic: str
    customer_id: int
    parent_id: int = 0
    manager_id: int = 0
    actor_id: int = 0
    base: int | None = None
    days: int = 0
    public: bool = False
    stand_in_id: int = 0


def concerns(one: Subscription, what: Happening) -> bool:
    """Whether a subscription is to tell of it; nobody is told of what they did themselves."""
    if one.owner_id and one.owner_id == what.actor_id:
        return False
    if what.topic not in one.topics or (one.public_only and not what.public):
        return False
    if what.topic == topics.OVERDUE and what.days != one.days:
        return False
    if what.base is not None and what.base < one.least:
        return False
    return _is_within(one, what)


def _is_within(one: Subscription, what: Happening) -> bool:
    if one.scope == MANAGED:
        return bool(one.owner_id) and one.owner_id in (what.manager_id, what.stand_in_id)
    if one.scope == EVERYBODY:
        return True
    near = (what.customer_id, what.parent_id) if one.scope == GROUP else (what.customer_id,)
    return one.customer_id in near


def cutoffs(zone: str, now: int) -> dict[tuple[str, bool], int]:
    """Channel and whether nights are kept -> the moment up to which what waits leaves now; microseconds, UTC.

    A mail a day leaves at `DAWN`, one a week on Mondays at `DAWN`; what comes later waits for the next.
    """
    here = zoneinfo.ZoneInfo(zone)
    at = datetime.datetime.fromtimestamp(now // MICROS, here)
    dawn = _dawn(at.date(), here)
    last = dawn if now >= dawn else _dawn(at.date() - DAY, here)
    monday = at.date() - DAY * at.weekday()
    week = _dawn(monday, here) if now >= _dawn(monday, here) else _dawn(monday - DAY * 7, here)
    found = {(MAIL, False): now, (MAIL, True): now if DAWN <= at.hour < DUSK else SINCE_EVER}
    return (
        found | {(DAILY, quiet): last for quiet in (True, False)} | {(WEEKLY, quiet): week for quiet in (True, False)}
    )


def check_topics(given: Sequence[str], among: Sequence[str]) -> tuple[str, ...]:
    """The topics, each once, in their order; raises `Invalid` for none, or one that is not `among` these."""
    unknown = next((one for one in given if one not in among), "")
    if unknown or not given:
        said = f"{unknown[:40]!r} is none of them" if unknown else "Choose what to be told of"
        raise Invalid(f"{said}: {', '.join(among)}.", field="topics")
    return tuple(one for one in among if one in given)


def check_days(days: int) -> int:
    """Days late at which overdue invoices speak; raises `Invalid`."""
    if days not in topics.DAYS:
        raise Invalid(f"An invoice speaks when it is late by {', '.join(map(str, topics.DAYS))} days.", field="days")
    return days


def check_scope(scope: str, customer: str, channel: str, ways: Sequence[str], scopes: Sequence[str]) -> None:
    """Raise `Invalid` unless scope and channel are among those there are for the one who is told."""
    if scope not in scopes:
        raise Invalid(f"The scope is one of {', '.join(scopes)}.", field="scope")
    if channel not in ways:
        raise Invalid(f"The channel is one of {', '.join(ways)}.", field="channel")
    if bool(customer.strip()) != (scope in (CUSTOMER, GROUP)):
        needed = "Name the customer" if scope in (CUSTOMER, GROUP) else "Leave the customer out, or choose one"
        raise Invalid(f"{needed}: the scope is {SCOPES[scope]}.", field="customer_number")


def _dawn(day: datetime.date, zone: zoneinfo.ZoneInfo) -> int:
    return int(datetime.datetime.combine(day, datetime.time(DAWN), zone).timestamp()) * MICROS
