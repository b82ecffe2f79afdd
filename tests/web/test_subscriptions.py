"""Subscriptions on screen: a customer followed and no more, what I am told changed, others told."""

from __future__ import annotations

import pytest

from quittance.actions import contacts
from quittance.actions.command import Context
from quittance.reports import books
from quittance.reports import subscriptions as reports
from quittance.reports.subscriptions import SubscriptionRow
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(company: Context) -> Person:
    """May tell others."""
    return browse.person(company, "credit_manager")


def mine(boss: Person) -> tuple[SubscriptionRow, ...]:
    """What the person is told of."""
    return reports.of_member(books.of(boss.context), boss.context.actor.id)


def test_a_customer_is_followed_and_that_is_taken_back(company: Context, boss: Person) -> None:
    assert "Follow F" in boss.text("/customers/C-1/")
    boss.follow("/customers/C-1/follow/")
    said = browse.text_of(boss.last)
    assert "Following F" in said and "Undo" in said
    id = mine(boss)[1].id
    boss.follow(f"/customers/C-1/follow/{id}/end/")
    assert "Follow F" in browse.text_of(boss.last) and len(mine(boss)) == 1


def test_what_i_am_told_is_changed_rests_and_grows(company: Context, boss: Person) -> None:
    assert "The customers you look after" in boss.text("/notifications/told/")
    (standard,) = mine(boss)
    page = f"/notifications/told/{standard.id}/"
    boss.follow(page, topics=["hold", "payment"], channel="product", least="50", days="30", quiet="1")
    (now,) = mine(boss)
    assert (now.topics, now.least, now.days) == (("payment", "hold"), 5_000, 30)
    assert boss.post(page, channel="product", days="7").status_code == 422, "told of nothing"
    boss.follow(page, do="pause")
    assert "It rests" in browse.text_of(boss.last) and mine(boss)[0].paused
    boss.follow(page, do="resume")
    boss.follow("/notifications/told/", scope="all", topics=["invoice"], channel="product", days="7", quiet="1")
    assert "You are told of all customers" in browse.text_of(boss.last)
    wrong = boss.post("/notifications/told/", scope="customer", customer_number="", topics=["hold"], channel="product")
    assert wrong.status_code == 422 and "Name the customer" in browse.text_of(boss.last)
    every = next(row for row in mine(boss) if row.scope == "all")
    boss.follow(f"/notifications/told/{every.id}/end/")
    assert "told no more" in browse.text_of(boss.last)


def test_who_is_told_of_a_customer_is_seen_and_others_are_told(company: Context, boss: Person) -> None:
    seller = browse.person(company, "sales")
    page = "/customers/C-1/told/"
    assert seller.get(page).status_code == 403
    assert "Nobody is told" in boss.text(page)
    email = next(row.address for row in reports.of_member(books.of(company), seller.context.actor.id))
    fields = {"scope": "customer", "topics": ["payment", "hold"], "channel": "product", "days": "7", "quiet": "1"}
    assert boss.post(page, who="", **fields).status_code == 422
    boss.follow(page, who=f"person:{email}", **fields)
    assert "Payment received, Reminders held back" in browse.text_of(boss.last)
    contacts.add(company, contacts.AddContact("C-1", "Ada", "ada@one.example", "", "", True))
    (id,) = [row.id for row in reports.about(books.of(company), "C-1", company.today)]
    boss.follow(f"/notifications/told/{id}/end/", back="told")
    assert "Ada, ada@one.example" in browse.text_of(boss.last)
