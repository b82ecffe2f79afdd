"""Collecting: the policy that promises, plans and disputes go by."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import collecting, disputes, promises
from quittance.actions.collecting import Judge, SetCollectPolicy
from quittance.rules.refusals import Invalid, NotAllowed
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def test_what_is_said_afterwards_goes_by_the_new_policy() -> None:
    context = factories.company()
    factories.customer(context, "C-1")
    factories.invoice(context, "INV-1", "100.00")
    made = collecting.set_policy(context, SetCollectPolicy(0, 0, 7, 12, 0, "5000"))
    assert (made.answer_days, made.plan_most) == (7, "5000.00")
    assert disputes.open_dispute(context, disputes.OpenDispute("INV-1", "price", "10")).answer_by == (
        context.today + 7 * DAY
    )
    taken = promises.take(context, promises.TakePromise("C-1", context.today, "50.00"))
    assert taken.deadline_on == context.today
    assert collecting.set_policy(context, SetCollectPolicy()).promise_grace_days == 2


def test_limits_out_of_range_and_people_who_may_not_are_refused() -> None:
    context = factories.company()
    with pytest.raises(Invalid):
        collecting.set_policy(context, SetCollectPolicy(plan_share_percent=200))
    with pytest.raises(NotAllowed):
        collecting.set_policy(factories.member(context, "collector"), SetCollectPolicy())
    assert collecting.judge(context, Judge()).broken == 0
