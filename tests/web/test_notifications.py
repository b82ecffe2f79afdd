"""Notifications on screen: the bell counts, the list is read and opened, and only one's own is there."""

from __future__ import annotations

import pytest

from quittance.actions import holds, subscriptions
from quittance.actions.command import Context
from quittance.actions.subscriptions import Follow
from quittance.reports import books
from quittance.reports import notifications as reports
from tests import informed
from tests.web import browse
from tests.web.browse import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(company: Context) -> Person:
    """Follows C-1, which is put on hold twice."""
    made = browse.person(company, "sales")
    subscriptions.follow(made.context, Follow(customer_number="C-1"))
    for reason in ("First", "Second"):
        holds.place(company, holds.PlaceHold("C-1", reason))
    informed.look(company)
    return made


def test_the_bell_counts_what_is_unread_and_the_list_is_read(company: Context, seller: Person) -> None:
    seller.get("/customers/")
    assert 'aria-label="Notifications, 2 unread"' in seller.last
    said = seller.text("/notifications/")
    assert "Reminders are held back: Second" in said and "First" in said and "new" in said
    rows = reports.listed(books.of(company), seller.context.actor.id)
    seller.follow("/notifications/read/", ids=str(rows[0].id))
    assert "1 marked as read" in browse.text_of(seller.last) and "Second" not in browse.text_of(seller.last)
    assert "Second" in seller.text("/notifications/?show=all")
    opened = seller.post(f"/notifications/{rows[1].id}/open/")
    assert opened.status_code == 302 and opened.headers["Location"] == "/customers/C-1/"
    assert "All of it is read" in seller.text("/notifications/")
    assert 'aria-label="Notifications"' in seller.last
    seller.follow("/notifications/read/")
    assert "Nothing was ticked" in browse.text_of(seller.last)


def test_nobody_opens_what_is_told_to_somebody_else(company: Context, seller: Person) -> None:
    (row, _) = reports.listed(books.of(company), seller.context.actor.id)
    other = browse.person(company, "collector")
    assert other.post(f"/notifications/{row.id}/open/").status_code == 404
    assert "All of it is read" in other.text("/notifications/") and "Nothing yet" in other.text(
        "/notifications/?show=all"
    )
    assert reports.unread(books.of(company), seller.context.actor.id) == 2
