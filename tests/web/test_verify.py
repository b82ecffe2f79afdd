"""Verify: looks when it is asked to, and shows what differs."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.web import browse
from tests.web.browse import Person


@pytest.mark.django_db
def test_before_it_runs_it_says_what_it_looks_at(clerk: Person) -> None:
    clerk.get("/verify/")
    assert "What is looked at" in clerk.last and "Everything agrees" not in clerk.last


@pytest.mark.django_db
def test_books_that_agree_are_said_to(clerk: Person) -> None:
    clerk.post("/verify/")
    assert "Everything agrees." in browse.text_of(clerk.last)


@pytest.mark.django_db
def test_a_number_that_was_changed_by_hand_is_named(clerk: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE open_item SET closed_on = '2026-01-01' WHERE tenant_id = %s AND kind = 'payment'",
            [clerk.context.tenant_id],
        )
    clerk.post("/verify/")
    said = browse.text_of(clerk.last)
    assert "1 number does not agree." in said and "Open item: closed on" in said and "2026-01-01" in said
