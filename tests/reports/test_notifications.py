"""Notifications listed: the latest first, in pages, each as plain values."""

from __future__ import annotations

import pytest

from quittance.actions import holds, subscriptions
from quittance.reports import books, notifications
from quittance.rules import topics
from tests import factories, informed

pytestmark = pytest.mark.django_db


def test_pages_follow_each_other_and_the_count_is_bounded() -> None:
    context = factories.company(country="IE")
    factories.customer(context, "C-1")
    boss = factories.member(context, "credit_manager")
    subscriptions.follow(boss, subscriptions.Follow("customer", "C-1", topics=(topics.HOLD,)))
    for n in range(3):
        holds.place(context, holds.PlaceHold("C-1", f"Reason {n}"))
    informed.look(context)
    here = books.of(context)
    first = notifications.listed(here, boss.actor.id, limit=2)
    (last,) = notifications.listed(here, boss.actor.id, before=first[-1].id, limit=2)
    said = [notifications.told(row, "IE")["words"] for row in (*first, last)]
    assert said == [f"Reminders are held back: Reason {n}" for n in (2, 1, 0)]
    told = notifications.told(last, "IE")
    assert told["unread"] and told["amount"] == "" and told["by"] == "operator"
    assert notifications.unread(here, boss.actor.id) == 3 < notifications.MOST_COUNTED
    assert notifications.of_notice(here, 7, 5) == ((), 0) and notifications.waiting(here, "webhook", 5) == ()
