"""Subscriptions listed: one's own with the standard one, and who is told of a customer by whichever scope."""

from __future__ import annotations

import pytest

from quittance.actions import followups, subscriptions
from quittance.actions.subscriptions import Follow
from quittance.reports import books, people
from quittance.reports import subscriptions as reports
from quittance.rules import topics
from quittance.rules.refusals import NotFound
from tests import factories

pytestmark = pytest.mark.django_db


def test_who_is_told_of_a_customer_is_found_by_every_scope() -> None:
    context = factories.company()
    factories.customer(context, "C-0")
    for n in (1, 2):
        factories.customer(context, f"C-{n}", parent_number="C-0")
    one, other, third = (factories.member(context, "sales") for _ in range(3))
    here = books.of(context)
    email = next(row.email for row in people.members(here) if row.id == third.actor.id)
    followups.assign(context, followups.AssignAccounts(("C-1",), email))
    subscriptions.follow(one, Follow("group", "C-0"))
    subscriptions.follow(other, Follow("customer", "C-2"))
    found = [(row.member_id, row.scope, row.standard) for row in reports.about(here, "C-1", context.today)]
    assert found == [(third.actor.id, "managed", True), (one.actor.id, "group", False)]
    assert [row.scope for row in reports.about(here, "C-2", context.today)] == ["customer", "group"]
    assert {row.member_id for row in reports.everything(here)} == {one.actor.id, other.actor.id}
    mine = reports.of_member(here, other.actor.id)
    assert [row.standard for row in mine] == [True, False] and mine[0].topics == topics.STANDARD
    told = reports.told(mine[1], "EUR")
    assert (told["customer_number"], told["least"], told["to"]) == ("C-2", "0.00", "person")
    for wrong in (lambda: reports.about(here, "C-9", context.today), lambda: reports.one(here, 7)):
        with pytest.raises(NotFound):
            wrong()
