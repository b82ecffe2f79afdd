"""Subscriptions: whom something concerns, when mail leaves, and what cannot be asked for."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import replace

import pytest

from quittance.rules import subscriptions as rules
from quittance.rules import topics
from quittance.rules.refusals import Invalid
from quittance.rules.subscriptions import Happening, Subscription

PAID = Happening(topics.PAYMENT, 7, parent_id=3, manager_id=5, base=10_000, public=True)
ALL = frozenset(topics.TOPICS)
ZONE = "Europe/Berlin"


def at(text: str) -> int:
    """Microseconds of a moment on the clock of `ZONE`."""
    moment = datetime.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(ZONE))
    return int(moment.timestamp()) * rules.MICROS


def test_the_scope_says_whose_business_it_is() -> None:
    assert rules.concerns(Subscription(rules.CUSTOMER, 7, ALL), PAID)
    assert not rules.concerns(Subscription(rules.CUSTOMER, 3, ALL), PAID)
    assert rules.concerns(Subscription(rules.GROUP, 3, ALL), PAID)
    assert rules.concerns(Subscription(rules.MANAGED, 0, ALL, owner_id=5), PAID)
    assert not rules.concerns(Subscription(rules.MANAGED, 0, ALL, owner_id=6), PAID)
    assert rules.concerns(Subscription(rules.EVERYBODY, 0, ALL), PAID)


def test_topic_amount_days_and_own_deeds_are_looked_at() -> None:
    one = Subscription(rules.EVERYBODY, 0, ALL, owner_id=5, least=10_001)
    assert not rules.concerns(one, PAID) and rules.concerns(replace(one, least=10_000), PAID)
    assert rules.concerns(one, replace(PAID, base=None)), "what has no amount is not too small"
    assert not rules.concerns(replace(one, least=0), replace(PAID, actor_id=5))
    assert not rules.concerns(Subscription(rules.EVERYBODY, 0, frozenset({topics.HOLD})), PAID)
    late = replace(PAID, topic=topics.OVERDUE, days=7)
    assert rules.concerns(replace(one, least=0, days=7), late) and not rules.concerns(replace(one, least=0), late)
    contact = Subscription(rules.CUSTOMER, 7, ALL, public_only=True)
    assert rules.concerns(contact, PAID) and not rules.concerns(contact, replace(PAID, public=False))


def test_mail_waits_for_the_morning_the_day_and_the_week() -> None:
    night, noon = rules.cutoffs(ZONE, at("2026-03-12T23:10")), rules.cutoffs(ZONE, at("2026-03-12T12:00"))
    assert night[rules.MAIL, True] == rules.SINCE_EVER and night[rules.MAIL, False] == at("2026-03-12T23:10")
    assert noon[rules.MAIL, True] == at("2026-03-12T12:00")
    assert noon[rules.DAILY, True] == night[rules.DAILY, True] == at("2026-03-12T07:00")
    assert noon[rules.WEEKLY, True] == at("2026-03-09T07:00")
    early = rules.cutoffs(ZONE, at("2026-03-09T06:59"))
    assert (early[rules.DAILY, True], early[rules.WEEKLY, True]) == (at("2026-03-08T07:00"), at("2026-03-02T07:00"))


def test_what_cannot_be_asked_for_is_refused() -> None:
    assert rules.check_topics((topics.HOLD, topics.INVOICE, topics.HOLD), tuple(topics.TOPICS)) == ("invoice", "hold")
    for wrong in ((), ("gossip",)):
        with pytest.raises(Invalid):
            rules.check_topics(wrong, tuple(topics.TOPICS))
    with pytest.raises(Invalid, match="late by"):
        rules.check_days(8)
    ways, scopes = (rules.PRODUCT,), (rules.CUSTOMER, rules.EVERYBODY)
    rules.check_scope(rules.EVERYBODY, "", rules.PRODUCT, ways, scopes)
    for scope, customer, channel in (("group", "C-1", "product"), ("all", "", "mail"), ("all", "C-1", "product")):
        with pytest.raises(Invalid):
            rules.check_scope(scope, customer, channel, ways, scopes)
    with pytest.raises(Invalid, match="Name the customer"):
        rules.check_scope(rules.CUSTOMER, " ", rules.PRODUCT, ways, scopes)
