"""The sample of a week: calls, mails and promises of people, not notes nor what was taken back, always the same."""

from __future__ import annotations

import datetime

import pytest

from quittance.actions import activities, promises
from quittance.actions.command import Context
from quittance.reports import books, reviews
from quittance.rules import reviews as rules
from quittance.rules.refusals import NotFound
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def context() -> Context:
    """A company with a customer who owes."""
    made = factories.company()
    factories.customer(made, "C-1")
    factories.invoice(made, "INV-1", "100.00", made.today - DAY * 60, made.today - DAY * 30)
    return made


def test_finished_work_of_people_is_drawn_and_nothing_else(context: Context) -> None:
    bo = factories.member(context, "collector")
    call = activities.log(bo, activities.LogActivity("C-1", "call", "They look", "reached", "Ada"))
    activities.log(bo, activities.LogActivity("C-1", "note", "A note is no call"))
    promises.take(bo, promises.TakePromise("C-1", context.today + DAY, "50.00", ("INV-1",), said_by="Ada"))
    activities.log(context, activities.LogActivity("C-1", "call", "By the operator", "reached"))
    found = reviews.sample(books.of(context), context.today)
    assert [(one.kind, one.person_id, one.customer_number) for one in found] == [
        ("call", bo.actor.id, "C-1"),
        ("promise", bo.actor.id, "C-1"),
    ]
    assert found[0].said == {"outcome": "reached", "contact": "Ada", "text": "They look"}
    assert found[1].said["amount"] == "50.00" and found[1].week_on == rules.week_of(context.today)
    activities.take_back(bo, activities.TakeActivityBack(call.id))
    assert [one.kind for one in reviews.sample(books.of(context), context.today)] == ["promise"]
    assert reviews.sample(books.of(context), context.today - DAY * 7) == ()


def test_three_of_many_are_drawn_and_the_others_are_not_found(context: Context) -> None:
    bo, cy = factories.member(context, "collector"), factories.member(context, "collector")
    for n in range(6):
        activities.log(bo, activities.LogActivity("C-1", "call", f"Call {n}", "reached"))
    activities.log(cy, activities.LogActivity("C-1", "call", "One", "no_answer"))
    found = reviews.sample(books.of(context), context.today)
    assert [one.person_id for one in found].count(bo.actor.id) == rules.SAMPLE and len(found) == rules.SAMPLE + 1
    assert found == reviews.sample(books.of(context), context.today)
    assert reviews.piece(books.of(context), found[0].id) == found[0]
    with pytest.raises(NotFound):
        reviews.piece(books.of(context), found[0].id + 1)
    assert reviews.people(books.of(context), context.today - DAY * 9, context.today) == ()
